import { type Decision } from '../../../src/domain/scheduling/decision';
import { slotOccurrenceIdOf } from '../../../src/domain/scheduling/keys';
import {
  aBooking,
  aSlot,
  aTemplate,
  at,
  commune,
  communeLevel,
  lines,
  plan,
  sha256,
  sources,
} from '../../support/plan-builders';

const day = '2026-03-02';
const twoDays = { from: day, to: '2026-03-03' };
const sessionOn = (date: string, slotId = 'evening'): string => slotOccurrenceIdOf(sha256, slotId, date, 0);

describe('S2 order in a rundown', () => {
  test('opening, relays, priority, normal by position, approval and id, zone items, closing', () => {
    const { rundowns } = plan({
      programmeArea: { id: commune, zones: ['north', 'south'] },
      slots: [aSlot('evening', { template: aTemplate(10, 5) })],
      bookings: [
        aBooking('only-north', { zones: ['north'] }),
        aBooking('b-late', { approvedAt: 9 }),
        aBooking('a-late', { approvedAt: 9 }),
        aBooking('early', { approvedAt: 2 }),
        aBooking('second', { position: 2 }),
        aBooking('first', { position: 1 }),
        aBooking('storm', { class: 'priority', approvedAt: 99 }),
        aBooking('relay', { kind: 'relay', offsetMs: 10_000, seconds: 300 }),
      ],
    });
    expect(lines(rundowns[0])).toEqual([
      '17:00:00 opening',
      '17:00:10 relay',
      '17:05:10 storm',
      '17:06:10 first',
      '17:07:10 second',
      '17:08:10 early',
      '17:09:10 a-late',
      '17:10:10 b-late',
      '17:11:10 only-north',
      '17:11:10 closing',
      '17:12:10 closing',
    ]);
    const closings = rundowns[0]?.items.filter(({ because }) => because === 'closing');
    expect(closings?.map(({ zones, play }) => [zones, play])).toEqual([
      [['south'], 1],
      [['north'], 2],
    ]);
  });

  test('items flow around a relay in the middle, keep their order and are never cut by it', () => {
    const { rundowns } = plan({
      bookings: [
        aBooking('relay', { kind: 'relay', offsetMs: 120_000, seconds: 300 }),
        aBooking('a', { seconds: 90, position: 1 }),
        aBooking('b', { seconds: 60, position: 2 }),
        aBooking('c', { seconds: 20, position: 3 }),
      ],
    });
    expect(lines(rundowns[0])).toEqual(['17:00:00 a', '17:02:00 relay', '17:07:00 b', '17:08:00 c']);
  });

  test('a relay that does not find its place free is left out, named, and not carried over', () => {
    const { rundowns, unplaced } = plan({
      window: twoDays,
      bookings: ['one', 'two'].map((id) =>
        aBooking(id, { kind: 'relay', offsetMs: 0, seconds: 300, dates: { kind: 'on', dates: [day] } }),
      ),
    });
    expect(rundowns.map(sources)).toEqual([['one'], []]);
    expect(unplaced).toMatchObject([{ bookingId: 'two', reason: 'fixed-place-taken' }]);
  });

  test('two priorities that do not both fit: the earlier approval stands, and the operator is asked', () => {
    const bookings = ['storm', 'flood'].map((id, i) =>
      aBooking(id, { class: 'priority', seconds: 1000, approvedAt: 10 - i, dates: { kind: 'on', dates: [day] } }),
    );
    const asked = plan({ bookings });
    expect(sources(asked.rundowns[0])).toEqual(['flood']);
    expect(asked.decisionsNeeded).toMatchObject([{ keptBookingIds: ['flood'], leftOutBookingIds: ['storm'] }]);
    expect(asked.rundowns[0]?.notes).toEqual([{ code: 'priority-needs-decision', ids: ['storm'] }]);

    const order: Decision = {
      kind: 'order',
      slotOccurrenceId: sessionOn(day),
      bookingIds: ['storm', 'flood'],
      level: communeLevel,
    };
    const decided = plan({ bookings, decisions: [order] });
    expect(sources(decided.rundowns[0])).toEqual(['storm']);
    expect(decided.decisionsNeeded).toEqual([]);
  });

  test('nothing to say means no chime either', () => {
    const { rundowns } = plan({ slots: [aSlot('evening', { template: aTemplate(10, 5) })] });
    expect(rundowns.map(sources)).toEqual([[]]);
  });

  test('a slot with a fixed part airs it every time', () => {
    const template = {
      ...aTemplate(10, 5),
      fixed: [
        {
          id: 'news',
          ref: 'news',
          language: 'vi',
          versionId: null,
          durationMs: 60_000,
          offsetMs: 60_000,
          class: 'normal' as const,
        },
      ],
    };
    const { rundowns } = plan({ slots: [aSlot('evening', { template })] });
    expect(lines(rundowns[0])).toEqual(['17:00:00 opening', '17:01:00 news', '17:02:00 closing']);
  });
});

