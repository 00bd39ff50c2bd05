import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import pg from 'pg';

/** What a dump says of itself beside the rows. */
interface Contents {
  /** Names of the migrations that made the schema, in order. */
  migrations: string[];
  /** In an order in which rows may be inserted: a table after those it refers to. */
  tables: string[];
}

const contentsFile = 'contents.json';
const rowsAtOnce = 2000;
/** Rows travel to the server in portions of about so many characters. */
const portion = 4_000_000;

/**
 * Writes every row of a PostgreSQL database as it is at one instant, while others write: one JSON object a line and one file a table.
 * The server writes and reads the JSON, so that no value passes through a type of ours.
 */
export async function dumpPostgres(url: string, folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'loa-backup' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const contents: Contents = { migrations: await migrationsOf(client), tables: await tablesOf(client) };
    for (const table of contents.tables) await dumpTable(client, table, path.join(folder, `${table}.ndjson`));
    fs.writeFileSync(path.join(folder, contentsFile), JSON.stringify(contents), { flush: true });
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** The migrations that a dump's schema has had. */
export const migrationsOfDump = (folder: string): string[] => readContents(folder).migrations;

/**
 * Fills the tables of a database whose schema is the dump's and which holds no rows yet, in one transaction.
 * Generated numbers go on above the highest.
 */
export async function loadPostgres(url: string, folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'loa-restore' });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { tables } = readContents(folder);
    // What the schema begins with is in the dump as it has become since.
    for (const table of tables.toReversed()) await client.query(`DELETE FROM ${quoted(table)}`);
    for (const table of tables) {
      for await (const rows of portionsOf(path.join(folder, `${table}.ndjson`)))
        await client.query(
          `INSERT INTO ${quoted(table)} SELECT * FROM json_populate_recordset(NULL::${quoted(table)}, $1)`,
          [rows],
        );
    }
    await resetGenerated(client);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Whether a PostgreSQL database holds no station: every change of one leaves an audit row (X5). */
export async function isEmptyPostgres(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    if (!(await tablesOf(client)).includes('audit')) return true;
    return (await client.query('SELECT 1 FROM audit LIMIT 1')).rows.length === 0;
  } finally {
    await client.end();
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function readContents(folder: string): Contents {
  return JSON.parse(fs.readFileSync(path.join(folder, contentsFile), 'utf8')) as Contents;
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
  return rows.map((row) => row.name);
}

/** Tables of the schema but TypeORM's own, those without references first. */
async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(
    `SELECT c.relname AS name,
            ARRAY(SELECT DISTINCT r.relname::text FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
                  WHERE k.contype = 'f' AND k.conrelid = c.oid AND k.confrelid <> c.oid) AS needs
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname = current_schema() AND c.relname <> 'migrations'
      ORDER BY c.relname`,
  );
  const ordered: string[] = [];
  const waiting = [...rows];
  while (waiting.length > 0) {
    const next = waiting.findIndex((row) => row.needs.every((need) => ordered.includes(need)));
    if (next < 0)
      throw new Error(`tables refer to each other in a circle: ${waiting.map((row) => row.name).join(', ')}`);
    ordered.push(...waiting.splice(next, 1).map((row) => row.name));
  }
  return ordered;
}

async function dumpTable(client: pg.Client, table: string, file: string): Promise<void> {
  const handle = await fs.promises.open(file, 'w', 0o600);
  try {
    await client.query(`DECLARE all_rows CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${quoted(table)} t`);
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`FETCH ${rowsAtOnce} FROM all_rows`);
      if (rows.length === 0) break;
      await handle.write(rows.map((row) => `${row.line}\n`).join(''));
    }
    await client.query('CLOSE all_rows');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* portionsOf(file: string): AsyncGenerator<string> {
  let lines: string[] = [];
  let length = 0;
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    lines.push(line);
    length += line.length;
    if (length < portion) continue;
    yield `[${lines.join(',')}]`;
    lines = [];
    length = 0;
  }
  if (lines.length > 0) yield `[${lines.join(',')}]`;
}

async function resetGenerated(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `SELECT table_name AS table, column_name AS column, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence
       FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name <> 'migrations'
        AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL`,
  );
  for (const { table, column, sequence } of rows)
    await client.query(
      `SELECT setval($1, COALESCE((SELECT max(${quoted(column)}) FROM ${quoted(table)}), 0) + 1, false)`,
      [sequence],
    );
}
