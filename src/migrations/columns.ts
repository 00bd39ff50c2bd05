import type { QueryRunner, TableColumnOptions } from 'typeorm';

type Options = Partial<TableColumnOptions>;

export const id = (name = 'id'): TableColumnOptions => ({ name, type: 'text', isPrimary: true });
export const text = (name: string, options: Options = {}): TableColumnOptions => ({ name, type: 'text', ...options });
export const bigint = (name: string, options: Options = {}): TableColumnOptions => ({
  name,
  type: 'bigint',
  ...options,
});
export const integer = (name: string, options: Options = {}): TableColumnOptions => ({
  name,
  type: 'integer',
  ...options,
});
export const real = (name: string, options: Options = {}): TableColumnOptions => ({
  name,
  type: 'double precision',
  ...options,
});
export const boolean = (name: string, options: Options = {}): TableColumnOptions => ({
  name,
  type: 'boolean',
  ...options,
});

/** Makes a table refuse UPDATE and DELETE on both databases (L1, X5). */
export async function appendOnly(runner: QueryRunner, table: string): Promise<void> {
  if (runner.dataSource.options.type === 'postgres') {
    await runner.query(
      `CREATE OR REPLACE FUNCTION loa_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "${table}_append_only" BEFORE UPDATE OR DELETE ON "${table}" FOR EACH ROW EXECUTE FUNCTION loa_append_only()`,
    );
    await runner.query(
      `CREATE TRIGGER "${table}_no_truncate" BEFORE TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION loa_append_only()`,
    );
    return;
  }
  for (const event of ['UPDATE', 'DELETE']) {
    await runner.query(
      `CREATE TRIGGER "${table}_no_${event.toLowerCase()}" BEFORE ${event} ON "${table}" BEGIN SELECT RAISE(ABORT, 'append-only: ${table}'); END`,
    );
  }
}

/** Makes a table refuse DELETE for rows where the condition over OLD holds; what has aired stays. */
export const refuseDelete = (runner: QueryRunner, table: string, when: string): Promise<void> =>
  refuse(runner, table, 'DELETE', when);

/** The same for UPDATE, over OLD and NEW. */
export const refuseUpdate = (runner: QueryRunner, table: string, when: string): Promise<void> =>
  refuse(runner, table, 'UPDATE', when);

async function refuse(runner: QueryRunner, table: string, event: 'DELETE' | 'UPDATE', when: string): Promise<void> {
  const name = `${table}_keeps_${event.toLowerCase()}`;
  if (runner.dataSource.options.type !== 'postgres') {
    await runner.query(
      `CREATE TRIGGER "${name}" BEFORE ${event} ON "${table}" WHEN ${when} BEGIN SELECT RAISE(ABORT, 'kept: ${table}'); END`,
    );
    return;
  }
  await runner.query(
    `CREATE OR REPLACE FUNCTION loa_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'kept: %', TG_TABLE_NAME; END $$`,
  );
  await runner.query(
    `CREATE TRIGGER "${name}" BEFORE ${event} ON "${table}" FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION loa_kept()`,
  );
}
