import { checkSlotAgainstPolicy, findOverlaps } from '../../../src/domain/scheduling/check-slot';
import { freezeAtOf, isFrozen } from '../../../src/domain/scheduling/freeze';
import { openParts } from '../../../src/domain/scheduling/open-time';
import {
  effectivePolicyOn,
  policyPresets,
  type Policy,
  type PolicyException,
} from '../../../src/domain/scheduling/policy';
import { itemsForZones } from '../../../src/domain/scheduling/zones';
import { aBooking, aRule, aSlot, aTemplate, at, commune, plan, province, sources } from '../../support/plan-builders';

const date = '2026-03-02';
const range = { from: date, to: '2026-03-04' };
const communePolicy = (limits: Policy['limits'], exceptions: PolicyException[] = []): Policy => ({
  areaId: commune,
  level: 3,
  limits,
  exceptions,
});
const provincePolicy = (limits: Policy['limits']): Policy => ({ areaId: province, level: 1, limits, exceptions: [] });

describe('S7 policies are inherited and tightened', () => {
  test('without any, the root default holds', () => {
    expect(effectivePolicyOn([], date)).toMatchObject({
      windows: [{ from: '05:00', to: '21:00' }],
      maxSessionMinutes: null,
      maxSessionsPerDay: null,
      weekdays: null,
      setBy: { windows: ['root'] },
    });
  });

  test('a lower area tightens and can never widen; who set what is known', () => {
    const policies = [
      communePolicy({
        windows: [
          { from: '04:00', to: '11:00' },
          { from: '16:00', to: '24:00' },
        ],
        maxSessionMinutes: 60,
      }),
      provincePolicy({
        ...policyPresets.residential,
        maxSessionMinutes: 45,
        maxSessionsPerDay: 3,
        weekdays: [1, 2, 3, 4, 5],
      }),
    ];
    expect(effectivePolicyOn(policies, date)).toMatchObject({
      windows: [
        { from: '05:30', to: '11:00' },
        { from: '16:00', to: '20:00' },
      ],
      maxSessionMinutes: 45,
      maxSessionsPerDay: 3,
      weekdays: [1, 2, 3, 4, 5],
      setBy: { windows: ['root', province, commune], maxSessionMinutes: [province, commune] },
    });
  });

  test('a named exception sets aside what was set at or below the level that granted it, on its dates only', () => {
    const exception = (grantedLevel: number): PolicyException => ({
      id: 'tet',
      limit: 'windows',
      value: [{ from: '00:00', to: '24:00' }],
      from: date,
      until: date,
      grantedLevel,
      reason: 'New Year',
    });
    const policies = (level: number): Policy[] => [
      provincePolicy(policyPresets.residential),
      communePolicy({}, [exception(level)]),
    ];
    const windowsOf = (level: number, day: string): unknown => effectivePolicyOn(policies(level), day).windows;
    expect(windowsOf(0, date)).toEqual([{ from: '00:00', to: '24:00' }]);
    expect(windowsOf(1, date)).toEqual([{ from: '05:00', to: '21:00' }]);
    expect(windowsOf(3, date)).toEqual([{ from: '05:30', to: '20:00' }]);
    expect(windowsOf(0, '2026-03-03')).toEqual([{ from: '05:30', to: '20:00' }]);
  });

  test('windows become instants in the zone; open midnights join', () => {
    const all = effectivePolicyOn(
      [
        communePolicy({}, [
          {
            id: 'x',
            limit: 'windows',
            value: [{ from: '00:00', to: '24:00' }],
            from: date,
            until: '2026-12-31',
            grantedLevel: 0,
            reason: 'r',
          },
        ]),
      ],
      date,
    );
    const night = { startAt: at(date, '23:45'), endAt: at('2026-03-03', '00:15') };
    expect(openParts(night, 'Asia/Ho_Chi_Minh', () => all)).toEqual([night]);
    const root = effectivePolicyOn([], date);
    expect(openParts(night, 'Asia/Ho_Chi_Minh', () => root)).toEqual([]);
    const dusk = { startAt: at(date, '20:45'), endAt: at(date, '21:15') };
    expect(openParts(dusk, 'Asia/Ho_Chi_Minh', () => root)).toEqual([
      { startAt: dusk.startAt, endAt: at(date, '21:00') },
    ]);
  });
});

