import { BookingEntity } from './booking.entity';
import { DecisionEntity } from './decision.entity';
import { ExtraSessionEntity } from './extra-session.entity';
import { LostRecordingEntity } from './lost-recording.entity';
import { PlanNewsEntity } from './plan-news.entity';
import { PlannedPlayEntity, PlayResultEntity } from './play.entity';
import { PolicyEntity } from './policy.entity';
import { RelaySourceEntity } from './relays/relay-source.entity';
import { RundownEntity } from './rundown.entity';
import { ScheduleEventEntity } from './schedule-event.entity';
import { SlotChangeEntity } from './slot-change.entity';
import { SlotEntity } from './slot.entity';

export { BookingsService } from './bookings.service';
export { DayFacts, type CommuneDay } from './day-facts';
export type { DueSession } from './day-facts.repository';
export { DecisionsService, type Choice, type NewDecision } from './decisions.service';
export type { BookingEntity } from './booking.entity';
export { NextAiringsService } from './next-airings.service';
export { type OwnBooking, OwnBookingsService } from './own-bookings.service';
export { PreviewService } from './preview.service';
export { QueueListsService } from './queue-lists.service';
export { RELAY_METER, type RelayMeter } from './relays/relay-measuring';
export { RundownEditsService } from './rundown-edits.service';
export { EventsService, type NewEvent } from './events.service';
export { ExtraSessionsService, type NewExtraSession } from './extra-sessions.service';
export { type PlanGround, PlannerService } from './planner.service';
export { PoliciesService, type NewException } from './policies.service';
export { RundownsService } from './rundowns.service';
export { type HoldableSession, ScheduledRundowns } from './scheduled-rundowns';
export { ScheduleModule } from './schedule.module';
export { StoredDecisions } from './session-facts';
export { SlotEditsService, type SlotChange } from './slot-edits.service';
export type { RundownView } from './views';
export { SlotsService, type NewSlot } from './slots.service';

export const scheduleEntities = [
  SlotEntity,
  SlotChangeEntity,
  ScheduleEventEntity,
  ExtraSessionEntity,
  PolicyEntity,
  BookingEntity,
  RelaySourceEntity,
  DecisionEntity,
  RundownEntity,
  LostRecordingEntity,
  PlanNewsEntity,
  PlannedPlayEntity,
  PlayResultEntity,
];
