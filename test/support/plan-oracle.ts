/**
 * A slow, obvious second opinion on planning (S2, S3, S9, S12), for areas without zones and relays. It shares nothing with
 * the planner but the shapes of its input: it looks at every minute, every booking and every earlier play afresh.
 */
import { type Booking } from '../../src/domain/scheduling/booking';
import { type PlanInput } from '../../src/domain/scheduling/plan-commune';
import { type Slot } from '../../src/domain/scheduling/slot';
import { type Occurrence, occurrencesOf } from '../../src/domain/time/occurrences';

export interface OraclePlay {
  slotId: string;
  localDate: string;
  sourceId: string;
  reading: number;
  startAt: number;
  carried: boolean;
}

export interface OraclePlan {
  plays: OraclePlay[];
  /** `booking slot date` of every play finally refused for want of room. */
  refused: string[];
}

interface Wanted {
  booking: Booking;
  reading: number;
  carried: boolean;
}

const minute = 60_000;
const vietnam = 7 * 60;

export function oraclePlan(input: PlanInput): OraclePlan {
  const result: OraclePlan = { plays: [], refused: [] };
  const history: { ref: string; localDate: string; endAt: number }[] = [];
  const airedOn: string[] = [];
  let waiting: { booking: Booking; reading: number }[] = [];

  for (const { slot, occurrence } of standingSessions(input)) {
    const date = occurrence.localDate;
    const open = openMinutes(input, occurrence);
    const most = Math.min(...input.policies.map(({ limits }) => limits.maxSessionsPerDay ?? Infinity));
    if (open === null || airedOn.filter((one) => one === date).length >= most) continue;
    const longest = Math.min(...input.policies.map(({ limits }) => limits.maxSessionMinutes ?? Infinity));
    const limit = Math.min(open.endAt, open.startAt + longest * minute);
    const id = input.hash(['slot-occurrence', slot.id, date, occurrence.n].join('\u001f'));
    const rank = (booking: Booking): number => {
      const orders = input.decisions.flatMap((one) =>
        one.kind === 'order' && one.slotOccurrenceId === id ? [one.bookingIds] : [],
      );
      const at = orders.at(-1)?.indexOf(booking.id) ?? -1;
      return at < 0 ? Infinity : at;
    };
    const leftOut = (booking: Booking): boolean =>
      input.decisions
        .reduce<number[]>((levels, one) => {
          if (one.slotOccurrenceId !== id) return levels;
          if (one.kind === 'leave-out' && one.bookingId === booking.id) return [...levels, one.level];
          const again = one.kind === 'order' && one.bookingIds.includes(booking.id);
          return again && levels.every((level) => one.level <= level) ? [] : levels;
        }, [])
        .some((level) => level <= booking.level);
    const held = (booking: Booking): boolean =>
      input.decisions.reduce<number[]>((levels, one) => {
        if (one.kind !== 'hold' && one.kind !== 'release') return levels;
        if (one.bookingId !== booking.id || (one.slotOccurrenceId ?? id) !== id) return levels;
        if (one.kind === 'hold') return [...levels, one.level];
        return levels.some((level) => level < one.level) ? levels : [];
      }, []).length > 0;

    const wanted: Wanted[] = [];
    const own = input.bookings.filter((booking) => accepts(slot, booking) && onDate(booking, date));
    for (const booking of smallestFirst(own, (b) => claim(b, rank(b)))) {
      for (let reading = 1; reading <= booking.readings; reading += 1)
        wanted.push({ booking, reading, carried: false });
    }
    for (const one of waiting.filter(({ booking }) => accepts(slot, booking))) wanted.push({ ...one, carried: true });
    waiting = waiting.filter(({ booking }) => !accepts(slot, booking));

    const opening = slot.template?.opening[0]?.durationMs ?? 0;
    const closing = slot.template?.closing[0]?.durationMs ?? 0;
    const shown = { opening: opening <= limit - open.startAt, closing: opening + closing <= limit - open.startAt };
    const first = open.startAt + (shown.opening ? opening : 0);
    const last = limit - (shown.closing ? closing : 0);
    const admitted: Wanted[] = [];
    for (const one of wanted) {
      const { booking } = one;
      if (
        leftOut(booking) ||
        (booking.approvedAt === null && input.asOf >= occurrence.startAt - (input.freezeMs ?? 600_000))
      )
        continue;
      const plays = history.filter(({ ref }) => ref === booking.ref);
      const here = admitted.filter((other) => other.booking.ref === booking.ref && !held(other.booking));
      const { total = null, playsPerDay = null, gapMs = null } = booking.repeat ?? {};
      if (total !== null && plays.length + here.length >= total) continue;
      if (playsPerDay !== null && plays.filter((p) => p.localDate === date).length + here.length >= playsPerDay)
        continue;
      if (gapMs !== null && plays.some((p) => open.startAt - p.endAt < gapMs)) continue;
      const used = admitted.reduce((sum, other) => sum + length(other.booking), 0);
      if (first + used + length(booking) <= last) admitted.push(one);
      else if (one.carried) result.refused.push(`${booking.id} ${slot.id} ${date}`);
      else waiting.push({ booking, reading: one.reading });
    }

    const order = [
      ...smallestFirst(
        admitted.filter((one) => !one.carried && one.booking.class === 'priority'),
        (one) => place(one.booking, rank(one.booking)),
      ),
      ...smallestFirst(
        admitted.filter((one) => !one.carried && one.booking.class === 'normal'),
        (one) => place(one.booking, rank(one.booking)),
      ),
      ...admitted.filter((one) => one.carried),
    ];
    let at = first;
    const put = (sourceId: string, startAt: number, reading = 1, carried = false): void => {
      result.plays.push({ slotId: slot.id, localDate: date, sourceId, reading, startAt, carried });
    };
    if (order.length > 0 && shown.opening && slot.template) put('opening', open.startAt);
    for (const { booking, reading, carried } of order) {
      put(booking.id, at, reading, carried);
      at += length(booking);
      if (!held(booking)) history.push({ ref: booking.ref, localDate: date, endAt: at });
    }
    if (order.length > 0 && shown.closing && slot.template) put('closing', at);
    if (order.length > 0) airedOn.push(date);
  }
  return result;
}

