import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, boolean, id, integer, real, text } from './columns';

const nullable = { isNullable: true };
const index = (name: string, columnNames: string[], isUnique = false): TableIndex =>
  new TableIndex({ name, columnNames, isUnique });

/** Uploads and their renderings; bulletins, where they are to be heard, and their versions. */
export class MediaBulletins1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createMedia(runner);
    await createBulletins(runner);
    await createVersions(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['bulletin_versions', 'bulletin_areas', 'bulletins', 'media']) await runner.dropTable(table);
  }
}

async function createMedia(runner: QueryRunner): Promise<void> {
  await runner.createTable(
    new Table({
      name: 'media',
      columns: [
        id(),
        text('area_code'),
        text('uploaded_by', nullable),
        bigint('uploaded_at'),
        text('original_name'),
        text('original_sha256'),
        bigint('original_bytes'),
        text('profile'),
        text('state'),
        text('reason', nullable),
        text('warnings'),
        bigint('declared_ms', nullable),
        bigint('decoded_ms', nullable),
        bigint('duration_ms', nullable),
        text('before'),
        text('after'),
        real('gain_db', nullable),
        text('master_sha256', nullable),
        bigint('master_bytes', nullable),
        text('master_mime', nullable),
        text('peaks_sha256', nullable),
        text('ffmpeg_build', nullable),
        text('duplicate_of', nullable),
        boolean('attached'),
        bigint('normalised_at', nullable),
      ],
      indices: [index('media_original', ['original_sha256', 'profile']), index('media_area', ['area_code', 'id'])],
      checks: [
        {
          name: 'media_state',
          columnNames: ['state'],
          expression: "state IN ('processing', 'ready', 'soft', 'refused')",
        },
      ],
    }),
  );
}

async function createBulletins(runner: QueryRunner): Promise<void> {
  await runner.createTable(
    new Table({
      name: 'bulletins',
      columns: [
        id(),
        text('area_code'),
        text('title'),
        text('summary', nullable),
        text('text_twin', nullable),
        text('topic_code'),
        text('priority'),
        text('source', nullable),
        text('author', nullable),
        bigint('valid_from', nullable),
        bigint('valid_until', nullable),
        text('request', nullable),
        text('campaign_id', nullable),
        text('content_id', nullable),
        text('search_text'),
        integer('edit_number'),
        bigint('created_at'),
        text('created_by', nullable),
        bigint('updated_at'),
        text('updated_by', nullable),
      ],
      indices: [index('bulletins_area', ['area_code', 'id']), index('bulletins_topic', ['topic_code', 'id'])],
      checks: [
        {
          name: 'bulletins_priority',
          columnNames: ['priority'],
          expression: "priority IN ('emergency', 'priority', 'normal')",
        },
      ],
    }),
  );
  await runner.createTable(
    new Table({
      name: 'bulletin_areas',
      columns: [id('bulletin_id'), id('area_code')],
      indices: [index('bulletin_areas_area', ['area_code'])],
    }),
  );
}

async function createVersions(runner: QueryRunner): Promise<void> {
  await runner.createTable(
    new Table({
      name: 'bulletin_versions',
      columns: [
        id(),
        text('bulletin_id'),
        text('language'),
        integer('revision'),
        text('media_id', nullable),
        text('state'),
        boolean('soft'),
        bigint('state_at'),
        text('reason', nullable),
        boolean('awaits_change'),
        text('superseded_by', nullable),
        bigint('submitted_at', nullable),
        text('submitted_by', nullable),
        bigint('approved_at', nullable),
        text('approved_by', nullable),
        text('fingerprint', nullable),
        bigint('created_at'),
        text('created_by', nullable),
      ],
      indices: [
        index('bulletin_versions_revision', ['bulletin_id', 'language', 'revision'], true),
        index('bulletin_versions_media', ['media_id']),
        index('bulletin_versions_by_state', ['state']),
      ],
      checks: [
        {
          name: 'bulletin_versions_state',
          columnNames: ['state'],
          expression:
            "state IN ('draft', 'processing', 'ready', 'refused', 'submitted', 'approved', 'returned', 'void', 'recalled', 'expired')",
        },
      ],
    }),
  );
}
