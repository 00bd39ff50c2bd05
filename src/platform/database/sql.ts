import type { EntityManager, ObjectType } from 'typeorm';
import { copyIn, type CopyValue } from './copy-in';
import { asLiteral, type MessageClient } from './postgres-message';
import type { SqliteDatabase, SqliteStatement } from '../sqlite/sqlite';

/**
 * Raw SQL for the few places where the ORM is too slow: one text for both databases, every value a parameter. Used in repositories only.
 *
 *     const rows = await query<{ n: number }>(manager, sql`SELECT COUNT(*) AS n FROM t WHERE ${isIn('code', codes)} AND at < ${at}`);
 *
 * PostgreSQL answers bigint and numeric as text; `Number` the columns that need it.
 */
export interface Sql {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
}

/** A part of a statement that knows both databases. */
export class Fragment {
  constructor(readonly render: (postgres: boolean, bind: (value: unknown) => string) => string) {}
}

/** A statement or a part of one; parts nest. */
export function sql(texts: TemplateStringsArray, ...values: unknown[]): Sql {
  return { texts, values };
}

/** SQL text of the program's own making, such as a column's name. Never user input. */
export const literal = (text: string): Fragment => new Fragment(() => text);

/** `WHERE ${isIn('code', codes)}`: any number of texts in one parameter, each looked up. */
export const isIn = (column: string, texts: readonly string[]): Fragment =>
  new Fragment((postgres, bind) =>
    postgres
      ? `${column} = ANY(CAST(${bind(texts)} AS text[]))`
      : `${column} IN (SELECT value FROM json_each(${bind(JSON.stringify(texts))}))`,
  );

export type ColumnType = 'text' | 'bigint' | 'boolean';

/** `FROM ${table(rows, { code: 'text' }, 't')}`: rows of this program as a table, in one parameter. */
export function table<R extends object>(
  rows: readonly R[],
  columns: { [K in keyof R & string]?: ColumnType },
  alias: string,
): Fragment {
  const names = Object.keys(columns) as (keyof R & string)[];
  return new Fragment((postgres, bind) => {
    if (postgres) {
      const types = names.map((name) => `"${name}" ${columns[name]}`).join(', ');
      const packed = JSON.stringify(rows, names);
      return `json_to_recordset(CAST(${bind(packed)} AS json)) AS ${alias}(${types})`;
    }
    const packed = JSON.stringify(rows.map((row) => names.map((name) => row[name] ?? null)));
    const fields = names.map((name, i) => `json_extract(value, '$[${i}]') AS "${name}"`).join(', ');
    return `(SELECT ${fields} FROM json_each(${bind(packed)})) AS ${alias}`;
  });
}

/** Runs a statement. SQLite's booleans come back as 0 and 1. */
export async function query<T extends object>(manager: EntityManager, statement: Sql): Promise<T[]> {
  const postgres = isPostgres(manager);
  const values: unknown[] = [];
  const bind = (value: unknown): string => {
    values.push(value);
    return postgres ? `$${values.length}` : '?';
  };
  const text = render(statement, postgres, bind);
  return manager.query<T[]>(text, values);
}

/** The statement for a message of several to PostgreSQL, its values inside. */
export const withLiterals = (statement: Sql): string => render(statement, true, asLiteral);

export const isPostgres = (manager: EntityManager): boolean => manager.dataSource.options.type === 'postgres';

function render(statement: Sql, postgres: boolean, bind: (value: unknown) => string): string {
  const write = ({ texts, values: parts }: Sql): string =>
    texts.map((text, i) => text + (i < parts.length ? writePart(parts[i]) : '')).join('');
  const writePart = (part: unknown): string => {
    if (part instanceof Fragment) return part.render(postgres, bind);
    return isSql(part) ? write(part) : bind(part);
  };
  return write(statement);
}

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && 'texts' in value && 'values' in value;
}

/** What happens to a row whose primary key, or `on`, is there already. */
export interface OnConflict {
  on?: readonly string[];
  /** SQL after ON CONFLICT (…): `DO NOTHING` or `DO UPDATE SET …`. */
  then: string;
}

type SqliteConnection = Pick<SqliteDatabase, 'prepare'>;
const prepared = new WeakMap<SqliteConnection, Map<string, SqliteStatement>>();

/**
 * Inserts whole entities far faster than the ORM's insert, inside a transaction. Every property of the entity must be present in each row,
 * and its columns text, bigint, integer, double precision or boolean.
 */
export async function insertAll<T extends object>(
  manager: EntityManager,
  entity: ObjectType<T>,
  rows: readonly T[],
  conflict?: OnConflict,
): Promise<void> {
  if (rows.length === 0) return;
  const { columns, tableName, primaryColumns } = manager.dataSource.getMetadata(entity);
  const names = columns.map((column) => `"${column.databaseName}"`).join(', ');
  const target = (conflict?.on ?? primaryColumns.map((column) => column.databaseName)).join(', ');
  const ending = conflict ? ` ON CONFLICT (${target}) ${conflict.then}` : '';
  const into = `INSERT INTO ${tableName} (${names})`;
  if (isPostgres(manager) && !conflict) {
    const fields = columns.map((column) => column.propertyName as keyof T);
    return copyIn(await messageClient(manager), `${tableName} (${names})`, valuesOf(rows, fields));
  }
  if (isPostgres(manager)) {
    const properties = columns.map((column) => `"${column.propertyName}"`);
    const types = columns.map((column, i) => `${properties[i]} ${String(column.type)}`).join(', ');
    const source = `SELECT ${properties.join(', ')} FROM json_to_recordset(CAST($1 AS json)) AS r(${types}) WHERE true`;
    await manager.query(`${into} ${source}${ending}`, [JSON.stringify(rows)]);
    return;
  }
  const connection = (await manager.queryRunner?.connect()) as SqliteConnection | undefined;
  if (!connection) throw new Error('insertAll works inside a transaction only');
  const statement = prepare(connection, `${into} VALUES (${columns.map(() => '?').join(', ')})${ending}`);
  const properties = columns.map((column) => column.propertyName as keyof T);
  const values = new Array<unknown>(properties.length);
  for (const row of rows) {
    for (let i = 0; i < properties.length; i += 1) {
      const value = row[properties[i]!];
      values[i] = typeof value === 'boolean' ? Number(value) : value;
    }
    statement.run(values);
  }
}

/** The connection of a transaction on PostgreSQL. */
export async function messageClient(manager: EntityManager): Promise<MessageClient> {
  const client = (await manager.queryRunner?.connect()) as MessageClient | undefined;
  if (!client) throw new Error('COPY and messages work inside a transaction only');
  return client;
}

function* valuesOf<T extends object>(rows: readonly T[], fields: readonly (keyof T)[]): Generator<CopyValue[]> {
  const values = new Array<CopyValue>(fields.length);
  for (const row of rows) {
    for (let i = 0; i < fields.length; i += 1) values[i] = row[fields[i]!] as CopyValue;
    yield values;
  }
}

function prepare(connection: SqliteConnection, text: string): SqliteStatement {
  let statements = prepared.get(connection);
  if (!statements) prepared.set(connection, (statements = new Map<string, SqliteStatement>()));
  let statement = statements.get(text);
  if (!statement) statements.set(text, (statement = connection.prepare(text)));
  return statement;
}
