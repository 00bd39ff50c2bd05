import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnly, bigint, id, text } from './columns';

/** Months that reviewers signed. */
export class Closings1700000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'report_closings',
        columns: [
          id(),
          text('area_code'),
          text('area_name'),
          text('month'),
          bigint('closed_at'),
          text('closed_by'),
          text('note'),
          bigint('last_number'),
          text('seal_root'),
          text('report'),
          text('report_hash'),
        ],
        indices: [
          new TableIndex({ name: 'report_closings_once', columnNames: ['area_code', 'month'], isUnique: true }),
        ],
      }),
    );
    await appendOnly(runner, 'report_closings');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('report_closings');
  }
}
