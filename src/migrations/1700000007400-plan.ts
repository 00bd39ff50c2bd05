import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { text } from './columns';

/** What the plan remembers beside itself: decisions by session. */
export class Plan1700000007400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('schedule_decisions', new TableColumn({ ...text('slot_occurrence_id'), isNullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('schedule_decisions', 'slot_occurrence_id');
  }
}
