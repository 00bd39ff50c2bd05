import { addDays, fromEpochDay, toEpochDay, type LocalDate } from '../time/local-date';

/** Days, both included. */
export interface DayRange {
  from: LocalDate;
  to: LocalDate;
}

/** A period of local dates as the roll-ups are kept: whole months, and the days at its two ends. */
export interface SplitPeriod {
  /** `YYYY-MM`. */
  months: string[];
  days: DayRange[];
}

/** Splits a period of local dates, both included. Empty when `from` is after `to`. */
export function splitPeriod({ from, to }: DayRange): SplitPeriod {
  const months: string[] = [];
  const days: DayRange[] = [];
  let at = from;
  while (at <= to) {
    const lastOfMonth = lastDayOfMonth(at);
    if (at.endsWith('-01') && lastOfMonth <= to) months.push(at.slice(0, 7));
    else days.push({ from: at, to: lastOfMonth < to ? lastOfMonth : to });
    at = addDays(lastOfMonth, 1);
  }
  return { months, days };
}

function lastDayOfMonth(date: LocalDate): LocalDate {
  const first = toEpochDay(`${date.slice(0, 7)}-01`);
  const someDayNextMonth = fromEpochDay(first + 31);
  return addDays(`${someDayNextMonth.slice(0, 7)}-01`, -1);
}
