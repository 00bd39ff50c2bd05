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

/** A period as it is read: months and days that count, and days in those months that do not. */
export interface Reading extends SplitPeriod {
  less: DayRange[];
}

/**
 * The same period with the fewest days to read: of a month that lies in it by more than half, the month less its other days. Each range of
 * days lies within one month.
 */
export function readFewest({ months, days }: SplitPeriod): Reading {
  const reading: Reading = { months: [...months], days: [], less: [] };
  for (const range of days) {
    const month = range.from.slice(0, 7);
    const around = [
      { from: `${month}-01`, to: addDays(range.from, -1) },
      { from: addDays(range.to, 1), to: lastDayOfMonth(range.from) },
    ].filter(({ from, to }) => from <= to);
    if (countDays([range]) <= countDays(around)) reading.days.push(range);
    else {
      reading.months.push(month);
      reading.less.push(...around);
    }
  }
  return reading;
}

const countDays = (ranges: readonly DayRange[]): number =>
  ranges.reduce((all, { from, to }) => all + toEpochDay(to) - toEpochDay(from) + 1, 0);

function lastDayOfMonth(date: LocalDate): LocalDate {
  const first = toEpochDay(`${date.slice(0, 7)}-01`);
  const someDayNextMonth = fromEpochDay(first + 31);
  return addDays(`${someDayNextMonth.slice(0, 7)}-01`, -1);
}
