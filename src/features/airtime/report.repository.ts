import type { EntityManager } from 'typeorm';
import { readFewest, type DayRange, type SplitPeriod } from '../../domain/airtime/periods';
import type { ReportAxis, ReportGroup } from '../../domain/airtime/report';
import { measureNames, measuresFrom, subtractMeasures } from '../../domain/airtime/rollup';
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

/**
 * Roll-ups of a period summed along the axes, each with its languages (L7). One reading of the table: a nation's month lies on as many
 * pages as it has rows, and a second statement for the languages alone would fetch them all again. Of months, which are few for each
 * group, the languages are listed; days are many, and summed by language in the groups' place. Of a month that lies in the period by more
 * than half, the few days outside are taken away from the month: in one statement, so that no row comes in between.
 */
export async function sumRollups(
  manager: EntityManager,
  period: SplitPeriod,
  communes: Communes,
  axes: readonly ReportAxis[],
): Promise<ReportGroup[]> {
  const metadata = manager.dataSource.getMetadata(AiringRollupEntity);
  const { less, ...read } = axes.includes('day') ? { ...period, less: [] } : readFewest(period);
  const inDays = read.days.length > 0 || less.length > 0;
  const grouped = [...new Set([...axes.flatMap((axis) => axisColumns[axis]), ...(inDays ? ['language'] : [])])];
  const measures = measureNames.map((name) => `SUM(${metadata.findColumnWithPropertyName(name)!.databaseName})`);
  const { sums, list } = isPostgres(manager) ? postgresJson : sqliteJson;
  const selected = [
    ...grouped,
    'MAX(period) AS "lastPeriod"',
    `${sums(measures.join(', '))} AS sums`,
    ...(inDays ? [] : [`${list('language')} AS languages`, `${list('aired_ms')} AS shares`]),
  ].join(', ');
  const part = (of: SplitPeriod, sign: 1 | -1): Sql =>
    sql`SELECT ${literal(`${selected}, ${sign} AS sign`)} FROM airing_rollups
        WHERE ${inPeriod(of)} AND ${inCommunes(communes)} ${groupBy(grouped)}`;
  const whole = part(read, 1);
  const rows = await query<Row>(
    manager,
    less.length === 0 ? whole : sql`${whole} UNION ALL ${part({ months: [], days: less }, -1)}`,
  );
  // Without an axis there is a row even where nothing aired.
  const found = rows.filter((row) => row.lastPeriod !== null);
  return less.length === 0 ? found.map(groupOf) : differenceOf(found);
}

/** Groups with what the days outside the period added to them taken away; those that were only there are none. */
function differenceOf(rows: readonly Row[]): ReportGroup[] {
  const key = (one: ReportGroup): string =>
    JSON.stringify([one.topicCode, one.communeCode, one.language, one.topicName, one.communeName]);
  const counts = (row: Row): boolean => Number(row.sign) > 0;
  const groups = new Map(
    rows
      .filter(counts)
      .map(groupOf)
      .map((group) => [key(group), group]),
  );
  for (const outside of rows.filter((row) => !counts(row)).map(groupOf)) {
    const group = groups.get(key(outside));
    if (group) subtractMeasures(group.sums, outside.sums);
  }
  return [...groups.values()]
    .filter(({ sums }) => sums.airings > 0)
    .map((group) => ({ ...group, languages: { [group.language]: group.sums.airedMs } }));
}

// One text instead of 26 columns: handing columns over costs more than adding them up. PostgreSQL joins texts faster than it makes JSON.
const postgresJson = {
  sums: (values: string) => `'[' || concat_ws(',', ${values}) || ']'`,
  list: (column: string) => `CAST(json_agg(${column}) AS text)`,
};
const sqliteJson = {
  sums: (values: string) => `json_array(${values})`,
  list: (column: string) => `json_group_array(${column})`,
};

const groupBy = (columns: readonly string[]) => literal(columns.length > 0 ? `GROUP BY ${columns.join(', ')}` : '');

function groupOf(row: Row): ReportGroup {
  const sums = measuresFrom(listOf<number>(row.sums));
  const language = textOf(row.language);
  return {
    topicCode: textOf(row.topic_code),
    communeCode: textOf(row.commune_code),
    day: textOf(row.period),
    language,
    topicName: textOf(row.topic_name),
    communeName: textOf(row.commune_name),
    lastPeriod: textOf(row.lastPeriod),
    sums,
    languages:
      row.languages === undefined
        ? { [language]: sums.airedMs }
        : sharesOf(listOf<string>(row.languages), listOf<number>(row.shares)),
  };
}

const listOf = <T>(json: unknown): T[] => JSON.parse(textOf(json)) as T[];

/** The aired time of each language; of several roll-ups in one language the sum. */
function sharesOf(languages: readonly string[], airedMs: readonly number[]): Record<string, number> {
  const shares: Record<string, number> = {};
  languages.forEach((language, i) => (shares[language] = (shares[language] ?? 0) + (airedMs[i] ?? 0)));
  return shares;
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
