import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnly, bigint, id, integer, text } from './columns';

/** Audit trail, event outbox and jobs. */
export class Platform1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'audit',
        columns: [
          id(),
          bigint('at'),
          text('actor_id', { isNullable: true }),
          text('actor_name'),
          text('action'),
          text('entity'),
          text('entity_id'),
          text('before', { isNullable: true }),
          text('after', { isNullable: true }),
        ],
      }),
    );
    await appendOnly(runner, 'audit');
    await runner.createTable(
      new Table({
        name: 'outbox',
        columns: [
          { name: 'sequence', type: 'integer', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
          bigint('at'),
          text('type'),
          text('payload'),
          bigint('delivered_at', { isNullable: true }),
          integer('attempts', { default: 0 }),
          text('last_error', { isNullable: true }),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'jobs',
        columns: [
          id(),
          text('kind'),
          text('key', { isNullable: true }),
          text('payload'),
          text('state'),
          integer('urgency', { default: 0 }),
          bigint('run_at'),
          bigint('lease_until', { isNullable: true }),
          integer('attempts', { default: 0 }),
          text('last_error', { isNullable: true }),
          bigint('created_at'),
          bigint('ended_at', { isNullable: true }),
        ],
        checks: [
          {
            name: 'jobs_state',
            columnNames: ['state'],
            expression: "state IN ('queued', 'running', 'done', 'failed')",
          },
        ],
      }),
    );
    await runner.createIndex('jobs', new TableIndex({ name: 'jobs_due', columnNames: ['state', 'run_at'] }));
    await runner.createIndex(
      'outbox',
      new TableIndex({ name: 'outbox_waiting', columnNames: ['delivered_at', 'sequence'] }),
    );
    await runner.createIndex('audit', new TableIndex({ name: 'audit_entity', columnNames: ['entity', 'entity_id'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['jobs', 'outbox', 'audit']) await runner.dropTable(table);
  }
}
