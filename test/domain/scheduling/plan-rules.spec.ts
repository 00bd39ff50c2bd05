import { type Decision } from '../../../src/domain/scheduling/decision';
import { explain } from '../../../src/domain/scheduling/explain';
import { withHolds } from '../../../src/domain/scheduling/hold';
import { slotOccurrenceIdOf } from '../../../src/domain/scheduling/keys';
import {
  aBooking,
  aSlot,
  at,
  commune,
  communeLevel,
  lines,
  plan,
  province,
  provinceLevel,
  sha256,
  sources,
} from '../../support/plan-builders';

const day = '2026-03-02';
const twoDays = { from: day, to: '2026-03-03' };
const sessionOn = (date: string, slotId = 'evening'): string => slotOccurrenceIdOf(sha256, slotId, date, 0);

describe('S5 freeze', () => {
  const bookings = [aBooking('approved'), aBooking('pending', { approvedAt: null })];

  test('what awaits approval holds its place until the freeze, and not after', () => {
    const before = plan({ bookings, asOf: at(day, '16:49:59') });
    expect(before.rundowns[0]?.items.map(({ state }) => state)).toEqual(['planned', 'awaiting-approval']);
    expect(before.rundowns[0]).toMatchObject({ frozen: false, freezeAt: at(day, '16:50') });
    const after = plan({ bookings, asOf: at(day, '16:50') });
    expect(sources(after.rundowns[0])).toEqual(['approved']);
    expect(after.rundowns[0]?.frozen).toBe(true);
    expect(after.unplaced).toMatchObject([{ bookingId: 'pending', reason: 'not-approved-in-time' }]);
  });

  test('a freeze of 0 closes at the start, and a session that is over is planned no more', () => {
    expect(plan({ bookings, freezeMs: 0, asOf: at(day, '16:59:59') }).rundowns[0]?.frozen).toBe(false);
    expect(plan({ bookings, freezeMs: 0, asOf: at(day, '17:30') }).rundowns).toEqual([]);
  });
});

describe('S6 latest start and misses', () => {
  test('an item may start as late as slot and window let it end, or as its booking says', () => {
    const { rundowns } = plan({
      bookings: [
        aBooking('a', { seconds: 60, position: 1 }),
        aBooking('b', { seconds: 60, lateByMs: 5000, position: 2 }),
        aBooking('c', { seconds: 60, validUntilAt: at(day, '17:10'), position: 3 }),
      ],
      policies: [{ areaId: commune, level: 3, limits: { windows: [{ from: '05:00', to: '17:20' }] }, exceptions: [] }],
    });
    expect(rundowns[0]?.items.map(({ latestStartAt }) => latestStartAt)).toEqual([
      at(day, '17:19'),
      at(day, '17:01:05'),
      at(day, '17:10') - 1,
    ]);
  });

  const missed = (onMiss: 'skip' | 'next-slot', result: 'missed' | 'partial'): ReturnType<typeof plan> => {
    const booking = aBooking('a', { onMiss, dates: { kind: 'on', dates: [day] } });
    const [rundown] = plan({ bookings: [booking], asOf: at(day, '16:55') }).rundowns;
    if (!rundown) throw new Error('no rundown');
    const results = new Map(rundown.items.map(({ airingKey }) => [airingKey, result]));
    const settled = { rundowns: [{ rundown, results }], history: [] };
    return plan({ bookings: [booking], window: { from: day, to: '2026-03-04' }, asOf: at(day, '18:00'), settled });
  };

  test('next-slot plays a missed item in the next session, once, and only when nothing was heard', () => {
    expect(missed('next-slot', 'missed').rundowns.map(sources)).toEqual([['a'], []]);
    expect(missed('next-slot', 'missed').rundowns[0]?.items).toMatchObject([
      { because: 'missed-before', carriedFrom: sessionOn(day) },
    ]);
    expect(missed('next-slot', 'partial').rundowns.map(sources)).toEqual([[], []]);
    expect(missed('skip', 'missed').rundowns.map(sources)).toEqual([[], []]);
  });
});

