import { Table, TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { id, integer, text } from './columns';

const nullable = { isNullable: true };

/** What a campaign aims at, the edits of a campaign counted, and the languages that areas state. */
export class CampaignTargets1700000008500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('campaigns', new TableColumn(integer('revision', { default: 1 })));
    await runner.createTable(
      new Table({
        name: 'campaign_targets',
        columns: [
          id(),
          text('campaign_id'),
          text('phase_id'),
          integer('position'),
          text('topic_code', nullable),
          text('area_code', nullable),
          text('per'),
          integer('minutes', nullable),
          integer('airings', nullable),
        ],
        indices: [new TableIndex({ name: 'campaign_targets_campaign', columnNames: ['campaign_id', 'position'] })],
        checks: [{ name: 'campaign_targets_per', columnNames: ['per'], expression: "per IN ('phase', 'week')" }],
      }),
    );
    await runner.createIndex(
      'bulletins',
      new TableIndex({ name: 'bulletins_campaign', columnNames: ['campaign_id', 'content_id'] }),
    );
    await runner.addColumn('areas', new TableColumn(text('languages', nullable)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('areas', 'languages');
    await runner.dropIndex('bulletins', 'bulletins_campaign');
    await runner.dropTable('campaign_targets');
    await runner.dropColumn('campaigns', 'revision');
  }
}
