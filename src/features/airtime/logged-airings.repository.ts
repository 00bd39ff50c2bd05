import type { EntityManager } from 'typeorm';
import type { LoggedAiring } from '../../domain/reports/log-book';
import type { DeviceLine } from '../../domain/reports/tables';
import type { DayRange } from '../../domain/airtime/periods';
import { isIn, query, sql } from '../../platform/database/sql';
import { CommuneAiringEntity } from './commune-airing.entity';
import type { Communes } from './report.repository';

/** What one commune heard in a period, in the order of the plan. */
export async function findLogged(manager: EntityManager, commune: string, range: DayRange): Promise<LoggedAiring[]> {
  return manager
    .createQueryBuilder(CommuneAiringEntity, 'a')
    .where('a.communeCode = :commune AND a.localDate BETWEEN :from AND :to', { commune, ...range })
    .orderBy('a.plannedStartAt')
    .getMany();
}

/** How each device did what was planned for it. */
export async function sumDevices(
  manager: EntityManager,
  { from, to }: DayRange,
  communes: Communes,
): Promise<DeviceLine[]> {
  const of = communes === null ? sql`1 = 1` : sql`${isIn('d.commune_code', communes)}`;
  const rows = await query<Record<string, unknown>>(
    manager,
    sql`SELECT d.device_id, COALESCE(MAX(r.device_name), '') AS name, MAX(d.commune_name) AS place, COUNT(*) AS planned,
               SUM(CASE WHEN d.result = 'played' THEN 1 ELSE 0 END) AS played,
               SUM(CASE WHEN d.result IN ('partial', 'preempted') THEN 1 ELSE 0 END) AS cut,
               SUM(CASE WHEN d.result IN ('missed', 'skipped', 'expired') THEN 1 ELSE 0 END) AS missed,
               SUM(CASE WHEN d.result = 'failed' THEN 1 ELSE 0 END) AS failed,
               SUM(CASE WHEN d.result = 'unreported' THEN 1 ELSE 0 END) AS unreported,
               CAST(SUM(d.heard_ms) AS double precision) AS heard
        FROM device_airings d LEFT JOIN ledger_rows r ON r.received_number = d.received_number
        WHERE d.planned AND d.local_date BETWEEN ${from} AND ${to} AND ${of}
        GROUP BY d.device_id ORDER BY d.device_id`,
  );
  const number = (value: unknown): number => Number(value ?? 0);
  return rows.map((row) => ({
    name: (row.name as string) || (row.device_id as string),
    place: row.place as string,
    planned: number(row.planned),
    played: number(row.played),
    cut: number(row.cut),
    missed: number(row.missed),
    failed: number(row.failed),
    unreported: number(row.unreported),
    heardMs: number(row.heard),
  }));
}
