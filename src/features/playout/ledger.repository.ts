import type { EntityManager } from 'typeorm';
import { insertAll, isIn, isPostgres, literal, query, sql, table } from '../../platform/database/sql';
import { DeviceAiringEntity } from './device-airing.entity';
import { LedgerRowEntity } from './ledger-row.entity';
import { LedgerStateEntity } from './ledger-state.entity';
import { QuarantineEntity } from './quarantine.entity';

/** Names one item on one device. */
export interface DeviceAiringKey {
  communeCode: string;
  airingKey: string;
  deviceId: string;
}

export type StandingAiring = Pick<
  DeviceAiringEntity,
  | 'communeCode'
  | 'airingKey'
  | 'deviceId'
  | 'receivedNumber'
  | 'source'
  | 'localDate'
  | 'planned'
  | 'delivered'
  | 'counts'
  | 'communeDevices'
  | 'communeZones'
>;

const stateId = 'ledger';

/**
 * Makes this transaction the only writer of the ledger until it ends; call it before anything else, since PostgreSQL's snapshot must be
 * taken after the wait. SQLite has one writer anyway.
 */
export async function lockLedger(manager: EntityManager): Promise<void> {
  if (isPostgres(manager)) await manager.query('LOCK TABLE ledger_state IN EXCLUSIVE MODE');
}

/** Reserves the next `count` numbers of receipt and returns the first. */
export async function takeNumbers(manager: EntityManager, count: number): Promise<number> {
  const state = await manager.findOneByOrFail(LedgerStateEntity, { id: stateId });
  await manager.update(LedgerStateEntity, { id: stateId }, { received: state.received + count });
  return state.received + 1;
}

export async function findPlannedUntil(manager: EntityManager): Promise<number> {
  return (await manager.findOneByOrFail(LedgerStateEntity, { id: stateId })).plannedUntil;
}

export async function movePlannedUntil(manager: EntityManager, plannedUntil: number): Promise<void> {
  await manager.update(LedgerStateEntity, { id: stateId }, { plannedUntil });
}

/** The key of a device's row (L3). */
export interface RowKey {
  deviceId: string;
  boot: string;
  sequence: number;
}

export const rowKeyId = (key: RowKey): string => `${key.deviceId}\n${key.boot}\n${key.sequence}`;

/** Hash of each row that is stored already, by `rowKeyId`. */
export async function findStoredHashes(manager: EntityManager, keys: readonly RowKey[]): Promise<Map<string, string>> {
  const found = await query<{ device_id: string; boot: string; sequence: unknown; hash: string }>(
    manager,
    // CROSS JOIN makes SQLite look each key up; it would otherwise read all rows of the device.
    sql`SELECT r.device_id, r.boot, r.sequence, r.hash
        FROM ${table(keys, { deviceId: 'text', boot: 'text', sequence: 'bigint' }, 'k')}
        CROSS JOIN ledger_rows r
        WHERE r.device_id = k."deviceId" AND r.boot = k.boot AND r.sequence = k.sequence`,
  );
  return new Map(
    found.map(({ device_id, boot, sequence, hash }) => [
      rowKeyId({ deviceId: device_id, boot, sequence: Number(sequence) }),
      hash,
    ]),
  );
}

export async function findLedgerRow(manager: EntityManager, receivedNumber: number): Promise<LedgerRowEntity | null> {
  return manager.findOneBy(LedgerRowEntity, { receivedNumber });
}

export const insertLedgerRows = (manager: EntityManager, rows: readonly LedgerRowEntity[]): Promise<void> =>
  insertAll(manager, LedgerRowEntity, rows);

export const insertQuarantined = (manager: EntityManager, rows: readonly QuarantineEntity[]): Promise<void> =>
  insertAll(manager, QuarantineEntity, rows, { then: 'DO NOTHING' });

export async function findQuarantined(
  manager: EntityManager,
  deviceIds: readonly string[] | null,
  limit: number,
): Promise<QuarantineEntity[]> {
  const order = manager.createQueryBuilder(QuarantineEntity, 'q').orderBy('q.receivedAt', 'DESC').addOrderBy('q.id');
  if (deviceIds !== null) order.where('q.deviceId IN (:...deviceIds)', { deviceIds: ['', ...deviceIds] });
  return order.take(limit).getMany();
}

/** Which of a device's items are known in a commune, by airing key. */
export async function findKnownKeys(
  manager: EntityManager,
  deviceId: string,
  communeCode: string,
  airingKeys: readonly string[],
): Promise<Set<string>> {
  const found = await query<{ airing_key: string }>(
    manager,
    sql`SELECT airing_key FROM device_airings
        WHERE commune_code = ${communeCode} AND ${isIn('airing_key', airingKeys)} AND device_id = ${deviceId}`,
  );
  return new Set(found.map((row) => row.airing_key));
}

