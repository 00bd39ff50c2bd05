import type { EntityManager } from 'typeorm';
import type { LedgerRecord, RecordValue } from '../../../domain/ledger/record';
import type { SignedSeal } from '../../../domain/ledger/seal';
import { isIn, query, sql } from '../../../platform/database/sql';
import { LedgerRowEntity } from '../ledger-row.entity';
import { LedgerStateEntity } from '../ledger-state.entity';
import { SealEntity, SealLeavesEntity } from './seal.entity';

export async function findLastSeal(manager: EntityManager): Promise<SignedSeal | null> {
  const [seal] = await manager.find(SealEntity, { order: { day: 'DESC' }, take: 1 });
  return seal ?? null;
}

/** Seals of a range of days, both included, oldest first. */
export async function findSeals(
  manager: EntityManager,
  from: string,
  to: string,
  limit: number,
): Promise<SignedSeal[]> {
  return manager
    .createQueryBuilder(SealEntity, 's')
    .where('s.day BETWEEN :from AND :to', { from, to })
    .orderBy('s.day')
    .limit(limit)
    .getMany();
}

/** When the first row came; null for an empty ledger. */
export async function findFirstReceipt(manager: EntityManager): Promise<number | null> {
  const [row] = await query<{ at: unknown }>(
    manager,
    sql`SELECT received_at AS at FROM ledger_rows ORDER BY received_number LIMIT 1`,
  );
  return row ? Number(row.at) : null;
}

/** Number of the last row that was received before an instant; `none` when there is none after it. Call it under the ledger's lock. */
export async function findLastBefore(manager: EntityManager, before: number, none: number): Promise<number> {
  const [row] = await query<{ number: unknown }>(
    manager,
    sql`SELECT received_number AS number FROM ledger_rows
        WHERE received_number > ${none} AND received_at < ${before} ORDER BY received_number DESC LIMIT 1`,
  );
  return row ? Number(row.number) : none;
}

/** How many rows the ledger ever took. */
export async function countReceived(manager: EntityManager): Promise<number> {
  return (await manager.findOneByOrFail(LedgerStateEntity, { id: 'ledger' })).received;
}

/** A row whose number the ledger never gave, and that going from one number to the next would pass by; null where there is none. */
export async function findUncounted(manager: EntityManager): Promise<{ number: number | null } | null> {
  const [row] = await query<{ number: unknown }>(
    manager,
    sql`SELECT received_number AS number FROM ledger_rows
        WHERE received_number < 1 OR received_number > ${Number.MAX_SAFE_INTEGER} LIMIT 1`,
  );
  if (!row) return null;
  const number = Number(row.number);
  return { number: Number.isSafeInteger(number) ? number : null };
}

type Reader = (row: Record<string, unknown>) => LedgerRecord;
const readers = new WeakMap<object, Reader>();

/** Records numbered above `after` up to `to`, in order; with `communes` only theirs. */
export async function findRecords(
  manager: EntityManager,
  after: number,
  to: number,
  limit: number,
  communes: readonly string[] | null = null,
): Promise<LedgerRecord[]> {
  const of = communes ? sql`AND ${isIn('commune_code', communes)}` : sql``;
  const rows = await query<Record<string, unknown>>(
    manager,
    sql`SELECT * FROM ledger_rows WHERE received_number > ${after} AND received_number <= ${to} ${of}
        ORDER BY received_number LIMIT ${limit}`,
  );
  return rows.map(readerOf(manager));
}

/** Columns as their values, whatever the database hands out for them. */
function readerOf(manager: EntityManager): Reader {
  const known = readers.get(manager.dataSource);
  if (known) return known;
  const columns = manager.dataSource.getMetadata(LedgerRowEntity).columns.map((column) => ({
    name: column.databaseName,
    property: column.propertyName,
    kind:
      column.type === 'bigint'
        ? ('number' as const)
        : column.type === 'boolean'
          ? ('boolean' as const)
          : ('text' as const),
  }));
  const reader: Reader = (row) => {
    const record: Record<string, RecordValue> = {};
    for (const { name, property, kind } of columns) {
      const value = row[name] as RecordValue;
      record[property] = value === null || kind === 'text' ? value : kind === 'number' ? Number(value) : Boolean(value);
    }
    return record as LedgerRecord;
  };
  readers.set(manager.dataSource, reader);
  return reader;
}

export async function insertSeal(
  manager: EntityManager,
  seal: SignedSeal,
  leaves: readonly SealLeavesEntity[],
): Promise<void> {
  for (const chunk of leaves) await manager.insert(SealLeavesEntity, chunk);
  await manager.insert(SealEntity, seal);
}

/** The leaves under a seal, as one text. */
export async function findLeaves(manager: EntityManager, seal: SignedSeal): Promise<string> {
  const chunks = await manager
    .createQueryBuilder(SealLeavesEntity, 'l')
    .where('l.firstNumber BETWEEN :first AND :last', { first: seal.firstNumber, last: seal.lastNumber })
    .orderBy('l.firstNumber')
    .getMany();
  return chunks.map((chunk) => chunk.leaves).join('');
}
