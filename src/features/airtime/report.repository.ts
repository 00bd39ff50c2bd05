import type { EntityManager } from 'typeorm';
import type { DayRange, SplitPeriod } from '../../domain/airtime/periods';
import type { LanguageShare, ReportAxis, ReportGroup, ReportKey } from '../../domain/airtime/report';
import { measureNames, noMeasures } from '../../domain/airtime/rollup';
import { isIn, isPostgres, literal, query, sql, type Sql } from '../../platform/database/sql';
import { AiringRollupEntity } from './airing-rollup.entity';

/** Communes of a report; null for every one. */
export type Communes = readonly string[] | null;

const axisColumns: Record<ReportAxis, string[]> = {
  topic: ['topic_code', 'topic_name'],
  commune: ['commune_code', 'commune_name'],
  day: ['period'],
  language: ['language'],
};

type Row = Record<string, unknown>;

/** Roll-ups of a period summed along the axes. */
export async function sumRollups(
  manager: EntityManager,
  period: SplitPeriod,
  communes: Communes,
  axes: readonly ReportAxis[],
): Promise<ReportGroup[]> {
  const metadata = manager.dataSource.getMetadata(AiringRollupEntity);
  const grouped = axes.flatMap((axis) => axisColumns[axis]);
  const measures = measureNames.map((name) => `SUM(${metadata.findColumnWithPropertyName(name)!.databaseName})`);
  // One array instead of 25 columns: handing columns over costs more than adding them up.
  const sums = `${isPostgres(manager) ? 'json_build_array' : 'json_array'}(${measures.join(', ')}) AS sums`;
  const selected = [...grouped, 'MAX(period) AS "lastPeriod"', 'COUNT(*) AS cells', sums].join(', ');
  const rows = await query<Row>(
    manager,
    sql`SELECT ${literal(selected)} FROM airing_rollups
        WHERE ${inPeriod(period)} AND ${inCommunes(communes)} ${groupBy(grouped)}`,
  );
  // Without an axis there is a row even where nothing aired.
  return rows.filter((row) => Number(row.cells) > 0).map(groupOf);
}

/** The same, the aired time of each language alone (L7). */
export async function sumLanguages(
  manager: EntityManager,
  period: SplitPeriod,
  communes: Communes,
  axes: readonly ReportAxis[],
): Promise<LanguageShare[]> {
  const grouped = [...new Set([...axes.map((axis) => axisColumns[axis][0]!), 'language'])];
  const rows = await query<Row>(
    manager,
    sql`SELECT ${literal(grouped.join(', '))}, CAST(SUM(aired_ms) AS double precision) AS "airedMs" FROM airing_rollups
        WHERE ${inPeriod(period)} AND ${inCommunes(communes)} ${groupBy(grouped)}`,
  );
  return rows.map((row) => ({ key: keyOf(row), language: textOf(row.language), airedMs: Number(row.airedMs) }));
}

const groupBy = (columns: readonly string[]) => literal(columns.length > 0 ? `GROUP BY ${columns.join(', ')}` : '');

function groupOf(row: Row): ReportGroup {
  const sums = noMeasures();
  const values = (typeof row.sums === 'string' ? JSON.parse(row.sums) : row.sums) as number[];
  measureNames.forEach((name, i) => (sums[name] = values[i] ?? 0));
  return {
    ...keyOf(row),
    topicName: textOf(row.topic_name),
    communeName: textOf(row.commune_name),
    lastPeriod: textOf(row.lastPeriod),
    sums,
  };
}

function keyOf(row: Row): ReportKey {
  return {
    topicCode: textOf(row.topic_code),
    communeCode: textOf(row.commune_code),
    day: textOf(row.period),
    language: textOf(row.language),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Ranges of days lie within one month, where the month's own row sorts before its first day. */
function inPeriod({ months, days }: SplitPeriod): Sql {
  const ranges = days.map(({ from, to }) => sql`period BETWEEN ${from} AND ${to}`);
  const all = months.length > 0 ? [sql`${isIn('period', months)}`, ...ranges] : ranges;
  return all.length === 0 ? sql`1 = 0` : sql`(${all.reduce((a, b) => sql`${a} OR ${b}`)})`;
}

function inCommunes(communes: Communes): Sql {
  return communes === null ? sql`1 = 1` : sql`${isIn('commune_code', communes)}`;
}

/** Distinct programme time (L6): what several communes heard at the same time counts once, as long as any heard it. */
export async function sumProgrammes(
  manager: EntityManager,
  { from, to }: DayRange,
  communes: Communes,
): Promise<number> {
  const [row] = await query<{ ms: unknown }>(
    manager,
    sql`SELECT CAST(SUM(longest) AS double precision) AS ms FROM (
          SELECT MAX(aired_ms) AS longest FROM commune_airings
          WHERE local_date BETWEEN ${from} AND ${to} AND ${inCommunes(communes)}
          GROUP BY programme_key
        ) p`,
  );
  return Number(row?.ms ?? 0);
}

export interface Miss {
  result: string;
  reason: string | null;
  communeCode: string;
  communeName: string;
  airings: number;
  plannedMs: number;
  airedMs: number;
}

/** Commune airings that did not air whole, by cause. */
export async function sumMisses(manager: EntityManager, { from, to }: DayRange, communes: Communes): Promise<Miss[]> {
  const rows = await query<Record<keyof Miss, unknown>>(
    manager,
    sql`SELECT result, reason, commune_code AS "communeCode", MAX(commune_name) AS "communeName", COUNT(*) AS airings,
               CAST(SUM(planned_ms) AS double precision) AS "plannedMs", CAST(SUM(aired_ms) AS double precision) AS "airedMs"
        FROM commune_airings
        WHERE local_date BETWEEN ${from} AND ${to} AND result <> 'played' AND ${inCommunes(communes)}
        GROUP BY result, reason, commune_code
        ORDER BY COUNT(*) DESC, commune_code, result, reason`,
  );
  return rows.map((row) => ({ ...row, airings: Number(row.airings) }) as Miss);
}
