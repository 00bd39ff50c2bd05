import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { askedByNow } from '../../domain/bulletins/approvers';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { ServiceStart } from '../../platform/lifecycle/service-start';
import { ApproversRepository, type Waiting } from './approvers.repository';
import { ApproversService } from './approvers.service';
import { BulletinsService } from './bulletins.service';

const actor = systemActor('approvals');
const tickMs = 60_000;

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
    for (const waiting of await this.repository.waiting(this.read.manager)) await this.ask(waiting);
  }

  private async ask({ bulletinId, versionId, submittedAt, asked }: Waiting): Promise<void> {
    const bulletin = await this.bulletins.find(bulletinId);
    const version = bulletin.versions.find((one) => one.id === versionId);
    if (!version) return;
    const listed = await this.approvers.askedFor(bulletin, version);
    const minutes = this.parts.config.approvalReminderMinutes;
    const due = askedByNow(submittedAt, this.parts.clock.nowMs(), minutes, listed.length);
    if (due <= asked) return;
    await this.uow.run(actor, async (tx) => {
      if (!(await this.repository.setAsked(tx.manager, versionId, asked, due))) return;
      const userIds = listed.slice(asked, due);
      const about = { bulletinId, versionId, userIds, reminder: asked > 0, unansweredMs: tx.nowMs - submittedAt };
      await tx.audit({ action: 'approval.asked', entity: 'bulletin-version', entityId: versionId, after: about });
      await tx.emit({ type: 'approval.asked', payload: about });
    });
  }
}
