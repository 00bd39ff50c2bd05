import type { EntityManager } from 'typeorm';
import type { PlannedSound, SoundAlarm, SoundDevice, SoundOrder } from '../../domain/complaints/what-sounded';
import { isIn, query, sql } from '../../platform/database/sql';
import type { Around } from '../airtime';

type Row = Record<string, unknown>;
const number = (value: unknown): number => Number(value);
const optional = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** What was to sound then, device by device. */
export async function findPlannedSounds(manager: EntityManager, at: Around): Promise<PlannedSound[]> {
  const rows = await query<Row>(
    manager,
    sql`SELECT d.device_id, d.airing_key, d.title, d.planned_start_at, d.planned_ms, d.result
        FROM commune_airings a JOIN device_airings d ON d.commune_code = a.commune_code AND d.airing_key = a.airing_key
        WHERE a.commune_code = ${at.communeCode} AND a.local_date BETWEEN ${at.fromDate} AND ${at.toDate}
          AND d.planned AND d.planned_start_at < ${at.to} AND d.planned_start_at + d.planned_ms > ${at.from}
        ORDER BY d.planned_start_at, d.device_id, d.airing_key`,
  );
  return rows.map((row) => ({
    deviceId: row.device_id as string,
    airingKey: row.airing_key as string,
    title: row.title as string,
    plannedStartAt: number(row.planned_start_at),
    plannedMs: number(row.planned_ms),
    result: row.result as string | null,
  }));
}

/** The devices that served the commune then, with what tells whether they have reported since. */
export async function findDevices(manager: EntityManager, at: Around): Promise<Omit<SoundDevice, 'inPlace'>[]> {
  const rows = await query<Row>(
    manager,
    sql`SELECT d.id, d.name, d.kind, d.area_code, h.heard_at, h.status,
          (SELECT MAX(r.recorded_at) FROM ledger_rows r
           WHERE r.commune_code = ${at.communeCode} AND r.local_date >= ${at.fromDate} AND r.device_id = d.id
             AND r.source = 'device') AS last_row_at
        FROM devices d LEFT JOIN device_heartbeats h ON h.device_id = d.id
        WHERE d.commune_code = ${at.communeCode} AND d.created_at < ${at.to}
          AND (d.retired_at IS NULL OR d.retired_at > ${at.from})
        ORDER BY d.name, d.id`,
  );
  return rows.map((row) => ({
    deviceId: row.id as string,
    name: row.name as string,
    kind: row.kind as string,
    areaCode: row.area_code as string,
    lastRowAt: optional(row.last_row_at),
    heardAt: optional(row.heard_at),
    outbox: outboxOf(row.status),
  }));
}

function outboxOf(status: unknown): number | null {
  if (typeof status !== 'string') return null;
  try {
    const { outbox } = JSON.parse(status) as { outbox?: unknown };
    return typeof outbox === 'number' ? outbox : null;
  } catch {
    return null;
  }
}

export async function findSoundAlarms(manager: EntityManager, at: Around): Promise<SoundAlarm[]> {
  const rows = await query<Row>(
    manager,
    sql`SELECT device_id, code, first_at, last_at, times, detail FROM device_alarms
        WHERE commune_code = ${at.communeCode} AND first_at < ${at.to} AND last_at >= ${at.from}
        ORDER BY first_at, id`,
  );
  return rows.map((row) => ({
    deviceId: row.device_id as string,
    code: row.code as string,
    firstAt: number(row.first_at),
    lastAt: number(row.last_at),
    times: number(row.times),
    detail: row.detail as string,
  }));
}

/** Orders in force then for any of the areas. */
export async function findSoundOrders(
  manager: EntityManager,
  areaCodes: readonly string[],
  { from, to }: Pick<Around, 'from' | 'to'>,
): Promise<SoundOrder[]> {
  const rows = await query<Row>(
    manager,
    sql`SELECT id, kind, area_code, reason, requested_by, from_at, until_at, ended_at FROM play_orders
        WHERE ${isIn('area_code', areaCodes)} AND COALESCE(from_at, requested_at) < ${to}
          AND (until_at IS NULL OR until_at > ${from}) AND (ended_at IS NULL OR ended_at > ${from})
          AND state <> 'cancelled'
        ORDER BY id`,
  );
  return rows.map((row) => ({
    id: row.id as string,
    kind: row.kind as string,
    areaCode: row.area_code as string,
    reason: row.reason as string,
    requestedBy: row.requested_by as string,
    fromAt: optional(row.from_at),
    untilAt: optional(row.until_at),
    endedAt: optional(row.ended_at),
  }));
}
