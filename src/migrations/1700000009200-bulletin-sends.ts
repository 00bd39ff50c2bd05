import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { bigint, id, text } from './columns';

/** What a browser sent under a key of its own, so that sending it again makes no second bulletin. */
export class BulletinSends1700000009200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'bulletin_sends',
        columns: [id('user_id'), id('send_key'), text('bulletin_id'), bigint('created_at')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('bulletin_sends');
  }
}