/** How the items stand, those that are known. */
export async function findAirings(
  manager: EntityManager,
  keys: readonly DeviceAiringKey[],
): Promise<Map<string, StandingAiring>> {
  const standing = new Map<string, StandingAiring>();
  if (keys.length === 0) return standing;
  const found = await query<Record<string, unknown>>(
    manager,
    sql`SELECT a.commune_code, a.airing_key, a.device_id, a.received_number, a.source, a.local_date, a.planned, a.delivered,
               a.counts, a.commune_devices, a.commune_zones
        FROM ${table(keys, { communeCode: 'text', airingKey: 'text', deviceId: 'text' }, 'k')}
        JOIN device_airings a ON a.commune_code = k."communeCode" AND a.airing_key = k."airingKey" AND a.device_id = k."deviceId"`,
  );
  for (const row of found) {
    const airing: StandingAiring = {
      communeCode: row.commune_code as string,
      airingKey: row.airing_key as string,
      deviceId: row.device_id as string,
      receivedNumber: row.received_number === null ? null : Number(row.received_number),
      source: row.source as StandingAiring['source'],
      localDate: row.local_date as string,
      planned: Boolean(row.planned),
      delivered: Boolean(row.delivered),
      counts: Boolean(row.counts),
      communeDevices: Number(row.commune_devices),
      communeZones: Number(row.commune_zones),
    };
    standing.set(airingId(airing), airing);
  }
  return standing;
}

export const airingId = (key: DeviceAiringKey): string => `${key.communeCode}\n${key.airingKey}\n${key.deviceId}`;

/** Stores how items stand that no row speaks for. */
export const saveAirings = (manager: EntityManager, airings: readonly DeviceAiringEntity[]): Promise<void> =>
  insertAll(manager, DeviceAiringEntity, airings, { then: overwriting(manager) });

const saidOtherwise: Record<string, string> = {
  awaited_from: 'NULL',
  delivered: "COALESCE(r.reason, '') <> 'not-delivered'",
};
const saidBy = (column: string): string => saidOtherwise[column] ?? `r.${column}`;

/**
 * Lets each row, stored already, speak for its item; of one item one row. Done inside the database, which has every column at hand.
 * @param standing the items that are there: on PostgreSQL they are changed, which spares it to look for a conflict first and to lock
 */
export async function letSpeak(
  manager: EntityManager,
  rows: readonly (DeviceAiringKey & Pick<LedgerRowEntity, 'receivedNumber'>)[],
  standing: ReadonlyMap<string, unknown>,
): Promise<void> {
  const isKnown = (row: DeviceAiringKey): boolean => isPostgres(manager) && standing.has(airingId(row));
  const known = rows.filter(isKnown);
  const others = rows.filter((row) => !isKnown(row));
  if (known.length > 0) await changeSpoken(manager, known);
  if (others.length > 0) await insertSpoken(manager, others);
}

async function changeSpoken(
  manager: EntityManager,
  rows: readonly Pick<LedgerRowEntity, 'receivedNumber'>[],
): Promise<void> {
  const { columns } = manager.dataSource.getMetadata(DeviceAiringEntity);
  const names = columns.filter((column) => !column.isPrimary).map((column) => column.databaseName);
  await query(
    manager,
    sql`UPDATE device_airings a SET ${literal(names.map((name) => `${name} = ${saidBy(name)}`).join(', '))}
        FROM ${table(rows, { receivedNumber: 'bigint' }, 'k')} JOIN ledger_rows r ON r.received_number = k."receivedNumber"
        WHERE a.commune_code = r.commune_code AND a.airing_key = r.airing_key AND a.device_id = r.device_id`,
  );
}

async function insertSpoken(
  manager: EntityManager,
  rows: readonly Pick<LedgerRowEntity, 'receivedNumber'>[],
): Promise<void> {
  const names = manager.dataSource.getMetadata(DeviceAiringEntity).columns.map((column) => column.databaseName);
  const values = names.map(saidBy);
  await query(
    manager,
    sql`INSERT INTO device_airings (${literal(names.join(', '))})
        SELECT ${literal(values.join(', '))}
        FROM ${table(rows, { receivedNumber: 'bigint' }, 'k')} CROSS JOIN ledger_rows r
        WHERE r.received_number = k."receivedNumber"
        ON CONFLICT (commune_code, airing_key, device_id) ${literal(overwriting(manager))}`,
  );
}

function overwriting(manager: EntityManager): string {
  const { columns } = manager.dataSource.getMetadata(DeviceAiringEntity);
  const changed = columns.filter((column) => !column.isPrimary).map((column) => column.databaseName);
  return `DO UPDATE SET ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

/** Items whose time is over and that nothing speaks for: never delivered, or silent since before `silentSince`; oldest first. */
export async function findAwaited(
  manager: EntityManager,
  nowMs: number,
  silentSince: number,
  limit: number,
): Promise<DeviceAiringEntity[]> {
  return manager
    .createQueryBuilder(DeviceAiringEntity, 'a')
    .where('a.awaitedFrom <= :nowMs AND (a.delivered = :no OR a.awaitedFrom <= :silentSince)', {
      nowMs,
      silentSince,
      no: false,
    })
    .orderBy('a.awaitedFrom')
    .take(limit)
    .getMany();
}
