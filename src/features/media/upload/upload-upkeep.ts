import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ServiceStart } from '../../../platform/lifecycle/service-start';
import { ResumableUploads } from './resumable-uploads';

/** Nudges the tidying of uploads; what is due follows from the clock and the stored instants alone. */
@Injectable()
export class UploadUpkeep implements OnModuleInit {
  constructor(
    private readonly uploads: ResumableUploads,
    private readonly serviceStart: ServiceStart,
  ) {}

  onModuleInit(): void {
    this.serviceStart.add(() => this.tick());
  }

  @Interval(3_600_000)
  tick(): Promise<void> {
    return this.uploads.tidy();
  }
}
