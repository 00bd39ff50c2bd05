import type { EntityManager } from 'typeorm';
import { insertAll, isPostgres, literal, query, sql, table, type Sql } from '../../platform/database/sql';
import { ask, type Together } from '../../platform/database/together';
import { DeviceAiringEntity } from './device-airing.entity';
import { isPacked, packedLines, RowPacker, settledColumns, type PackedRow } from './ledger-entry';
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
  'receivedNumber' | 'source' | 'localDate' | 'planned' | 'delivered' | 'counts' | 'communeDevices' | 'communeZones'
>;

const stateId = 'ledger';

/**
 * Makes this transaction the only writer of the ledger until it ends; call it before anything else, since PostgreSQL's snapshot must be
 * taken after the wait. SQLite has one writer anyway.
 */
export async function lockLedger(manager: EntityManager): Promise<void> {
  if (isPostgres(manager)) await query(manager, lock);
}

const lock = sql`LOCK TABLE ledger_state IN EXCLUSIVE MODE`;

/** Locks the ledger, as `lockLedger`, reserves the next `count` numbers of receipt and returns the first. */
export async function takeNumbers(manager: EntityManager, count: number): Promise<number> {
  const taking = sql`UPDATE ledger_state SET received = received + ${count} WHERE id = ${stateId}`;
  const received = isPostgres(manager)
    ? (await ask(manager, [lock, sql`${taking} RETURNING received`]))[1]?.rows[0]?.[0]
    : await takeThenLook(manager, taking);
  return Number(received) - count + 1;
}

