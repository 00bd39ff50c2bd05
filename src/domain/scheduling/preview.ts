/** What a request would make, asked before it is sent (design section 3): the planner's answer, told for one booking. */
import { type LocalDate } from '../time/local-date';
import { planCommune, type PlanInput } from './plan-commune';
import { type Booking } from './booking';
import { type LeftOutReason } from './rundown';

export interface PreviewedSession {
  slotId: string;
  slotOccurrenceId: string;
  localDate: LocalDate;
  zone: string;
  startAt: number;
  endAt: number;
  /** The instants at which the item would start; two for two readings. */
  airsAt: readonly number[];
  /** The last moment to be approved for this session (S5). */
  approveBy: number;
}

export interface PreviewedMiss {
  localDate: LocalDate;
  slotId: string | null;
  reason: LeftOutReason;
  /** Owed, and planned into another session of the list. */
  carried: boolean;
}

export interface Preview {
  sessions: PreviewedSession[];
  misses: PreviewedMiss[];
}

/** Plans as if the booking were in the queue, approved in time. It takes the place of the bookings of `instead`. */
export function previewOf(input: PlanInput, booking: Booking, instead: ReadonlySet<string> = new Set()): Preview {
  const bookings = [...input.bookings.filter(({ id }) => !instead.has(id) && id !== booking.id), booking];
  const { rundowns, unplaced } = planCommune({ ...input, bookings });
  const sessions: PreviewedSession[] = [];
  const misses: PreviewedMiss[] = [];
  for (const { items, leftOut, ...rundown } of rundowns) {
    const { slotId, slotOccurrenceId, localDate, zone, startAt, endAt, freezeAt: approveBy } = rundown;
    const airsAt = items.filter(({ sourceId }) => sourceId === booking.id).map((item) => item.startAt);
    if (airsAt.length > 0)
      sessions.push({ slotId, slotOccurrenceId, localDate, zone, startAt, endAt, airsAt, approveBy });
    for (const { bookingId, reason, outcome } of leftOut) {
      if (bookingId !== booking.id || outcome.kind === 'not-due') continue;
      misses.push({ localDate, slotId, reason, carried: outcome.kind === 'carried' });
    }
  }
  for (const { bookingId, localDate, reason, slotOccurrenceId } of unplaced) {
    const told = slotOccurrenceId !== null && rundowns.some((one) => one.slotOccurrenceId === slotOccurrenceId);
    if (bookingId === booking.id && !told) misses.push({ localDate, slotId: null, reason, carried: false });
  }
  return { sessions, misses: [...new Map(misses.map((one) => [JSON.stringify(one), one])).values()] };
}
