import { Module } from '@nestjs/common';
import { AreasModule } from '../areas';
import { BulletinsModule } from '../bulletins';
import { BookingsService } from './bookings.service';
import { DayFacts } from './day-facts';
import { DecisionsService } from './decisions.service';
import { LostRecordings } from './lost-recordings';
import { NextAiringsService } from './next-airings.service';
import { OwnBookingsService } from './own-bookings.service';
import { PlanTriggers } from './plan-triggers';
import { EventsController } from './events.controller';
import { EventsService } from './events.service';
import { ExtraSessionsController } from './extra-sessions.controller';
import { ExtraSessionsService } from './extra-sessions.service';
import { PlannerService } from './planner.service';
import { RelayBookingsService } from './relays/relay-bookings.service';
import { RelayMeasuring } from './relays/relay-measuring';
import { RelaysController } from './relays/relays.controller';
import { RelaysService } from './relays/relays.service';
import { PoliciesController } from './policies.controller';
import { PoliciesService } from './policies.service';
import { PolicyTurns } from './policy-turns';
import { PreviewService } from './preview.service';
import { QueueListsService } from './queue-lists.service';
import { QueueController } from './queue.controller';
import { RundownEditsController } from './rundown-edits.controller';
import { RundownEditsService } from './rundown-edits.service';
import { RundownsService } from './rundowns.service';
import { ScheduleParts } from './schedule-parts';
import { ScheduleUpkeep } from './schedule-upkeep';
import { ScheduleController } from './schedule.controller';
import { ScheduleRepository } from './schedule.repository';
import { ScheduledRundowns } from './scheduled-rundowns';
import { StoredDecisions } from './session-facts';
import { SlotCatalogue } from './slot-catalogue';
import { SlotConflictFinder } from './slot-conflict-finder';
import { SlotEditsService } from './slot-edits.service';
import { SlotFrames } from './slot-frames';
import { SlotWriter } from './slot-writer';
import { SlotsController } from './slots.controller';
import { SlotsService } from './slots.service';

/** Slots, limits, queue and rundowns. MediaModule and AccountsModule are global. */
@Module({
  imports: [AreasModule, BulletinsModule],
  controllers: [
    ScheduleController,
    SlotsController,
    EventsController,
    PoliciesController,
    ExtraSessionsController,
    QueueController,
    RundownEditsController,
    RelaysController,
  ],
  providers: [
    ScheduleRepository,
    ScheduleParts,
    PlanTriggers,
    ScheduleUpkeep,
    PolicyTurns,
    SlotCatalogue,
    SlotConflictFinder,
    SlotFrames,
    SlotWriter,
    OwnBookingsService,
    RelaysService,
    RelayBookingsService,
    RelayMeasuring,
    NextAiringsService,
    PreviewService,
    QueueListsService,
    RundownEditsService,
    SlotsService,
    SlotEditsService,
    EventsService,
    ExtraSessionsService,
    PoliciesService,
    BookingsService,
    DecisionsService,
    DayFacts,
    StoredDecisions,
    PlannerService,
    RundownsService,
    ScheduledRundowns,
    LostRecordings,
  ],
  exports: [
    NextAiringsService,
    SlotsService,
    SlotEditsService,
    EventsService,
    ExtraSessionsService,
    PoliciesService,
    BookingsService,
    OwnBookingsService,
    QueueListsService,
    DecisionsService,
    DayFacts,
    StoredDecisions,
    PlannerService,
    RundownsService,
    ScheduledRundowns,
  ],
})
export class ScheduleModule {}
