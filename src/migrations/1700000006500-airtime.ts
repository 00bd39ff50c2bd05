import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, boolean, id, text } from './columns';

const nullable = { isNullable: true };

/** Commune airings, and their sums by day and month. */
export class Airtime1700000006500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'commune_airings',
        columns: [
          id('commune_code'),
          id('airing_key'),
          text('local_date'),
          text('commune_name'),
          text('topic_code'),
          text('topic_name'),
          text('item_kind'),
          text('language'),
          text('priority'),
          text('origin'),
          boolean('replay'),
          text('title'),
          text('programme_key'),
          bigint('planned_start_at'),
          bigint('planned_ms'),
          bigint('aired_ms'),
          bigint('attested_ms'),
          text('result', nullable),
          text('reason', nullable),
          bigint('devices_planned'),
          bigint('devices_reached'),
          bigint('devices_all'),
          bigint('zones_planned'),
          bigint('zones_reached'),
          bigint('zones_all'),
        ],
        indices: [new TableIndex({ name: 'commune_airings_day', columnNames: ['commune_code', 'local_date'] })],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'airing_rollups',
        columns: [
          id('period'),
          id('commune_code'),
          id('topic_code'),
          id('item_kind'),
          id('language'),
          id('priority'),
          id('origin'),
          boolean('replay', { isPrimary: true }),
          id('commune_name'),
          id('topic_name'),
          bigint('airings'),
          bigint('planned_airings'),
          bigint('planned_ms'),
          bigint('aired_ms'),
          bigint('attested_ms'),
          bigint('own_ms'),
          bigint('relayed_ms'),
          bigint('first_ms'),
          bigint('replay_ms'),
          bigint('chime_ms'),
          bigint('awaiting'),
          bigint('played'),
          bigint('partial'),
          bigint('missed'),
          bigint('skipped'),
          bigint('preempted'),
          bigint('expired'),
          bigint('failed'),
          bigint('unreported'),
          bigint('devices_planned'),
          bigint('devices_reached'),
          bigint('devices_all'),
          bigint('zones_planned'),
          bigint('zones_reached'),
          bigint('zones_all'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['airing_rollups', 'commune_airings']) await runner.dropTable(table);
  }
}
