import fc from 'fast-check';
import { occurrencesOf } from '../../../src/domain/time/occurrences';
import { type SlotRule } from '../../../src/domain/time/slot-rule';

const every = [1, 2, 3, 4, 5, 6, 7] as const;
const ruleOf = (change: Partial<SlotRule>): SlotRule => ({
  zone: 'Asia/Ho_Chi_Minh',
  weekdays: every,
  startLocal: '05:00',
  lengthMinutes: 30,
  validFrom: '2000-01-01',
  validTo: null,
  exceptions: [],
  ...change,
});
/** `date startLocal instant because`, short enough to read in a table. */
const seen = (rule: SlotRule, from: string, to = from): string[] =>
  occurrencesOf(rule, from, to).map(
    ({ localDate, startLocal, startAt, because }) =>
      `${localDate} ${startLocal} ${new Date(startAt).toISOString().slice(0, 19)}Z ${because}`,
  );

describe('T2 a slot is a rule of the wall clock', () => {
  test('in Vietnam 05:00 is 22:00 UTC of the day before', () => {
    expect(seen(ruleOf({}), '2026-02-17')).toEqual(['2026-02-17 05:00 2026-02-16T22:00:00Z rule']);
  });

  test.each([
    ['Europe/Berlin', '02:00', '2026-03-29', '03:00 2026-03-29T01:00:00Z gap'],
    ['Europe/Berlin', '02:59', '2026-03-29', '03:00 2026-03-29T01:00:00Z gap'],
    ['Europe/Berlin', '03:00', '2026-03-29', '03:00 2026-03-29T01:00:00Z rule'],
    ['Europe/Berlin', '01:59', '2026-03-29', '01:59 2026-03-29T00:59:00Z rule'],
    ['Europe/Berlin', '02:00', '2026-10-25', '02:00 2026-10-25T00:00:00Z fold'],
    ['Europe/Berlin', '02:59', '2026-10-25', '02:59 2026-10-25T00:59:00Z fold'],
    ['Europe/Berlin', '03:00', '2026-10-25', '03:00 2026-10-25T02:00:00Z rule'],
    ['America/New_York', '02:30', '2026-03-08', '03:00 2026-03-08T07:00:00Z gap'],
    ['America/New_York', '01:30', '2026-11-01', '01:30 2026-11-01T05:30:00Z fold'],
    // half an hour
    ['Australia/Lord_Howe', '02:10', '2026-10-04', '02:30 2026-10-03T15:30:00Z gap'],
    ['Australia/Lord_Howe', '02:30', '2026-10-04', '02:30 2026-10-03T15:30:00Z rule'],
    ['Australia/Lord_Howe', '01:45', '2026-04-05', '01:45 2026-04-04T14:45:00Z fold'],
    // two hours
    ['Antarctica/Troll', '01:30', '2026-03-29', '03:00 2026-03-29T01:00:00Z gap'],
    ['Antarctica/Troll', '02:30', '2026-10-25', '02:30 2026-10-25T00:30:00Z fold'],
    // at midnight: the day begins at one
    ['America/Sao_Paulo', '00:00', '2018-11-04', '01:00 2018-11-04T03:00:00Z gap'],
    ['Africa/Cairo', '00:15', '2026-04-24', '01:00 2026-04-23T22:00:00Z gap'],
    ['Asia/Beirut', '00:00', '2026-03-29', '01:00 2026-03-28T22:00:00Z gap'],
    // at midnight: the last hour of the day before comes twice
    ['America/Sao_Paulo', '23:30', '2018-02-17', '23:30 2018-02-18T01:30:00Z fold'],
    // the gap ends on the next date, the occurrence stays with its own (T3)
    ['America/Nuuk', '23:30', '2026-03-28', '00:00 2026-03-29T01:00:00Z gap'],
    // a date that the calendar skipped
    ['Pacific/Apia', '06:00', '2011-12-30', '00:00 2011-12-30T10:00:00Z gap'],
    ['Pacific/Apia', '06:00', '2011-12-29', '06:00 2011-12-29T16:00:00Z rule'],
    ['Pacific/Apia', '06:00', '2011-12-31', '06:00 2011-12-30T16:00:00Z rule'],
    ['Pacific/Kwajalein', '12:00', '1993-08-21', '00:00 1993-08-21T12:00:00Z gap'],
    // long ago and far ahead
    ['Asia/Ho_Chi_Minh', '05:00', '1965-06-01', '05:00 1965-05-31T21:00:00Z rule'],
    ['UTC', '00:00', '0001-01-01', '00:00 0001-01-01T00:00:00Z rule'],
    ['UTC', '23:59', '9999-12-31', '23:59 9999-12-31T23:59:00Z rule'],
    ['Asia/Ho_Chi_Minh', '00:00', '2400-02-29', '00:00 2400-02-28T17:00:00Z rule'],
  ])('%s %s on %s', (zone, startLocal, date, expected) => {
    expect(seen(ruleOf({ zone, startLocal, validFrom: '0000-01-01' }), date)).toEqual([`${date} ${expected}`]);
  });

  test.each([
    ['UTC', '05:00:07', '2026-02-17', '05:00:07 2026-02-17T05:00:07Z rule'],
    ['UTC', '23:59:59', '2026-02-17', '23:59:59 2026-02-17T23:59:59Z rule'],
    ['UTC', '05:00:00', '2026-02-17', '05:00 2026-02-17T05:00:00Z rule'],
    ['Europe/Berlin', '02:59:59', '2026-03-29', '03:00 2026-03-29T01:00:00Z gap'],
    ['Europe/Berlin', '02:59:59', '2026-10-25', '02:59:59 2026-10-25T00:59:59Z fold'],
  ])('a start may name seconds: %s %s on %s', (zone, startLocal, date, expected) => {
    expect(seen(ruleOf({ zone, startLocal }), date)).toEqual([`${date} ${expected}`]);
  });

  test('a gap moves that day only', () => {
    const rule = ruleOf({ zone: 'Europe/Berlin', startLocal: '02:15' });
    expect(occurrencesOf(rule, '2026-03-28', '2026-03-30').map((one) => one.startLocal)).toEqual([
      '02:15',
      '03:00',
      '02:15',
    ]);
  });

  test('the length is elapsed time, also over a change of clocks', () => {
    const rule = ruleOf({ zone: 'Europe/Berlin', startLocal: '01:30', lengthMinutes: 120 });
    for (const { startAt, endAt } of occurrencesOf(rule, '2026-03-28', '2026-03-30'))
      expect(endAt - startAt).toBe(7_200_000);
  });
});

