import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id } from './columns';

/** Recordings that were planned and are not in the store any more (S8). */
export class LostRecordings1700000009400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table({ name: 'lost_recordings', columns: [id('sha256'), bigint('lost_at')] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('lost_recordings');
  }
}
