import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, integer, text } from './columns';

const nullable = { isNullable: true };

/** Named events. */
export class Events1700000007510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'schedule_events',
        columns: [
          id(),
          text('area_code'),
          text('kind'),
          text('name'),
          text('dates'),
          text('effects'),
          text('slot_ids', nullable),
          text('reason'),
          text('granted_by'),
          bigint('granted_at'),
          text('revoked_by', nullable),
          bigint('revoked_at', nullable),
          integer('revision'),
        ],
        indices: [{ name: 'schedule_events_area', columnNames: ['area_code'] }],
        checks: [
          {
            name: 'schedule_events_kind',
            expression: "kind IN ('tet', 'holiday', 'mourning', 'disaster', 'congress', 'other')",
            columnNames: [],
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('schedule_events');
  }
}