describe('T3 an occurrence belongs to the local date it starts on', () => {
  test('crossing midnight: weekday and exceptions are judged on the first date', () => {
    const rule = ruleOf({
      weekdays: [1],
      startLocal: '23:45',
      exceptions: [
        { date: '2026-03-03', kind: 'skip' },
        { date: '2026-03-09', kind: 'skip' },
      ],
    });
    expect(seen(rule, '2026-03-01', '2026-03-17')).toEqual([
      '2026-03-02 23:45 2026-03-02T16:45:00Z rule',
      '2026-03-16 23:45 2026-03-16T16:45:00Z rule',
    ]);
  });
});

describe('T4 exceptions', () => {
  const monday = '2026-03-02';
  const tuesday = '2026-03-03';
  const withExceptions = (...exceptions: SlotRule['exceptions']): SlotRule => ruleOf({ weekdays: [1], exceptions });

  test('among skip and move the last written for a date wins', () => {
    const move = { date: monday, kind: 'move', startLocal: '06:00' } as const;
    const skip = { date: monday, kind: 'skip' } as const;
    expect(seen(withExceptions(skip, move), monday)).toEqual(['2026-03-02 06:00 2026-03-01T23:00:00Z move']);
    expect(seen(withExceptions(move, skip), monday)).toEqual([]);
    const later = { date: monday, kind: 'move', lengthMinutes: 10 } as const;
    expect(seen(withExceptions(move, later), monday)).toEqual(['2026-03-02 05:00 2026-03-01T22:00:00Z move']);
  });

  test('skip and move act on the rule’s occurrence only, and do nothing where there is none', () => {
    expect(seen(withExceptions({ date: tuesday, kind: 'move', startLocal: '06:00' }), tuesday)).toEqual([]);
    const beside = withExceptions(
      { date: monday, kind: 'add', startLocal: '17:00', lengthMinutes: 15 },
      { date: monday, kind: 'skip' },
    );
    expect(seen(beside, monday)).toEqual(['2026-03-02 17:00 2026-03-02T10:00:00Z add']);
  });

  test('every add stands beside the others, outside the weekdays too, and takes from the rule what it leaves out', () => {
    const rule = withExceptions(
      { date: tuesday, kind: 'add' },
      { date: tuesday, kind: 'add', startLocal: '04:00' },
      { date: tuesday, kind: 'add', startLocal: '17:00', lengthMinutes: 15 },
    );
    const found = occurrencesOf(rule, tuesday, tuesday);
    expect(found.map(({ startLocal, endAt, startAt, n }) => [startLocal, (endAt - startAt) / 60_000, n])).toEqual([
      ['04:00', 30, 2],
      ['05:00', 30, 1],
      ['17:00', 15, 3],
    ]);
  });

  test('nothing stands outside valid-from and valid-to, both included', () => {
    const rule = ruleOf({
      weekdays: [],
      validFrom: '2026-03-02',
      validTo: '2026-03-04',
      exceptions: ['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05'].map((date) => ({
        date,
        kind: 'add' as const,
      })),
    });
    expect(occurrencesOf(rule, '2026-01-01', '2026-12-31').map((one) => one.localDate)).toEqual([
      '2026-03-02',
      '2026-03-04',
    ]);
  });

  test('S4 move keeps the number of the rule’s occurrence, adds count on from one', () => {
    const rule = withExceptions(
      { date: monday, kind: 'move', startLocal: '18:00' },
      { date: monday, kind: 'add', startLocal: '07:00' },
    );
    expect(occurrencesOf(rule, monday, monday).map(({ n, because }) => [n, because])).toEqual([
      [1, 'add'],
      [0, 'move'],
    ]);
  });

  test('the exception’s kind wins over gap and fold, and the start is still the wall time really used', () => {
    const rule = ruleOf({
      zone: 'Europe/Berlin',
      exceptions: [
        { date: '2026-03-29', kind: 'move', startLocal: '02:20' },
        { date: '2026-10-25', kind: 'add', startLocal: '02:20' },
      ],
    });
    expect(seen(rule, '2026-03-29')).toEqual(['2026-03-29 03:00 2026-03-29T01:00:00Z move']);
    expect(seen(rule, '2026-10-25')[0]).toBe('2026-10-25 02:20 2026-10-25T00:20:00Z add');
  });
});

