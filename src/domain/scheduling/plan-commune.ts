/** The planner (S1): a pure fold over the sessions of one programme area. The same input gives the same output. */
import { weekdayOf } from '../time/local-date';
import { type Booking } from './booking';
import { CarryOver } from './carry-over';
import { decisionsBySession, type Decision } from './decision';
import { defaultFreezeMs } from './freeze';
import { type Hash } from './keys';
import { openParts } from './open-time';
import { planSession, type DecisionNeeded } from './plan-session';
import { policyCalendar, type EffectivePolicy, type Policy } from './policy';
import { PlayCounts } from './repeat-control';
import { type Note, type Rundown, type Unplaced } from './rundown';
import { LastSession } from './session-likeness';
import { compareSessions, sessionsOf, withoutOverlaps, type DateRange, type Session } from './sessions';
import { foldSettled, type Settled } from './settled';
import { type ProgrammeArea, type Slot } from './slot';
import { type Exclusion } from './schedule-event';
import { blockedWishes, datesWithoutSession, unplacedOf } from './unplaced';
import { wishesOf } from './wishes';

export interface PlanInput {
  programmeArea: ProgrammeArea;
  /** Local dates to plan, both included. */
  window: DateRange;
  /** The instant for which the plan is made (epoch ms): sessions at or after their freeze take nothing unapproved. */
  asOf: number;
  freezeMs?: number;
  /** All slots that apply here: the area's own and those of the areas above. */
  slots: readonly Slot[];
  /** What named events exclude from the sessions of a slot on a date (T4). */
  excludedOn?: (slot: Slot, date: string) => Exclusion | null;
  /** Slots from above whose sessions another rundown airs here too, and which therefore win (S12): a zone hears its commune's. */
  inherited?: readonly Slot[];
  /** All bookings that reach the area, also those whose dates have passed while an item may still be carried over. */
  bookings: readonly Booking[];
  /** The policies of the area and of all above it, in any order. */
  policies: readonly Policy[];
  decisions: readonly Decision[];
  settled: Settled;
  hash: Hash;
}

/** A session that does not air, and who or what says so: area ids of the limit, or the slot that comes first. */
export interface BlockedSession {
  code: 'outside-window' | 'weekday-not-allowed' | 'too-many-sessions' | 'overlapped' | 'session-cancelled';
  slotId: string;
  slotOccurrenceId: string;
  localDate: string;
  startAt: number;
  endAt: number;
  by: readonly string[];
}

export interface Plan {
  /** Unsettled sessions that air, in order of start; those with nothing to say are there too, without items. */
  rundowns: Rundown[];
  /** Every play that was asked for and is not given, shown before the day (S3). */
  unplaced: Unplaced[];
  conflicts: BlockedSession[];
  decisionsNeeded: DecisionNeeded[];
}

