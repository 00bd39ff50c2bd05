import type { EntityManager } from 'typeorm';
import { bookedFrom, type Need } from '../../domain/retention/decide';
import { holdsOn, type Hold } from '../../domain/retention/hold';
import type { BookingDates } from '../../domain/scheduling/booking';
import { query, sql, type Sql } from '../../platform/database/sql';
import { HoldEntity } from './hold.entity';

/** What speaks for recordings at one moment: by the hash of the master, and for holds by recording too. */
export interface NeededSounds {
  byHash: Map<string, Need>;
  heldMedia: Set<string>;
  /** Last use by an order, as an instant. */
  orderedAt: Map<string, number>;
}

export interface Moment {
  now: number;
  /** The station's local date. */
  today: string;
  /** Sessions that ended after this instant may still be reported on. */
  settledBefore: number;
}

/** Every hash named in a text of ours. More than asked for does no harm: whatever is named stays. */
const hashesIn = (text: unknown): readonly string[] => (text as string | null)?.match(/\b[0-9a-f]{64}\b/g) ?? [];

/** Looks up what stays whatever its age: what is held, planned, booked, ordered, or stands behind a relay or in a slot's frame. */
export async function findNeededSounds(manager: EntityManager, moment: Moment): Promise<NeededSounds> {
  const found: NeededSounds = { byHash: new Map(), heldMedia: new Set(), orderedAt: new Map() };
  const need = (why: Need, text: unknown): void => {
    for (const hash of hashesIn(text)) if (!found.byHash.has(hash)) found.byHash.set(hash, why);
  };
  const texts = async (why: Need, statement: Sql): Promise<void> => {
    for (const { text } of await query<{ text: unknown }>(manager, statement)) need(why, text);
  };
  await addHeld(manager, moment, found);
  await texts('planned', sql`SELECT audio AS text FROM rundowns WHERE end_at > ${moment.settledBefore}`);
  await texts(
    'planned',
    sql`SELECT m.payload AS text FROM device_manifests m
        JOIN (SELECT device_id, MAX(version) AS version FROM device_manifests GROUP BY device_id) l
          ON l.device_id = m.device_id AND l.version = m.version
        WHERE m.not_after > ${moment.now}`,
  );
  for (const row of await query<{ audio: string; dates: string; until: unknown }>(
    manager,
    sql`SELECT audio, dates, valid_until_at AS until FROM bookings WHERE state = 'active'`,
  )) {
    const until = row.until === null ? null : Number(row.until);
    if (bookedFrom(JSON.parse(row.dates) as BookingDates, until, moment.today, moment.now)) need('booked', row.audio);
  }
  await texts('relay', sql`SELECT fallback AS text FROM relay_sources WHERE retired_at IS NULL`);
  await texts('frame', sql`SELECT frame AS text FROM slots`);
  for (const row of await query<{ text: unknown; state: string; at: unknown }>(
    manager,
    sql`SELECT content AS text, state, COALESCE(ended_at, until_at, requested_at) AS at
        FROM play_orders WHERE kind IN ('play-now', 'emergency')`,
  )) {
    if (row.state === 'waiting' || row.state === 'in-force') need('ordered', row.text);
    for (const hash of hashesIn(row.text)) {
      found.orderedAt.set(hash, Math.max(Number(row.at), found.orderedAt.get(hash) ?? 0));
    }
  }
  return found;
}

/** What holds name: recordings of a bulletin, or all that was planned or heard in an area on some days. */
async function addHeld(manager: EntityManager, { today }: Moment, found: NeededSounds): Promise<void> {
  const holds = (await manager.find(HoldEntity)).filter((hold) => holdsOn(hold, today));
  for (const hold of holds) {
    const media = await query<{ id: string }>(manager, hold.bulletinId === null ? mediaHeard(hold) : mediaOf(hold));
    for (const { id } of media) found.heldMedia.add(id);
    if (hold.bulletinId !== null) continue;
    const rows = await query<{ text: string | null }>(manager, soundsOf(hold));
    for (const { text } of rows) for (const hash of hashesIn(text)) found.byHash.set(hash, 'held');
  }
}

const mediaOf = ({ bulletinId }: Hold): Sql =>
  sql`SELECT media_id AS id FROM bulletin_versions WHERE bulletin_id = ${bulletinId} AND media_id IS NOT NULL`;

/** Areas of a hold: its own and all below, and the commune above a zone, whose sound reaches it. */
const places = (hold: Hold): Sql => sql`
  WITH RECURSIVE below(code) AS (
    SELECT code FROM areas WHERE code = ${hold.areaCode}
    UNION SELECT areas.code FROM areas JOIN below ON areas.parent_code = below.code
  ), place(code) AS (
    SELECT code FROM below
    UNION SELECT parent_code FROM areas WHERE code = ${hold.areaCode} AND level = 'zone'
  )`;

const onDays = ({ fromDate, toDate }: Hold): Sql => sql`local_date BETWEEN ${fromDate} AND ${toDate}`;

const mediaHeard = (hold: Hold): Sql => sql`${places(hold)}
  SELECT DISTINCT v.media_id AS id FROM ledger_rows r JOIN bulletin_versions v ON v.id = r.version_id
  WHERE r.commune_code IN (SELECT code FROM place) AND r.${onDays(hold)} AND v.media_id IS NOT NULL`;

const soundsOf = (hold: Hold): Sql => sql`${places(hold)}
  SELECT sha256 AS text FROM ledger_rows WHERE commune_code IN (SELECT code FROM place) AND ${onDays(hold)} AND sha256 IS NOT NULL
  UNION SELECT audio FROM rundowns WHERE area_code IN (SELECT code FROM place) AND ${onDays(hold)}`;
