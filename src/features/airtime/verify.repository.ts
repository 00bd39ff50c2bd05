import type { EntityManager } from 'typeorm';
import { query, sql } from '../../platform/database/sql';
import { DeviceAiringEntity } from '../playout';
import { AiringRollupEntity } from './airing-rollup.entity';
import { CommuneAiringEntity } from './commune-airing.entity';

/** Items on devices that do not stand as the ledger says: another row speaks, or says something else; and results nobody stands for. */
export async function findStrayAirings(manager: EntityManager, limit: number): Promise<string[]> {
  const found = await query<{ fault: string; number: unknown; device_id: string; airing_key: string }>(
    manager,
    sql`
      SELECT 'not as its row says' AS fault, d.received_number AS number, d.device_id, d.airing_key
      FROM device_airings d LEFT JOIN ledger_rows r ON r.received_number = d.received_number
      WHERE d.received_number IS NOT NULL AND (
        r.received_number IS NULL OR r.result <> d.result OR r.heard_ms <> d.heard_ms OR r.device_id <> d.device_id
        OR r.commune_code <> d.commune_code OR r.airing_key <> d.airing_key OR r.local_date <> d.local_date
        OR r.topic_code <> d.topic_code OR r.topic_name <> d.topic_name OR r.commune_name <> d.commune_name
        OR r.language <> d.language OR r.priority <> d.priority OR r.origin <> d.origin OR r.replay <> d.replay
        OR r.output <> d.output OR r.counts <> d.counts OR r.attested <> d.attested OR r.planned_ms <> d.planned_ms)
      UNION ALL
      SELECT 'replaced, yet it still speaks', r.received_number, r.device_id, r.airing_key
      FROM ledger_rows r JOIN device_airings d
        ON d.commune_code = r.commune_code AND d.airing_key = r.airing_key AND d.device_id = r.device_id
      WHERE r.supersedes = d.received_number
      UNION ALL
      SELECT 'a result that is in no total', r.received_number, r.device_id, r.airing_key
      FROM ledger_rows r LEFT JOIN device_airings d
        ON d.commune_code = r.commune_code AND d.airing_key = r.airing_key AND d.device_id = r.device_id
      WHERE r.kind = 'result' AND d.received_number IS NULL
      LIMIT ${limit}`,
  );
  return found.map(
    (row) => `row ${Number(row.number)} (device ${row.device_id}, airing ${row.airing_key}): ${row.fault}`,
  );
}

/** Items of one commune after an airing key, whole airings excepted at the end of a page. */
export async function findDeviceAirings(
  manager: EntityManager,
  communeCode: string,
  afterKey: string,
  limit: number,
): Promise<DeviceAiringEntity[]> {
  return manager
    .createQueryBuilder(DeviceAiringEntity, 'a')
    .where('a.communeCode = :communeCode AND a.airingKey > :afterKey', { communeCode, afterKey })
    .orderBy('a.airingKey')
    .addOrderBy('a.deviceId')
    .limit(limit)
    .getMany();
}

export async function findCommuneAirings(
  manager: EntityManager,
  communeCode: string,
  airingKeys: readonly string[],
): Promise<CommuneAiringEntity[]> {
  return manager
    .createQueryBuilder(CommuneAiringEntity, 'a')
    .where('a.communeCode = :communeCode AND a.airingKey IN (:...airingKeys)', { communeCode, airingKeys })
    .getMany();
}

export async function countCommuneAirings(manager: EntityManager, communeCode: string): Promise<number> {
  return manager.countBy(CommuneAiringEntity, { communeCode });
}

export async function findRollups(manager: EntityManager, communeCode: string): Promise<AiringRollupEntity[]> {
  return manager.findBy(AiringRollupEntity, { communeCode });
}

/** Every commune that has items, airings or sums. */
export async function findCommunes(manager: EntityManager): Promise<string[]> {
  const rows = await query<{ code: string }>(
    manager,
    sql`SELECT commune_code AS code FROM device_airings UNION SELECT commune_code FROM commune_airings
        UNION SELECT commune_code FROM airing_rollups ORDER BY 1`,
  );
  return rows.map((row) => row.code);
}
