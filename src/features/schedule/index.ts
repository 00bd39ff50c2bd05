import { BookingEntity } from './booking.entity';
import { DecisionEntity } from './decision.entity';
import { PlanNewsEntity } from './plan-news.entity';
import { PlannedPlayEntity, PlayResultEntity } from './play.entity';
import { PolicyEntity } from './policy.entity';
import { RundownEntity } from './rundown.entity';
import { SlotChangeEntity } from './slot-change.entity';
import { SlotEntity } from './slot.entity';

export { BookingsService } from './bookings.service';
export { DecisionsService, type Choice, type NewDecision } from './decisions.service';
export { OwnBookingsService } from './own-bookings.service';
export { PreviewService } from './preview.service';
export { QueueListsService } from './queue-lists.service';
export { RundownEditsService } from './rundown-edits.service';
export { PlannerService } from './planner.service';
export { PoliciesService, type NewWindowException } from './policies.service';
export { RundownsService } from './rundowns.service';
export { type HoldableSession, ScheduledRundowns } from './scheduled-rundowns';
export { ScheduleModule } from './schedule.module';
export { SlotEditsService, type SlotChange } from './slot-edits.service';
export { SlotsService, type NewSlot } from './slots.service';

export const scheduleEntities = [
  SlotEntity,
  SlotChangeEntity,
  PolicyEntity,
  BookingEntity,
  DecisionEntity,
  RundownEntity,
  PlanNewsEntity,
  PlannedPlayEntity,
  PlayResultEntity,
];
