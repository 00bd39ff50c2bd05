import { Table, TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id } from './columns';

const removals = ['original_removed_at', 'master_removed_at'];
const masters = new TableIndex({ name: 'media_master', columnNames: ['master_sha256'] });
const lastPlays = new TableIndex({ name: 'planned_plays_last', columnNames: ['ref', 'end_at'] });

/** When recordings were removed as old, what such a decision looks up, and on which days it was made. */
export class Retention1700000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const name of removals) await runner.addColumn('media', new TableColumn(bigint(name, { isNullable: true })));
    await runner.createIndex('media', masters);
    await runner.createIndex('planned_plays', lastPlays);
    await runner.createTable(
      new Table({
        name: 'retention_runs',
        columns: [id('local_date'), bigint('at'), bigint('files'), bigint('bytes')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('retention_runs');
    await runner.dropIndex('planned_plays', lastPlays);
    await runner.dropIndex('media', masters);
    for (const name of removals) await runner.dropColumn('media', name);
  }
}
