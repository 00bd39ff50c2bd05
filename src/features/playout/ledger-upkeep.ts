import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { ServiceStart } from '../../platform/lifecycle/service-start';
import { ReconcilerService } from './reconciler.service';
import { SealerService } from './seal/sealer.service';

/** Reconciles and seals at start and each minute; a minute that was lost is made up for by the next. */
@Injectable()
export class LedgerUpkeep implements OnModuleInit {
  private running: Promise<unknown> | null = null;

  constructor(
    private readonly reconciler: ReconcilerService,
    private readonly sealer: SealerService,
    private readonly serviceStart: ServiceStart,
  ) {}

  onModuleInit(): void {
    this.serviceStart.add(() => this.reconcile());
    this.serviceStart.add(() => this.seal());
  }

  /** Looks each minute whether a day is over; what a standstill left is made up for. */
  @Cron('41 * * * * *')
  async seal(): Promise<void> {
    await this.sealer.sealOrTell();
  }

  @Cron('23 * * * * *')
  async reconcile(): Promise<void> {
    this.running ??= this.reconciler.run().finally(() => (this.running = null));
    await this.running;
  }
}
