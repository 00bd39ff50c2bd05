/** When pre-flight judges tomorrow without being asked (S8), and when devices are asked what they hold before a session. */
import { addDays, fromEpochDay, toEpochDay, type LocalDate } from '../../time/local-date';
import { toMinuteOfDay } from '../../time/local-time';
import { resolveLocal, wallClockAt } from '../../time/wall-clock';

/** The station's wall clock. */
export const preflightTimes = ['15:00', '20:00'] as const;

export interface PreflightRun {
  /** When it was due. */
  dueAt: number;
  /** The day it judges. */
  date: LocalDate;
}

/** The last run that was due by an instant; one that a later run has overtaken is not made up for. */
export function lastDueRun(now: number, zone: string): PreflightRun {
  const today = toEpochDay(wallClockAt(zone, now).localDate);
  const due = [today - 1, today]
    .flatMap((day) => preflightTimes.map((time) => ({ day, at: resolveLocal(zone, day, toMinuteOfDay(time)).at })))
    .filter(({ at }) => at <= now);
  const last = due.at(-1) ?? { day: today - 1, at: now };
  return { dueAt: last.at, date: addDays(fromEpochDay(last.day), 1) };
}

const minuteMs = 60_000;

/** How long before a session its devices are looked at, the longest first. */
export const audioMarks = [24 * 60, 60, 5] as const;
/** Minutes before the start. */
export type AudioMark = (typeof audioMarks)[number];

/** The mark that has come last for a session that starts at `startAt`; null before the first and from the start on. */
export function markReached(startAt: number, now: number): AudioMark | null {
  if (now >= startAt) return null;
  return audioMarks.filter((mark) => startAt - mark * minuteMs <= now).at(-1) ?? null;
}

/** The span of starts for which a mark is the last that has come, half-open. */
export function startsAtMark(mark: AudioMark, now: number): { fromAt: number; untilAt: number } {
  const next = audioMarks[audioMarks.indexOf(mark) + 1];
  return { fromAt: now + (next === undefined ? 0 : next * minuteMs) + 1, untilAt: now + mark * minuteMs + 1 };
}
