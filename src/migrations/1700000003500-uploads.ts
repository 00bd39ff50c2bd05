import { Table, TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, integer, text } from './columns';

const nullable = { isNullable: true };
const uploader = new TableIndex({ name: 'media_uploader', columnNames: ['uploaded_by', 'uploaded_at'] });

/** Uploads that arrive in parts, further renderings of recordings, and what tells that two recordings sound alike. */
export class Uploads1700000003500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('media', new TableColumn(text('similar_to', nullable)));
    await runner.createIndex('media', uploader);
    await runner.createTable(
      new Table({
        name: 'uploads',
        columns: [
          id(),
          text('area_code'),
          text('uploaded_by'),
          text('uploaded_by_name'),
          text('original_name'),
          text('profile'),
          integer('urgency'),
          bigint('bytes'),
          bigint('created_at'),
          bigint('touched_at'),
          text('sha256', nullable),
          text('media_id', nullable),
        ],
        indices: [new TableIndex({ name: 'uploads_touched', columnNames: ['touched_at'] })],
      }),
    );
    await runner.createTable(new Table({ name: 'upload_quota_turns', columns: [id('key'), bigint('taken_at')] }));
    await runner.createTable(
      new Table({
        name: 'media_renditions',
        columns: [
          id('original_sha256'),
          id('profile'),
          id('form'),
          text('sha256'),
          bigint('bytes'),
          text('mime'),
          text('after'),
          text('ffmpeg_build'),
          bigint('made_at'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'media_fingerprints',
        columns: [id('original_sha256'), text('fingerprint'), bigint('made_at')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['media_fingerprints', 'media_renditions', 'upload_quota_turns', 'uploads'])
      await runner.dropTable(table);
    await runner.dropIndex('media', uploader);
    await runner.dropColumn('media', 'similar_to');
  }
}
