import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { openDatabase, type DatabaseOptions } from '../../src/platform/database/database';
import { newSecret } from '../../src/platform/clock/identifiers';

/**
 * Migrating an empty database takes over a second, and the suites open hundreds: each kind is migrated once and copied from then on.
 * The copies are named after the sources that make a schema, so that a changed migration gets a template of its own.
 */
const root = path.resolve(__dirname, '../..');
const folder = path.join(root, '.cache/test-databases');

export type TemplateOptions = Omit<DatabaseOptions, 'location'>;

function schemaHash(): string {
  const hash = crypto.createHash('sha256');
  for (const dir of ['src/migrations', 'src/platform/database', 'src/platform/sqlite'])
    for (const file of fs.readdirSync(path.join(root, dir)).sort())
      hash.update(file).update(fs.readFileSync(path.join(root, dir, file)));
  return hash.digest('hex').slice(0, 16);
}
let known: string | undefined;
const schema = (): string => (known ??= schemaHash());

/** Puts a migrated SQLite file at `file`; safe when several test processes make the first one at once. */
export async function copySqliteTemplate(file: string, options: TemplateOptions): Promise<void> {
  const template = path.join(folder, `${schema()}-${options.sqliteDriver}.db`);
  if (!fs.existsSync(template)) {
    fs.mkdirSync(folder, { recursive: true });
    const making = path.join(folder, `making-${newSecret(9)}.db`);
    const database = await openDatabase({ ...options, location: { file: making } }, { migrate: true });
    await database.close();
    fs.renameSync(making, template);
    for (const rest of [`${making}-wal`, `${making}-shm`]) fs.rmSync(rest, { force: true });
  }
  fs.copyFileSync(template, file);
}

/** The name of a migrated database on the test server to copy from; made by the first who asks, while the others wait. */
export async function postgresTemplate(client: pg.Client, server: string, options: TemplateOptions): Promise<string> {
  const name = `template_${schema()}`;
  const there = async (): Promise<boolean> =>
    (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
  if (await there()) return name;
  await client.query('SELECT pg_advisory_lock(1)');
  try {
    if (await there()) return name;
    const making = `making_${schema()}`;
    await client.query(`DROP DATABASE IF EXISTS ${making}`);
    await client.query(`CREATE DATABASE ${making}`);
    const url = new URL(server);
    url.pathname = `/${making}`;
    const database = await openDatabase({ ...options, location: { url: url.href } }, { migrate: true });
    await database.close();
    await client.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
  } finally {
    await client.query('SELECT pg_advisory_unlock(1)');
  }
  return name;
}
