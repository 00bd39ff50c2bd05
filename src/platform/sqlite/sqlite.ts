import fs from 'node:fs';
import path from 'node:path';

/** The part of better-sqlite3's interface that both drivers share and Loa uses. */
export interface SqliteStatement {
  run(...params: unknown[]): { changes: number; lastInsertRowid: number | bigint };
  get(...params: unknown[]): unknown;
  all(...params: unknown[]): unknown[];
  iterate(...params: unknown[]): IterableIterator<unknown>;
}

export interface SqliteDatabase {
  readonly open: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): this;
  pragma(source: string, options?: { simple?: boolean }): unknown;
  close(): this;
}

type SqliteConstructor = new (file: string, options?: { timeout?: number; readonly?: boolean }) => SqliteDatabase;

export type SqliteDriverName = 'sqlite3' | 'libsql';

export interface SqliteDriver {
  name: SqliteDriverName;
  /** What TypeORM takes as `driver` of a `better-sqlite3` data source. */
  module: SqliteConstructor;
}

/**
 * The SQLite driver this machine can really use: `sqlite3` (better-sqlite3 under the wished-for name) when its binary was built,
 * else `libsql`. Chosen by opening a database, since loading the package succeeds without the binary.
 */
export function chooseSqliteDriver(preferred?: SqliteDriverName): SqliteDriver {
  const reasons: string[] = [];
  for (const name of preferred ? [preferred] : (['sqlite3', 'libsql'] as const)) {
    try {
      const module = load(name);
      new module(':memory:').close();
      return { name, module };
    } catch (error) {
      reasons.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new Error(`no SQLite driver works here (${reasons.join('; ')})`);
}

function load(name: SqliteDriverName): SqliteConstructor {
  // Static names keep both packages visible to tools that follow imports.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (name === 'sqlite3' ? require('sqlite3') : require('libsql')) as SqliteConstructor;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/**
 * Opens (and makes) a database file that survives power cuts: WAL, synchronous=FULL, foreign keys on.
 * A reader gets `query_only`, since libsql ignores `readonly`.
 */
export function openSqlite(file: string, options: { driver?: SqliteDriver; queryOnly?: boolean } = {}): SqliteDatabase {
  if (file !== ':memory:') fs.mkdirSync(path.dirname(file), { recursive: true });
  const driver = options.driver ?? chooseSqliteDriver();
  const database = new driver.module(file, { timeout: 5000 });
  applySafePragmas(database, options.queryOnly ?? false);
  return database;
}

/** Sets what every connection of Loa runs under; TypeORM calls it through `prepareDatabase`. */
export function applySafePragmas(database: Pick<SqliteDatabase, 'pragma'>, queryOnly: boolean): void {
  if (!queryOnly) database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  if (queryOnly) {
    database.pragma('query_only = ON');
    // Reports read the same few thousand pages again and again; the default of 2 MB would fetch each from the system every time.
    database.pragma('cache_size = -32768');
  }
}

/** A consistent copy of an open database into a new file; works on both drivers and while others write. */
export function copySqlite(database: SqliteDatabase, toFile: string): void {
  fs.mkdirSync(path.dirname(toFile), { recursive: true });
  database.prepare('VACUUM INTO ?').run(toFile);
}
