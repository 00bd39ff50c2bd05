/** What a slot would collide with, named when it is saved and not on the air (S7, S11, S12). */
import { weekdayOf, type LocalDate } from '../time/local-date';
import { occurrencesOf } from '../time/occurrences';
import { type SlotRule } from '../time/slot-rule';
import { compareText } from './booking';
import { openParts } from './open-time';
import { policyCalendar, type Policy, type PolicyLimit } from './policy';
import { type DateRange } from './sessions';
import { type Slot } from './slot';

/** The limits that a session can break; how loud it is shows on the device. */
type SessionLimit = Exclude<PolicyLimit, 'maxVolumePercent'>;

export interface PolicyConflict {
  code: 'outside-window' | 'weekday-not-allowed' | 'session-too-long' | 'too-many-sessions';
  limit: SessionLimit;
  /** What is allowed: windows as "05:00-21:00", weekdays or a number as text, joined by ", ". */
  allowed: string;
  /** The areas whose policies set the limit. */
  by: readonly string[];
  dates: readonly LocalDate[];
}

export interface SlotOverlap {
  /** `overlaps-inherited`: the first belongs to a wider area and stands; `overlaps`: same level, one must give way. */
  code: 'overlaps-inherited' | 'overlaps';
  slotId: string;
  otherSlotId: string;
  /** Local dates of the other's occurrences. */
  dates: readonly LocalDate[];
}

const codes: Record<SessionLimit, PolicyConflict['code']> = {
  windows: 'outside-window',
  weekdays: 'weekday-not-allowed',
  maxSessionMinutes: 'session-too-long',
  maxSessionsPerDay: 'too-many-sessions',
};

/**
 * Checks every occurrence of a rule on the dates (both included) against the policies of its area and all above.
 * `others`: the rules that already make sessions there, for the number of sessions a day. Empty means it may be saved.
 */
export function checkSlotAgainstPolicy(
  rule: SlotRule,
  policies: readonly Policy[],
  range: DateRange,
  others: readonly SlotRule[] = [],
): PolicyConflict[] {
  const policyOn = policyCalendar(policies);
  const conflicts = new Map<string, PolicyConflict & { dates: LocalDate[] }>();
  const add = (limit: SessionLimit, allowed: string, by: readonly string[], date: LocalDate): void => {
    const key = JSON.stringify([limit, allowed]);
    const conflict = conflicts.get(key) ?? { code: codes[limit], limit, allowed, by, dates: [] };
    if (conflict.dates.at(-1) !== date) conflict.dates.push(date);
    conflicts.set(key, conflict);
  };
  const perDay = new Map<LocalDate, number>();
  for (const other of [rule, ...others]) {
    for (const { localDate } of occurrencesOf(other, range.from, range.to)) {
      perDay.set(localDate, (perDay.get(localDate) ?? 0) + 1);
    }
  }
  for (const occurrence of occurrencesOf(rule, range.from, range.to)) {
    const { localDate, startAt, endAt, zone } = occurrence;
    const { windows, weekdays, maxSessionMinutes, maxSessionsPerDay, setBy } = policyOn(localDate);
    const [part] = openParts(occurrence, zone, policyOn);
    if (!part || part.startAt > startAt || part.endAt < endAt) {
      add('windows', windows.map(({ from, to }) => `${from}-${to}`).join(', '), setBy.windows, localDate);
    }
    if (weekdays && !weekdays.includes(weekdayOf(localDate)))
      add('weekdays', weekdays.join(', '), setBy.weekdays, localDate);
    if (maxSessionMinutes !== null && endAt - startAt > maxSessionMinutes * 60_000) {
      add('maxSessionMinutes', String(maxSessionMinutes), setBy.maxSessionMinutes, localDate);
    }
    if (maxSessionsPerDay !== null && (perDay.get(localDate) ?? 0) > maxSessionsPerDay) {
      add('maxSessionsPerDay', String(maxSessionsPerDay), setBy.maxSessionsPerDay, localDate);
    }
  }
  return [...conflicts.values()];
}

/** Every pair of slots that would sound at the same time in one programme area on the dates (S12), the wider one first. */
export function findOverlaps(slots: readonly Slot[], range: DateRange): SlotOverlap[] {
  const spans = slots.flatMap((slot) =>
    occurrencesOf(slot.rule, range.from, range.to).map(({ localDate, startAt, endAt }) => ({
      slot,
      localDate,
      startAt,
      endAt,
    })),
  );
  spans.sort((a, b) => a.startAt - b.startAt || a.slot.level - b.slot.level || compareText(a.slot.id, b.slot.id));
  const overlaps = new Map<string, SlotOverlap & { dates: LocalDate[] }>();
  let sounding: typeof spans = [];
  for (const span of spans) {
    sounding = sounding.filter(({ endAt }) => endAt > span.startAt);
    for (const earlier of sounding) {
      const [first, other] = span.slot.level < earlier.slot.level ? [span, earlier] : [earlier, span];
      const code = first.slot.level < other.slot.level ? 'overlaps-inherited' : 'overlaps';
      const key = JSON.stringify([first.slot.id, other.slot.id]);
      const overlap = overlaps.get(key) ?? { code, slotId: first.slot.id, otherSlotId: other.slot.id, dates: [] };
      if (!overlap.dates.includes(other.localDate)) overlap.dates.push(other.localDate);
      overlaps.set(key, overlap);
    }
    sounding.push(span);
  }
  return [...overlaps.values()];
}
