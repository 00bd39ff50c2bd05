import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigint, id, text } from './columns';

/** The inbox of each user. */
export class Notifications1700000007300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'notices',
        columns: [
          id(),
          text('user_id'),
          bigint('event'),
          bigint('at'),
          text('kind'),
          text('data'),
          bigint('read_at', { isNullable: true }),
        ],
        indices: [
          { name: 'notices_user', columnNames: ['user_id', 'id'] },
          { name: 'notices_event', columnNames: ['event', 'user_id'], isUnique: true },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('notices');
  }
}
