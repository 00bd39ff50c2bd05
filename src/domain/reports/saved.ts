import { addDays, weekdayOf } from '../time/local-date';

/** Local dates, both included. */
export interface ReportPeriod {
  from: string;
  to: string;
}

/** How often a saved report is drawn up by itself. */
export const reportSchedules = ['by-hand', 'weekly', 'monthly'] as const;
export type ReportSchedule = (typeof reportSchedules)[number];

/** From this minute of the station's day on: after the night's rows have come in. */
export const reportsDueFromMinute = 6 * 60;

/** The whole week (from Monday) or month before a local date; by hand, the week. */
export function periodBefore(schedule: ReportSchedule, today: string): ReportPeriod {
  if (schedule === 'monthly') {
    const to = addDays(`${today.slice(0, 8)}01`, -1);
    return { from: `${to.slice(0, 8)}01`, to };
  }
  const monday = addDays(today, 1 - weekdayOf(today));
  return { from: addDays(monday, -7), to: addDays(monday, -1) };
}

/**
 * The period that is due now, null when there is none. Whatever was slept through, only the latest is drawn up: each can be asked for by
 * hand. @param lastTo the last day of the period that was drawn up before
 */
export function duePeriod(
  { schedule, lastTo }: { schedule: ReportSchedule; lastTo: string | null },
  now: { localDate: string; minuteOfDay: number },
): ReportPeriod | null {
  if (schedule === 'by-hand' || now.minuteOfDay < reportsDueFromMinute) return null;
  const period = periodBefore(schedule, now.localDate);
  return lastTo !== null && lastTo >= period.to ? null : period;
}

/** Whether a period shares a day with one of the phases of a campaign: before them and after them its report says nothing new. */
export function fallsInto(
  { from, to }: ReportPeriod,
  phases: readonly { fromDate: string; toDate: string }[],
): boolean {
  return phases.some(({ fromDate, toDate }) => fromDate <= to && toDate >= from);
}
