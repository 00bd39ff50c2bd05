import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { bigint, boolean, id, integer, text } from './columns';

/** Mail and web push beside the inbox: who wants what, where to, and what became of each; counts of wrong passwords. */
export class NoticeChannels1700000008200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'notice_settings',
        columns: [
          id('user_id'),
          text('language'),
          text('email', { isNullable: true }),
          boolean('mail'),
          boolean('push'),
          text('inbox_only'),
          bigint('updated_at'),
        ],
        checks: [{ name: 'notice_settings_language', expression: "language IN ('vi', 'en')" }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'push_subscriptions',
        columns: [id(), text('user_id'), text('endpoint'), text('p256dh'), text('auth'), bigint('created_at')],
        indices: [{ name: 'push_subscriptions_user', columnNames: ['user_id'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'notice_deliveries',
        columns: [
          id(),
          text('notice_id'),
          text('channel'),
          text('target'),
          text('state'),
          integer('attempts'),
          text('detail', { isNullable: true }),
          bigint('created_at'),
          bigint('ended_at', { isNullable: true }),
        ],
        indices: [{ name: 'notice_deliveries_once', columnNames: ['notice_id', 'channel', 'target'], isUnique: true }],
        checks: [
          { name: 'notice_deliveries_channel', expression: "channel IN ('mail', 'push')" },
          { name: 'notice_deliveries_state', expression: "state IN ('waiting', 'sent', 'refused', 'gone', 'failed')" },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'login_counts',
        columns: [id('key'), integer('attempts'), bigint('ends_at')],
        indices: [{ name: 'login_counts_end', columnNames: ['ends_at'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['login_counts', 'notice_deliveries', 'push_subscriptions', 'notice_settings']) {
      await runner.dropTable(table);
    }
  }
}
