import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { longestHorizonDays } from '../../../domain/devices/horizon';
import { z } from 'zod';
import { ended } from '../../../domain/playout/orders';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { ReadDatabase } from '../../../platform/database/database';
import { systemActor } from '../../../platform/database/transaction';
import { EventDispatcher } from '../../../platform/events/event-dispatcher';
import { BulletinsService } from '../../bulletins';
import { findRecalls } from './orders.repository';
import { OrderRegister } from './order-register';

const recalledSchema = z.object({ bulletinId: z.string(), reason: z.string().default(''), by: z.string().optional() });
const dayMs = 24 * 3_600_000;

/** B7: a recall silences the bulletin on every device at once, and says so where the plan merely drops it. */
@Injectable()
export class RecallOrders implements OnModuleInit {
  constructor(
    private readonly events: EventDispatcher,
    private readonly read: ReadDatabase,
    private readonly register: OrderRegister,
    private readonly bulletins: BulletinsService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'horizonDays'>,
  ) {}

  onModuleInit(): void {
    this.events.subscribe('bulletin.recalled', (event) => this.recall(recalledSchema.parse(event.payload)));
    this.events.subscribe('bulletin.approved', (event) => this.lift(recalledSchema.parse(event.payload).bulletinId));
  }

  /** One order for the bulletin, however many of its languages are recalled. */
  private async recall({ bulletinId, reason, by }: z.infer<typeof recalledSchema>): Promise<void> {
    const now = this.clock.nowMs();
    if ((await findRecalls(this.read.manager, [bulletinId], now)).length > 0) return;
    const { areaCode } = await this.bulletins.find(bulletinId);
    await this.register.place(by === undefined ? systemActor('recall') : { userId: null, name: by }, {
      ...{ kind: 'recall', areaCode, bulletinId, reason },
      content: { kind: 'silence', target: { kind: 'bulletin', bulletinRef: bulletinId } },
      target: { kind: 'bulletin', bulletinId },
      // By then every manifest that could name it is over.
      untilAt: now + (Math.max(longestHorizonDays, this.config.horizonDays) + 1) * dayMs,
    });
  }

  /** A new version was approved: the bulletin may sound again. */
  private async lift(bulletinId: string): Promise<void> {
    const actor = systemActor('recall');
    for (const { id, areaCode } of await findRecalls(this.read.manager, [bulletinId], this.clock.nowMs())) {
      await this.register.end(actor, areaCode, id, (order, now) => ended(order, actor.name, now));
    }
  }
}
