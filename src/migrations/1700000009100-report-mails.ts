import { Table, TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, integer, text } from './columns';

/** Kept reports that go out by mail: where to, and what became of each. */
export class ReportMails1700000009100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('saved_reports', new TableColumn(text('mail_to', { isNullable: true })));
    await runner.createTable(
      new Table({
        name: 'report_mails',
        columns: [
          id(),
          text('saved_report_id'),
          text('address'),
          text('period_from'),
          text('period_to'),
          text('file'),
          text('state'),
          integer('attempts'),
          text('detail', { isNullable: true }),
          bigint('created_at'),
          bigint('ended_at', { isNullable: true }),
        ],
        indices: [
          { name: 'report_mails_once', columnNames: ['saved_report_id', 'period_to', 'address'], isUnique: true },
        ],
        checks: [{ name: 'report_mails_state', expression: "state IN ('waiting', 'sent', 'refused', 'failed')" }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('report_mails');
    await runner.dropColumn('saved_reports', 'mail_to');
  }
}
