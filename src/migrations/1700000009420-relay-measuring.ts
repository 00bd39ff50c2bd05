import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, text } from './columns';

/** When a source of relays was listened to last, and why that told nothing. */
export class RelayMeasuring1700000009420 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('relay_sources', new TableColumn(bigint('measure_tried_at', { isNullable: true })));
    await runner.addColumn('relay_sources', new TableColumn(text('measure_fault', { isNullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('relay_sources', 'measure_fault');
    await runner.dropColumn('relay_sources', 'measure_tried_at');
  }
}
