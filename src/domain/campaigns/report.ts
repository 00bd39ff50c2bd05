/** What a phase of a campaign came to, as people report it: contents with the titles that were heard, and targets against what was done. */
import { paceOf, type Amount } from './pace';
import { ofPhase, progressOf, type CommuneOf, type HeardInCommune, type PhaseOf } from './progress';
import { targetsIn, weeksOf, type CampaignTarget, type Period } from './target';

export interface HeardTitle extends HeardInCommune {
  /** As it stood when it was heard. */
  title: string;
}

/** One target over all its communes, and over the weeks that have passed where it is one for each week. */
export interface TargetResult {
  target: CampaignTarget;
  communes: number;
  /** Communes times periods that were looked at, and those of them in which all that was aimed at was heard. */
  periods: number;
  met: number;
  wanted: Amount;
  done: Amount;
}

export interface PhaseReport {
  total: Amount;
  contents: (Amount & { id: string; communes: number; titles: (Amount & { title: string })[] })[];
  /** Bulletins of the campaign that name no content. */
  others: (Amount & { title: string })[];
  targets: TargetResult[];
  communes: (Amount & { code: string; name: string })[];
  communesHeard: number;
}

/** @param today targets are measured up to here: weeks that have ended, the phase once it has begun */
export function reportOf(
  phase: PhaseOf,
  communes: readonly CommuneOf[],
  heardThen: readonly HeardTitle[],
  today: string,
): PhaseReport {
  const heard = ofPhase(phase, heardThen);
  const told = progressOf(phase, communes, heard, today);
  const titlesOf = (contentId: string | null): (Amount & { title: string })[] =>
    titled(heard.filter((row) => row.contentId === contentId));
  return {
    total: told.total,
    contents: told.contents.map((content) => ({ ...content, titles: titlesOf(content.id) })),
    others: titlesOf(null),
    targets: phase.targets.map((target) => resultOf(target, phase, communes, heard, today)),
    communes: told.communes
      .map(({ code, name, ms, airings }) => ({ code, name, ms, airings }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    communesHeard: told.communesHeard,
  };
}

function titled(rows: readonly HeardTitle[]): (Amount & { title: string })[] {
  const sums = new Map<string, Amount & { title: string }>();
  for (const { title, ms, airings } of rows) {
    const sum = sums.get(title);
    if (sum) Object.assign(sum, { ms: sum.ms + ms, airings: sum.airings + airings });
    else sums.set(title, { title, ms, airings });
  }
  return [...sums.values()].sort((a, b) => b.ms - a.ms || (a.title < b.title ? -1 : 1));
}

function resultOf(
  target: CampaignTarget,
  phase: PhaseOf,
  communes: readonly CommuneOf[],
  heard: readonly HeardTitle[],
  today: string,
): TargetResult {
  const own = communes.filter(({ path }) => targetsIn(phase.targets, path).includes(target));
  const result: TargetResult = {
    ...{ target, communes: own.length, periods: 0, met: 0 },
    ...{ wanted: { ms: 0, airings: 0 }, done: { ms: 0, airings: 0 } },
  };
  for (const { code } of own) {
    const rows = heard.filter(({ communeCode }) => communeCode === code);
    for (const { to } of measured(target, phase, today)) {
      const [pace] = paceOf({ phase, targets: [target], heard: rows, planned: [], today: to, until: to });
      if (!pace) continue;
      const { wanted, done } = pace;
      result.periods += 1;
      if (done.ms >= (wanted.ms ?? 0) && done.airings >= (wanted.airings ?? 0)) result.met += 1;
      result.wanted.ms += wanted.ms ?? 0;
      result.wanted.airings += wanted.airings ?? 0;
      result.done.ms += done.ms;
      result.done.airings += done.airings;
    }
  }
  return result;
}

function measured({ per }: CampaignTarget, phase: Period, today: string): Period[] {
  if (per === 'week') return weeksOf(phase).filter(({ to }) => to < today);
  return phase.from <= today ? [phase] : [];
}
