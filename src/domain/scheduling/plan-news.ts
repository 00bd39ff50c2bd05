/** What of a plan its people should hear before the day (S3, S10): plain facts, each once. */
import { type LocalDate } from '../time/local-date';
import { type Plan } from './plan-commune';
import { type LeftOutReason } from './rundown';

export type PlanNewsKind = 'left-out' | 'carried-over' | 'unplaced' | 'decision-needed' | 'blocked';

export interface PlanNews {
  kind: PlanNewsKind;
  /** `null` for what concerns a whole session. */
  bookingId: string | null;
  ref: string | null;
  reason: string;
  localDate: LocalDate;
  slotId: string | null;
  slotOccurrenceId: string | null;
  /** Ids: the occurrence it is carried into, what blocks a session, the items that compete. */
  details: readonly string[];
}

/** Left out of one session for good, while other sessions may still take the item. */
const ofOneSession: ReadonlySet<LeftOutReason> = new Set([
  'fixed-place-taken',
  'validity-ended',
  'validity-not-begun',
  'not-approved-in-time',
  'left-out-by-operator',
]);

/** Every reading and language of an item that shares a fate is one piece of news. */
export function newsOf(plan: Plan): PlanNews[] {
  const slotOf = new Map(plan.rundowns.map(({ slotOccurrenceId, slotId }) => [slotOccurrenceId, slotId]));
  for (const { slotOccurrenceId, slotId } of plan.conflicts) slotOf.set(slotOccurrenceId, slotId);
  const news: PlanNews[] = [];
  for (const { leftOut, localDate, slotId, slotOccurrenceId } of plan.rundowns) {
    for (const { bookingId, ref, reason, outcome } of leftOut) {
      const about = { bookingId, ref, reason, localDate, slotId, slotOccurrenceId };
      if (outcome.kind === 'carried')
        news.push({ kind: 'carried-over', ...about, details: [outcome.slotOccurrenceId] });
      if (outcome.kind === 'waits-for-next-session') news.push({ kind: 'left-out', ...about, details: [] });
    }
  }
  for (const { bookingId, ref, reason, localDate, slotOccurrenceId } of plan.unplaced) {
    const slotId = slotOccurrenceId === null ? null : (slotOf.get(slotOccurrenceId) ?? null);
    const kind = ofOneSession.has(reason) ? 'left-out' : 'unplaced';
    news.push({ kind, bookingId, ref, reason, localDate, slotId, slotOccurrenceId, details: [] });
  }
  const session = { bookingId: null, ref: null };
  for (const { slotId, slotOccurrenceId, localDate, keptBookingIds, leftOutBookingIds } of plan.decisionsNeeded) {
    const details = [...keptBookingIds, ...leftOutBookingIds];
    const about = { slotId, slotOccurrenceId, localDate, details };
    news.push({ kind: 'decision-needed', ...session, ...about, reason: 'priority-needs-decision' });
  }
  for (const { code, slotId, slotOccurrenceId, localDate, by } of plan.conflicts) {
    news.push({ kind: 'blocked', ...session, reason: code, slotId, slotOccurrenceId, localDate, details: by });
  }
  return [...new Map(news.map((one) => [newsKey(one), one])).values()];
}

/** The same for the same news: where a carried item goes may change without being new. */
export function newsKey({ kind, bookingId, reason, localDate, slotOccurrenceId, details }: PlanNews): string {
  return JSON.stringify([
    kind,
    bookingId,
    reason,
    localDate,
    slotOccurrenceId,
    kind === 'carried-over' ? [] : [...details].sort(),
  ]);
}
