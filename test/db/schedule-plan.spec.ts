import { longestHorizonDays } from '../../src/domain/devices/horizon';
import { loadConfig } from '../../src/platform/config/config';
import { RundownEntity } from '../../src/features/schedule/rundown.entity';
import { PlanNewsRepository } from '../../src/features/schedule/plan-news.repository';
import { mainDatabaseNames } from '../support/databases';
import {
  approved,
  aSlot,
  dayMs,
  here,
  mondayMorning,
  openSchedule,
  setup,
  type ScheduleStation,
} from '../support/schedule-station';

const minute = 60_000;
const everyDay = {
  days: { kind: 'until' as const, from: null, until: '2026-12-31' },
  preferredSlotIds: [],
  readings: 1 as const,
};

describe.each(mainDatabaseNames)('the plan over time on %s', (name) => {
  let station: ScheduleStation;
  beforeEach(async () => {
    station = await openSchedule(name);
  });
  afterEach(() => station.close());

  const titlesOn = async (date: string, area = here) =>
    (await station.rundowns.list(area, date, date)).map((one) =>
      one.items.map((item) => item.title.replace('Bản tin ', '')),
    );
  const stored = () => station.test.database.read.manager.find(RundownEntity, { order: { startAt: 'ASC' } });
  const news = async (from = '2026-01-05', to = '2026-01-12', area = here) =>
    (await new PlanNewsRepository().list(station.test.database.read.manager, area, from, to)).map((one) => [
      one.localDate,
      one.kind,
      one.reason,
    ]);
  const report = (airingKey: string, result: string, deviceId = 'd1', counts = true) =>
    station.emit('airings.reported', { airings: [{ airingKey, deviceId, communeCode: here, result, counts }] });

  it('P1, S5: what aired while the service was away stays, is settled and passes on its carry-over', async () => {
    await station.slots.create(setup, here, aSlot('Sáng', '06:30', 2));
    const both = ['b1', 'b2', 'b3'];
    for (const [i, id] of both.entries())
      await station.bookings.book(approved(id, { durationMs: 55_000, approvedAt: mondayMorning + i }));
    await station.settle();
    const [monday] = await stored();
    expect(monday).toMatchObject({ frozen: false, localDate: '2026-01-05' });
    // Away from before the freeze until after the end; meanwhile its items lose their approval and the slot its future.
    await station.clock.advance(90 * minute);
    await station.bookings.withdraw('b1', 'b1-v1', 'recalled');
    await station.settle();
    const after = (await stored())[0];
    expect(after).toMatchObject({ id: monday!.id, frozen: true, version: 1 });
    expect(after!.body.items.map((item) => item.ref)).toEqual(['b1', 'b2']);
    expect(await titlesOn('2026-01-06')).toEqual([['b3']]);
    const refused = station.test.database.uow.run(setup, ({ manager }) =>
      manager.delete(RundownEntity, { id: monday!.id }).then(() => undefined),
    );
    await expect(refused).rejects.toThrow(/kept/);
    // What the repository is asked to remove by mistake stays as well.
    await station.test.database.uow.run(setup, (tx) =>
      station.repository.removeOpenRundowns(tx.manager, [monday!.id], tx.nowMs),
    );
    expect((await stored())[0]!.id).toBe(monday!.id);
  });

  it('S5: a session that vanishes between freeze and start is emptied, not deleted', async () => {
    const slot = await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    await station.bookings.book(approved('b1'));
    await station.settle();
    await station.clock.advance(25 * minute);
    await station.slots.retire(setup, slot.id, 1);
    await station.settle();
    const rows = await stored();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ frozen: true, version: 2 });
    const handedOut = await station.scheduled.rundownsFor(here, mondayMorning, mondayMorning + dayMs);
    expect(handedOut).toMatchObject([{ version: 2, items: [] }]);
  });

  it('S5: rundowns that nobody froze for days are settled once and not asked for again', async () => {
    await areaWithZone();
    await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    await station.slots.create(setup, `${here}.1`, aSlot('Thôn', '11:00'));
    await station.bookings.book(approved('b1', { request: everyDay }));
    await station.settle();
    await station.clock.advance(3 * dayMs);
    const due = () => station.repository.areasToFreeze(station.test.database.read.manager, station.clock.nowMs());
    expect((await due()).sort()).toEqual([here, `${here}.1`]);
    await station.areas.closeZone(setup, `${here}.1`);
    await station.settle();
    expect(await due()).toEqual([]);
    const rows = await stored();
    expect(rows.filter((row) => row.areaCode === `${here}.1`).map((row) => row.frozen)).not.toContain(false);
    expect(rows.filter((row) => row.localDate < '2026-01-08' && row.frozen)).toHaveLength(6);
  });

  const areaWithZone = async () => {
    await station.areas.createZone(setup, { communeCode: here, name: 'Thôn 1' });
    await station.settle();
  };

  it('S12: a new zone, a moved clock and an ended commune are planned anew; the past of all stays', async () => {
    await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    await station.bookings.book(approved('b1', { request: everyDay, areaCodes: [here] }));
    await station.settle();
    await station.clock.advance(2 * dayMs);
    await station.settle();
    const planned = (await stored()).length;
    await station.areas.updateSettings(setup, here, { timeZone: 'Pacific/Auckland' });
    await station.settle();
    expect((await stored()).length).toBeGreaterThan(planned);
    const past = (await stored()).filter((row) => row.startAt < station.clock.nowMs()).map((row) => row.body);
    expect(past.length).toBeGreaterThanOrEqual(2);
    expect(past.map((body) => body.zone)).toEqual(past.map(() => 'Asia/Ho_Chi_Minh'));
    await station.test.database.uow.run(setup, (tx) => endCommune(tx));
    await station.emit('areas.changed', { areaCodes: [here] });
    await station.settle();
    const left = await stored();
    expect(left.map((row) => row.frozen)).not.toContain(false);
    expect(left.filter((row) => row.startAt < station.clock.nowMs()).map((row) => row.body)).toEqual(past);
  });

  const endCommune = async ({ manager }: { manager: { query(text: string): Promise<unknown> } }): Promise<void> => {
    await manager.query(`UPDATE areas SET valid_to = '2026-01-07' WHERE code = '${here}'`);
  };

  it('S3, S10: a session overbooked by three minutes says so before the day, once, and until it is true no more', async () => {
    await station.slots.create(setup, here, aSlot('Chiều', '17:00', 10));
    const on = (date: string) => ({ ...everyDay, days: { kind: 'dates' as const, dates: [date] } });
    for (const [i, id] of ['b1', 'b2', 'b3'].entries()) {
      const length = i === 2 ? 5 * minute : 4 * minute;
      await station.bookings.book(
        approved(id, { durationMs: length, approvedAt: mondayMorning + i, request: on('2026-01-07') }),
      );
    }
    await station.settle();
    expect(await titlesOn('2026-01-07')).toEqual([['b1', 'b2']]);
    expect(await titlesOn('2026-01-08')).toEqual([['b3']]);
    expect(await news()).toEqual([['2026-01-07', 'carried-over', 'no-room']]);
    const told = () => station.delivered.filter((event) => event.type === 'plan.news').map((event) => event.payload);
    expect(told()).toMatchObject([
      { areaCode: here, bulletinId: 'b3', kind: 'carried-over', reason: 'no-room', localDate: '2026-01-07' },
    ]);
    await station.planner.plan(here);
    await station.settle();
    expect(told()).toHaveLength(1);
    await station.bookings.withdraw('b1', 'b1-v1', 'recalled');
    await station.settle();
    expect(await news()).toEqual([]);
    expect(await titlesOn('2026-01-07')).toEqual([['b2', 'b3']]);
    // A day without any session of its slots, and one that collides.
    await station.bookings.book(approved('b4', { request: { ...on('2026-01-09'), preferredSlotIds: ['gone'] } }));
    for (const id of ['p1', 'p2'])
      await station.bookings.book(
        approved(id, { priority: 'priority', durationMs: 6 * minute, request: on('2026-01-10') }),
      );
    await station.settle();
    expect(await news()).toEqual([
      ['2026-01-09', 'unplaced', 'no-session-that-day'],
      ['2026-01-10', 'carried-over', 'no-room'],
      ['2026-01-10', 'decision-needed', 'priority-needs-decision'],
    ]);
  });

  it('S6, S9: a miss goes into the next session and gives its play back; the best device of the commune speaks', async () => {
    await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    await station.bookings.book(approved('b1'));
    const [booking] = await station.bookings.listFor(here);
    await station.test.database.uow.run(setup, ({ manager }) =>
      manager
        .query(
          `UPDATE bookings SET on_miss = 'next-slot', repeat = '{"playsPerDay":null,"gapMs":null,"total":1}' WHERE id = '${booking!.id}'`,
        )
        .then(() => undefined),
    );
    await station.planner.plan(here);
    await station.clock.advance(2 * 3_600_000);
    await station.planner.plan(here);
    expect(await titlesOn('2026-01-06')).toEqual([[]]);
    const key = (await stored())[0]!.body.items[0]!.airingKey;
    await report(key, 'missed', 'd1');
    await station.settle();
    expect(await titlesOn('2026-01-06')).toEqual([['b1']]);
    await report(key, 'played', 'monitor', false);
    await station.settle();
    expect(await titlesOn('2026-01-06')).toEqual([['b1']]);
    await report(key, 'played', 'd2');
    await station.settle();
    expect(await titlesOn('2026-01-06')).toEqual([[]]);
  });

  it('S9: plays are counted and marked "(PL)" long after their rundowns left the horizon', async () => {
    await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    await station.bookings.book(approved('b1'));
    await station.settle();
    for (let day = 0; day < 3; day += 1) {
      await station.clock.advance(dayMs);
      await station.planner.plan(here);
    }
    await station.clock.advance(70 * dayMs);
    const again = { ...everyDay, days: { kind: 'dates' as const, dates: ['2026-03-20', '2026-03-21'] } };
    await station.bookings.book(approved('b1', { request: again }));
    const [booking] = await station.bookings.listFor(here);
    await station.planner.plan(here);
    const replays = async () =>
      (await station.rundowns.list(here, '2026-03-20', '2026-03-21')).flatMap((one) =>
        one.items.map((item) => item.replay),
      );
    expect(await replays()).toEqual([true, true]);
    await station.test.database.uow.run(setup, ({ manager }) =>
      manager
        .query(`UPDATE bookings SET repeat = '{"playsPerDay":null,"gapMs":null,"total":2}' WHERE id = '${booking!.id}'`)
        .then(() => undefined),
    );
    await station.planner.plan(here);
    expect(await replays()).toEqual([true]);
  });

  it('B2: what awaits approval holds its place until the freeze and is handed out by approval alone', async () => {
    await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    const { approvedAt: _, ...version } = approved('b1', { request: everyDay });
    await station.bookings.book({ ...version, approvedAt: null });
    await station.bookings.book(approved('b2', { request: everyDay }));
    await station.settle();
    const states = async (date: string) =>
      (await station.rundowns.list(here, date, date)).flatMap((one) => one.items.map((item) => [item.ref, item.state]));
    const heard = async () =>
      (await station.scheduled.rundownsFor(here, station.clock.nowMs(), station.clock.nowMs() + 2 * dayMs)).map((one) =>
        one.items.map((item) => item.bulletinRef),
      );
    expect(await states('2026-01-05')).toEqual([
      ['b2', 'planned'],
      ['b1', 'awaiting-approval'],
    ]);
    expect(await heard()).toEqual([['b2'], ['b2']]);
    await station.clock.advance(21 * minute);
    await station.planner.plan(here);
    expect(await states('2026-01-05')).toEqual([['b2', 'planned']]);
    expect(await news('2026-01-05', '2026-01-05')).toEqual([['2026-01-05', 'left-out', 'not-approved-in-time']]);
    await station.bookings.book({ ...version, approvedAt: station.clock.nowMs() });
    await station.settle();
    expect(await heard()).toEqual([['b2'], ['b2', 'b1']]);
    // Edited: nothing of it airs until it is approved again, and then the new recording under the same name.
    await station.bookings.withdraw('b1', 'b1-v1', 'voided');
    await station.bookings.book({ ...version, versionId: 'b1-v2', masterSha256: 'c'.repeat(64), approvedAt: null });
    await station.settle();
    expect(await heard()).toEqual([['b2'], ['b2']]);
    await station.bookings.book({
      ...version,
      versionId: 'b1-v2',
      masterSha256: 'c'.repeat(64),
      approvedAt: station.clock.nowMs(),
    });
    await station.settle();
    expect(await heard()).toEqual([['b2'], ['b2', 'b1']]);
  });

  it('S4: 9 seconds in ten sessions and 12 in nine, two shared, are 19 plays, each once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 17; i += 1) {
      const minutes = 7 * 60 + i * 45;
      const start = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      ids.push((await station.slots.create(setup, here, aSlot(`S${i}`, start, 5))).id);
    }
    const into = (slotIds: string[]) => ({
      days: { kind: 'dates' as const, dates: ['2026-01-05'] },
      preferredSlotIds: slotIds,
      readings: 1 as const,
    });
    await station.bookings.book(approved('b9', { durationMs: 9_000, request: into(ids.slice(0, 10)) }));
    await station.bookings.book(
      approved('b12', { durationMs: 12_000, request: into(ids.slice(8)), approvedAt: mondayMorning + 1 }),
    );
    await station.settle();
    const handedOut = await station.scheduled.rundownsFor(here, mondayMorning, mondayMorning + dayMs);
    const plays = handedOut.flatMap((one) => one.items);
    expect(plays.map((item) => item.durationMs).sort((a, b) => a - b)).toEqual([
      ...Array<number>(10).fill(9_000),
      ...Array<number>(9).fill(12_000),
    ]);
    expect(new Set(plays.map((item) => item.airingKey)).size).toBe(19);
    expect(handedOut.filter((one) => one.items.length === 2)).toHaveLength(2);
    await station.planner.plan(here);
    await station.bookings.book(approved('b9', { durationMs: 9_000, request: into(ids.slice(0, 10)) }));
    await station.settle();
    const again = (await station.scheduled.rundownsFor(here, mondayMorning, mondayMorning + dayMs)).flatMap(
      (one) => one.items,
    );
    expect(again.map((item) => item.airingKey)).toEqual(plays.map((item) => item.airingKey));
  });

  it('S5: 60 days pass without a request and the horizon is full on each', async () => {
    await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    await station.bookings.book(approved('b1', { request: everyDay }));
    await station.settle();
    const horizon = loadConfig({}).horizonDays;
    for (let day = 1; day <= 60; day += 1) {
      await station.clock.advance(dayMs);
      await station.upkeep.refillHorizon();
      await station.settle();
      const now = station.clock.nowMs();
      const ahead = await station.scheduled.rundownsFor(here, now, now + horizon * dayMs);
      expect([day, ahead.length]).toEqual([day, horizon]);
    }
    const rows = await stored();
    expect(rows.filter((row) => row.startAt < station.clock.nowMs()).every((row) => row.frozen)).toBe(true);
    expect(rows).toHaveLength(61 + horizon);
    // A truck is told a month ahead: what it is told exists at once, not at the next refill.
    const month = longestHorizonDays;
    station.planner.planAheadBy(async () => month);
    const came = { deviceId: 'xe', communeCode: here, change: 'created' };
    await station.emit('device.changed', { ...came, change: 'renamed' });
    await station.settle();
    expect(await stored()).toHaveLength(61 + horizon);
    await station.emit('device.changed', came);
    await station.settle();
    expect(await stored()).toHaveLength(61 + month);
  });
});