describe('S11 conflicts are named on save', () => {
  test('dates, areas and limits of every breach', () => {
    const conflicts = checkSlotAgainstPolicy(
      aRule({ startLocal: '20:45', lengthMinutes: 30, weekdays: [1, 2] }),
      [communePolicy({ maxSessionMinutes: 20, maxSessionsPerDay: 1, weekdays: [1] })],
      range,
      [aRule({ weekdays: [1] })],
    );
    expect(conflicts).toEqual([
      { code: 'outside-window', limit: 'windows', allowed: '05:00-21:00', by: ['root'], dates: [date, '2026-03-03'] },
      {
        code: 'session-too-long',
        limit: 'maxSessionMinutes',
        allowed: '20',
        by: [commune],
        dates: [date, '2026-03-03'],
      },
      { code: 'too-many-sessions', limit: 'maxSessionsPerDay', allowed: '1', by: [commune], dates: [date] },
      { code: 'weekday-not-allowed', limit: 'weekdays', allowed: '1', by: [commune], dates: ['2026-03-03'] },
    ]);
  });

  test('a slot that keeps to everything has none, to the last minute', () => {
    expect(checkSlotAgainstPolicy(aRule({ startLocal: '20:30' }), [], range)).toEqual([]);
    expect(checkSlotAgainstPolicy(aRule({ startLocal: '05:00' }), [], range)).toEqual([]);
    expect(checkSlotAgainstPolicy(aRule({ startLocal: '20:31' }), [], range)).toHaveLength(1);
  });

  test('S12 overlaps name both slots and the dates; touching is no overlap', () => {
    const upper = aSlot('upper', { areaId: province, level: 1, rule: { weekdays: [1, 3] } });
    const slots = [
      aSlot('lower', { rule: { startLocal: '17:29' } }),
      upper,
      aSlot('next', { rule: { startLocal: '17:59' } }),
    ];
    expect(findOverlaps(slots, range)).toEqual([
      { code: 'overlaps-inherited', slotId: 'upper', otherSlotId: 'lower', dates: [date, '2026-03-04'] },
    ]);
    const same = [aSlot('a'), aSlot('b', { rule: { startLocal: '17:10' } })];
    expect(findOverlaps(same, { from: date, to: date })).toMatchObject([
      { code: 'overlaps', slotId: 'a', otherSlotId: 'b' },
    ]);
  });

  test('S12 an occurrence over midnight meets the next day’s', () => {
    const late = aSlot('late', { rule: { startLocal: '23:50', lengthMinutes: 30 } });
    const early = aSlot('early', { rule: { startLocal: '00:10', lengthMinutes: 5 } });
    expect(findOverlaps([early, late], range)).toMatchObject([
      { slotId: 'late', otherSlotId: 'early', dates: ['2026-03-03', '2026-03-04'] },
    ]);
  });
});

describe('S5 freeze', () => {
  test('from the freeze on, exactly', () => {
    expect(freezeAtOf(1_000_000, 600_000)).toBe(400_000);
    expect([399_999, 400_000].map((now) => isFrozen(1_000_000, 600_000, now))).toEqual([false, true]);
  });
});

describe('S2 items for some zones', () => {
  const items =
    plan({
      programmeArea: { id: commune, zones: ['north', 'south', 'west'] },
      slots: [aSlot('evening', { template: aTemplate(10, 5) })],
      bookings: [
        aBooking('all', { position: 1 }),
        aBooking('north', { zones: ['north'], position: 2 }),
        aBooking('two', { zones: ['north', 'west'], position: 3 }),
        aBooking('elsewhere', { zones: ['far'] }),
        aBooking('every', { zones: ['north', 'south', 'west'], position: 4 }),
      ],
    }).rundowns[0]?.items ?? [];
  const heard = (zones: string[] | null): string[] => itemsForZones(items, zones).map(({ sourceId }) => sourceId);

  test('each zone hears its own and one closing right after them; a device for the whole area hears all', () => {
    expect(heard(['south'])).toEqual(['opening', 'all', 'every', 'closing']);
    expect(heard(['north'])).toEqual(['opening', 'all', 'every', 'north', 'two', 'closing']);
    expect(heard(['west'])).toEqual(['opening', 'all', 'every', 'two', 'closing']);
    expect(heard(null)).toEqual(['opening', 'all', 'every', 'north', 'two', 'closing']);
  });

  test('no zone is interrupted by its closing, and all keys differ', () => {
    for (const zones of [['south'], ['north'], ['west'], null]) {
      const own = itemsForZones(items, zones);
      own
        .slice(1)
        .forEach((item, i) =>
          expect(item.startAt).toBeGreaterThanOrEqual((own[i]?.startAt ?? 0) + (own[i]?.durationMs ?? 0)),
        );
    }
    expect(new Set(items.map(({ airingKey }) => airingKey)).size).toBe(items.length);
  });

  test('chimes stay away from zones that hear nothing, and a zone with slots of its own hears all it is meant to', () => {
    const template = aTemplate(10, 5);
    const area = { id: commune, zones: ['north', 'south'] };
    const slots = [aSlot('evening', { template })];
    const [rundown] = plan({ programmeArea: area, slots, bookings: [aBooking('n', { zones: ['north'] })] }).rundowns;
    expect(rundown?.items.map(({ zones }) => zones)).toEqual([['north'], ['north'], ['north']]);
    const own = plan({
      programmeArea: { id: 'north', zones: [] },
      bookings: [aBooking('n', { zones: ['north'] }), aBooking('s', { zones: ['south'] })],
    });
    expect(sources(own.rundowns[0])).toEqual(['n']);
  });
});
