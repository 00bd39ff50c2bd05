/** Calendar arithmetic on local dates (T1). No zone and no clock: a date is a name, `YYYY-MM-DD`, proleptic Gregorian. */

/** `YYYY-MM-DD`, years 0000 to 9999, so that comparing the text compares the dates. */
export type LocalDate = string;

/** Monday = 1 … Sunday = 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const DAY_MS = 86_400_000;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text names a day that the calendar has. */
export function isLocalDate(text: string): boolean {
  const match = datePattern.exec(text);
  if (!match) return false;
  return fromEpochDay(epochDayOf(Number(match[1]), Number(match[2]), Number(match[3]))) === text;
}

/** Days since 1970-01-01. Throws RangeError when the text is no date. */
export function toEpochDay(date: LocalDate): number {
  const match = datePattern.exec(date);
  const day = match ? epochDayOf(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN;
  if (!match || fromEpochDay(day) !== date) throw new RangeError(`not a local date: ${date}`);
  return day;
}

/** Days since 1970-01-01 of a year, month (1-12) and day of month; a day out of range runs into the next month. */
export function epochDayOf(year: number, month: number, day: number): number {
  // Count from March, so that the leap day is the last of its year; an era is the 400 years after which days repeat.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day counted from 1970-01-01. */
export function fromEpochDay(epochDay: number): LocalDate {
  const z = epochDay + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** The date `days` later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** The weekday of a day counted from 1970-01-01, which was a Thursday. */
export function weekdayOfEpochDay(epochDay: number): Weekday {
  return (((((epochDay + 3) % 7) + 7) % 7) + 1) as Weekday;
}

export function weekdayOf(date: LocalDate): Weekday {
  return weekdayOfEpochDay(toEpochDay(date));
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
