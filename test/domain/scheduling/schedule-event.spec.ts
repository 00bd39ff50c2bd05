import {
  datesOfEvent,
  exclusionOn,
  ruleUnderEvents,
  type EventDates,
  type EventEffect,
  type ScheduleEvent,
} from '../../../src/domain/scheduling/schedule-event';
import { occurrencesOf } from '../../../src/domain/time/occurrences';
import { type SlotRule } from '../../../src/domain/time/slot-rule';
import { aBooking, aRule, aSlot, aTemplate, commune, plan, province, sources } from '../../support/plan-builders';

const date = '2026-02-17';
const event = (effects: EventEffect[], change: Partial<ScheduleEvent> = {}): ScheduleEvent => ({
  id: 'e',
  areaId: province,
  level: 1,
  dates: { kind: 'dates', from: date, until: date },
  effects,
  slotIds: null,
  grantedAt: 1,
  ...change,
});
const range = { from: '2026-01-01', to: '2027-12-31' };
const starts = (events: ScheduleEvent[], rule: Partial<SlotRule> = {}, level = 3): string[] =>
  occurrencesOf(ruleUnderEvents({ id: 'slot', level, rule: aRule(rule) }, events, range), date, date).map(
    ({ startLocal }) => startLocal,
  );

describe('issue 6.1: events carry exceptions for many slots', () => {
  test('a commune’s add cannot defeat the province’s binding skip; a default skip it can', () => {
    const add = { exceptions: [{ date, kind: 'add' as const, startLocal: '09:00' }] };
    expect(starts([event([{ kind: 'skip', binding: true }])], add)).toEqual([]);
    expect(starts([event([{ kind: 'skip', binding: false }])], add)).toEqual(['09:00']);
    const communeAdd = event([{ kind: 'add', binding: true, startLocal: '10:00' }], {
      areaId: commune,
      level: 3,
      slotIds: ['slot'],
      grantedAt: 9,
    });
    expect(starts([event([{ kind: 'skip', binding: true }]), communeAdd])).toEqual([]);
  });

  test('skip, move by minutes, move to a time, another length, add; the rest of the year stays', () => {
    expect(starts([event([{ kind: 'move', binding: false, shiftMinutes: 90 }])])).toEqual(['18:30']);
    expect(starts([event([{ kind: 'move', binding: false, startLocal: '07:00:30' }])])).toEqual(['07:00:30']);
    expect(starts([event([{ kind: 'move', binding: false, shiftMinutes: 600 }])])).toEqual(['23:59:59']);
    expect(starts([event([{ kind: 'add', binding: false, startLocal: '20:00' }])])).toEqual(['17:00', '20:00']);
    const shorter = ruleUnderEvents(
      { id: 'slot', level: 3, rule: aRule() },
      [event([{ kind: 'move', binding: false, lengthMinutes: 10 }])],
      range,
    );
    const lengths = occurrencesOf(shorter, date, '2026-02-18').map((one) => (one.endAt - one.startAt) / 60_000);
    expect(lengths).toEqual([10, 30]);
  });

  test('what is written for the one slot comes after an event’s default, and before what binds', () => {
    const own = { exceptions: [{ date, kind: 'move' as const, startLocal: '08:00' }] };
    expect(starts([event([{ kind: 'skip', binding: false }], { level: 3, areaId: commune })], own)).toEqual(['08:00']);
    expect(starts([event([{ kind: 'skip', binding: true }], { level: 3, areaId: commune })], own)).toEqual([]);
  });

  test('it reaches the slots it names, or all', () => {
    const skip = (slotIds: string[]): ScheduleEvent => event([{ kind: 'skip', binding: true }], { slotIds });
    expect(starts([skip(['other'])])).toEqual(['17:00']);
    expect(starts([skip(['other', 'slot'])])).toEqual([]);
  });

  test('a paused slot gets no session from an event', () => {
    const paused = { pauses: [{ from: date, to: null, note: 'sửa' }] };
    expect(starts([event([{ kind: 'add', binding: true, startLocal: '20:00' }])], paused)).toEqual([]);
  });
});

describe('T4 dates of events', () => {
  const days = (dates: EventDates, from = '2026-01-01', to = '2027-12-31'): string[] =>
    datesOfEvent({ dates }, { from, to });

  test('Tết from the last day of the old year to the third of the new, each lunar year until its end', () => {
    const tet: EventDates = {
      kind: 'lunar',
      from: { month: 12, day: 30 },
      to: { month: 1, day: 3 },
      since: '2025-01-01',
      until: '2027-12-31',
    };
    expect(days(tet)).toEqual([
      '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08',
    ]); // prettier-ignore
    expect(days({ ...tet, until: '2026-12-31' })).toHaveLength(4);
    expect(days({ ...tet, since: '2026-03-01' })).toHaveLength(4);
    expect(days(tet, '2026-02-18', '2026-02-18')).toEqual(['2026-02-18']);
  });

  test('a month that comes twice counts once', () => {
    const full: EventDates = {
      kind: 'lunar',
      from: { month: 6, day: 15 },
      to: { month: 6, day: 15 },
      since: '2025-01-01',
      until: '2026-12-31',
    };
    expect(days(full, '2025-01-01', '2025-12-31')).toEqual(['2025-07-09']);
  });

  test('yearly by the ordinary calendar, over the turn of the year and on 29 February too', () => {
    const turn: EventDates = {
      kind: 'solar',
      from: { month: 12, day: 31 },
      to: { month: 1, day: 1 },
      since: '2025-12-01',
      until: '2026-12-31',
    };
    expect(days(turn)).toEqual(['2026-01-01', '2026-12-31', '2027-01-01']);
    const leap: EventDates = {
      kind: 'solar',
      from: { month: 2, day: 29 },
      to: { month: 2, day: 29 },
      since: '2026-01-01',
      until: '2028-12-31',
    };
    expect(days(leap, '2026-01-01', '2028-12-31')).toEqual(['2026-02-28', '2027-02-28', '2028-02-29']);
  });
});

describe('issue 6.1: mourning does without music', () => {
  const mourning = event([{ kind: 'exclude', sounds: ['music'], topicCodes: ['9'] }], {
    dates: { kind: 'dates', from: '2026-03-02', until: '2026-03-02' },
  });
  const slot = aSlot('evening', { template: aTemplate(10, 5) });
  const tuned = {
    ...slot,
    template: {
      ...slot.template!,
      opening: slot.template!.opening.map((item) => ({ ...item, sound: 'music' as const })),
    },
  };

  test('tunes and items of the topics are left out and said; news airs; the day after all is back', () => {
    const { rundowns } = plan({
      window: { from: '2026-03-02', to: '2026-03-03' },
      slots: [tuned],
      bookings: [aBooking('song', { topicCode: '9.1' }), aBooking('news', { topicCode: '90' })],
      excludedOn: (one, day) => exclusionOn([mourning], one, day),
    });
    expect(rundowns.map(sources)).toEqual([
      ['news', 'closing'],
      ['opening', 'news', 'song', 'closing'],
    ]);
    expect(rundowns[0]?.leftOut).toMatchObject([{ bookingId: 'song', reason: 'kind-excluded' }]);
    expect(rundowns[0]?.notes).toEqual([{ code: 'event-excludes', ids: ['e'] }]);
  });

  test('a commune excludes nothing from what comes from above', () => {
    const own = { ...mourning, areaId: commune, level: 3 };
    expect(exclusionOn([own], { id: 'news', level: 1 }, '2026-03-02')).toBeNull();
    expect(exclusionOn([own], { id: 'own', level: 3 }, '2026-03-02')).not.toBeNull();
  });
});
