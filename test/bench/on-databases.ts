import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { DatabaseName } from '../support/databases';

/**
 * Measures on SQLite and then on PostgreSQL: SQLite's figures on top, PostgreSQL's under `postgres`. With `--database NAME` on that one
 * alone, its figures on top and, for PostgreSQL, under `postgres` as well. `otherwise` is measured when none is named.
 */
export async function onDatabases<F extends object>(
  args: readonly string[],
  measure: (name: DatabaseName) => Promise<F>,
  otherwise: readonly DatabaseName[] = ['sqlite3', 'postgres'],
): Promise<F & { postgres?: F }> {
  const only = valueOf(args, '--database') as DatabaseName | undefined;
  const figures = new Map<DatabaseName, F>();
  for (const name of only ? [only] : otherwise) figures.set(name, await measure(name));
  const [first] = figures.values();
  if (!first) throw new Error('no database named');
  const postgres = figures.get('postgres');
  return { ...first, ...(postgres ? { postgres } : {}) };
}

const root = path.resolve(__dirname, '../../../..');

/** How `npm start` runs Node for a service with this environment. */
export async function nodeOptions(env: NodeJS.ProcessEnv): Promise<string[]> {
  const file = pathToFileURL(path.join(root, 'config/scripts/young-room.mjs')).href;
  const { youngRoom } = (await import(file)) as { youngRoom: (env: NodeJS.ProcessEnv) => string[] };
  return youngRoom(env);
}

/** Runs a bench on one database in a process of its own, with the room that `npm start` would give it. */
export async function inOwnProcess<F>(bench: string, name: DatabaseName, args: readonly string[]): Promise<F> {
  const room = await nodeOptions(name === 'postgres' ? { LOA_DATABASE_URL: 'postgres://' } : {});
  const main = [path.join(__dirname, 'main.js'), bench, '--json', '--here', ...args, '--database', name];
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', ...room, ...main]);
  const { postgres, ...figures } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as F & { postgres?: F };
  return postgres ?? (figures as F);
}

/** What follows an option, undefined where it is not given. */
export function valueOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}
