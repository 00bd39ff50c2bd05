import type { EntityManager } from 'typeorm';
import { soundingOutputs, withoutAudio } from '../../domain/airtime/commune-airing';
import { itemResults, resultOrder } from '../../domain/airtime/result';
import { cellNames, measureNames } from '../../domain/airtime/rollup';
import { type Fragment, isPostgres, literal, sql, table, type Sql } from '../../platform/database/sql';
import type { Together } from '../../platform/database/together';
import { AiringRollupEntity } from './airing-rollup.entity';
import { CommuneAiringEntity } from './commune-airing.entity';

/**
 * Brings commune airings and roll-ups in line with device_airings for the airings named. `foldCommuneAiring` and `rollUp` of
 * domain/airtime say what must come out; the work is done inside the database, since ingest waits for it. The roll-ups lose what the
 * airings were and gain what they are.
 */
export async function refoldAirings(
  together: Together,
  changed: readonly { communeCode: string; airingKey: string }[],
): Promise<void> {
  const { manager } = together;
  const keys = sql`${table(changed, { communeCode: 'text', airingKey: 'text' }, 'k')}`;
  if (isPostgres(manager)) return together.add(inOneStatement(manager, keys));
  await together.add(rollUpStatement(manager, standing(manager, keys, -1)));
  await together.add(foldStatement(manager, keys));
  await together.add(rollUpStatement(manager, standing(manager, keys, 1)));
}

/** PostgreSQL lets one statement read what a table held and what it becomes: one message, and each sum is touched once. */
function inOneStatement(manager: EntityManager, keys: Sql): Sql {
  const columns = literal(columnsOf(manager).join(', '));
  return sql`
    WITH before AS MATERIALIZED (${standing(manager, keys, -1)}),
    after AS (${foldStatement(manager, keys)} RETURNING ${columns})
    ${rollUpStatement(manager, sql`SELECT * FROM before UNION ALL SELECT ${columns}, 1 AS sign FROM after`)}`;
}

/** Commune airings as they stand, to be added to the sums or taken off. */
function standing(manager: EntityManager, keys: Sql, sign: 1 | -1): Sql {
  const columns = columnsOf(manager).map((name) => `c.${name}`);
  return sql`
    SELECT ${literal(columns.join(', '))}, ${literal(String(sign))} AS sign
    FROM ${keys} JOIN commune_airings c ON c.commune_code = k."communeCode" AND c.airing_key = k."airingKey"`;
}

/** Rank of a result, as `rankOf` gives it. */
const rank = `CASE a.result ${resultOrder.map((result, i) => `WHEN '${result}' THEN ${i}`).join(' ')} ELSE ${resultOrder.length} END`;

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
const hadAudio = `a.result <> 'unreported' AND COALESCE(a.reason, '') NOT IN (${quoted(withoutAudio)})`;
const wasSounding = `a.output IN (${quoted(soundingOutputs)})`;

function foldStatement(manager: EntityManager, keys: Sql): Sql {
  const { columns } = manager.dataSource.getMetadata(CommuneAiringEntity);
  const names = columns.map((column) => column.databaseName);
  const changing = columns.filter((column) => !column.isPrimary).map((column) => column.databaseName);
  const from = new Map(Object.entries(folded));
  const values = names.map((name) => `${from.get(name) ?? `d.${name}`} AS ${name}`).join(', ');
  return sql`
    INSERT INTO commune_airings (${literal(names.join(', '))})
    SELECT ${literal(values)}
    FROM (
      SELECT a.commune_code, a.airing_key,
        MAX(${voice(isPostgres(manager))}) AS voice,
        MAX(CASE WHEN a.planned THEN a.planned_ms ELSE 0 END) AS planned_ms,
        MAX(CASE WHEN a.planned AND ${literal(hadAudio)} THEN a.planned_ms ELSE 0 END) AS delivered_ms,
        MAX(a.heard_ms) AS aired_ms,
        MAX(CASE WHEN ${literal(wasSounding)} THEN a.heard_ms ELSE 0 END) AS sounded_ms,
        MAX(CASE WHEN a.attested THEN 0 ELSE a.heard_ms END) AS measured_ms,
        COUNT(*) AS devices,
        MAX(a.commune_devices) AS commune_devices,
        SUM(CASE WHEN a.planned THEN 1 ELSE 0 END) AS devices_planned,
        SUM(CASE WHEN a.heard_ms > 0 THEN 1 ELSE 0 END) AS devices_reached,
        COUNT(DISTINCT a.zone_code) AS zones,
        MAX(a.commune_zones) AS commune_zones,
        MAX(CASE WHEN a.planned AND a.zone_code IS NULL THEN 1 ELSE 0 END) AS planned_everywhere,
        MAX(CASE WHEN a.heard_ms > 0 AND a.zone_code IS NULL THEN 1 ELSE 0 END) AS reached_everywhere,
        COUNT(DISTINCT CASE WHEN a.planned THEN a.zone_code END) AS zones_planned,
        COUNT(DISTINCT CASE WHEN a.heard_ms > 0 THEN a.zone_code END) AS zones_reached
      FROM ${keys} JOIN device_airings a ON a.commune_code = k."communeCode" AND a.airing_key = k."airingKey"
      WHERE a.counts GROUP BY a.commune_code, a.airing_key
    ) m JOIN device_airings d
      ON d.commune_code = m.commune_code AND d.airing_key = m.airing_key AND d.device_id = substr(m.voice, 15)
    WHERE true
    ON CONFLICT (commune_code, airing_key) DO UPDATE SET
      ${literal(changing.map((name) => `${name} = excluded.${name}`).join(', '))}`;
}