describe('S3 nothing is cut, what does not fit is carried over once', () => {
  test('a slot overbooked by 3 minutes carries the last item over and says so before the day', () => {
    const bookings = Array.from({ length: 11 }, (_, i) =>
      aBooking(`item-${String(i).padStart(2, '0')}`, {
        seconds: 180,
        position: i,
        dates: { kind: 'on', dates: [day] },
      }),
    );
    const { rundowns, unplaced } = plan({ window: twoDays, bookings });
    expect(rundowns[0]?.items).toHaveLength(10);
    expect(rundowns[0]?.leftOut).toMatchObject([
      {
        bookingId: 'item-10',
        reason: 'no-room',
        outcome: { kind: 'carried', slotOccurrenceId: sessionOn('2026-03-03') },
      },
    ]);
    expect(rundowns[1]?.items).toMatchObject([
      { sourceId: 'item-10', because: 'carried-over', carriedFrom: sessionOn(day), startAt: at('2026-03-03', '17:00') },
    ]);
    expect(unplaced).toEqual([]);
  });

  test('it comes after that day’s own items, and a second refusal is final and named', () => {
    const full = (date: string): ReturnType<typeof aBooking>[] =>
      ['a', 'b'].map((id) => aBooking(`${id}-${date}`, { seconds: 900, dates: { kind: 'on', dates: [date] } }));
    const late = aBooking('late', { seconds: 60, approvedAt: 5, dates: { kind: 'on', dates: [day] } });
    const { rundowns, unplaced } = plan({
      window: { from: day, to: '2026-03-04' },
      bookings: [...full(day), ...full('2026-03-03'), late],
    });
    expect(rundowns.map(sources)).toEqual([[`a-${day}`, `b-${day}`], ['a-2026-03-03', 'b-2026-03-03'], []]);
    expect(rundowns[0]?.leftOut).toMatchObject([{ outcome: { kind: 'unplaced' } }]);
    expect(unplaced).toMatchObject([
      { bookingId: 'late', reason: 'no-room', slotOccurrenceId: sessionOn('2026-03-03'), localDate: '2026-03-03' },
    ]);
  });

  test('the next session is that of any of the booking’s slots, also on the same day', () => {
    const slots = [
      aSlot('morning', { rule: { startLocal: '06:00', lengthMinutes: 1 } }),
      aSlot('evening'),
      aSlot('night', { rule: { startLocal: '19:00' } }),
    ];
    const bookings = [
      aBooking('first', { slotIds: ['morning'], position: 1 }),
      aBooking('second', { slotIds: ['morning', 'night'], repeat: { playsPerDay: 1, gapMs: null, total: null } }),
    ];
    const { rundowns } = plan({ slots, bookings });
    expect(rundowns.map(sources)).toEqual([['first'], [], ['second']]);
  });

  test('a shorter item may use the room that a longer one could not', () => {
    const { rundowns } = plan({
      bookings: [
        aBooking('a', { seconds: 1500, position: 1 }),
        aBooking('b', { seconds: 600, position: 2 }),
        aBooking('c', { seconds: 300, position: 3 }),
      ],
    });
    expect(sources(rundowns[0])).toEqual(['a', 'c']);
  });

  test('a date without a session and the end of validity are told', () => {
    const { unplaced } = plan({
      slots: [aSlot('evening', { rule: { weekdays: [2] } })],
      window: twoDays,
      bookings: [
        aBooking('monday', { dates: { kind: 'on', dates: [day] } }),
        aBooking('over', { validUntilAt: at('2026-03-03', '17:00') }),
      ],
    });
    expect(unplaced.map(({ bookingId, reason, localDate }) => [bookingId, reason, localDate])).toEqual([
      ['over', 'validity-ended', '2026-03-03'],
      ['monday', 'no-session-that-day', day],
    ]);
  });
});

