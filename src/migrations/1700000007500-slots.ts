import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, integer, text } from './columns';

const nullable = { isNullable: true };

/** What each save did to slots, so that the last one can be undone. */
export class Slots1700000007500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'slot_changes',
        columns: [
          id(),
          text('group_id'),
          text('area_code'),
          text('slot_id'),
          text('kind'),
          text('before', nullable),
          text('after'),
          integer('revision'),
          text('by_name'),
          bigint('at'),
          bigint('undone_at', nullable),
        ],
        indices: [
          { name: 'slot_changes_area', columnNames: ['area_code', 'at'] },
          { name: 'slot_changes_slot', columnNames: ['slot_id'] },
          { name: 'slot_changes_group', columnNames: ['group_id'] },
        ],
        checks: [
          {
            name: 'slot_changes_kind',
            expression: "kind IN ('created', 'changed', 'paused', 'resumed', 'copied', 'retired', 'undone')",
            columnNames: [],
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('slot_changes');
  }
}
