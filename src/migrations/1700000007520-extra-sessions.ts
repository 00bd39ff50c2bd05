import { Table, TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, integer, text } from './columns';

const nullable = { isNullable: true };

/** Extra sessions, and the slots that take some bulletins only. */
export class ExtraSessions1700000007520 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'extra_sessions',
        columns: [
          id(),
          text('area_code'),
          text('bulletin_ids'),
          text('reason'),
          text('wanted'),
          integer('length_minutes'),
          text('state'),
          text('slot_id', nullable),
          text('requested_by'),
          text('requested_by_id', nullable),
          bigint('requested_at'),
          text('decided_by', nullable),
          bigint('decided_at', nullable),
          integer('revision'),
        ],
        indices: [{ name: 'extra_sessions_area', columnNames: ['area_code', 'requested_at'] }],
        checks: [
          {
            name: 'extra_sessions_state',
            expression: "state IN ('requested', 'approved', 'refused')",
            columnNames: [],
          },
        ],
      }),
    );
    await runner.addColumn('slots', new TableColumn({ ...text('only_refs'), isNullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('slots', 'only_refs');
    await runner.dropTable('extra_sessions');
  }
}
