import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnly, bigint, id, integer, text } from './columns';

/** What pre-flight found, of whom it told, and when it ran. */
export class Preflight1700000008400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'preflights',
        columns: [
          id('area_code'),
          id('local_date'),
          text('colour'),
          integer('red'),
          integer('amber'),
          text('findings'),
          text('because'),
          bigint('judged_at'),
        ],
        indices: [{ name: 'preflights_day', columnNames: ['local_date', 'area_code'] }],
        checks: [
          { name: 'preflights_colour', expression: "colour IN ('red', 'amber', 'green')", columnNames: [] },
          { name: 'preflights_because', expression: "because IN ('time', 'change', 'asked')", columnNames: [] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'preflight_tellings',
        columns: [
          id(),
          text('area_code'),
          text('local_date'),
          bigint('at'),
          text('because'),
          text('colour'),
          text('told'),
          text('keys'),
        ],
        indices: [{ name: 'preflight_tellings_day', columnNames: ['area_code', 'local_date'] }],
      }),
    );
    await appendOnly(runner, 'preflight_tellings');
    await runner.createTable(
      new Table({
        name: 'preflight_runs',
        columns: [
          bigint('due_at', { isPrimary: true }),
          text('local_date'),
          bigint('ended_at'),
          integer('communes'),
          integer('red'),
          integer('amber'),
        ],
      }),
    );
    await runner.createTable(new Table({ name: 'preflight_marks', columns: [id('area_code'), bigint('marked_at')] }));
    await runner.createTable(
      new Table({
        name: 'preflight_audio_checks',
        columns: [
          id('rundown_id'),
          integer('mark', { isPrimary: true }),
          text('commune_code'),
          text('area_code'),
          text('slot_id'),
          text('slot_occurrence_id'),
          text('local_date'),
          bigint('start_at'),
          text('devices'),
          bigint('at'),
        ],
        indices: [
          { name: 'preflight_audio_checks_day', columnNames: ['commune_code', 'local_date'] },
          { name: 'preflight_audio_checks_start', columnNames: ['start_at'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'preflight_audio_checks',
      'preflight_marks',
      'preflight_runs',
      'preflight_tellings',
      'preflights',
    ])
      await runner.dropTable(table);
  }
}
