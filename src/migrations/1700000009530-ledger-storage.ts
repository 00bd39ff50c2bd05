import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How PostgreSQL stores what ingest writes. A ledger row is about 2 kB, from where on PostgreSQL by default compresses each. Airings and sums are written when planned and again when reported: with room left on their page the second
 * time needs no new entry in any index. SQLite has no such settings.
 */
export class LedgerStorage1700000009530 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (runner.dataSource.options.type !== 'postgres') return;
    await runner.query('ALTER TABLE ledger_rows SET (toast_tuple_target = 4080)');
    await runner.query('ALTER TABLE commune_airings SET (fillfactor = 50)');
    await runner.query('ALTER TABLE airing_rollups SET (fillfactor = 50)');
  }

  async down(runner: QueryRunner): Promise<void> {
    if (runner.dataSource.options.type !== 'postgres') return;
    await runner.query('ALTER TABLE ledger_rows RESET (toast_tuple_target)');
    await runner.query('ALTER TABLE commune_airings RESET (fillfactor)');
    await runner.query('ALTER TABLE airing_rollups RESET (fillfactor)');
  }
}