describe('occurrencesOf', () => {
  test('an empty range gives nothing, an unknown zone or date throws', () => {
    expect(occurrencesOf(ruleOf({}), '2026-03-02', '2026-03-01')).toEqual([]);
    expect(() => occurrencesOf(ruleOf({ zone: 'Mars/Olympus' }), '2026-03-02', '2026-03-02')).toThrow(RangeError);
    expect(() => occurrencesOf(ruleOf({}), '2026-02-30', '2026-03-02')).toThrow(RangeError);
  });

  test('two halves of a range give what the whole gives', () => {
    const date = fc
      .integer({ min: 0, max: 364 })
      .map((d) => new Date(Date.UTC(2026, 0, 1 + d)).toISOString().slice(0, 10));
    const zone = fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(zone, date, fc.integer({ min: 0, max: 23 }), (z, cut, hour) => {
        const rule = ruleOf({ zone: z, startLocal: `${String(hour).padStart(2, '0')}:30` });
        const next = new Date(Date.parse(cut) + 86_400_000).toISOString().slice(0, 10);
        expect([...occurrencesOf(rule, '2026-01-01', cut), ...occurrencesOf(rule, next, '2026-12-31')]).toEqual(
          occurrencesOf(rule, '2026-01-01', '2026-12-31'),
        );
      }),
      { numRuns: 20 },
    );
  });
});
