/** What a campaign aims at (kế hoạch tuyên truyền): minutes and airings, for each commune that a target covers. */
import { weekdayOf, addDays, toEpochDay, type LocalDate } from '../time/local-date';

export const targetPeriods = ['phase', 'week'] as const;
export type TargetPeriod = (typeof targetPeriods)[number];

export interface CampaignTarget {
  id: string;
  /** `null`: every topic of the campaign. */
  topicCode: string | null;
  /** Each commune of this area; `null`: each commune of the campaign. */
  areaCode: string | null;
  per: TargetPeriod;
  minutes: number | null;
  airings: number | null;
}

/** Local dates, both included. */
export interface Period {
  from: LocalDate;
  to: LocalDate;
}

/** Whether an airing under `code` counts for a target of `topicCode`: local topics count for the official one above them. */
export function topicCounts(topicCode: string | null, code: string): boolean {
  return topicCode === null || code === topicCode || code.startsWith(`${topicCode}.`);
}

/**
 * The targets that hold in a commune: of several for the same topic and period the one of the narrowest area.
 * @param path the commune's code and those of all areas above it, narrowest first
 */
export function targetsIn(targets: readonly CampaignTarget[], path: readonly string[]): CampaignTarget[] {
  const widest = path.length;
  const depth = ({ areaCode }: CampaignTarget): number => (areaCode === null ? widest : path.indexOf(areaCode));
  const chosen = new Map<string, CampaignTarget>();
  for (const target of targets) {
    if (depth(target) < 0) continue;
    const key = JSON.stringify([target.topicCode, target.per]);
    const other = chosen.get(key);
    if (!other || depth(target) < depth(other)) chosen.set(key, target);
  }
  return targets.filter((target) => [...chosen.values()].includes(target));
}

/** The weeks of a phase, Monday to Sunday, the first and the last cut off where the phase begins and ends. */
export function weeksOf({ from, to }: Period): Period[] {
  const weeks: Period[] = [];
  for (let at = from; at <= to;) {
    const sunday = addDays(at, 7 - weekdayOf(at));
    weeks.push({ from: at, to: sunday < to ? sunday : to });
    at = addDays(sunday, 1);
  }
  return weeks;
}

/** The days of a period, both ends included. */
export const daysIn = ({ from, to }: Period): number => Math.max(0, toEpochDay(to) - toEpochDay(from) + 1);
