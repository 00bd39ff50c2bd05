/** The occurrences of a slot rule (T2, T3, T4). */
import { fromEpochDay, toEpochDay, weekdayOfEpochDay, type LocalDate } from './local-date';
import { canonicalStart, MINUTE_MS, toMsOfDay, type LocalTime } from './local-time';
import { type SlotException, type SlotRule } from './slot-rule';
import { resolveLocalMs, wallClockAt } from './wall-clock';

export interface Occurrence {
  /** The date of the rule or exception that made it, also when a gap pushes the start past midnight (T3). */
  localDate: LocalDate;
  /** The wall time really used. */
  startLocal: LocalTime;
  zone: string;
  /** Epoch milliseconds, half-open. */
  startAt: number;
  endAt: number;
  /** What decided the start; an exception's kind wins over gap and fold. */
  because: 'rule' | 'move' | 'add' | 'gap' | 'fold';
  /** 0 is the rule's own occurrence, moved or not; the additions of a date count on from 1 (S4). */
  n: number;
}

/**
 * All occurrences on local dates `from` to `to`, both included, by start, date and n.
 * Throws RangeError when the rule names an unknown zone or something that is no date or time.
 */
export function occurrencesOf(rule: SlotRule, from: LocalDate, to: LocalDate): Occurrence[] {
  const firstDay = toEpochDay(rule.validFrom > from ? rule.validFrom : from);
  const lastDay = toEpochDay(rule.validTo !== null && rule.validTo < to ? rule.validTo : to);
  const weekdays = new Set<number>(rule.weekdays);
  const exceptions = byDate(rule.exceptions);
  const found: Occurrence[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    const ofDate = exceptions.size > 0 ? exceptions.get(day) : undefined;
    if (weekdays.has(weekdayOfEpochDay(day))) {
      const change = ofDate?.change;
      if (change?.kind !== 'skip') found.push(occurrenceOn(rule, day, change, 0));
    }
    ofDate?.additions.forEach((addition, i) => found.push(occurrenceOn(rule, day, addition, i + 1)));
  }
  return found.sort((a, b) => a.startAt - b.startAt || compare(a.localDate, b.localDate) || a.n - b.n);
}

interface ExceptionsOfDate {
  /** The last written skip or move. */
  change: SlotException | undefined;
  additions: SlotException[];
}

function byDate(exceptions: readonly SlotException[]): Map<number, ExceptionsOfDate> {
  const dates = new Map<number, ExceptionsOfDate>();
  for (const exception of exceptions) {
    const day = toEpochDay(exception.date);
    const ofDate = dates.get(day) ?? { change: undefined, additions: [] };
    if (exception.kind === 'add') ofDate.additions.push(exception);
    else ofDate.change = exception;
    dates.set(day, ofDate);
  }
  return dates;
}

function occurrenceOn(rule: SlotRule, day: number, exception: SlotException | undefined, n: number): Occurrence {
  const startLocal = exception?.startLocal ?? rule.startLocal;
  const { at, kind } = resolveLocalMs(rule.zone, day, toMsOfDay(startLocal));
  const ordinary = kind === 'once' ? 'rule' : kind;
  return {
    localDate: fromEpochDay(day),
    startLocal: kind === 'gap' ? wallClockAt(rule.zone, at).localTime : canonicalStart(startLocal),
    zone: rule.zone,
    startAt: at,
    endAt: at + (exception?.lengthMinutes ?? rule.lengthMinutes) * MINUTE_MS,
    because: exception && exception.kind !== 'skip' ? exception.kind : ordinary,
    n,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
