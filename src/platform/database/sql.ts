import type { EntityManager, ObjectType } from 'typeorm';

/**
 * Raw SQL for the few places where the ORM is too slow: one text for both databases, every value a parameter. Used in repositories only.
 *
 *     const rows = await query<{ n: number }>(manager, sql`SELECT COUNT(*) AS n FROM t WHERE code IN ${list(codes)} AND at < ${at}`);
 *
 * PostgreSQL answers bigint and numeric as text; `Number` the columns that need it.
 */
export interface Sql {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
}

class Fragment {
  constructor(readonly render: (postgres: boolean, bind: (value: unknown) => string) => string) {}
}

/** A statement or a part of one; parts nest. */
export function sql(texts: TemplateStringsArray, ...values: unknown[]): Sql {
  return { texts, values };
}

/** SQL text of the program's own making, such as a column's name. Never user input. */
export const literal = (text: string): Fragment => new Fragment(() => text);

/** `IN ${list(codes)}`: any number of texts in one parameter. */
export const list = (texts: readonly string[]): Fragment =>
  new Fragment((postgres, bind) =>
    postgres
      ? `(SELECT jsonb_array_elements_text(CAST(${bind(JSON.stringify(texts))} AS jsonb)))`
      : `(SELECT value FROM json_each(${bind(JSON.stringify(texts))}))`,
  );

/** `IN ${numbers(values)}`: any number of whole numbers in one parameter. */
export const numbers = (values: readonly number[]): Fragment =>
  new Fragment((postgres, bind) =>
    postgres
      ? `(SELECT CAST(jsonb_array_elements_text(CAST(${bind(JSON.stringify(values))} AS jsonb)) AS bigint))`
      : `(SELECT value FROM json_each(${bind(JSON.stringify(values))}))`,
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
      return `json_to_recordset(CAST(${bind(JSON.stringify(rows))} AS json)) AS ${alias}(${types})`;
    }
    const packed = JSON.stringify(rows.map((row) => names.map((name) => row[name] ?? null)));
    const fields = names.map((name, i) => `json_extract(value, '$[${i}]') AS "${name}"`).join(', ');
    return `(SELECT ${fields} FROM json_each(${bind(packed)})) AS ${alias}`;
  });
}

/** Runs a statement. SQLite's booleans come back as 0 and 1. */
export async function query<T extends object>(manager: EntityManager, statement: Sql): Promise<T[]> {
  const { text, values } = render(statement, isPostgres(manager));
  return manager.query<T[]>(text, values);
}

export const isPostgres = (manager: EntityManager): boolean => manager.dataSource.options.type === 'postgres';

function render(statement: Sql, postgres: boolean): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown): string => {
    values.push(value);
    return postgres ? `$${values.length}` : '?';
  };
  const write = ({ texts, values: parts }: Sql): string =>
    texts.map((text, i) => text + (i < parts.length ? writePart(parts[i]) : '')).join('');
  const writePart = (part: unknown): string => {
    if (part instanceof Fragment) return part.render(postgres, bind);
    return isSql(part) ? write(part) : bind(part);
  };
  return { text: write(statement), values };
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

/** SQLite takes no more parameters than this in one statement. */
const mostParameters = 32_000;
const statements = new Map<string, string>();

/**
 * Inserts whole entities in as few statements as the database allows; far faster than the ORM's insert. Every property of the entity must
 * be present in each row, and its columns text, bigint, integer, double precision or boolean.
 */
export async function insertAll<T extends object>(
  manager: EntityManager,
  entity: ObjectType<T>,
  rows: readonly T[],
  conflict?: OnConflict,
): Promise<void> {
  if (rows.length === 0) return;
  const { columns, tableName, primaryColumns } = manager.dataSource.getMetadata(entity);
  const names = columns.map((column) => column.databaseName);
  const target = (conflict?.on ?? primaryColumns.map((column) => column.databaseName)).join(', ');
  const ending = conflict ? ` ON CONFLICT (${target}) ${conflict.then}` : '';
  const into = `INSERT INTO ${tableName} (${names.map((name) => `"${name}"`).join(', ')})`;
  if (isPostgres(manager)) {
    const properties = columns.map((column) => `"${column.propertyName}"`);
    const types = columns.map((column, i) => `${properties[i]} ${String(column.type)}`).join(', ');
    const source = `SELECT ${properties.join(', ')} FROM json_to_recordset(CAST($1 AS json)) AS r(${types}) WHERE true`;
    await manager.query(`${into} ${source}${ending}`, [JSON.stringify(rows)]);
    return;
  }
  const perStatement = Math.floor(mostParameters / columns.length);
  for (let start = 0; start < rows.length; start += perStatement) {
    const chunk = rows.slice(start, start + perStatement);
    const values = chunk.flatMap((row) => columns.map((column) => row[column.propertyName as keyof T]));
    await manager.query(multiRow(`${into} VALUES `, names.length, chunk.length, ending), values);
  }
}

function multiRow(into: string, columns: number, rows: number, ending: string): string {
  const key = `${into}|${rows}|${ending}`;
  const known = statements.get(key);
  if (known) return known;
  const one = `(${Array(columns).fill('?').join(',')})`;
  const text = into + Array(rows).fill(one).join(',') + ending;
  if (statements.size > 500) statements.clear();
  statements.set(key, text);
  return text;
}
