import { type Policy } from '../../../src/domain/scheduling/policy';
import { wallClockAt } from '../../../src/domain/time/wall-clock';
import { aManifest, aRundown } from '../../support/manifest-builder';
import { PlayoutSimulation } from '../../support/manifest-simulation';
import { aBooking, aSlot, at, commune, plan, sources } from '../../support/plan-builders';

describe('issue 6, must hold', () => {
  const allDay: Policy[] = [
    { areaId: 'root', level: 0, limits: { windows: [{ from: '00:00', to: '24:00' }] }, exceptions: [] },
  ];

  test('T2, T5: an item across the autumn change in Berlin is planned once, on the first pass, and logs its real length', () => {
    const zone = 'Europe/Berlin';
    const date = '2026-10-25';
    const lengthMs = 20 * 60_000;
    const { rundowns } = plan({
      slots: [aSlot('night', { rule: { zone, startLocal: '02:50', lengthMinutes: 30 } })],
      bookings: [aBooking('a', { seconds: lengthMs / 1000 })],
      window: { from: date, to: date },
      asOf: Date.UTC(2026, 9, 24),
      policies: allDay,
    });
    expect(rundowns).toHaveLength(1);
    const [item] = rundowns[0]!.items;
    const endAt = item!.startAt + item!.durationMs;
    // The clocks show an end before the start.
    expect([item!.startAt, endAt].map((instant) => wallClockAt(zone, instant).localTime)).toEqual(['02:50', '02:10']);
    expect(item!.startAt).toBe(Date.UTC(2026, 9, 25, 0, 50));

    const player = new PlayoutSimulation(item!.startAt - 60_000);
    const window = { zone, startLocal: '00:00', endLocal: '24:00', exception: null };
    const rundown = aRundown({ startAt: item!.startAt, lengths: [lengthMs] });
    const horizon = { notBefore: item!.startAt - 86_400_000, notAfter: item!.startAt + 86_400_000 };
    player.apply(aManifest({ ...horizon, windows: [window], rundowns: [rundown] }));
    player.run(60_000 + lengthMs + 60_000);
    expect(player.results.get('item-1')).toMatchObject({ result: 'played', heardMs: lengthMs });
    expect(player.sounds.map(({ startAt, from, to }) => [startAt, to - from])).toEqual([[item!.startAt, lengthMs]]);
  });

  test('T6, S4: a changed zone leaves the past alone: what has aired stays where it was and is not aired again', () => {
    const day = '2026-03-02';
    const twoDays = { from: day, to: '2026-03-03' };
    const bookings = [aBooking('a')];
    const [monday] = plan({ bookings, window: twoDays, asOf: at(day, '16:55') }).rundowns;
    const results = new Map(monday!.items.map(({ airingKey }) => [airingKey, 'played' as const]));
    // West of Vietnam: by the new clocks Monday's session is still to come.
    const moved = aSlot('evening', { rule: { zone: 'Europe/Berlin' } });
    const after = plan({
      slots: [moved],
      bookings,
      window: twoDays,
      asOf: at(day, '18:00'),
      settled: { rundowns: [{ rundown: monday!, results }], history: [] },
      policies: allDay,
    });
    expect(monday).toMatchObject({ programmeAreaId: commune, startAt: at(day, '17:00') });
    expect(after.rundowns.map((one) => [one.localDate, one.startAt, ...sources(one)])).toEqual([
      ['2026-03-03', Date.UTC(2026, 2, 3, 16), 'a'],
    ]);
    expect(after.rundowns[0]!.items[0]!.replay).toBe(true);
  });
});
