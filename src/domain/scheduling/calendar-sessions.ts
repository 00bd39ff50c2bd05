/** The sessions of an area as a calendar shows them: also those that were taken out, where they would have been. */
import { type LocalDate } from '../time/local-date';
import { type BlockedSession } from './plan-commune';
import { type Hash } from './keys';
import { sessionsOf, withoutOverlaps, type DateRange, type Session } from './sessions';
import { type Slot } from './slot';

export type Cancellation = 'skipped' | 'overlapped' | BlockedSession['code'];

export interface CalendarSession {
  slotId: string;
  /** S4: stays when the session is moved. */
  slotOccurrenceId: string;
  localDate: LocalDate;
  startAt: number;
  endAt: number;
  /** Why it does not air; null where it does. */
  cancelled: Cancellation | null;
}

/**
 * Sessions in order of start.
 * @param slots with every exception that counts (T4)
 * @param written the same slots as they are written, without what events add to them
 * @param blocked what the planner says does not air, as far as it plans
 */
export function calendarSessions(
  slots: readonly Slot[],
  written: readonly Slot[],
  range: DateRange,
  blocked: readonly BlockedSession[],
  hash: Hash,
): CalendarSession[] {
  const real = sessionsOf(slots, range, hash);
  const { overlapped } = withoutOverlaps(real, []);
  const reasons = new Map<string, Cancellation>([
    ...overlapped.map(({ session }) => [session.slotOccurrenceId, 'overlapped'] as const),
    ...blocked.map(({ slotOccurrenceId, code }) => [slotOccurrenceId, code] as const),
  ]);
  const there = new Set(real.map(({ slotOccurrenceId }) => slotOccurrenceId));
  const bare = written.map((slot) => ({ ...slot, rule: { ...slot.rule, exceptions: [], pauses: [] } }));
  const gone = sessionsOf(bare, range, hash).filter(({ slotOccurrenceId }) => !there.has(slotOccurrenceId));
  return [
    ...real.map((session) => shown(session, reasons.get(session.slotOccurrenceId) ?? null)),
    ...gone.map((session) => shown(session, 'skipped')),
  ].sort((a, b) => a.startAt - b.startAt || (a.slotOccurrenceId < b.slotOccurrenceId ? -1 : 1));
}

function shown({ slot, slotOccurrenceId, occurrence }: Session, cancelled: Cancellation | null): CalendarSession {
  const { localDate, startAt, endAt } = occurrence;
  return { slotId: slot.id, slotOccurrenceId, localDate, startAt, endAt, cancelled };
}