describe('S9 repeat control', () => {
  const slots = ['06:00', '11:00', '17:00'].map((startLocal, i) => aSlot(`slot-${i}`, { rule: { startLocal } }));
  const counts = (repeat: Parameters<typeof aBooking>[1] & object, days = 3): number[] =>
    plan({ slots, window: { from: day, to: `2026-03-0${1 + days}` }, bookings: [aBooking('a', repeat)] }).rundowns.map(
      ({ items }) => items.length,
    );

  test('plays a day, total and gap, counting planned plays; what is not due is nobody’s loss', () => {
    expect(counts({ repeat: { playsPerDay: 2, gapMs: null, total: null } })).toEqual([1, 1, 0, 1, 1, 0, 1, 1, 0]);
    expect(counts({ repeat: { playsPerDay: null, gapMs: null, total: 4 } })).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0]);
    expect(counts({ repeat: { playsPerDay: null, gapMs: 8 * 3_600_000, total: null } })).toEqual([
      1, 0, 1, 1, 0, 1, 1, 0, 1,
    ]);
    expect(
      plan({ slots, bookings: [aBooking('a', { repeat: { playsPerDay: 1, gapMs: null, total: null } })] }).unplaced,
    ).toEqual([]);
  });

  test('is kept over two bookings of one bulletin', () => {
    const repeat = { playsPerDay: 1, gapMs: null, total: null };
    const { rundowns } = plan({ slots, bookings: ['a', 'b'].map((id) => aBooking(id, { ref: 'same', repeat })) });
    expect(rundowns.flatMap(sources)).toEqual(['a']);
  });

  test('history counts, a miss gives the play back, and replays are marked', () => {
    const booking = aBooking('a', { repeat: { playsPerDay: null, gapMs: null, total: 2 } });
    const history = [{ ref: booking.ref, plays: 1, lastEndAt: at('2026-02-01', '06:01') }];
    const [first] = plan({ slots, bookings: [booking], asOf: at(day, '05:55') }).rundowns;
    if (!first) throw new Error('no rundown');
    const results = new Map(first.items.map(({ airingKey }) => [airingKey, 'missed' as const]));
    const settled = { rundowns: [{ rundown: first, results }], history };
    const { rundowns } = plan({ slots, bookings: [booking], asOf: at(day, '08:00'), settled });
    expect(rundowns.map(({ items }) => items.map(({ replay }) => replay))).toEqual([[true], []]);
  });

  test('readings in one session are one after the other and no repeats', () => {
    const { rundowns } = plan({
      slots,
      bookings: [aBooking('a', { readings: 3, repeat: { playsPerDay: 3, gapMs: 1e9, total: null } })],
    });
    expect(rundowns.map(lines)).toEqual([['06:00:00 a', '06:01:00 a', '06:02:00 a'], [], []]);
    expect(rundowns[0]?.items.map(({ replay, reading }) => [replay, reading])).toEqual([
      [false, 1],
      [false, 2],
      [false, 3],
    ]);
  });
});

describe('S7 policies in the plan', () => {
  const policy = (limits: object, change: object = {}): Parameters<typeof plan>[0] => ({
    policies: [{ areaId: commune, level: communeLevel, limits, exceptions: [], ...change }],
  });

  test('a session outside every window is blocked and named; one partly outside airs the part inside', () => {
    const early = aSlot('early', { rule: { startLocal: '04:00' } });
    const dawn = aSlot('dawn', { rule: { startLocal: '04:50' } });
    const bookings = [aBooking('a', { slotIds: ['early', 'dawn'], seconds: 700 })];
    const { rundowns, conflicts, unplaced } = plan({ slots: [early, dawn], bookings });
    expect(conflicts).toMatchObject([{ code: 'outside-window', slotId: 'early', by: ['root'] }]);
    expect(unplaced).toMatchObject([{ bookingId: 'a', reason: 'outside-window' }]);
    expect(rundowns.map(lines)).toEqual([['05:00:00 a']]);
    expect(rundowns[0]?.notes).toEqual([{ code: 'partly-outside-window', ids: ['root'] }]);
  });

  test('the longest session, the sessions of a day and the weekdays are kept', () => {
    const bookings = ['a', 'b', 'c'].map((id) => aBooking(id, { seconds: 240 }));
    const capped = plan({ ...policy({ maxSessionMinutes: 10 }), bookings });
    expect(capped.rundowns.map(sources)).toEqual([['a', 'b']]);
    const slots = ['06:00', '11:00', '17:00'].map((startLocal) => aSlot(startLocal, { rule: { startLocal } }));
    const twice = plan({ ...policy({ maxSessionsPerDay: 2 }), bookings, slots });
    expect(twice.rundowns.map(({ slotId }) => slotId)).toEqual(['06:00', '11:00']);
    expect(twice.conflicts).toMatchObject([{ code: 'too-many-sessions', by: [commune] }]);
    expect(plan({ ...policy({ weekdays: [2, 3] }), bookings }).conflicts).toMatchObject([
      { code: 'weekday-not-allowed' },
    ]);
  });

  test('a named exception opens the day, and the rundown shows that it did', () => {
    const exception = {
      id: 'demo',
      limit: 'windows' as const,
      value: [{ from: '00:00', to: '24:00' }],
      from: day,
      until: day,
      grantedLevel: 0,
      reason: 'demonstration',
    };
    const slots = [aSlot('night', { rule: { startLocal: '23:45' } })];
    const { rundowns, conflicts } = plan({
      ...policy({}, { exceptions: [exception] }),
      slots,
      window: twoDays,
      bookings: [aBooking('a', { seconds: 1000 })],
    });
    // The exception ends with its day: only the quarter before midnight is open.
    expect(rundowns.map(lines)).toEqual([[]]);
    expect(rundowns[0]?.notes).toContainEqual({ code: 'policy-exception-used', ids: ['demo'] });
    expect(conflicts).toMatchObject([{ localDate: '2026-03-03', code: 'outside-window' }]);
  });
});

