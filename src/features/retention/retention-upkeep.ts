import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobRunner } from '../../platform/jobs/job-runner';
import { ServiceStart } from '../../platform/lifecycle/service-start';
import { findRun } from './retention-runs.repository';
import { RetentionService, type StoreName, sweepJob } from './retention.service';

export const retentionJob = 'retention.run';
const actor = systemActor('retention');
/** When nobody is on air and nobody works. */
const nightFrom = '02:00';

/** Once a night, where some limit is set. The last run is stored, so a night that the service slept through is made up for. */
@Injectable()
export class RetentionUpkeep implements OnModuleInit {
  constructor(
    private readonly retention: RetentionService,
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly jobs: JobRunner,
    private readonly serviceStart: ServiceStart,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'zone'>,
  ) {}

  onModuleInit(): void {
    this.jobs.register(retentionJob, { run: () => this.runDue() });
    this.jobs.register(sweepJob, {
      run: (payload) => this.retention.sweep((payload as { names: StoreName[] }).names),
    });
    this.serviceStart.add(() => this.look());
  }

  @Cron('41 */10 * * * *')
  async look(): Promise<void> {
    if (await this.isDue())
      await this.uow.run(actor, (tx) => tx.enqueue({ kind: retentionJob, key: 'night', payload: {} }));
  }

  private async runDue(): Promise<void> {
    if (await this.isDue()) await this.retention.run();
  }

  private async isDue(): Promise<boolean> {
    if (Object.values(this.retention.limits).every((days) => days === null)) return false;
    const { localDate, localTime } = wallClockAt(this.config.zone, this.clock.nowMs());
    return localTime >= nightFrom && (await findRun(this.read.manager, localDate)) === null;
  }
}