describe('S4 exactly once', () => {
  test('a 9 s item in ten slots of a day and a 12 s item in nine, two of them shared, give 19 plays, once each', () => {
    const slots = Array.from({ length: 17 }, (_, i) =>
      aSlot(`slot-${i}`, {
        rule: {
          startLocal: `${String(5 + Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`,
          lengthMinutes: 10,
        },
      }),
    );
    const ids = slots.map(({ id }) => id);
    const { rundowns, unplaced } = plan({
      slots,
      bookings: [
        aBooking('nine', { seconds: 9, slotIds: ids.slice(0, 10) }),
        aBooking('twelve', { seconds: 12, slotIds: ids.slice(8) }),
      ],
    });
    const items = rundowns.flatMap((rundown) => rundown.items);
    expect(items).toHaveLength(19);
    expect(new Set(items.map(({ airingKey }) => airingKey)).size).toBe(19);
    expect(items.filter(({ sourceId }) => sourceId === 'nine')).toHaveLength(10);
    expect(items.filter(({ sourceId }) => sourceId === 'twelve')).toHaveLength(9);
    expect(rundowns.map((rundown) => rundown.items.length)).toEqual([
      1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1,
    ]);
    expect(unplaced).toEqual([]);
  });

  test('moving a session and editing the audio keep the keys; another commune, language or reading has its own', () => {
    const keys = (change: Parameters<typeof plan>[0]): string[] =>
      plan(change).rundowns.flatMap((rundown) => rundown.items.map(({ airingKey }) => airingKey));
    const booking = aBooking('a');
    const before = keys({ bookings: [booking] });
    const moved = aSlot('evening', { rule: { exceptions: [{ date: day, kind: 'move', startLocal: '18:00' }] } });
    expect(keys({ bookings: [booking], slots: [moved] })).toEqual(before);
    expect(
      keys({ bookings: [aBooking('a', { audio: [{ language: 'vi', versionId: 'new', durationMs: 5 }] })] }),
    ).toEqual(before);
    expect(keys({ bookings: [booking], programmeArea: { id: 'other', zones: [] } })).not.toEqual(before);
    const many = aBooking('a', {
      readings: 2,
      audio: ['vi', 'jra'].map((language) => ({ language, versionId: null, durationMs: 1000 })),
    });
    expect(new Set(keys({ bookings: [many] })).size).toBe(4);
  });

  test('an item carried into a session that has its own play of it gets the next play number', () => {
    const other = aBooking('other', { seconds: 1750, approvedAt: 0, dates: { kind: 'on', dates: [day] } });
    const { rundowns } = plan({ window: twoDays, bookings: [other, aBooking('daily', { seconds: 60 })] });
    expect(rundowns[1]?.items.map(({ sourceId, play, because }) => [sourceId, play, because])).toEqual([
      ['daily', 1, 'booked'],
      ['daily', 2, 'carried-over'],
    ]);
  });
});
