/** A phase as the people of a campaign follow it: by content, topic, commune and week. */
import { type LocalDate } from '../time/local-date';
import { furthestBehind, paceOf, weeklyOf, type Amount, type CampaignAirtime, type Pace } from './pace';
import { targetsIn, type CampaignTarget, type Period } from './target';

/** What one commune heard of one content under one topic on one date. */
export interface HeardInCommune extends CampaignAirtime {
  communeCode: string;
  topicName: string;
  contentId: string | null;
}

export interface CommuneOf {
  code: string;
  name: string;
  /** Its code and those of all areas above it, narrowest first. */
  path: readonly string[];
}

export interface PhaseOf extends Period {
  contentIds: readonly string[];
  targets: readonly CampaignTarget[];
}

export interface PhaseProgress {
  total: Amount;
  contents: (Amount & { id: string; communes: number })[];
  topics: (Amount & { code: string; name: string })[];
  weeks: (Period & Amount)[];
  /** What is furthest behind first, then by code. */
  communes: (Amount & { code: string; name: string; pace: Pace[] })[];
  communesHeard: number;
  communesBehind: number;
}

/** The phase that runs on a date, else the next, else the last; undefined without phases, which are in the order of their dates. */
export function phaseOn<P extends { fromDate: LocalDate; toDate: LocalDate }>(
  phases: readonly P[],
  today: LocalDate,
): P | undefined {
  return phases.find(({ toDate }) => today <= toDate) ?? phases.at(-1);
}

/** What counts in a phase: heard on its dates, of its contents or of none in particular. */
export function ofPhase<H extends HeardInCommune>({ from, to, contentIds }: PhaseOf, heard: readonly H[]): H[] {
  return heard.filter(
    ({ localDate, contentId }) =>
      from <= localDate && localDate <= to && (contentId === null || contentIds.includes(contentId)),
  );
}

export function progressOf(
  phase: PhaseOf,
  communes: readonly CommuneOf[],
  heardThen: readonly HeardInCommune[],
  today: LocalDate,
): PhaseProgress {
  const heard = ofPhase(phase, heardThen);
  const byCommune = groupBy(heard, ({ communeCode }) => communeCode);
  const lines = communes.map(({ code, name, path }) => {
    const own = byCommune.get(code) ?? [];
    const targets = targetsIn(phase.targets, path);
    const pace = paceOf({ phase, targets, heard: own, planned: [], today, until: today });
    return { code, name, ...sumOf(own), pace };
  });
  const behindOf = (pace: readonly Pace[]): Amount => furthestBehind(pace)?.behind ?? { ms: 0, airings: 0 };
  const order = (a: (typeof lines)[number], b: (typeof lines)[number]): number => {
    const [mine, other] = [behindOf(a.pace), behindOf(b.pace)];
    return other.ms - mine.ms || other.airings - mine.airings || (a.code < b.code ? -1 : 1);
  };
  return {
    total: sumOf(heard),
    contents: phase.contentIds.map((id) => {
      const rows = heard.filter(({ contentId }) => contentId === id);
      const reached = rows.filter(({ ms }) => ms > 0).map(({ communeCode }) => communeCode);
      return { id, ...sumOf(rows), communes: new Set(reached).size };
    }),
    topics: [...groupBy(heard, ({ topicCode }) => topicCode)]
      .map(([code, rows]) => ({ code, name: rows[0]?.topicName ?? '', ...sumOf(rows) }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    weeks: weeklyOf(phase, heard).filter(({ from }) => from <= today),
    communes: lines.sort(order),
    communesHeard: lines.filter(({ ms }) => ms > 0).length,
    communesBehind: lines.filter(({ pace }) => pace.some(({ behind }) => behind.ms + behind.airings > 0)).length,
  };
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

const sumOf = (rows: readonly Amount[]): Amount => ({
  ms: rows.reduce((total, { ms }) => total + ms, 0),
  airings: rows.reduce((total, { airings }) => total + airings, 0),
});
