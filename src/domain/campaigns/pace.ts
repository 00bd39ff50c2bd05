/** How far a commune has come with what a campaign aims at. Pure sums over what the ledger says was heard. */
import { addDays, type LocalDate } from '../time/local-date';
import { daysIn, topicCounts, weeksOf, type CampaignTarget, type Period } from './target';

/** What of a campaign was heard, or is planned, on one date under one topic. */
export interface CampaignAirtime {
  localDate: LocalDate;
  topicCode: string;
  /** Milliseconds heard, whole airings or not; or planned. */
  ms: number;
  /** Airings heard whole; or planned. */
  airings: number;
}

export interface Amount {
  ms: number;
  airings: number;
}

/** One target in one commune, for the phase or for the week that `today` lies in. */
export interface Pace {
  targetId: string;
  topicCode: string | null;
  period: Period;
  /** For the whole period; null: not aimed at. A week that the phase cuts short aims at its share. */
  wanted: { ms: number | null; airings: number | null };
  /** The share of the days that have passed, today not yet. */
  due: Amount;
  done: Amount;
  planned: Amount;
  /** What is due and was not heard. */
  behind: Amount;
  /** What is still to be queued so that the days up to `until` catch up: due by then, neither heard nor planned. */
  missing: Amount;
}

export interface PaceInput {
  phase: Period;
  targets: readonly CampaignTarget[];
  heard: readonly CampaignAirtime[];
  planned: readonly CampaignAirtime[];
  today: LocalDate;
  /** The last date that is planned. */
  until: LocalDate;
}

/** The pace of every target; none before the phase has begun or after it has ended, except for the phase as a whole. */
export function paceOf({ phase, targets, heard, planned, today, until }: PaceInput): Pace[] {
  return targets.flatMap((target) => {
    const period = periodOf(target, phase, today);
    if (!period) return [];
    const share = target.per === 'phase' ? 1 : daysIn(period) / 7;
    const wanted = {
      ms: target.minutes === null ? null : Math.round(target.minutes * 60_000 * share),
      airings: target.airings === null ? null : Math.floor(target.airings * share),
    };
    const dueBy = (date: LocalDate): Amount => portion(wanted, period, date);
    const due = dueBy(addDays(today, -1));
    const dueThen = dueBy(until);
    const done = sum(heard, target, period);
    const ahead = sum(planned, target, period);
    return {
      targetId: target.id,
      topicCode: target.topicCode,
      period,
      wanted,
      due,
      done,
      planned: ahead,
      behind: lack(due, done.ms, done.airings),
      missing: lack(dueThen, done.ms + ahead.ms, done.airings + ahead.airings),
    };
  });
}

/** What was heard week by week, under all topics. */
export function weeklyOf(phase: Period, heard: readonly CampaignAirtime[]): (Period & Amount)[] {
  return weeksOf(phase).map((week) => ({ ...week, ...sum(heard, null, week) }));
}

/** What is furthest behind first. */
export function furthestBehind(paces: readonly Pace[]): Pace | undefined {
  return [...paces].sort((a, b) => b.behind.ms - a.behind.ms || b.behind.airings - a.behind.airings)[0];
}

function periodOf({ per }: CampaignTarget, phase: Period, today: LocalDate): Period | undefined {
  if (per === 'phase') return phase;
  return weeksOf(phase).find(({ from, to }) => from <= today && today <= to);
}

function portion(wanted: Pace['wanted'], period: Period, by: LocalDate): Amount {
  const passed = daysIn({ from: period.from, to: by < period.to ? by : period.to });
  const share = passed / daysIn(period);
  return { ms: Math.round((wanted.ms ?? 0) * share), airings: Math.floor((wanted.airings ?? 0) * share + 1e-9) };
}

function sum(rows: readonly CampaignAirtime[], target: CampaignTarget | null, { from, to }: Period): Amount {
  const total = { ms: 0, airings: 0 };
  for (const row of rows) {
    if (row.localDate < from || row.localDate > to || !topicCounts(target?.topicCode ?? null, row.topicCode)) continue;
    total.ms += row.ms;
    total.airings += row.airings;
  }
  return total;
}

const lack = (due: Amount, ms: number, airings: number): Amount => ({
  ms: Math.max(0, due.ms - ms),
  airings: Math.max(0, due.airings - airings),
});
