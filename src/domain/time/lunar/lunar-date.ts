/**
 * The Vietnamese lunar calendar: months begin on the day of the new moon in UTC+7, whatever zone a slot is in; the month that holds the
 * winter solstice is the eleventh, and in a year of thirteen months the first one without a major solar term is the leap month.
 */
import { fromEpochDay, toEpochDay, type LocalDate } from '../local-date';
import { newMoonDay, solarTermOf } from './moon-and-sun';

export interface LunarDate {
  /** The year of its first month: Tết of 2026 begins 2026. */
  year: number;
  month: number;
  day: number;
  leap: boolean;
}

/** Lunations are counted from the new moon of 1 January 1900. */
const meanMonthDays = 29.530588853;
const firstNewMoonDay = toEpochDay('1900-01-01');

/** The lunar date of a day of the ordinary calendar. */
export function toLunar(date: LocalDate): LunarDate {
  const day = toEpochDay(date);
  const lunation = lunationOf(day);
  const start = newMoonDay(lunation);
  const solarYear = Number(date.slice(0, 4));
  let eleventh = eleventhMonthOf(solarYear);
  let next = eleventhMonthOf(solarYear + 1);
  let year = solarYear + 1;
  if (lunation < eleventh) {
    next = eleventh;
    eleventh = eleventhMonthOf(solarYear - 1);
    year = solarYear;
  }
  const leapAt = leapOffset(eleventh, next);
  const offset = lunation - eleventh;
  const counted = leapAt !== null && offset >= leapAt ? offset - 1 : offset;
  const month = ((counted + 10) % 12) + 1;
  // Months eleven and twelve belong to the lunar year that began before.
  if (month >= 11 && counted < 2) year -= 1;
  return { year, month, day: day - start + 1, leap: leapAt === offset };
}

/** The day of a lunar date; null where that year has no such month or that month no such day. */
export function fromLunar({ year, month, day, leap }: LunarDate): LocalDate | null {
  const lunation = lunationOfMonth(year, month, leap);
  if (lunation === null || day < 1 || day > monthDays(lunation)) return null;
  return fromEpochDay(newMoonDay(lunation) + day - 1);
}

/** 29 or 30; null where the year has no such month. */
export function lunarMonthLength(year: number, month: number, leap = false): number | null {
  const lunation = lunationOfMonth(year, month, leap);
  return lunation === null ? null : monthDays(lunation);
}

/** Which month of a lunar year comes twice; null in a year of twelve. */
export function leapMonthOf(year: number): number | null {
  for (let month = 1; month <= 12; month += 1) if (lunationOfMonth(year, month, true) !== null) return month;
  return null;
}

function lunationOfMonth(year: number, month: number, leap: boolean): number | null {
  // Months one to ten follow the eleventh of the year before.
  const eleventh = eleventhMonthOf(month >= 11 ? year : year - 1);
  const next = eleventhMonthOf(month >= 11 ? year + 1 : year);
  const leapAt = leapOffset(eleventh, next);
  const counted = month >= 11 ? month - 11 : month + 1;
  const plain = leapAt !== null && counted >= leapAt ? counted + 1 : counted;
  if (!leap) return eleventh + plain;
  return leapAt !== null && leapAt === counted + 1 ? eleventh + leapAt : null;
}

/** The lunation that holds the winter solstice of a solar year. */
function eleventhMonthOf(solarYear: number): number {
  const lastDay = toEpochDay(`${String(solarYear).padStart(4, '0')}-12-31`);
  const lunation = lunationOf(lastDay);
  // A month that begins after the solstice is already the twelfth.
  return solarTermOf(newMoonDay(lunation)) >= 9 ? lunation - 1 : lunation;
}

/** How many months after the eleventh the leap month comes; null in a year of twelve. */
function leapOffset(eleventh: number, next: number): number | null {
  if (next - eleventh < 13) return null;
  for (let offset = 1; offset < 13; offset += 1) {
    const lunation = eleventh + offset;
    if (solarTermOf(newMoonDay(lunation)) === solarTermOf(newMoonDay(lunation + 1))) return offset;
  }
  return null;
}

function lunationOf(day: number): number {
  let lunation = Math.floor((day - firstNewMoonDay) / meanMonthDays) + 1;
  while (newMoonDay(lunation) > day) lunation -= 1;
  return lunation;
}

const monthDays = (lunation: number): number => newMoonDay(lunation + 1) - newMoonDay(lunation);