/**
 * The device that speaks, as the greatest of texts: 13 digits of the length heard, one of the rank turned round, and from the 15th
 * character on its id. One pass, where a window function would sort every column.
 */
function voice(postgres: boolean): Fragment {
  const heard = `CAST(${10 ** 12} + a.heard_ms AS text)`;
  return literal(`(${heard} || CAST(9 - ${rank} AS text) || a.device_id)${postgres ? ' COLLATE "C"' : ''}`);
}

const larger = (a: string, b: string): string => `CASE WHEN ${a} > ${b} THEN ${a} ELSE ${b} END`;
const zonesAll = larger('m.zones', 'm.commune_zones');

/** Columns that come from all devices; the others are those of the device that speaks. */
const folded = {
  planned_ms: 'm.planned_ms',
  delivered_ms: 'm.delivered_ms',
  aired_ms: 'm.aired_ms',
  sounded_ms: 'm.sounded_ms',
  attested_ms: 'm.aired_ms - m.measured_ms',
  devices_planned: 'm.devices_planned',
  devices_reached: 'm.devices_reached',
  devices_all: larger('m.devices', 'm.commune_devices'),
  zones_planned: `CASE WHEN m.planned_everywhere = 1 THEN ${zonesAll} ELSE m.zones_planned END`,
  zones_reached: `CASE WHEN m.reached_everywhere = 1 THEN ${zonesAll} ELSE m.zones_reached END`,
  zones_all: zonesAll,
};

/** Adds airings, each with its sign, to the sums of their day and month. */
function rollUpStatement(manager: EntityManager, airings: Sql): Sql {
  const metadata = manager.dataSource.getMetadata(AiringRollupEntity);
  const column = (property: string): string => metadata.findColumnWithPropertyName(property)!.databaseName;
  const cell = cellNames.map(column);
  const sums = measureNames.map((name) => `SUM(sign * ${measureSql[name] ?? column(name)}) AS ${column(name)}`);
  const adding = measureNames.map(column).map((name) => `${name} = airing_rollups.${name} + excluded.${name}`);
  return sql`
    INSERT INTO airing_rollups (${literal([...cell, ...measureNames.map(column)].join(', '))})
    SELECT ${literal([...cell, ...sums].join(', '))}
    FROM (
      SELECT ${literal(dayAndMonth(columnsOf(manager)))}, sign
      FROM (${airings}) a
      CROSS JOIN (SELECT 0 AS months UNION ALL SELECT 1 AS months) p
    ) x
    WHERE true
    GROUP BY ${literal(cell.join(', '))}
    ON CONFLICT (${literal(cell.join(', '))}) DO UPDATE SET ${literal(adding.join(', '))}`;
}

const columnsOf = (manager: EntityManager): string[] =>
  manager.dataSource.getMetadata(CommuneAiringEntity).columns.map((column) => column.databaseName);

/** An airing under its day as it is, and under its month without what months are not kept by; its own parts stand beside. */
function dayAndMonth(columns: readonly string[]): string {
  const coarse: Record<string, string> = { item_kind: "''", priority: "''", origin: "''", replay: 'false' };
  const named = columns.map((name) =>
    coarse[name] ? `CASE p.months WHEN 1 THEN ${coarse[name]} ELSE a.${name} END AS ${name}` : `a.${name}`,
  );
  const parts = Object.entries(partSql).map(([name, value]) => `${value} AS ${name}`);
  const period = 'CASE p.months WHEN 1 THEN substr(a.local_date, 1, 7) ELSE a.local_date END AS period';
  return [...named, ...parts, period].join(', ');
}

const airedIf = (condition: string): string => `CASE WHEN ${condition} THEN a.aired_ms ELSE 0 END`;
const partSql = {
  own_ms: airedIf("a.origin = 'own'"),
  relayed_ms: airedIf("a.origin = 'relayed'"),
  first_ms: airedIf('NOT a.replay'),
  replay_ms: airedIf('a.replay'),
  chime_ms: airedIf("a.item_kind = 'chime'"),
};

const one = (condition: string): string => `CASE WHEN ${condition} THEN 1 ELSE 0 END`;

/** Measures that are no column of a commune airing. */
const measureSql: Partial<Record<(typeof measureNames)[number], string>> = {
  airings: '1',
  plannedAirings: one('devices_planned > 0'),
  awaiting: one('result IS NULL'),
  ...Object.fromEntries(itemResults.map((result) => [result, one(`result = '${result}'`)])),
};
