import { summedNames, type ReportLine } from '../airtime/report';

/** Times and counts of one line that changed since a month was closed. */
export interface Adjustment {
  topic: ReportLine['topic'];
  commune: ReportLine['commune'];
  /** Names of the sums that differ, and by how much: what is now minus what was signed. */
  changes: Partial<Record<(typeof summedNames)[number], number>>;
}

/**
 * What late rows and corrections added to a closed month (L4): they belong to the open period and leave the signed report as it is.
 * A line that is only in one of the two counts as zeros in the other; a sum that was not kept yet when the month was signed is none.
 */
export function adjustmentsOf(signed: readonly ReportLine[], now: readonly ReportLine[]): Adjustment[] {
  const before = new Map(signed.map((line) => [keyOf(line), line]));
  const after = new Map(now.map((line) => [keyOf(line), line]));
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key) => {
    const [old, late] = [before.get(key), after.get(key)];
    const changes = Object.fromEntries(
      summedNames
        .filter((name) => !old || name in old)
        .map((name) => [name, (late?.[name] ?? 0) - (old?.[name] ?? 0)] as const)
        .filter(([, difference]) => difference !== 0),
    );
    if (Object.keys(changes).length === 0) return [];
    const line = late ?? old;
    return [{ topic: line?.topic ?? null, commune: line?.commune ?? null, changes }];
  });
}

const keyOf = ({ topic, commune }: ReportLine): string => `${topic?.code ?? ''}\n${commune?.code ?? ''}`;

/** `2026-01` as its first and last local date. */
export function daysOfMonth(month: string): { from: string; to: string } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` };
}
