import { Table, TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, integer, real, text } from './columns';

/** Sources of live programmes that an administrator allows, and bookings of them. */
export class Relays1700000008900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'relay_sources',
        columns: [
          id(),
          text('area_code'),
          text('name'),
          text('topic_code'),
          text('language'),
          text('url'),
          real('gain_db'),
          bigint('measured_at', { isNullable: true }),
          text('fallback'),
          integer('revision'),
          bigint('created_at'),
          bigint('retired_at', { isNullable: true }),
        ],
        indices: [new TableIndex({ name: 'relay_sources_area', columnNames: ['area_code', 'created_at'] })],
      }),
    );
    await runner.addColumn('bookings', new TableColumn(bigint('offset_ms', { isNullable: true })));
    await runner.addColumn('bookings', new TableColumn(text('relay', { isNullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('bookings', 'relay');
    await runner.dropColumn('bookings', 'offset_ms');
    await runner.dropTable('relay_sources');
  }
}
