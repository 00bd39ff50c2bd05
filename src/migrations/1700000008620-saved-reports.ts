import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, text } from './columns';

const nullable = { isNullable: true };

/** Reports that people keep and have drawn up each week or month. */
export class SavedReports1700000008620 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'saved_reports',
        columns: [
          id(),
          text('area_code'),
          text('name'),
          text('kind'),
          text('format'),
          text('schedule'),
          bigint('created_at'),
          text('created_by'),
          text('last_to', nullable),
          bigint('last_at', nullable),
          text('last_file', nullable),
        ],
        indices: [new TableIndex({ name: 'saved_reports_area', columnNames: ['area_code', 'id'] })],
        checks: [{ name: 'saved_reports_schedule', expression: "schedule IN ('by-hand', 'weekly', 'monthly')" }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('saved_reports');
  }
}
