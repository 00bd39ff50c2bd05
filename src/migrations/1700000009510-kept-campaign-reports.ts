import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { text } from './columns';

/** The campaign that a kept report is about. */
export class KeptCampaignReports1700000009510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('saved_reports', new TableColumn(text('campaign_id', { isNullable: true })));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('saved_reports', 'campaign_id');
  }
}
