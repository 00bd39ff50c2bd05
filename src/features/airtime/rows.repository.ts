import type { EntityManager } from 'typeorm';
import type { LedgerRowView } from '../../contracts/http/airtime';
import { query, sql, type Sql } from '../../platform/database/sql';

export interface RowsFilter {
  from: string;
  to: string;
  topic?: string | undefined;
  result?: string | undefined;
  device?: string | undefined;
  airing?: string | undefined;
  bulletin?: string | undefined;
}

/** The last row of a page; rows stand by commune, then day, planned start and number of receipt. */
export interface RowsCursor {
  communeCode: string;
  localDate: string;
  plannedStartAt: number;
  receivedNumber: number;
}

/** The first commune with rows after the given one, in the database's order; null when there is none. */
export async function nextCommune(manager: EntityManager, after: string): Promise<string | null> {
  const [row] = await query<{ code: string | null }>(
    manager,
    sql`SELECT MIN(commune_code) AS code FROM ledger_rows WHERE commune_code > ${after}`,
  );
  return row?.code ?? null;
}

/** Results of one commune after the cursor, at most `limit`. */
export async function findRows(
  manager: EntityManager,
  communeCode: string,
  filter: RowsFilter,
  after: Omit<RowsCursor, 'communeCode'> | null,
  limit: number,
): Promise<LedgerRowView[]> {
  const conditions: Sql[] = [
    sql`r.commune_code = ${communeCode} AND r.local_date BETWEEN ${filter.from} AND ${filter.to} AND r.kind = 'result'`,
  ];
  if (filter.topic !== undefined) conditions.push(sql`r.topic_code = ${filter.topic}`);
  if (filter.result !== undefined) conditions.push(sql`r.result = ${filter.result}`);
  if (filter.device !== undefined) conditions.push(sql`r.device_id = ${filter.device}`);
  if (filter.bulletin !== undefined) conditions.push(sql`r.bulletin_id = ${filter.bulletin}`);
  if (filter.airing !== undefined) conditions.push(sql`r.airing_key = ${filter.airing}`);
  if (after) {
    conditions.push(
      sql`(r.local_date, r.planned_start_at, r.received_number) > (${after.localDate}, ${after.plannedStartAt}, ${after.receivedNumber})`,
    );
  }
  const rows = await query<Record<string, unknown>>(
    manager,
    sql`SELECT r.*, d.received_number AS speaking, ${wasRecalled} AS recalled FROM ledger_rows r
        LEFT JOIN device_airings d
          ON d.commune_code = r.commune_code AND d.airing_key = r.airing_key AND d.device_id = r.device_id
        WHERE ${conditions.reduce((a, b) => sql`${a} AND ${b}`)}
        ORDER BY r.local_date, r.planned_start_at, r.received_number
        LIMIT ${limit}`,
  );
  return rows.map(viewOf);
}

/** P8: heard whole although somebody had recalled it by then. Orders are never deleted, so the past keeps its mark. */
const wasRecalled = sql`(r.result = 'played' AND r.bulletin_id IS NOT NULL AND EXISTS (
  SELECT 1 FROM play_orders o
  WHERE o.bulletin_id = r.bulletin_id AND o.kind = 'recall' AND o.from_at < r.actual_end_at
    AND (o.ended_at IS NULL OR o.ended_at > r.actual_start_at)
    AND (o.until_at IS NULL OR o.until_at > r.actual_start_at)))`;

function viewOf(row: Record<string, unknown>): LedgerRowView {
  const text = (name: string): string => row[name] as string;
  const number = (name: string): number => Number(row[name]);
  const optional = (name: string): number | null => (row[name] === null ? null : Number(row[name]));
  return {
    receivedNumber: number('received_number'),
    receivedAt: number('received_at'),
    source: row.source as LedgerRowView['source'],
    speaks: row.speaking !== null && Number(row.speaking) === number('received_number'),
    supersedes: optional('supersedes'),
    author: row.author as string | null,
    note: row.note as string | null,
    device: { id: text('device_id'), name: text('device_name'), kind: text('device_kind') },
    counts: Boolean(row.counts),
    attested: Boolean(row.attested),
    airingKey: text('airing_key'),
    localDate: text('local_date'),
    commune: { code: text('commune_code'), name: text('commune_name') },
    area: { code: text('area_code'), name: text('area_name') },
    origin: row.origin as LedgerRowView['origin'],
    title: text('title'),
    itemKind: row.item_kind as LedgerRowView['itemKind'],
    bulletinId: row.bulletin_id as string | null,
    topic: { code: text('topic_code'), name: text('topic_name') },
    language: text('language'),
    priority: row.priority as LedgerRowView['priority'],
    replay: Boolean(row.replay),
    plannedStartAt: number('planned_start_at'),
    plannedMs: number('planned_ms'),
    actualStartAt: optional('actual_start_at'),
    heardMs: number('heard_ms'),
    result: row.result as LedgerRowView['result'],
    reason: row.reason as string | null,
    stoppedBy: row.stopped_by as string | null,
    recalled: Boolean(row.recalled),
    output: row.output as LedgerRowView['output'],
    clockTrust: row.clock_trust as LedgerRowView['clockTrust'],
    hash: text('hash'),
  };
}
