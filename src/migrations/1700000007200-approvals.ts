import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm';
import { bigint, boolean, id, integer, text } from './columns';

const nullable = { isNullable: true };
const dated = [
  bigint('from_at'),
  bigint('until_at'),
  bigint('ended_at', nullable),
  text('reason'),
  bigint('created_at'),
];

/** Who approves in an area and in which order, lent powers, approvals in advance, and how many have been asked. */
export class Approvals1700000007200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'approval_orders',
        columns: [
          id('area_code'),
          text('user_ids'),
          boolean('author_may_approve'),
          integer('revision'),
          bigint('updated_at'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'approval_delegations',
        columns: [id(), text('area_code'), text('from_user_id'), text('to_user_id'), ...dated],
        indices: [{ name: 'approval_delegations_area', columnNames: ['area_code'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'standing_approvals',
        columns: [
          id(),
          text('area_code'),
          text('kind'),
          text('key'),
          text('topic_code'),
          text('granted_by'),
          ...dated.map((column) => ({ ...column })),
        ],
        indices: [{ name: 'standing_approvals_area', columnNames: ['area_code', 'topic_code'] }],
        checks: [
          { name: 'standing_approvals_kind', columnNames: ['kind'], expression: "kind IN ('relay', 'programme')" },
        ],
      }),
    );
    await runner.addColumns('bulletin_versions', [
      new TableColumn(text('standing_approval_id', nullable)),
      new TableColumn(integer('asked', { default: 0 })),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('bulletin_versions', ['asked', 'standing_approval_id']);
    for (const table of ['standing_approvals', 'approval_delegations', 'approval_orders']) {
      await runner.dropTable(table);
    }
  }
}