describe('S12 slots of upper areas', () => {
  const provinceSlot = (change: object = {}): ReturnType<typeof aSlot> =>
    aSlot('province', { areaId: province, level: provinceLevel, ...change });
  const theirs = { areaId: province, level: provinceLevel };

  test('exclusive takes the owner’s items only; shared the owner’s, then the commune’s', () => {
    const bookings = [
      aBooking('ours', { seconds: 900 }),
      aBooking('theirs', { ...theirs, seconds: 1000, approvedAt: 9 }),
    ];
    expect(plan({ slots: [provinceSlot({ sharing: 'exclusive' })], bookings }).rundowns.map(sources)).toEqual([
      ['theirs'],
    ]);
    expect(plan({ slots: [provinceSlot()], bookings }).rundowns.map(sources)).toEqual([['theirs']]);
    expect(plan({ slots: [provinceSlot()], bookings: bookings.slice(0, 1) }).rundowns.map(sources)).toEqual([['ours']]);
  });

  test('a commune cannot remove what comes from above, and its own priority does not push it out', () => {
    const bookings = [
      aBooking('theirs', { ...theirs, seconds: 1500 }),
      aBooking('ours', { class: 'priority', seconds: 600 }),
    ];
    const out = (bookingId: string, level: number): Decision => ({
      kind: 'leave-out',
      slotOccurrenceId: sessionOn(day, 'province'),
      bookingId,
      level,
    });
    const tried = plan({ slots: [provinceSlot()], bookings, decisions: [out('theirs', communeLevel)] });
    expect(tried.rundowns.map(sources)).toEqual([['theirs']]);
    expect(tried.rundowns[0]?.notes).toContainEqual({ code: 'decision-not-allowed', ids: ['theirs'] });
    const done = plan({ slots: [provinceSlot()], bookings, decisions: [out('theirs', provinceLevel)] });
    expect(done.rundowns.map(sources)).toEqual([['ours']]);
    expect(done.unplaced).toMatchObject([{ bookingId: 'theirs', reason: 'left-out-by-operator' }]);
  });

  test('where slots overlap the upper one wins and the conflict is named; a frozen session stands', () => {
    const slots = [provinceSlot({ rule: { startLocal: '17:15' } }), aSlot('evening')];
    const bookings = [aBooking('a', { slotIds: ['evening'] })];
    const { rundowns, conflicts, unplaced } = plan({ slots, bookings });
    expect(rundowns.map(({ slotId }) => slotId)).toEqual(['province']);
    expect(conflicts).toMatchObject([{ code: 'overlapped', slotId: 'evening', by: ['province'] }]);
    expect(unplaced).toMatchObject([{ bookingId: 'a', reason: 'overlapped' }]);
    const [frozen] = plan({ bookings, asOf: at(day, '16:55') }).rundowns;
    if (!frozen) throw new Error('no rundown');
    const settled = { rundowns: [{ rundown: frozen, results: new Map() }], history: [] };
    const later = plan({ slots, bookings, settled, window: twoDays, asOf: at(day, '16:56') });
    expect(later.rundowns.map(({ slotId, localDate }) => [slotId, localDate])).toEqual([['province', '2026-03-03']]);
  });

  test('S13 an extra session takes priority items only', () => {
    const slots = [
      aSlot('extra', {
        takes: 'priority',
        rule: { weekdays: [], exceptions: [{ date: day, kind: 'add', startLocal: '09:00' }] },
      }),
    ];
    const bookings = [aBooking('storm', { class: 'priority' }), aBooking('chat')];
    expect(plan({ slots, bookings }).rundowns.map(lines)).toEqual([['09:00:00 storm']]);
  });
});

