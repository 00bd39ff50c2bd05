import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnly, bigint, boolean, id, text } from './columns';

const nullable = { isNullable: true };

/** The append-only ledger, what was set aside of it, and how each planned item stands on each device. */
export class Ledger1700000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createLedgerRows(runner);
    if (runner.dataSource.options.type === 'postgres') {
      // Rows of 2 to 3 kB are written once and never changed: squeezing and splitting each would double the cost of taking them in.
      await runner.query('ALTER TABLE ledger_rows SET (toast_tuple_target = 8160)');
    }
    await appendOnly(runner, 'ledger_rows');
    await runner.createTable(
      new Table({
        name: 'ledger_quarantine',
        columns: [
          id(),
          bigint('received_at'),
          text('device_id'),
          text('boot'),
          bigint('sequence'),
          text('reason'),
          text('detail'),
          text('envelope'),
        ],
        indices: [new TableIndex({ name: 'ledger_quarantine_device', columnNames: ['device_id', 'received_at'] })],
      }),
    );
    await appendOnly(runner, 'ledger_quarantine');
    await runner.createTable(
      new Table({
        name: 'ledger_state',
        columns: [id(), bigint('received'), bigint('planned_until')],
      }),
    );
    await runner.query(`INSERT INTO ledger_state (id, received, planned_until) VALUES ('ledger', 0, 0)`);
    await createDeviceAirings(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['device_airings', 'ledger_state', 'ledger_quarantine', 'ledger_rows']) {
      await runner.dropTable(table);
    }
  }
}

async function createLedgerRows(runner: QueryRunner): Promise<void> {
  await runner.createTable(
    new Table({
      name: 'ledger_rows',
      columns: [
        bigint('received_number', { isPrimary: true }),
        bigint('received_at'),
        text('source'),
        bigint('supersedes', nullable),
        text('author', nullable),
        text('note', nullable),
        text('device_id'),
        text('boot'),
        bigint('sequence'),
        text('previous_hash'),
        text('hash'),
        text('bytes'),
        text('kind'),
        text('device_name'),
        text('device_kind'),
        boolean('counts'),
        boolean('attested'),
        text('zone_code', nullable),
        bigint('commune_devices'),
        bigint('commune_zones'),
        text('airing_key'),
        text('rundown_id', nullable),
        bigint('rundown_version', nullable),
        text('slot_occurrence_id', nullable),
        text('command_id', nullable),
        bigint('repetition', nullable),
        bigint('manifest_version', nullable),
        text('area_code'),
        text('area_name'),
        text('commune_code'),
        text('commune_name'),
        text('origin_area_code'),
        text('origin_area_name'),
        text('origin'),
        text('bulletin_ref'),
        text('bulletin_id', nullable),
        text('version_id', nullable),
        text('item_kind'),
        text('title'),
        text('topic_code'),
        text('topic_name'),
        text('language'),
        text('priority'),
        text('play_class'),
        boolean('replay'),
        text('sha256', nullable),
        text('programme_key'),
        text('local_date'),
        boolean('planned'),
        bigint('planned_start_at'),
        bigint('planned_ms'),
        bigint('actual_start_at', nullable),
        bigint('actual_end_at', nullable),
        bigint('heard_ms'),
        text('result', nullable),
        text('reason', nullable),
        text('stopped_by', nullable),
        text('output'),
        text('clock_trust'),
        bigint('recorded_at'),
      ],
      indices: [
        new TableIndex({ name: 'ledger_rows_key', columnNames: ['device_id', 'boot', 'sequence'], isUnique: true }),
        new TableIndex({
          name: 'ledger_rows_commune',
          columnNames: ['commune_code', 'local_date', 'planned_start_at', 'received_number'],
        }),
      ],
      checks: [
        { name: 'ledger_rows_kind', columnNames: ['kind'], expression: "kind IN ('intent', 'result')" },
        {
          name: 'ledger_rows_source',
          columnNames: ['source'],
          expression: "source IN ('device', 'station', 'correction')",
        },
      ],
    }),
  );
}

async function createDeviceAirings(runner: QueryRunner): Promise<void> {
  await runner.createTable(
    new Table({
      name: 'device_airings',
      columns: [
        id('commune_code'),
        id('airing_key'),
        id('device_id'),
        bigint('awaited_from', nullable),
        boolean('delivered'),
        bigint('received_number', nullable),
        text('source', nullable),
        text('zone_code', nullable),
        boolean('counts'),
        boolean('attested'),
        bigint('commune_devices'),
        bigint('commune_zones'),
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
        boolean('planned'),
        bigint('planned_start_at'),
        bigint('planned_ms'),
        bigint('heard_ms'),
        text('result', nullable),
        text('reason', nullable),
      ],
      indices: [new TableIndex({ name: 'device_airings_awaited', columnNames: ['awaited_from'] })],
    }),
  );
}
