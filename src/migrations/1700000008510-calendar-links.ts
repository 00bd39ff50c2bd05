import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, text } from './columns';

/** Links with which calendars of other programs read what a commune airs. */
export class CalendarLinks1700000008510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'calendar_links',
        columns: [
          id(),
          text('user_id'),
          text('area_code'),
          text('token_hash'),
          bigint('created_at'),
          bigint('revoked_at', { isNullable: true }),
        ],
        indices: [
          new TableIndex({ name: 'calendar_links_token', columnNames: ['token_hash'], isUnique: true }),
          new TableIndex({ name: 'calendar_links_user', columnNames: ['user_id', 'created_at'] }),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('calendar_links');
  }
}
