import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { askedByNow } from '../../domain/bulletins/approvers';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { ServiceStart } from '../../platform/lifecycle/service-start';
import type { DelegationEntity } from './approvers.entity';
import { ApproversRepository, type Waiting } from './approvers.repository';
import { ApproversService } from './approvers.service';
import { BulletinsService } from './bulletins.service';

const actor = systemActor('approvals');
const tickMs = 60_000;

type Asked = Pick<Waiting, 'bulletinId' | 'versionId' | 'submittedAt'>;

/** Start, clock and settings in one parameter. */
@Injectable()
export class ReminderParts {
  constructor(
    readonly serviceStart: ServiceStart,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(LOA_CONFIG) readonly config: Pick<LoaConfig, 'approvalReminderMinutes'>,
  ) {}
}

/** Asks the next of the list for what nobody answered (B2): `approval.asked`, once for each person, across restarts. */
@Injectable()
export class ApprovalReminders implements OnModuleInit, OnApplicationShutdown {
  private stop: (() => void) | null = null;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ApproversRepository,
    private readonly approvers: ApproversService,
    private readonly bulletins: BulletinsService,
    private readonly parts: ReminderParts,
  ) {}

  onModuleInit(): void {
    this.parts.serviceStart.add(() => {
      this.stop = this.parts.clock.every(tickMs, () => this.remind());
    });
  }

  onApplicationShutdown(): void {
    this.stop?.();
  }

  /** What is due follows from stored instants alone, so a lost tick costs a minute. */
  async remind(): Promise<void> {
    const { manager } = this.read;
    const waiting = await this.repository.waiting(manager);
    // First what was asked of the lender already: from here on whoever stands in is asked in their place.
    for (const lent of await this.repository.open(manager, this.parts.clock.nowMs())) {
      if (lent.handedOverAt === null) await this.handOver(lent, waiting);
    }
    for (const one of waiting) await this.ask(one);
  }

  private async handOver({ id, toUserId, areaCode }: DelegationEntity, waiting: readonly Waiting[]): Promise<void> {
    const asked: Asked[] = [];
    for (const one of waiting) {
      const listed = await this.listedFor(one, areaCode);
      if (listed?.slice(0, one.asked).some((group) => group.includes(toUserId))) asked.push(one);
    }
    await this.uow.run(actor, async (tx) => {
      if (!(await this.repository.setHandedOver(tx.manager, id, tx.nowMs))) return;
      for (const one of asked) await this.tell(tx, one, [toUserId], false);
    });
  }

  /** Who is to be asked; null for what is gone, or outside the area. */
  private async listedFor({ bulletinId, versionId }: Asked, areaCode?: string): Promise<string[][] | null> {
    const bulletin = await this.bulletins.find(bulletinId);
    const version = bulletin.versions.find((one) => one.id === versionId);
    if (!version || (areaCode !== undefined && !this.approvers.covers(areaCode, bulletin))) return null;
    return this.approvers.askedFor(bulletin, version);
  }

  private async ask(waiting: Waiting): Promise<void> {
    const { versionId, submittedAt, asked } = waiting;
    const listed = await this.listedFor(waiting);
    if (!listed) return;
    const minutes = this.parts.config.approvalReminderMinutes;
    const due = askedByNow(submittedAt, this.parts.clock.nowMs(), minutes, listed.length);
    if (due <= asked) return;
    await this.uow.run(actor, async (tx) => {
      if (!(await this.repository.setAsked(tx.manager, versionId, asked, due))) return;
      await this.tell(tx, waiting, listed.slice(asked, due).flat(), asked > 0);
    });
  }

  private async tell(tx: Transaction, waiting: Asked, userIds: readonly string[], reminder: boolean): Promise<void> {
    const { bulletinId, versionId, submittedAt } = waiting;
    const about = { bulletinId, versionId, userIds, reminder, unansweredMs: tx.nowMs - submittedAt };
    await tx.audit({ action: 'approval.asked', entity: 'bulletin-version', entityId: versionId, after: about });
    await tx.emit({ type: 'approval.asked', payload: about });
  }
}
