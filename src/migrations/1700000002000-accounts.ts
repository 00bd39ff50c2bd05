import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, text } from './columns';

const toUser = (
  table: string,
): { name: string; columnNames: string[]; referencedTableName: string; referencedColumnNames: string[] } => ({
  name: `${table}_to_user`,
  columnNames: ['user_id'],
  referencedTableName: 'users',
  referencedColumnNames: ['id'],
});

/** Users, grants, sessions and one-time password codes. */
export class Accounts1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'users',
        columns: [
          id(),
          text('username'),
          text('display_name'),
          text('password_hash', { isNullable: true }),
          bigint('created_at'),
          bigint('disabled_at', { isNullable: true }),
        ],
        indices: [{ name: 'users_username', columnNames: ['username'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'grants',
        columns: [id(), text('user_id'), text('role'), text('area_code'), bigint('created_at')],
        foreignKeys: [toUser('grants')],
        checks: [
          {
            name: 'grants_role',
            columnNames: ['role'],
            expression: "role IN ('staff', 'approver', 'operator', 'reviewer', 'admin')",
          },
        ],
      }),
    );
    await runner.createIndex(
      'grants',
      new TableIndex({ name: 'grants_once', columnNames: ['user_id', 'role', 'area_code'], isUnique: true }),
    );
    for (const [table, key, columns] of [
      ['sessions', 'token_hash', [bigint('created_at')]],
      ['password_resets', 'code_hash', []],
    ] as const) {
      await runner.createTable(
        new Table({
          name: table,
          columns: [id(key), text('user_id'), ...columns, bigint('expires_at')],
          foreignKeys: [toUser(table)],
          indices: [{ name: `${table}_user`, columnNames: ['user_id'] }],
        }),
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['password_resets', 'sessions', 'grants', 'users']) await runner.dropTable(table);
  }
}
