import { Table, TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, text } from './columns';

const toUser = (table: string) => ({
  name: `${table}_to_user`,
  columnNames: ['user_id'],
  referencedTableName: 'users',
  referencedColumnNames: ['id'],
});

/** One-time codes of an authenticator, recovery codes, and the second step of a session. */
export class SecondStep1700000007100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('sessions', new TableColumn(bigint('second_step_at', { isNullable: true })));
    await runner.createTable(
      new Table({
        name: 'authenticators',
        columns: [
          id('user_id'),
          text('sealed_secret'),
          bigint('confirmed_at', { isNullable: true }),
          bigint('last_step', { isNullable: true }),
        ],
        foreignKeys: [toUser('authenticators')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'recovery_codes',
        columns: [id('code_hash'), text('user_id')],
        foreignKeys: [toUser('recovery_codes')],
        indices: [{ name: 'recovery_codes_user', columnNames: ['user_id'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['recovery_codes', 'authenticators']) await runner.dropTable(table);
    await runner.dropColumn('sessions', 'second_step_at');
  }
}
