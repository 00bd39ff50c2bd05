import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnly, bigint, boolean, id, integer, text } from './columns';

const nullable = { isNullable: true };

/** Orders to devices and who has confirmed them, applied manifests, alarms. */
export class Orders1700000007600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'play_orders',
        columns: [
          id(),
          text('kind'),
          text('area_code'),
          text('state'),
          text('bulletin_id', nullable),
          text('content'),
          text('target', nullable),
          text('decided'),
          text('reason'),
          bigint('requested_at'),
          text('requested_by_id', nullable),
          text('requested_by'),
          bigint('from_at', nullable),
          bigint('until_at', nullable),
          text('second_by', nullable),
          boolean('broken_glass'),
          bigint('ended_at', nullable),
          text('ended_by', nullable),
        ],
        indices: [
          new TableIndex({ name: 'play_orders_area', columnNames: ['area_code', 'id'] }),
          new TableIndex({ name: 'play_orders_bulletin', columnNames: ['bulletin_id'] }),
        ],
        checks: [
          { name: 'play_orders_kind', expression: "kind IN ('hold', 'stop', 'recall', 'play-now', 'emergency')" },
          { name: 'play_orders_state', expression: "state IN ('waiting', 'in-force', 'ended', 'cancelled')" },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'play_order_devices',
        columns: [id('order_id'), id('device_id'), bigint('begun_at', nullable), bigint('ended_at', nullable)],
        indices: [new TableIndex({ name: 'play_order_devices_device', columnNames: ['device_id'] })],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'manifest_applications',
        columns: [id('device_id'), bigint('version', { isPrimary: true }), bigint('applied_at')],
      }),
    );
    await appendOnly(runner, 'manifest_applications');
    await runner.createTable(
      new Table({
        name: 'device_alarms',
        columns: [
          id(),
          text('device_id'),
          text('area_code'),
          text('commune_code'),
          text('code'),
          text('airing_key', nullable),
          text('detail'),
          bigint('first_at'),
          bigint('last_at'),
          integer('times'),
          bigint('acknowledged_at', nullable),
          text('acknowledged_by', nullable),
        ],
        indices: [new TableIndex({ name: 'device_alarms_commune', columnNames: ['commune_code', 'last_at'] })],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['device_alarms', 'manifest_applications', 'play_order_devices', 'play_orders']) {
      await runner.dropTable(table);
    }
  }
}
