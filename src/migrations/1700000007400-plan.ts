import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  type TableColumnOptions,
  TableIndex,
} from 'typeorm';
import { bigint, boolean, id, refuseDelete, refuseUpdate, text } from './columns';

const nullable = { isNullable: true };
const empty = { default: "''" };

const columns: [string, TableColumnOptions[]][] = [
  ['schedule_decisions', [text('slot_occurrence_id', nullable)]],
  ['bookings', [text('origin', { default: "'request'" }), text('topic_code', empty), text('search_text', empty)]],
  [
    'rundowns',
    [text('summary', nullable), text('search_text', empty), text('topics', empty), text('overridden', nullable)],
  ],
];
const indices: [string, TableIndex][] = [
  ['bookings', new TableIndex({ name: 'bookings_queue', columnNames: ['area_code', 'created_at', 'id'] })],
  ['rundowns', new TableIndex({ name: 'rundowns_day', columnNames: ['local_date', 'area_code', 'start_at'] })],
  ['rundowns', new TableIndex({ name: 'rundowns_slot', columnNames: ['area_code', 'slot_id', 'start_at'] })],
];
const tables: Table[] = [
  new Table({
    name: 'plan_news',
    columns: [
      id(),
      text('area_code'),
      text('kind'),
      text('booking_id', nullable),
      text('bulletin_id', nullable),
      text('reason'),
      text('local_date'),
      text('slot_id', nullable),
      text('slot_occurrence_id', nullable),
      text('details'),
      bigint('at'),
    ],
    indices: [{ name: 'plan_news_area', columnNames: ['area_code', 'local_date'] }],
    checks: [
      {
        name: 'plan_news_kind',
        columnNames: ['kind'],
        expression: "kind IN ('left-out', 'carried-over', 'unplaced', 'decision-needed', 'blocked')",
      },
    ],
  }),
  new Table({
    name: 'planned_plays',
    columns: [
      id('airing_key'),
      text('area_code'),
      text('rundown_id'),
      text('ref'),
      text('local_date'),
      bigint('start_at'),
      bigint('end_at'),
      text('result', nullable),
      boolean('counts'),
    ],
    indices: [
      { name: 'planned_plays_ref', columnNames: ['area_code', 'ref', 'start_at'] },
      { name: 'planned_plays_rundown', columnNames: ['rundown_id'] },
    ],
  }),
  new Table({
    name: 'play_results',
    columns: [id('airing_key'), id('device_id'), text('commune_code'), text('result'), boolean('counts'), bigint('at')],
  }),
];

/** What the plan remembers beside itself: decisions by session, news, plays with their results; and that what aired stays. */
export class Plan1700000007400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, added] of columns) {
      await runner.addColumns(
        table,
        added.map((column) => new TableColumn(column)),
      );
    }
    for (const [table, index] of indices) await runner.createIndex(table, index);
    for (const table of tables) await runner.createTable(table);
    await describeBookings(runner);
    await refuseDelete(runner, 'rundowns', 'OLD.frozen');
    await refuseUpdate(runner, 'rundowns', 'OLD.frozen AND NOT NEW.frozen');
    await refuseDelete(runner, 'bulletin_versions', "OLD.state NOT IN ('draft', 'processing', 'ready', 'refused')");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table);
    for (const [table, index] of indices) await runner.dropIndex(table, index);
    for (const [table, added] of columns)
      await runner.dropColumns(
        table,
        added.map(({ name }) => name),
      );
  }
}

/** The queue can be searched, earlier bookings too (B8). */
async function describeBookings(runner: QueryRunner): Promise<void> {
  const rows = (await runner.query('SELECT id, item FROM bookings')) as { id: string; item: string }[];
  const [first, second, third] = runner.dataSource.options.type === 'postgres' ? ['$1', '$2', '$3'] : ['?', '?', '?'];
  for (const row of rows) {
    const { title, topicCode } = JSON.parse(row.item) as { title: string; topicCode: string };
    const values = [topicCode, folded(title), row.id];
    await runner.query(
      `UPDATE bookings SET topic_code = ${first}, search_text = ${second} WHERE id = ${third}`,
      values,
    );
  }
}

/** As titles were folded when this was written. */
const folded = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[đðɖ]/gu, 'd')
    .replace(/['’‘ʼ`´]\s*/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
