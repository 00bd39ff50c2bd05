/** "Behind by 25 minutes: these three bookings would fit": what an operator could queue, tried on the planner itself (S1). */
import { type Booking } from '../scheduling/booking';
import { planCommune, type Plan, type PlanInput } from '../scheduling/plan-commune';
import { type Rundown, type RundownItem } from '../scheduling/rundown';
import { type LocalDate } from '../time/local-date';
import { type Amount } from './pace';

/** An approved bulletin of the phase's contents, as it would be queued; slots and dates are the proposal's. */
export interface Candidate {
  booking: Booking;
  contentId: string | null;
  /** Heard or planned so far: what was heard least comes first. */
  airings: number;
  contentAirings: number;
}

export interface Proposal {
  bulletinId: string;
  contentId: string | null;
  slotId: string;
  slotOccurrenceId: string;
  localDate: LocalDate;
  startAt: number;
  durationMs: number;
}

export interface ProposalLimits {
  /** Sessions of these local dates, both included. */
  from: LocalDate;
  until: LocalDate;
  most: number;
}

/** Plans that may be tried: each answer costs one, and an operator waits for it. */
const mostTrials = 300;

/**
 * Bookings that bring a commune nearer to what is missing, in order of their time. Each one is planned together with those before it and
 * stands only if nothing that would air without it is left out: so what is proposed airs as told, unless something changes in between.
 * A bulletin is proposed once a session and once a day, the contents heard least first, one for each session before a second for any.
 */
export function proposeBookings(
  input: PlanInput,
  candidates: readonly Candidate[],
  missing: Amount,
  { from, until, most }: ProposalLimits,
): { proposals: Proposal[]; left: Amount } {
  const proposals: Proposal[] = [];
  const left = { ...missing };
  const airings = new Map<string, number>();
  let bookings = input.bookings;
  let plan = planCommune(input);
  let trials = 0;

  const rank = ({ booking, contentId, ...heard }: Candidate): number[] => [
    heard.contentAirings + (airings.get(`content ${contentId}`) ?? 0),
    heard.airings + (airings.get(booking.ref) ?? 0),
  ];
  const tryOne = (session: Rundown): boolean => {
    const heardThatDay = plan.rundowns.filter(({ localDate }) => localDate === session.localDate);
    const refs = new Set(heardThatDay.flatMap(({ items }) => items.map(({ ref }) => ref)));
    const room = roomOf(session);
    const fitting = candidates
      .filter(({ booking }) => !refs.has(booking.ref) && lengthOf(booking) <= room)
      .sort((a, b) => compare([...rank(a), -lengthOf(a.booking)], [...rank(b), -lengthOf(b.booking)]));
    for (const { booking, contentId } of fitting) {
      if (trials >= mostTrials) return false;
      trials += 1;
      const id = `proposal-${proposals.length + 1}`;
      const { slotId, slotOccurrenceId, localDate } = session;
      const asked: Booking = { ...booking, id, slotIds: [slotId], dates: { kind: 'on', dates: [localDate] } };
      const tried = planCommune({ ...input, bookings: [...bookings, asked] });
      const items = itemsOf(tried, slotOccurrenceId, id);
      if (items.length < booking.audio.length * booking.readings || harms(plan, tried)) continue;
      const durationMs = items.reduce((total, item) => total + item.durationMs, 0);
      const startAt = items[0]?.startAt ?? session.startAt;
      proposals.push({ bulletinId: booking.ref, contentId, slotId, slotOccurrenceId, localDate, startAt, durationMs });
      for (const key of [booking.ref, `content ${contentId}`]) airings.set(key, (airings.get(key) ?? 0) + items.length);
      left.ms = Math.max(0, left.ms - durationMs);
      left.airings = Math.max(0, left.airings - items.length);
      bookings = [...bookings, asked];
      plan = tried;
      return true;
    }
    return false;
  };

  for (let placed = true; placed;) {
    placed = false;
    const open = plan.rundowns.filter((one) => !one.frozen && from <= one.localDate && one.localDate <= until);
    for (const { slotOccurrenceId } of open) {
      if (left.ms + left.airings === 0 || proposals.length >= most) break;
      const session = plan.rundowns.find((one) => one.slotOccurrenceId === slotOccurrenceId);
      if (session && tryOne(session)) placed = true;
    }
    if (left.ms + left.airings === 0 || proposals.length >= most) break;
  }
  return { proposals: proposals.sort((a, b) => a.startAt - b.startAt), left };
}

/** No more than this fits: the planner decides what does. */
function roomOf({ startAt, endAt, items }: Rundown): number {
  return endAt - startAt - items.reduce((total, { durationMs }) => total + durationMs, 0);
}

const lengthOf = ({ audio, readings }: Booking): number =>
  readings * audio.reduce((total, { durationMs }) => total + durationMs, 0);

const itemsOf = (plan: Plan, slotOccurrenceId: string, bookingId: string): RundownItem[] =>
  plan.rundowns
    .filter((rundown) => rundown.slotOccurrenceId === slotOccurrenceId)
    .flatMap(({ items }) => items.filter(({ sourceId }) => sourceId === bookingId));

/** Whether something is left out, unplaced or moved to another session that was not before. */
function harms(before: Plan, after: Plan): boolean {
  const still = new Set(after.rundowns.flatMap(({ items }) => items.map(({ airingKey }) => airingKey)));
  return before.rundowns.some(({ items }) => items.some(({ airingKey }) => !still.has(airingKey)));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
