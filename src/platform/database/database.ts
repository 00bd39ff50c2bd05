import fs from 'node:fs';
import path from 'node:path';
import { DataSource, type DataSourceOptions, type EntityManager, type MixedList, type EntitySchema } from 'typeorm';
import type { Clock } from '../clock/clock';
import {
  applySafePragmas,
  chooseSqliteDriver,
  copySqlite,
  openSqlite,
  type SqliteDatabase,
  type SqliteDriverName,
} from '../sqlite/sqlite';
import { AuditEntity } from './audit.entity';
import { JobEntity } from './job.entity';
import { OutboxEntity } from './outbox.entity';
import { PostgresUnitOfWork } from './postgres-unit-of-work';
import { SqliteUnitOfWork } from './sqlite-unit-of-work';
import type { UnitOfWork } from './unit-of-work';

type EntityClass = MixedList<(new () => object) | EntitySchema>;
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type of a migration class
type MigrationClass = Function;

export interface DatabaseOptions {
  /** A file for SQLite or a `postgres://` URL. */
  location: { file: string } | { url: string };
  entities: (new () => object)[];
  /** In the order they run. */
  migrations: MigrationClass[];
  clock: Clock;
  sqliteDriver?: SqliteDriverName;
  /** Connections for reading on PostgreSQL. */
  poolSize?: number;
}

/** Reads that are not part of a change: a connection of their own, which refuses to write. */
export class ReadDatabase {
  constructor(private readonly source: DataSource) {}

  get manager(): EntityManager {
    return this.source.manager;
  }
}

/** The open database: one way to write, one way to read. */
export class Database {
  constructor(
    readonly kind: 'sqlite' | 'postgres',
    readonly driverName: SqliteDriverName | 'postgres',
    readonly uow: UnitOfWork,
    readonly read: ReadDatabase,
    private readonly writeSource: DataSource,
    private readonly readSource: DataSource,
  ) {}

  async close(): Promise<void> {
    await this.uow.drain();
    await this.readSource.destroy();
    await this.writeSource.destroy();
  }

  /** SQL that would bring the schema to the entities; empty when migrations and entities agree. */
  async drift(): Promise<string[]> {
    const changes = await this.writeSource.driver.createSchemaBuilder().log();
    return changes.upQueries.map((query) => query.query);
  }
}

/** Entities of the platform itself. */
export const platformEntities: (new () => object)[] = [AuditEntity, OutboxEntity, JobEntity];

/** Thrown by `openDatabase` when the schema is not the one this program was built for. */
export class SchemaMismatch extends Error {
  constructor(
    readonly kind: 'behind' | 'ahead',
    readonly migrations: string[],
  ) {
    super(`the database schema is ${kind} by ${migrations.length} (${migrations.join(', ')})`);
  }
}

/**
 * Opens a database. With `migrate` it first brings the schema up to date, after a copy of a SQLite file that holds data;
 * without, a schema that lacks a migration is refused. A schema of a newer Loa is always refused.
 */
export async function openDatabase(options: DatabaseOptions, mode: { migrate: boolean }): Promise<Database> {
  const sqlite = 'file' in options.location;
  const driver = sqlite ? chooseSqliteDriver(options.sqliteDriver) : null;
  const sourceFor = (queryOnly: boolean): DataSource =>
    new DataSource(dataSourceOptions(options, queryOnly, driver?.module));
  const write = await sourceFor(false).initialize();
  try {
    await bringUpToDate(write, options, mode.migrate);
    const read = await sourceFor(true).initialize();
    const uow = sqlite ? new SqliteUnitOfWork(write, options.clock) : new PostgresUnitOfWork(write, options.clock);
    return new Database(
      sqlite ? 'sqlite' : 'postgres',
      driver?.name ?? 'postgres',
      uow,
      new ReadDatabase(read),
      write,
      read,
    );
  } catch (error) {
    await write.destroy();
    throw error;
  }
}

function dataSourceOptions(options: DatabaseOptions, queryOnly: boolean, driver: unknown): DataSourceOptions {
  const shared = {
    entities: [...platformEntities, ...options.entities] as EntityClass,
    migrations: options.migrations as never,
    migrationsTableName: 'migrations',
    synchronize: false,
    logging: false,
  };
  if ('file' in options.location) {
    return {
      ...shared,
      type: 'better-sqlite3',
      database: options.location.file,
      driver,
      prepareDatabase: (database: Pick<SqliteDatabase, 'pragma'>) => applySafePragmas(database, queryOnly),
    };
  }
  return {
    ...shared,
    type: 'postgres',
    url: options.location.url,
    applicationName: queryOnly ? 'loa-read' : 'loa-write',
    extra: {
      max: options.poolSize ?? 8,
      // Said once for each connection: a unit of work begins with one message less.
      options: queryOnly
        ? '-c default_transaction_read_only=on'
        : String.raw`-c default_transaction_isolation=repeatable\ read`,
    },
  };
}

async function bringUpToDate(source: DataSource, options: DatabaseOptions, migrate: boolean): Promise<void> {
  const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const applied = await appliedMigrations(source);
  const ahead = applied.filter((name) => !known.has(name));
  if (ahead.length > 0) throw new SchemaMismatch('ahead', ahead);
  const missing = [...known].filter((name) => !applied.includes(name));
  if (missing.length === 0) return;
  if (!migrate) throw new SchemaMismatch('behind', missing);
  if ('file' in options.location && applied.length > 0) backUp(options.location.file, options);
  await source.runMigrations({ transaction: 'each' });
}

async function appliedMigrations(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return [];
    const rows = (await runner.query('SELECT name FROM migrations ORDER BY id')) as { name: string }[];
    return rows.map((row) => row.name);
  } finally {
    await runner.release();
  }
}

/** A copy beside the database, named by the instant, made before its schema changes. */
function backUp(file: string, options: DatabaseOptions): void {
  const stamp = new Date(options.clock.nowMs()).toISOString().replace(/[:.]/g, '-');
  const copy = path.join(path.dirname(file), 'backups', `${path.basename(file, '.db')}-before-migration-${stamp}.db`);
  fs.mkdirSync(path.dirname(copy), { recursive: true });
  const source = openSqlite(file, options.sqliteDriver ? { driver: chooseSqliteDriver(options.sqliteDriver) } : {});
  try {
    copySqlite(source, copy);
  } finally {
    source.close();
  }
}