async function takeThenLook(manager: EntityManager, taking: Sql): Promise<unknown> {
  await query(manager, taking);
  const [state] = await query<{ received: unknown }>(
    manager,
    sql`SELECT received FROM ledger_state WHERE id = ${stateId}`,
  );
  return state?.received;
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

/** The last row of a boot: the one with the highest number. */
export interface LastRow {
  sequence: number;
  hash: string;
}

/** The last row stored of each boot, by `bootId`. */
export type StoredTops = ReadonlyMap<string, LastRow>;

export const bootId = ({ deviceId, boot }: Pick<RowKey, 'deviceId' | 'boot'>): string => `${deviceId}\n${boot}`;

/** What the ledger holds at and beside the keys of rows that come in, by `rowKeyId`. */
export interface StoredRows {
  hashes: ReadonlyMap<string, string>;
  /** What the row after a key says of the hash at the key. */
  namedByNext: ReadonlyMap<string, string>;
}

/**
 * What is stored at the keys already, and at those before and after them in their boot. A device numbers its rows as it writes them: what
 * lies above the last row of its boot is new, and only the others are looked up.
 */
export async function findStored(
  manager: EntityManager,
  keys: readonly RowKey[],
  tops: StoredTops,
): Promise<StoredRows> {
  const hashes = new Map<string, string>();
  const namedByNext = new Map<string, string>();
  const wanted = new Map<string, RowKey>();
  for (const key of keys) {
    const top = tops.get(bootId(key));
    if (!top || key.sequence > top.sequence + 1) continue;
    if (key.sequence === top.sequence + 1) hashes.set(rowKeyId({ ...key, sequence: top.sequence }), top.hash);
    else for (const one of withNeighbours(key)) wanted.set(rowKeyId(one), one);
  }
  if (wanted.size === 0) return { hashes, namedByNext };
  const found = await query<{
    device_id: string;
    boot: string;
    sequence: unknown;
    hash: string;
    previous_hash: string;
  }>(
    manager,
    // CROSS JOIN makes SQLite look each key up; it would otherwise read all rows of the device.
    sql`SELECT r.device_id, r.boot, r.sequence, r.hash, r.previous_hash
        FROM ${table([...wanted.values()], { deviceId: 'text', boot: 'text', sequence: 'bigint' }, 'k')}
        CROSS JOIN ledger_rows r
        WHERE r.device_id = k."deviceId" AND r.boot = k.boot AND r.sequence = k.sequence`,
  );
  for (const { device_id: deviceId, boot, sequence, hash, previous_hash } of found) {
    hashes.set(rowKeyId({ deviceId, boot, sequence: Number(sequence) }), hash);
    namedByNext.set(rowKeyId({ deviceId, boot, sequence: Number(sequence) - 1 }), previous_hash);
  }
  return { hashes, namedByNext };
}

const withNeighbours = ({ deviceId, boot, sequence }: RowKey): RowKey[] =>
  [sequence - 1, sequence, sequence + 1].map((one) => ({ deviceId, boot, sequence: one }));

/** The last row of each boot among the keys. */
export async function findTops(manager: EntityManager, keys: readonly RowKey[]): Promise<StoredTops> {
  const boots = new Map<string, Pick<RowKey, 'deviceId' | 'boot'>>();
  let last: RowKey | undefined;
  for (const key of keys) {
    if (key.boot === last?.boot && key.deviceId === last.deviceId) continue;
    boots.set(bootId(key), { deviceId: key.deviceId, boot: key.boot });
    last = key;
  }
  const lastOf = (column: 'sequence' | 'hash') =>
    literal(`(SELECT r.${column} FROM ledger_rows r WHERE r.device_id = k."deviceId" AND r.boot = k.boot
              ORDER BY r.sequence DESC LIMIT 1) AS ${column}`);
  const found = await query<{ deviceId: string; boot: string; sequence: unknown; hash: string | null }>(
    manager,
    sql`SELECT k."deviceId", k.boot, ${lastOf('sequence')}, ${lastOf('hash')}
        FROM ${table([...boots.values()], { deviceId: 'text', boot: 'text' }, 'k')}`,
  );
  const tops = new Map<string, LastRow>();
  for (const { hash, sequence, ...boot } of found) {
    if (hash !== null) tops.set(bootId(boot), { sequence: Number(sequence), hash });
  }
  return tops;
}

export async function findLedgerRow(manager: EntityManager, receivedNumber: number): Promise<LedgerRowEntity | null> {
  return manager.findOneBy(LedgerRowEntity, { receivedNumber });
}

/** A row as `insertLedgerRows` takes it: whole, or on PostgreSQL written out ahead. */
export type StorableRow = LedgerRowEntity | PackedRow;

/** Makes rows ready for `insertLedgerRows` outside the transaction, as far as the database gains by it. */
export function rowPreparer(
  manager: EntityManager,
): (row: LedgerRowEntity, itemId: string, plain: boolean) => StorableRow {
  if (!isPostgres(manager)) return (row) => row;
  const packer = new RowPacker(restColumns(manager).map((column) => column.propertyName as keyof LedgerRowEntity));
  return (row, itemId, plain) => packer.pack(row, itemId, plain);
}

const settled = new Set<string>(settledColumns);
const restColumns = (manager: EntityManager) =>
  manager.dataSource.getMetadata(LedgerRowEntity).columns.filter((column) => !settled.has(column.propertyName));

/** Stores the rows before the other statements of `together` run. */
export async function insertLedgerRows(together: Together, rows: readonly StorableRow[]): Promise<void> {
  const { manager } = together;
  const whole = rows.filter((row): row is LedgerRowEntity => !isPacked(row));
  await insertAll(manager, LedgerRowEntity, whole);
  const packed = rows.filter(isPacked);
  if (packed.length === 0) return;
  const metadata = manager.dataSource.getMetadata(LedgerRowEntity);
  const columns = [
    ...settledColumns.map((name) => metadata.findColumnWithPropertyName(name)!),
    ...restColumns(manager),
  ];
  const names = columns.map((column) => column.databaseName).join(', ');
  together.copy(`ledger_rows (${names})`, packedLines(packed));
}

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

/** How the items stand, those that are known, by `airingId`. */
export async function findAirings(
  manager: EntityManager,
  keys: readonly DeviceAiringKey[],
): Promise<Map<string, StandingAiring>> {
  const standing = new Map<string, StandingAiring>();
  if (keys.length === 0) return standing;
  // Answered by its place in the list: three long texts of each need not come back.
  const places = keys.map(({ communeCode, airingKey, deviceId }, place) => ({
    place,
    communeCode,
    airingKey,
    deviceId,
  }));
  const found = await query<Record<string, unknown>>(
    manager,
    sql`SELECT k.place, a.received_number, a.source, a.local_date, a.planned, a.delivered, a.counts, a.commune_devices, a.commune_zones
        FROM ${table(places, { place: 'bigint', communeCode: 'text', airingKey: 'text', deviceId: 'text' }, 'k')}
        JOIN device_airings a ON a.commune_code = k."communeCode" AND a.airing_key = k."airingKey" AND a.device_id = k."deviceId"`,
  );
  for (const row of found) {
    standing.set(airingId(keys[Number(row.place)]!), {
      receivedNumber: row.received_number === null ? null : Number(row.received_number),
      source: row.source as StandingAiring['source'],
      localDate: row.local_date as string,
      planned: Boolean(row.planned),
      delivered: Boolean(row.delivered),
      counts: Boolean(row.counts),
      communeDevices: Number(row.commune_devices),
      communeZones: Number(row.commune_zones),
    });
  }
  return standing;
}

export const airingId = (key: DeviceAiringKey & { itemId?: string }): string =>
  key.itemId ?? `${key.communeCode}\n${key.airingKey}\n${key.deviceId}`;

/** Stores how items stand that no row speaks for. */
export const saveAirings = (manager: EntityManager, airings: readonly DeviceAiringEntity[]): Promise<void> =>
  insertAll(manager, DeviceAiringEntity, airings, { then: overwriting(manager) });

const saidOtherwise: Record<string, string> = {
  awaited_from: 'NULL',
  delivered: "COALESCE(r.reason, '') <> 'not-delivered'",
};
const saidBy = (column: string): string => saidOtherwise[column] ?? `r.${column}`;

/** Whether `letSpeak` notices that an item no longer stands as it was seen before the transaction. */
export const seesWhatMoved = (manager: EntityManager): boolean => isPostgres(manager);

/**
 * Lets each row, stored already, speak for its item; of one item one row. Done inside the database, which has every column at hand.
 * @param standing the items that are there: on PostgreSQL they are changed, which spares it to look for a conflict first and to lock; StandingMoved when one no longer stands so
 */
export async function letSpeak(
  together: Together,
  rows: readonly SpeakingRow[],
  standing: ReadonlyMap<string, StandingAiring>,
): Promise<void> {
  const known: SeenRow[] = [];
  const others: SpeakingRow[] = [];
  for (const row of rows) {
    const seen = seesWhatMoved(together.manager) ? standing.get(airingId(row)) : undefined;
    if (!seen) others.push(row);
    else known.push({ receivedNumber: row.receivedNumber, spoke: seen.receivedNumber, delivered: seen.delivered });
  }
  if (known.length > 0) await changeSpoken(together, known);
  if (others.length > 0) await insertSpoken(together, others);
}

type SpeakingRow = DeviceAiringKey & Pick<LedgerRowEntity, 'receivedNumber'>;

/** A row that speaks for an item, and how the item stood when it was looked at. */
interface SeenRow {
  receivedNumber: number;
  spoke: number | null;
  delivered: boolean;
}

/** An item no longer stands as it did when it was looked at before the transaction: look again inside. */
export class StandingMoved extends Error {}

async function changeSpoken(together: Together, rows: readonly SeenRow[]): Promise<void> {
  const { columns } = together.manager.dataSource.getMetadata(DeviceAiringEntity);
  const names = columns.filter((column) => !column.isPrimary).map((column) => column.databaseName);
  await together.add(
    sql`UPDATE device_airings a SET ${literal(names.map((name) => `${name} = ${saidBy(name)}`).join(', '))}
        FROM ${table(rows, { receivedNumber: 'bigint', spoke: 'bigint', delivered: 'boolean' }, 'k')}
        JOIN ledger_rows r ON r.received_number = k."receivedNumber"
        WHERE a.commune_code = r.commune_code AND a.airing_key = r.airing_key AND a.device_id = r.device_id
          AND a.received_number IS NOT DISTINCT FROM k.spoke AND a.delivered = k.delivered`,
    (touched) => {
      if (touched !== rows.length) throw new StandingMoved();
    },
  );
}

async function insertSpoken(together: Together, rows: readonly SpeakingRow[]): Promise<void> {
  const { manager } = together;
  const names = manager.dataSource.getMetadata(DeviceAiringEntity).columns.map((column) => column.databaseName);
  const values = names.map(saidBy);
  await together.add(
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