describe('P9 and S10', () => {
  const bookings = ['a', 'b'].map((id, position) => aBooking(id, { position }));

  test('P9 a held item leaves its place silent; later items keep their time', () => {
    const hold: Decision = { kind: 'hold', slotOccurrenceId: null, bookingId: 'a', level: communeLevel };
    const { rundowns } = plan({ bookings, decisions: [hold] });
    expect(rundowns[0]?.items.map(({ state }) => state)).toEqual(['held', 'planned']);
    expect(lines(rundowns[0])).toEqual(['17:00:00 a', '17:01:00 b']);
  });

  test('P9 the later of hold and release stands; a hold from above is not released from below', () => {
    const session = sessionOn(day);
    const hold = (level: number, slotOccurrenceId: string | null = null): Decision => ({
      kind: 'hold',
      slotOccurrenceId,
      bookingId: 'a',
      level,
    });
    const release = (level: number, slotOccurrenceId: string | null = null): Decision => ({
      kind: 'release',
      slotOccurrenceId,
      bookingId: 'a',
      level,
    });
    const states = (...decisions: Decision[]): (string | undefined)[] =>
      plan({ bookings, decisions, window: twoDays }).rundowns.map(({ items }) => items[0]?.state);
    expect(states(hold(communeLevel), release(communeLevel))).toEqual(['planned', 'planned']);
    expect(states(release(communeLevel), hold(communeLevel))).toEqual(['held', 'held']);
    expect(states(hold(communeLevel), release(communeLevel, session))).toEqual(['planned', 'held']);
    expect(states(hold(communeLevel, session), release(communeLevel))).toEqual(['planned', 'planned']);
    expect(states(hold(provinceLevel), release(communeLevel))).toEqual(['held', 'held']);
    expect(states(hold(communeLevel), hold(provinceLevel), release(provinceLevel))).toEqual(['planned', 'planned']);
  });

  test('P9 a hold reaches a frozen rundown too, but not what has been heard', () => {
    const items = plan({ bookings }).rundowns[0]?.items ?? [];
    const held = withHolds(items, ({ id }) => id === 'a', at(day, '16:59'));
    expect(held.map(({ state, startAt }) => [state, startAt])).toEqual([
      ['held', at(day, '17:00')],
      ['planned', at(day, '17:01')],
    ]);
    expect(withHolds(held, () => false, at(day, '16:59'))).toEqual(items);
    expect(withHolds(items, () => true, at(day, '17:01:30')).map(({ state }) => state)).toEqual(['planned', 'held']);
    expect(withHolds(items, () => false, 0)).toBe(items);
  });

  test('a cancelled session airs nothing, names what it would have said, and makes room for a lower slot', () => {
    const cancel: Decision = { kind: 'cancel-session', slotOccurrenceId: sessionOn(day), level: communeLevel };
    const named = [aBooking('a', { slotIds: ['evening'] })];
    const { rundowns, conflicts, unplaced } = plan({ bookings: named, decisions: [cancel] });
    expect(rundowns).toEqual([]);
    expect(conflicts).toMatchObject([{ code: 'session-cancelled' }]);
    expect(unplaced).toMatchObject([{ bookingId: 'a', reason: 'session-cancelled' }]);
  });

  test('S10 a rundown explains what it plays, what it left out and what was never asked for', () => {
    const long = aBooking('long', { seconds: 1790, position: 9, dates: { kind: 'on', dates: [day] } });
    const [rundown] = plan({ bookings: [...bookings, long] }).rundowns;
    if (!rundown) throw new Error('no rundown');
    expect(explain(rundown, 'a')).toMatchObject([{ kind: 'plays', because: 'booked', startAt: at(day, '17:00') }]);
    expect(explain(rundown, 'long')).toMatchObject([
      { kind: 'left-out', reason: 'no-room', outcome: { kind: 'waits-for-next-session' } },
    ]);
    expect(explain(rundown, 'nobody')).toEqual([{ kind: 'not-asked-for' }]);
  });
});
