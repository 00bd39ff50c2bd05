import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { EventDispatcher } from '../../platform/events/event-dispatcher';
import { JobRunner } from '../../platform/jobs/job-runner';

/** Events, jobs and clock in one parameter. */
@Injectable()
export class ScheduleParts {
  constructor(
    readonly events: EventDispatcher,
    readonly jobs: JobRunner,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}
}