/** Plans every unsettled session of the window that has not ended at `asOf`. Throws RangeError for a rule that names no zone. */
export function planCommune(input: PlanInput): Plan {
  const { programmeArea: area, window, asOf, freezeMs = defaultFreezeMs, slots, settled, hash } = input;
  const plan: Plan = { rundowns: [], unplaced: [], conflicts: [], decisionsNeeded: [] };
  const wishes = wishesOf(area, slots, input.bookings);
  const decisionsOf = decisionsBySession(input.decisions);
  const policyOn = policyCalendar(input.policies);
  const plays = new PlayCounts(settled.history);
  const carryOver = new CarryOver();
  const airedOn = new Map<string, number>();
  const last = new LastSession();

  const block = (session: Session, code: BlockedSession['code'], by: readonly string[]): void => {
    const { slot, slotOccurrenceId } = session;
    const { localDate, startAt, endAt } = session.occurrence;
    plan.conflicts.push({ code, slotId: slot.id, slotOccurrenceId, localDate, startAt, endAt, by });
    plan.unplaced.push(...blockedWishes(wishes, session, code));
  };

  const all = sessionsOf(slots, window, hash);
  const settledIds = new Set(settled.rundowns.map(({ rundown }) => rundown.slotOccurrenceId));
  const open = all.filter(
    ({ slotOccurrenceId, occurrence }) => !settledIds.has(slotOccurrenceId) && occurrence.endAt > asOf,
  );
  const kept = open.filter((session) => {
    const cancelled = decisionsOf(session.slotOccurrenceId).cancels(session.slot) === 'yes';
    if (cancelled) block(session, 'session-cancelled', []);
    return !cancelled;
  });
  const inherited = sessionsOf(input.inherited ?? [], window, hash);
  const { standing: claiming, overlapped } = withoutOverlaps(
    inherited.length === 0 ? kept : [...kept, ...inherited].sort(compareSessions),
    settled.rundowns.map(({ rundown }) => rundown),
  );
  const elsewhere = new Set(inherited);
  const standing = claiming.filter((session) => !elsewhere.has(session));
  for (const { session, bySlotId } of overlapped) if (!elsewhere.has(session)) block(session, 'overlapped', [bySlotId]);

  const past = [...settled.rundowns].sort((a, b) => a.rundown.startAt - b.rundown.startAt);
  let nextPast = 0;
  const foldPastUntil = (instant: number): void => {
    for (let one = past[nextPast]; one && one.rundown.startAt <= instant; one = past[nextPast]) {
      foldSettled(one, wishes, plays, carryOver);
      if (one.rundown.items.length > 0) count(airedOn, one.rundown.localDate);
      last.passes(one.rundown);
      nextPast += 1;
    }
  };

  for (const session of standing) {
    const { occurrence, slotOccurrenceId } = session;
    foldPastUntil(occurrence.startAt);
    const policy = policyOn(occurrence.localDate);
    const part = openParts(occurrence, occurrence.zone, policyOn)[0];
    const breach = breachOf(session, policy, part !== undefined, airedOn);
    if (breach) block(session, breach.code, breach.by);
    if (breach || !part) continue;
    const limitAt = Math.min(
      part.endAt,
      part.startAt + (policy.maxSessionMinutes ?? Number.POSITIVE_INFINITY) * 60_000,
    );
    const decisions = decisionsOf(slotOccurrenceId);
    const notes = notesOf(session, policy, part.endAt - part.startAt, limitAt < part.endAt);
    if (decisions.cancels(session.slot) === 'not-allowed')
      notes.push({ code: 'decision-not-allowed', ids: [session.slot.id] });
    const excluded = input.excludedOn?.(session.slot, occurrence.localDate) ?? null;
    if (excluded) notes.push({ code: 'event-excludes', ids: excluded.eventIds });
    const { rundown, decisionNeeded } = planSession({
      area, session, excluded, decisions, open: part, limitAt, notes, asOf, freezeMs, wishes, plays, carryOver, hash,
    }); // prettier-ignore
    const repeated = last.repeatedIn(rundown.items);
    if (repeated) notes.push({ code: 'repeats-last-session', ids: repeated });
    last.passes(rundown);
    plan.rundowns.push(rundown);
    if (decisionNeeded) plan.decisionsNeeded.push(decisionNeeded);
    if (rundown.items.length > 0) count(airedOn, occurrence.localDate);
  }
  plan.unplaced.push(...plan.rundowns.flatMap(unplacedOf), ...datesWithoutSession(wishes, window, all, settled));
  return plan;
}

function breachOf(
  { occurrence }: Session,
  policy: EffectivePolicy,
  isOpen: boolean,
  airedOn: ReadonlyMap<string, number>,
): Pick<BlockedSession, 'code' | 'by'> | null {
  const weekday = weekdayOf(occurrence.localDate);
  if (policy.weekdays && !policy.weekdays.includes(weekday))
    return { code: 'weekday-not-allowed', by: policy.setBy.weekdays };
  if (!isOpen) return { code: 'outside-window', by: policy.setBy.windows };
  const most = policy.maxSessionsPerDay;
  if (most !== null && (airedOn.get(occurrence.localDate) ?? 0) >= most) {
    return { code: 'too-many-sessions', by: policy.setBy.maxSessionsPerDay };
  }
  return null;
}

function notesOf({ occurrence }: Session, policy: EffectivePolicy, openMs: number, capped: boolean): Note[] {
  const notes: Note[] = [];
  if (openMs < occurrence.endAt - occurrence.startAt)
    notes.push({ code: 'partly-outside-window', ids: policy.setBy.windows });
  if (capped) notes.push({ code: 'session-cap-applies', ids: policy.setBy.maxSessionMinutes });
  if (policy.exceptions.length > 0)
    notes.push({ code: 'policy-exception-used', ids: policy.exceptions.map(({ id }) => id) });
  return notes;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
