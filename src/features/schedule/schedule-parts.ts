import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { EventDispatcher } from '../../platform/events/event-dispatcher';
import { JobRunner } from '../../platform/jobs/job-runner';
import { ServiceStart } from '../../platform/lifecycle/service-start';

/** Events, jobs, start of the service and clock in one parameter. */
@Injectable()
export class ScheduleParts {
  constructor(
    readonly events: EventDispatcher,
    readonly jobs: JobRunner,
    readonly serviceStart: ServiceStart,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}
}
