import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, text } from './columns';

const nullable = { isNullable: true };

/** Sessions and speeches of communes without a box, as people attest them. */
export class ManualSessions1700000008800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'manual_sessions',
        columns: [
          id('device_id'),
          id('rundown_id'),
          bigint('session_at'),
          bigint('manifest_version', nullable),
          text('mark', nullable),
          bigint('downloaded_at', nullable),
          text('downloaded_by', nullable),
          bigint('started_at', nullable),
          text('started_by', nullable),
          bigint('ended_at', nullable),
          text('ended_by', nullable),
          bigint('booked_at', nullable),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'live_speeches',
        columns: [
          id(),
          text('device_id'),
          text('title'),
          text('topic_code'),
          text('language'),
          text('speaker'),
          bigint('start_at'),
          bigint('end_at'),
          text('state'),
          bigint('declared_at'),
          text('declared_by'),
          text('settled_by', nullable),
        ],
        checks: [{ name: 'live_speeches_state', expression: "state IN ('declared', 'confirmed', 'withdrawn')" }],
        indices: [new TableIndex({ name: 'live_speeches_device', columnNames: ['device_id', 'start_at'] })],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('live_speeches');
    await runner.dropTable('manual_sessions');
  }
}
