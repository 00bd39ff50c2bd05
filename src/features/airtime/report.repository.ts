import type { EntityManager } from 'typeorm';
import type { DayRange, SplitPeriod } from '../../domain/airtime/periods';
import type { ReportAxis, ReportGroup } from '../../domain/airtime/report';
import { measureNames } from '../../domain/airtime/rollup';
import { isIn, literal, query, sql, type Sql } from '../../platform/database/sql';
import { AiringRollupEntity } from './airing-rollup.entity';

/** Communes of a report; null for every one. */
export type Communes = readonly string[] | null;

const aired = (condition: string): string => `SUM(CASE WHEN ${condition} THEN aired_ms ELSE 0 END)`;
const partSql = {
  ownMs: aired("origin = 'own'"),
  relayedMs: aired("origin = 'relayed'"),
  firstMs: aired('NOT replay'),
  replayMs: aired('replay'),
  chimeMs: aired("item_kind = 'chime'"),
};

const axisColumns: Record<ReportAxis, string[]> = {
  topic: ['topic_code', 'topic_name'],
  commune: ['commune_code', 'commune_name'],
  day: ['period'],
  language: [],
};

/** Roll-ups of a period summed along the axes, and by language always. */
export async function sumRollups(
  manager: EntityManager,
  period: SplitPeriod,
  communes: Communes,
  axes: readonly ReportAxis[],
): Promise<ReportGroup[]> {
  const metadata = manager.dataSource.getMetadata(AiringRollupEntity);
  const grouped = ['language', ...axes.flatMap((axis) => axisColumns[axis])];
  const measures = measureNames.map((name) => {
    const column = metadata.findColumnWithPropertyName(name)!.databaseName;
    return `CAST(SUM(${column}) AS double precision) AS "${name}"`;
  });
  const parts = Object.entries(partSql).map(([name, sum]) => `CAST(${sum} AS double precision) AS "${name}"`);
  const selected = [...grouped, 'MAX(period) AS "lastPeriod"', ...measures, ...parts].join(', ');
  const rows = await query<Record<string, unknown>>(
    manager,
    sql`SELECT ${literal(selected)} FROM airing_rollups
        WHERE ${inPeriod(period)} AND ${inCommunes(communes)}
        GROUP BY ${literal(grouped.join(', '))}`,
  );
  return rows.map((row): ReportGroup => {
    const { topic_code, topic_name, commune_code, commune_name, period: day, ...summed } = row;
    return {
      ...(summed as unknown as ReportGroup),
      topicCode: textOf(topic_code),
      topicName: textOf(topic_name),
      communeCode: textOf(commune_code),
      communeName: textOf(commune_name),
      day: textOf(day),
    };
  });
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
