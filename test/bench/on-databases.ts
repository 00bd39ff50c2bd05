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

/** What follows an option, undefined where it is not given. */
export function valueOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}
