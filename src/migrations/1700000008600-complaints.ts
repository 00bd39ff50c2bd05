import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnly, bigint, id, integer, refuseDelete, text } from './columns';

const nullable = { isNullable: true };

/** Complaints with the evidence frozen for them, and what must not be removed by age. */
export class Complaints1700000008600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'complaints',
        columns: [
          id(),
          text('area_code'),
          text('area_name'),
          text('commune_code'),
          text('place'),
          text('said'),
          bigint('claimed_from'),
          bigint('claimed_to'),
          text('complainant'),
          text('contact'),
          text('channel'),
          bigint('received_at'),
          bigint('recorded_at'),
          text('recorded_by'),
          text('state'),
          text('verdict'),
          text('outcome', nullable),
          text('answer', nullable),
          bigint('answered_at', nullable),
          text('answered_by', nullable),
          text('hold_id'),
          integer('revision'),
        ],
        indices: [
          new TableIndex({ name: 'complaints_area', columnNames: ['area_code', 'id'] }),
          new TableIndex({ name: 'complaints_state', columnNames: ['state', 'id'] }),
        ],
        checks: [
          { name: 'complaints_state_known', expression: "state IN ('open', 'answered')" },
          { name: 'complaints_verdict_known', expression: "verdict IN ('ours', 'nothing', 'unknown')" },
        ],
      }),
    );
    await refuseDelete(runner, 'complaints', 'OLD.id IS NOT NULL');
    await runner.createTable(
      new Table({
        name: 'complaint_evidence',
        columns: [
          id(),
          text('complaint_id'),
          bigint('taken_at'),
          text('taken_by'),
          text('verdict'),
          text('evidence'),
          text('evidence_hash'),
        ],
        indices: [new TableIndex({ name: 'complaint_evidence_of', columnNames: ['complaint_id', 'id'] })],
      }),
    );
    await appendOnly(runner, 'complaint_evidence');
    await runner.createTable(
      new Table({
        name: 'retention_holds',
        columns: [
          id(),
          text('area_code'),
          text('bulletin_id', nullable),
          text('from_date', nullable),
          text('to_date', nullable),
          text('reason'),
          text('complaint_id', nullable),
          bigint('held_at'),
          text('held_by'),
          text('until_date', nullable),
          bigint('released_at', nullable),
          text('released_by', nullable),
        ],
        indices: [new TableIndex({ name: 'retention_holds_area', columnNames: ['area_code', 'id'] })],
      }),
    );
    await refuseDelete(runner, 'retention_holds', 'OLD.id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('retention_holds');
    await runner.dropTable('complaint_evidence');
    await runner.dropTable('complaints');
  }
}
