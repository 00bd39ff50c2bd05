import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnly, bigint, boolean, id, integer, text } from './columns';

/** Devices and every manifest they were ever given. */
export class Devices1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'devices',
        columns: [
          id(),
          text('kind'),
          text('area_code'),
          text('commune_code'),
          text('name'),
          text('place'),
          text('sink'),
          text('volume'),
          boolean('embedded'),
          text('public_key', { isNullable: true }),
          bigint('created_at'),
          bigint('placed_at'),
          bigint('retired_at', { isNullable: true }),
          integer('rebuild_turn', { default: 0 }),
        ],
        checks: [
          {
            name: 'devices_kind',
            columnNames: ['kind'],
            expression:
              "kind IN ('loudspeaker', 'fm', 'wired', 'truck', 'manual', 'web-stream', 'monitor', 'embedded')",
          },
          { name: 'devices_sink', columnNames: ['sink'], expression: "sink IN ('file', 'null', 'alsa', 'auto')" },
        ],
      }),
    );
    for (const column of ['area_code', 'commune_code']) {
      const name = `devices_${column.replace('_code', '')}`;
      await runner.createIndex('devices', new TableIndex({ name, columnNames: [column] }));
    }
    await runner.createTable(
      new Table({
        name: 'device_manifests',
        columns: [
          id('device_id'),
          bigint('version', { isPrimary: true }),
          bigint('issued_at'),
          bigint('not_before'),
          bigint('not_after'),
          text('key_id'),
          text('content_hash'),
          text('payload'),
          text('signature'),
        ],
      }),
    );
    await appendOnly(runner, 'device_manifests');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['device_manifests', 'devices']) await runner.dropTable(table);
  }
}
