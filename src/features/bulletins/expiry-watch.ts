import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ApprovalService } from './approval.service';

/** Nudges the end of validity; what is due follows from the clock and the stored instants alone, so a lost tick costs a minute. */
@Injectable()
export class ExpiryWatch {
  constructor(private readonly approval: ApprovalService) {}

  @Interval(60_000)
  tick(): Promise<void> {
    return this.approval.expireDue();
  }
}
