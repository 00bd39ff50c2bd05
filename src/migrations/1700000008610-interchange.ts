import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, text } from './columns';

/** Bulletins that came from other systems: the same record again makes no second one. */
export class Interchange1700000008610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'interchange_imports',
        columns: [id('sender'), id('foreign_id'), text('bulletin_id'), bigint('taken_at')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('interchange_imports');
  }
}
