import type { EntityManager } from 'typeorm';
import type { AuditRowView } from '../../contracts/http/audit';
import { type Fragment, isIn, literal, query, sql, type Sql } from '../../platform/database/sql';

export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  entity?: string | undefined;
  entityId?: string | undefined;
  /** Instants, half-open. */
  from?: number | undefined;
  to?: number | undefined;
}

/**
 * Where a thing is, by the word its rows name it with: a condition on the row `a`, with `seen` holding the areas to be shown. What
 * is not here is shown with the whole nation only, so a new kind of thing is closed until somebody says where it is.
 */
const placeOf: Record<string, string> = {
  area: 'a.entity_id IN (SELECT code FROM seen)',
  policy: 'a.entity_id IN (SELECT code FROM seen)',
  alarm: inTable('device_alarms'),
  approvers: 'a.entity_id IN (SELECT code FROM seen)',
  booking: inTable('bookings'),
  bulletin: inTable('bulletins'),
  'bulletin-version':
    'EXISTS (SELECT 1 FROM bulletin_versions v JOIN bulletins t ON t.id = v.bulletin_id JOIN seen ON seen.code = t.area_code WHERE v.id = a.entity_id)',
  'calendar-link': inTable('calendar_links'),
  campaign: inTable('campaign_areas', 'campaign_id'),
  complaint: inTable('complaints'),
  decision: inTable('schedule_decisions'),
  delegation: inTable('approval_delegations'),
  device: inTable('devices'),
  'extra-session': inTable('extra_sessions'),
  // Only here the id is a number: other rows must not be read as one.
  'ledger-row':
    "EXISTS (SELECT 1 FROM ledger_rows t JOIN seen ON seen.code = t.commune_code WHERE t.received_number = CASE WHEN a.entity = 'ledger-row' THEN CAST(a.entity_id AS bigint) END)",
  hold: inTable('retention_holds'),
  media: inTable('media'),
  order: inTable('play_orders'),
  relay: inTable('relay_sources'),
  rundown: inTable('rundowns'),
  'saved-report': inTable('saved_reports'),
  'schedule-event': inTable('schedule_events'),
  slot: inTable('slots'),
  'standing-approval': inTable('standing_approvals'),
  user: inTable('grants', 'user_id'),
};

function inTable(name: string, id = 'id'): string {
  return `EXISTS (SELECT 1 FROM ${name} t JOIN seen ON seen.code = t.area_code WHERE t.${id} = a.entity_id)`;
}

const places: Fragment = literal(
  Object.entries(placeOf)
    .map(([entity, condition]) => `(a.entity = '${entity}' AND ${condition})`)
    .join(' OR '),
);

/**
 * Rows newest first, before the row `before`; their ids stand in the order of time.
 * @param roots things in or under these areas only; null for every row
 */
export async function findAuditRows(
  manager: EntityManager,
  filter: AuditFilter,
  roots: readonly string[] | null,
  before: string | undefined,
  limit: number,
): Promise<AuditRowView[]> {
  const conditions: Sql[] = [sql`1 = 1`];
  const { actor, action, entity, entityId, from, to } = filter;
  if (actor !== undefined) conditions.push(sql`a.actor_name = ${actor}`);
  if (action !== undefined) conditions.push(sql`a.action = ${action}`);
  if (entity !== undefined) conditions.push(sql`a.entity = ${entity}`);
  if (entityId !== undefined) conditions.push(sql`a.entity_id = ${entityId}`);
  if (from !== undefined) conditions.push(sql`a.at >= ${from}`);
  if (to !== undefined) conditions.push(sql`a.at < ${to}`);
  if (before !== undefined) conditions.push(sql`a.id < ${before}`);
  if (roots !== null) conditions.push(sql`(${places})`);
  const rows = await query<StoredRow>(
    manager,
    sql`WITH RECURSIVE seen(code) AS (
          SELECT code FROM areas WHERE ${isIn('code', roots ?? [])}
          UNION SELECT areas.code FROM areas JOIN seen ON areas.parent_code = seen.code
        )
        SELECT a.* FROM audit a WHERE ${conditions.reduce((a, b) => sql`${a} AND ${b}`)}
        ORDER BY a.id DESC LIMIT ${limit}`,
  );
  return rows.map((row) => ({
    id: row.id,
    at: Number(row.at),
    actor: { id: row.actor_id, name: row.actor_name },
    action: row.action,
    entity: row.entity,
    entityId: row.entity_id,
    before: parsed(row.before),
    after: parsed(row.after),
  }));
}

interface StoredRow {
  id: string;
  at: number | string;
  actor_id: string | null;
  actor_name: string;
  action: string;
  entity: string;
  entity_id: string;
  before: string | null;
  after: string | null;
}

const parsed = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown));
