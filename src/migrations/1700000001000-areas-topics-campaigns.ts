import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, boolean, id, integer, text } from './columns';

const nullable = { isNullable: true };

/** Areas with their earlier states and mergers, topics, campaigns. The nation is there from the start: every grant has a root. */
export class AreasTopicsCampaigns1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createAreas(runner);
    await runner.createTable(
      new Table({
        name: 'topics',
        columns: [
          id('code'),
          text('parent_code', nullable),
          text('name_vi'),
          text('name_en'),
          text('name_search'),
          text('origin'),
          bigint('retired_at', nullable),
          bigint('created_at'),
          bigint('updated_at'),
        ],
        indices: [new TableIndex({ name: 'topics_parent', columnNames: ['parent_code'] })],
        checks: [{ name: 'topics_origin', columnNames: ['origin'], expression: "origin IN ('list', 'local')" }],
      }),
    );
    await createCampaigns(runner);
    await runner.query(
      `INSERT INTO areas (code, level, name, name_search, created_at, updated_at) VALUES ('VN', 'nation', 'Việt Nam', 'viet nam', 0, 0)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'campaign_contents',
      'campaign_phases',
      'campaign_areas',
      'campaigns',
      'topics',
      'area_successors',
      'area_former_states',
      'areas',
    ];
    for (const table of tables) await runner.dropTable(table);
  }
}

async function createAreas(runner: QueryRunner): Promise<void> {
  await runner.createTable(
    new Table({
      name: 'areas',
      columns: [
        id('code'),
        text('level'),
        text('name'),
        text('name_search'),
        text('parent_code', nullable),
        text('valid_from', nullable),
        text('valid_to', nullable),
        boolean('counts_embedded', nullable),
        text('time_zone', nullable),
        bigint('created_at'),
        bigint('updated_at'),
      ],
      indices: [new TableIndex({ name: 'areas_parent', columnNames: ['parent_code'] })],
      checks: [
        {
          name: 'areas_level',
          columnNames: ['level'],
          expression: "level IN ('nation', 'province', 'district', 'commune', 'zone')",
        },
      ],
    }),
  );
  await runner.createTable(
    new Table({
      name: 'area_former_states',
      columns: [
        id('code'),
        id('valid_to'),
        text('valid_from', nullable),
        text('name'),
        text('name_search'),
        text('parent_code', nullable),
      ],
    }),
  );
  await runner.createTable(
    new Table({
      name: 'area_successors',
      columns: [
        id(),
        text('new_code'),
        text('old_code', nullable),
        text('old_name'),
        text('old_name_search'),
        text('old_district'),
        text('old_province'),
        bigint('created_at'),
      ],
      indices: [new TableIndex({ name: 'area_successors_new', columnNames: ['new_code'] })],
    }),
  );
}

async function createCampaigns(runner: QueryRunner): Promise<void> {
  await runner.createTable(
    new Table({
      name: 'campaigns',
      columns: [id(), text('title'), text('created_by', nullable), bigint('created_at')],
    }),
  );
  await runner.createTable(
    new Table({
      name: 'campaign_areas',
      columns: [id('campaign_id'), id('area_code')],
      indices: [new TableIndex({ name: 'campaign_areas_area', columnNames: ['area_code'] })],
    }),
  );
  await runner.createTable(
    new Table({
      name: 'campaign_phases',
      columns: [id(), text('campaign_id'), integer('position'), text('title'), text('from_date'), text('to_date')],
      indices: [new TableIndex({ name: 'campaign_phases_campaign', columnNames: ['campaign_id', 'position'] })],
    }),
  );
  await runner.createTable(
    new Table({
      name: 'campaign_contents',
      columns: [id(), text('campaign_id'), text('phase_id'), integer('position'), text('text'), text('topic_codes')],
      indices: [new TableIndex({ name: 'campaign_contents_phase', columnNames: ['phase_id', 'position'] })],
    }),
  );
}
