/** The occurrences of a slot rule (T2, T3, T4). */
import { fromEpochDay, toEpochDay, weekdayOfEpochDay, type LocalDate } from './local-date';
import { canonicalStart, MINUTE_MS, toMsOfDay, type LocalTime } from './local-time';
import { isPausedOn, termsOn, type SlotException, type SlotRule, type SlotTerms } from './slot-rule';
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
  const exceptions = byDate(rule.exceptions);
  const varies = (rule.variants?.length ?? 0) > 0;
  const pauses = (rule.pauses?.length ?? 0) > 0;
  const found: Occurrence[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    if (pauses && isPausedOn(rule, fromEpochDay(day))) continue;
    const terms = varies ? termsOn(rule, fromEpochDay(day)) : rule;
    const ofDate = exceptions.size > 0 ? exceptions.get(day) : undefined;
    if (terms.weekdays.includes(weekdayOfEpochDay(day))) {
      const change = ofDate?.change;
      if (change?.kind !== 'skip') found.push(occurrenceOn(rule.zone, terms, day, change, 0));
    }
    ofDate?.additions.forEach((addition, i) => found.push(occurrenceOn(rule.zone, terms, day, addition, i + 1)));
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

function occurrenceOn(
  zone: string,
  terms: SlotTerms,
  day: number,
  exception: SlotException | undefined,
  n: number,
): Occurrence {
  const startLocal = exception?.startLocal ?? terms.startLocal;
  const { at, kind } = resolveLocalMs(zone, day, toMsOfDay(startLocal));
  const ordinary = kind === 'once' ? 'rule' : kind;
  return {
    localDate: fromEpochDay(day),
    startLocal: kind === 'gap' ? wallClockAt(zone, at).localTime : canonicalStart(startLocal),
    zone,
    startAt: at,
    endAt: at + (exception?.lengthMinutes ?? terms.lengthMinutes) * MINUTE_MS,
    because: exception && exception.kind !== 'skip' ? exception.kind : ordinary,
    n,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