const length = (booking: Booking): number => booking.audio[0]?.durationMs ?? 0;

function accepts(slot: Slot, booking: Booking): boolean {
  const named = booking.slotIds.length === 0 || booking.slotIds.some((id) => id === slot.id);
  return (
    named &&
    (slot.sharing === 'shared' || slot.areaId === booking.areaId) &&
    (slot.takes === 'anything' || booking.class === 'priority')
  );
}

function onDate({ dates }: Booking, date: string): boolean {
  if (dates.kind === 'on') return dates.dates.includes(date);
  return dates.from <= date && date <= (dates.until ?? '9999-12-31');
}

type Key = (number | string)[];

const claim = (b: Booking, rank: number): Key => [
  b.level,
  b.class === 'priority' ? 0 : 1,
  rank,
  b.class === 'priority' ? 0 : (b.position ?? Infinity),
  b.approvedAt ?? Infinity,
  b.id,
];
const place = (b: Booking, rank: number): Key => [
  b.level,
  rank,
  b.position ?? Infinity,
  b.approvedAt ?? Infinity,
  b.id,
];

/** Selection sort on lists of keys: slow, stable and plain. */
function smallestFirst<T>(list: readonly T[], keyOf: (one: T) => Key): T[] {
  const rest = [...list];
  const sorted: T[] = [];
  while (rest.length > 0) {
    let best = 0;
    rest.forEach((one, i) => {
      if (isBefore(keyOf(one), keyOf(rest[best] as T))) best = i;
    });
    sorted.push(...rest.splice(best, 1));
  }
  return sorted;
}

function isBefore(a: Key, b: Key): boolean {
  for (const [i, left] of a.entries()) {
    const right = b[i] as number | string;
    if (left !== right) return left < right;
  }
  return false;
}

/** S12: the wider area's session stands, then the earlier; looked up by trying them all. */
function standingSessions(input: PlanInput): { slot: Slot; occurrence: Occurrence }[] {
  const all = input.slots.flatMap((slot) =>
    occurrencesOf(slot.rule, input.window.from, input.window.to).map((occurrence) => ({ slot, occurrence })),
  );
  const idOf = (one: (typeof all)[number]): string =>
    input.hash(['slot-occurrence', one.slot.id, one.occurrence.localDate, one.occurrence.n].join('\u001f'));
  const standing: typeof all = [];
  const running = all.filter(({ occurrence }) => occurrence.endAt > input.asOf);
  for (const one of smallestFirst(running, (s) => [s.slot.level, s.occurrence.startAt, idOf(s)])) {
    const meets = (other: (typeof all)[number]): boolean =>
      other.occurrence.startAt < one.occurrence.endAt && one.occurrence.startAt < other.occurrence.endAt;
    if (!standing.some(meets)) standing.push(one);
  }
  return smallestFirst(standing, (s) => [s.occurrence.startAt]);
}

/** The first run of open minutes, found by asking every minute; Vietnam, where every day has 1,440. */
function openMinutes(input: PlanInput, { startAt, endAt }: Occurrence): { startAt: number; endAt: number } | null {
  const isOpen = (at: number): boolean => {
    const ofDay = (at / minute + vietnam) % 1440;
    const time = `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
    const windows = input.policies.flatMap(({ limits }) => (limits.windows ? [limits.windows] : []));
    return [[{ from: '05:00', to: '21:00' }], ...windows].every((list) =>
      list.some(({ from, to }) => from <= time && time < to),
    );
  };
  let first = startAt;
  while (first < endAt && !isOpen(first)) first += minute;
  let end = first;
  while (end < endAt && isOpen(end)) end += minute;
  return first < end ? { startAt: first, endAt: end } : null;
}
