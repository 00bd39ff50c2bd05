import type { EntityManager } from 'typeorm';
import type { SoundRow } from '../../domain/complaints/what-sounded';
import { query, sql } from '../../platform/database/sql';

/** A time in one commune: instants, half-open, and the local dates that airings of it may be booked under. */
export interface Around {
  communeCode: string;
  from: number;
  to: number;
  fromDate: string;
  toDate: string;
}

export interface DevicePlace {
  name: string;
  kind: string;
  areaCode: string;
}

type Row = Record<string, unknown>;
const number = (value: unknown): number => Number(value);
const optional = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** Results and intents that were planned or sounded then, corrections too, in the order of receipt. */
export async function findSoundRows(
  manager: EntityManager,
  at: Around,
): Promise<(SoundRow & { place: DevicePlace })[]> {
  const rows = await query<Row>(
    manager,
    sql`SELECT r.*, d.received_number AS speaking FROM ledger_rows r
        LEFT JOIN device_airings d
          ON d.commune_code = r.commune_code AND d.airing_key = r.airing_key AND d.device_id = r.device_id
        WHERE r.commune_code = ${at.communeCode} AND r.local_date BETWEEN ${at.fromDate} AND ${at.toDate}
          AND ((r.planned_start_at < ${at.to} AND r.planned_start_at + r.planned_ms > ${at.from})
            OR (r.actual_start_at < ${at.to} AND r.actual_end_at > ${at.from}))
        ORDER BY r.received_number`,
  );
  return rows.map((row) => ({
    receivedNumber: number(row.received_number),
    deviceId: row.device_id as string,
    kind: row.kind as SoundRow['kind'],
    title: row.title as string,
    airingKey: row.airing_key as string,
    bulletinId: row.bulletin_id as string | null,
    plannedStartAt: number(row.planned_start_at),
    plannedMs: number(row.planned_ms),
    actualStartAt: optional(row.actual_start_at),
    actualEndAt: optional(row.actual_end_at),
    heardMs: number(row.heard_ms),
    result: row.result as string | null,
    reason: row.reason as string | null,
    clockTrust: row.clock_trust as string,
    speaks: row.kind === 'result' && optional(row.speaking) === number(row.received_number),
    hash: row.hash as string,
    place: {
      name: row.device_name as string,
      kind: row.device_kind as string,
      areaCode: (row.zone_code as string | null) ?? (row.commune_code as string),
    },
  }));
}
