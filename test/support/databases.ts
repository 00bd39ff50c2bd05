import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { entities } from '../../src/entities';
import { migrations } from '../../src/migrations';
import { newSecret } from '../../src/platform/clock/identifiers';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { openDatabase, type Database, type DatabaseOptions } from '../../src/platform/database/database';
import { chooseSqliteDriver, type SqliteDriverName } from '../../src/platform/sqlite/sqlite';
import { copySqliteTemplate, postgresTemplate, type TemplateOptions } from './database-templates';

export type DatabaseName = SqliteDriverName | 'postgres';

/** The SQLite drivers that work on this machine: sqlite3 only where its binary could be built. */
const drivers = (['sqlite3', 'libsql'] as const).filter(works);

/** Every database Loa runs on; `describe.each(databaseNames)` runs a suite on each. */
export const databaseNames: DatabaseName[] = [...drivers, 'postgres'];

/** For suites about features rather than about the database: one SQLite driver and PostgreSQL, all of them in the long run. */
export const mainDatabaseNames: DatabaseName[] =
  process.env.LOA_TEST_LONG === '1' ? databaseNames : [drivers[0] ?? 'libsql', 'postgres'];

/**
 * For suites whose queries are TypeORM's own: in `npm test` the kind that is named, in the long run all of them. Which one is spread over the
 * suites, so that both see most of the service every time.
 */
export const sampledDatabaseNames = (kind: 'sqlite' | 'postgres'): DatabaseName[] => {
  if (process.env.LOA_TEST_LONG === '1') return mainDatabaseNames;
  return mainDatabaseNames.filter((name) => (name === 'postgres') === (kind === 'postgres'));
};

export interface TestDatabase {
  database: Database;
  options: DatabaseOptions;
  close(): Promise<void>;
}

function works(name: SqliteDriverName): boolean {
  try {
    chooseSqliteDriver(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * An empty, migrated database of the given kind (libsql for sqlite3 where that was not built); `close` removes it.
 * It is a copy of one that was migrated before, unless the test is about migrating: `fromNothing`.
 */
export async function openTestDatabase(
  asked: DatabaseName,
  overrides: Partial<Pick<DatabaseOptions, 'clock' | 'poolSize'>> = {},
  { fromNothing = false } = {},
): Promise<TestDatabase> {
  const name = asked === 'sqlite3' && !drivers.includes(asked) ? 'libsql' : asked;
  const common = {
    entities,
    migrations,
    clock: new SystemClock(),
    ...(name === 'postgres' ? {} : { sqliteDriver: name }),
    ...overrides,
  };
  const template = fromNothing ? null : common;
  const place = name === 'postgres' ? await newPostgres(template) : await newFile(template);
  const options: DatabaseOptions = { ...common, location: place.location };
  const database = await openDatabase(options, { migrate: true });
  return {
    database,
    options,
    close: async () => {
      await database.close();
      await place.remove();
    },
  };
}

interface Place {
  location: DatabaseOptions['location'];
  remove(): Promise<void>;
}

async function newFile(template: TemplateOptions | null): Promise<Place> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-db-'));
  const file = path.join(folder, 'loa.db');
  if (template) await copySqliteTemplate(file, template);
  return {
    location: { file },
    remove: async () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** A new database on the PostgreSQL of this test run, empty without a template; its URL too, for tests that start the whole service on it. */
export async function newPostgres(
  template: TemplateOptions | null = null,
): Promise<Place & { location: { url: string } }> {
  const server = process.env.LOA_TEST_POSTGRES_URL;
  if (!server) throw new Error('the Jest project of this test lacks the PostgreSQL globalSetup');
  const name = `t_${newSecret(9)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, 'x')}`;
  const connected = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  await connected(async (client) => {
    const copied = template ? ` TEMPLATE ${await postgresTemplate(client, server, template)}` : '';
    await client.query(`CREATE DATABASE ${name}${copied}`);
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  // The whole server is thrown away at the end. Dropping hundreds of databases took a third of the suite's processor time: ext4 looks
  // long for the number of a new file while many were deleted in the minute before.
  const remove = async (): Promise<void> => undefined;
  return { location: { url: url.href }, remove };
}
