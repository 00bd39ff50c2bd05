import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CLOCK, type Clock } from './clock/clock';
import { Database, ReadDatabase } from './database/database';
import { UnitOfWork } from './database/unit-of-work';
import { EventDispatcher } from './events/event-dispatcher';
import { JobRunner } from './jobs/job-runner';
import { ServiceStart } from './lifecycle/service-start';

export interface PlatformParts {
  clock: Clock;
  database: Database;
  events: EventDispatcher;
  jobs: JobRunner;
}

/** What every feature may inject: the clock, the two sides of the database, events and jobs, and what runs at the service's start. Built before Nest starts. */
@Global()
@Module({})
export class PlatformModule {
  static with(parts: PlatformParts): DynamicModule {
    const providers = [
      { provide: CLOCK, useValue: parts.clock },
      { provide: Database, useValue: parts.database },
      { provide: UnitOfWork, useValue: parts.database.uow },
      { provide: ReadDatabase, useValue: parts.database.read },
      { provide: EventDispatcher, useValue: parts.events },
      { provide: JobRunner, useValue: parts.jobs },
      { provide: ServiceStart, useValue: new ServiceStart() },
    ];
    return { module: PlatformModule, providers, exports: providers.map((provider) => provider.provide) };
  }
}
