import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { JobRunner } from '../../platform/jobs/job-runner';
import { ServiceStart } from '../../platform/lifecycle/service-start';
import { drawJob, SavedReportsService, type DrawOrder } from './saved-reports.service';

/** Looks at start and every ten minutes whether a kept report is due; the last run is stored, so what a standstill left is made up for. */
@Injectable()
export class SavedReportsUpkeep implements OnModuleInit {
  constructor(
    private readonly saved: SavedReportsService,
    private readonly jobs: JobRunner,
    private readonly serviceStart: ServiceStart,
  ) {}

  onModuleInit(): void {
    this.jobs.register(drawJob, {
      run: (payload) => this.saved.drawOrdered(payload as DrawOrder),
    });
    this.serviceStart.add(() => this.look());
  }

  @Cron('17 */10 * * * *')
  look(): Promise<void> {
    return this.saved.orderDue();
  }
}
