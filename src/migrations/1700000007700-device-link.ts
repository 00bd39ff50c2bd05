import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, text } from './columns';

const nullable = { isNullable: true };

/** How boxes join as devices, their boots, and how they last said they were. */
export class DeviceLink1700000007700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'device_credentials',
        columns: [
          id('device_id'),
          text('code_hash', nullable),
          bigint('code_expires_at', nullable),
          bigint('joined_at', nullable),
          bigint('held_at', nullable),
        ],
      }),
    );
    await runner.createTable(
      new Table({ name: 'device_boots', columns: [id('device_id'), id('boot'), bigint('opened_at')] }),
    );
    await runner.createTable(
      new Table({ name: 'device_heartbeats', columns: [id('device_id'), bigint('heard_at'), text('status')] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['device_heartbeats', 'device_boots', 'device_credentials']) await runner.dropTable(table);
  }
}
