import {
  Table,
  type MigrationInterface,
  type QueryRunner,
  type TableCheckOptions,
  type TableColumnOptions,
  type TableIndexOptions,
} from 'typeorm';
import { bigint, boolean, id, integer, text } from './columns';

const nullable = { isNullable: true };
const check = (name: string, expression: string): TableCheckOptions => ({ name, expression, columnNames: [] });

/** Slots, policies, bookings, decisions and rundowns. */
export class Schedule1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns, indices, checks] of tables) {
      await runner.createTable(new Table({ name, columns, indices, checks }));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of [...tables].reverse()) await runner.dropTable(name);
  }
}

const tables: [string, TableColumnOptions[], TableIndexOptions[], TableCheckOptions[]][] = [
  [
    'slots',
    [
      id(),
      text('area_code'),
      text('name'),
      text('rule'),
      text('sharing'),
      text('takes'),
      text('frame'),
      integer('revision'),
      bigint('created_at'),
      bigint('retired_at', nullable),
    ],
    [{ name: 'slots_area', columnNames: ['area_code'] }],
    [
      check('slots_sharing', "sharing IN ('exclusive', 'shared')"),
      check('slots_takes', "takes IN ('anything', 'priority')"),
    ],
  ],
  [
    'policies',
    [id('area_code'), text('limits'), text('exceptions'), integer('revision'), bigint('updated_at')],
    [],
    [],
  ],
  [
    'bookings',
    [
      id(),
      text('kind'),
      text('ref'),
      text('area_code'),
      text('zones', nullable),
      text('class'),
      text('audio'),
      text('item'),
      text('slot_ids'),
      text('dates'),
      integer('readings'),
      integer('position', nullable),
      bigint('approved_at', nullable),
      bigint('valid_from_at', nullable),
      bigint('valid_until_at', nullable),
      text('repeat', nullable),
      text('on_miss'),
      bigint('late_by_ms', nullable),
      text('state'),
      text('withdrawn_because', nullable),
      integer('revision'),
      bigint('created_at'),
    ],
    [
      { name: 'bookings_area', columnNames: ['area_code', 'state'] },
      { name: 'bookings_ref', columnNames: ['ref'] },
    ],
    [
      check('bookings_kind', "kind IN ('bulletin', 'relay', 'rendered')"),
      check('bookings_class', "class IN ('priority', 'normal')"),
      check('bookings_state', "state IN ('active', 'withdrawn')"),
      check('bookings_on_miss', "on_miss IN ('skip', 'next-slot')"),
    ],
  ],
  [
    'schedule_decisions',
    [id(), text('area_code'), text('decision'), text('reason'), text('by_name'), bigint('at')],
    [{ name: 'schedule_decisions_area', columnNames: ['area_code'] }],
    [],
  ],
  [
    'rundowns',
    [
      id(),
      text('area_code'),
      text('slot_id'),
      text('slot_occurrence_id'),
      text('local_date'),
      bigint('start_at'),
      bigint('end_at'),
      bigint('freeze_at'),
      boolean('frozen'),
      integer('version'),
      text('body'),
      text('audio'),
      text('withdrawn'),
      bigint('planned_at'),
    ],
    [
      { name: 'rundowns_area_start', columnNames: ['area_code', 'start_at'] },
      { name: 'rundowns_freeze', columnNames: ['frozen', 'freeze_at'] },
    ],
    [],
  ],
];
