import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnly, bigint, id, text } from './columns';

/** Sealed days of the ledger, and the leaves their roots stand on. */
export class Seals1700000007900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'ledger_seals',
        columns: [
          id('day'),
          bigint('first_number'),
          bigint('last_number'),
          text('leaves_hash'),
          text('previous_root'),
          text('root'),
          bigint('sealed_at'),
          text('key_id'),
          text('public_pem'),
          text('signature'),
        ],
      }),
    );
    await appendOnly(runner, 'ledger_seals');
    await runner.createTable(
      new Table({
        name: 'ledger_seal_leaves',
        columns: [bigint('first_number', { isPrimary: true }), text('leaves')],
      }),
    );
    await appendOnly(runner, 'ledger_seal_leaves');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['ledger_seal_leaves', 'ledger_seals']) await runner.dropTable(table);
  }
}
