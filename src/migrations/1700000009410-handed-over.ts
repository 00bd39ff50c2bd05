import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint } from './columns';

/** Since when whoever stands in for an approver knows of what waited (B2). */
export class HandedOver1700000009410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('approval_delegations', new TableColumn(bigint('handed_over_at', { isNullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('approval_delegations', 'handed_over_at');
  }
}
