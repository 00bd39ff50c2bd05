import type { EntityManager } from 'typeorm';
import type { LoggedResult } from '../../domain/scheduling/explain-airing';
import { isIn, query, sql } from '../../platform/database/sql';

/** A device as it stands near a place. */
export interface DeviceNear {
  id: string;
  name: string;
  /** The zone it serves; null: the whole commune. */
  zone: string | null;
  /** When it last said that it holds no row back; null where it never did, or holds some. */
  emptiedAt: number | null;
}

/** Reads the ledger for explanations. */
export class ExplainRepository {
  /** What became of these airings on each device of a commune, by the row that speaks. */
  async results(manager: EntityManager, communeCode: string, airingKeys: readonly string[]): Promise<LoggedResult[]> {
    const rows = await query<Record<string, string | number | null>>(
      manager,
      sql`SELECT a.airing_key AS "airingKey", COALESCE(d.name, a.device_id) AS device, a.result AS result,
        a.reason AS reason, r.stopped_by AS "stoppedBy", r.actual_start_at AS "startAt"
        FROM device_airings a LEFT JOIN devices d ON d.id = a.device_id
        LEFT JOIN ledger_rows r ON r.received_number = a.received_number
        WHERE a.commune_code = ${communeCode} AND ${isIn('a.airing_key', airingKeys)}
        ORDER BY a.planned_start_at, device`,
    );
    return rows.map((row) => ({
      ...(row as unknown as LoggedResult),
      startAt: row.startAt === null ? null : Number(row.startAt),
    }));
  }

  /** The devices of a commune at an instant, those retired since too, by name. */
  async devicesAt(manager: EntityManager, communeCode: string, at: number): Promise<DeviceNear[]> {
    const rows = await query<Record<string, string | number | null>>(
      manager,
      sql`SELECT d.id AS id, d.name AS name, d.area_code AS area, h.heard_at AS "heardAt", h.status AS status
        FROM devices d LEFT JOIN device_heartbeats h ON h.device_id = d.id
        WHERE d.commune_code = ${communeCode} AND (d.retired_at IS NULL OR d.retired_at > ${at})
        ORDER BY d.name, d.id`,
    );
    return rows.map(({ id, name, area, heardAt, status }) => ({
      ...{ id: String(id), name: String(name), zone: area === communeCode ? null : String(area) },
      emptiedAt: heardAt !== null && status !== null && holdsNothing(String(status)) ? Number(heardAt) : null,
    }));
  }

  /** Devices that heard sound at an instant which they did not give. */
  async alarmedAt(manager: EntityManager, communeCode: string, at: number): Promise<Set<string>> {
    const rows = await query<{ id: string }>(
      manager,
      sql`SELECT device_id AS id FROM device_alarms WHERE commune_code = ${communeCode}
        AND code = 'sound-outside' AND first_at <= ${at} AND last_at >= ${at}`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Devices for which something was planned at an instant and that have said nothing of it, or that began it and have not said how it ended. */
  async awaitedAt(
    manager: EntityManager,
    communeCode: string,
    dates: { from: string; to: string },
    at: number,
  ): Promise<Set<string>> {
    const rows = await query<{ id: string }>(
      manager,
      sql`SELECT device_id AS id FROM device_airings WHERE commune_code = ${communeCode}
        AND (result IS NULL OR result = 'unreported') AND planned_start_at <= ${at}
        AND planned_start_at + planned_ms > ${at}
        UNION SELECT r.device_id AS id FROM ledger_rows r
        WHERE r.commune_code = ${communeCode} AND r.local_date BETWEEN ${dates.from} AND ${dates.to}
          AND r.kind = 'intent' AND r.planned_start_at <= ${at} AND r.planned_start_at + r.planned_ms > ${at}
          AND NOT EXISTS (SELECT 1 FROM ledger_rows e WHERE e.commune_code = r.commune_code
            AND e.airing_key = r.airing_key AND e.device_id = r.device_id AND e.kind = 'result')`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The last instant that each device wrote a row about. */
  async lastWrittenAt(manager: EntityManager, communeCode: string, from: string): Promise<Map<string, number>> {
    const rows = await query<{ id: string; at: number | string }>(
      manager,
      sql`SELECT device_id AS id, MAX(recorded_at) AS at FROM ledger_rows
        WHERE commune_code = ${communeCode} AND local_date >= ${from} AND source = 'device' GROUP BY device_id`,
    );
    return new Map(rows.map(({ id, at }) => [id, Number(at)]));
  }
}

/** A device that says nothing of what it holds back may hold something. */
function holdsNothing(status: string): boolean {
  try {
    return (JSON.parse(status) as { outbox?: unknown }).outbox === 0;
  } catch {
    return false;
  }
}
