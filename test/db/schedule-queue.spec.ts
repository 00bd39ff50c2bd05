import { AuditEntity } from '../../src/platform/database/audit.entity';
import type { RundownEntity } from '../../src/features/schedule/rundown.entity';
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
const on = (...dates: string[]) => ({
  days: { kind: 'dates' as const, dates },
  preferredSlotIds: [],
  readings: 1 as const,
});
const monday = '2026-01-05';
const hoa = { actor: { userId: 'u-hoa', name: 'hoa' }, decidesFor: here };
const nam = { actor: { userId: 'u-nam', name: 'nam' }, decidesFor: here };

describe.each(mainDatabaseNames)('the queue and its operators on %s', (name) => {
  let station: ScheduleStation;
  beforeEach(async () => {
    station = await openSchedule(name);
  });
  afterEach(() => station.close());

  const refs = (row: RundownEntity): string[] => row.body.items.map((item) => item.ref);
  const keys = (row: RundownEntity): string[] => row.body.items.map((item) => item.airingKey);
  const rundownOn = async (date: string): Promise<RundownEntity> => {
    const [view] = await station.rundowns.list(here, date, date);
    return station.edits.get(view!.id);
  };
  const bookThree = async (): Promise<void> => {
    for (const [i, id] of ['b1', 'b2', 'b3'].entries())
      await station.bookings.book(approved(id, { approvedAt: mondayMorning + i, request: on(monday, '2026-01-06') }));
    await station.settle();
  };
  const handedOut = async () =>
    (await station.scheduled.rundownsFor(here, station.clock.nowMs(), mondayMorning + dayMs - 3_600_000)).map((one) => [
      one.version,
      ...one.items.map((item) => item.bulletinRef),
    ]);

  it('S5: of two officers at one rundown the second gets both differences, and nothing is lost', async () => {
    await station.slots.create(setup, here, aSlot('Chiều', '17:00'));
    await bookThree();
    const seen = await rundownOn(monday);
    const [first, second, third] = keys(seen) as [string, string, string];
    const asked = { version: seen.version, seen: keys(seen) };
    const after = await station.edits.change(hoa, seen.id, { ...asked, wanted: [third, first] });
    expect(refs(after)).toEqual(['b3', 'b1']);
    expect(after.body.leftOut).toMatchObject([{ ref: 'b2', reason: 'left-out-by-operator' }]);
    await expect(
      station.edits.change(nam, seen.id, { ...asked, wanted: [second, first, third] }),
    ).rejects.toMatchObject({
      code: 'RUNDOWN_CHANGED',
      data: {
        version: after.version,
        theirs: [{ airingKey: second, change: 'removed', title: 'Bản tin b2' }, { change: 'moved' }],
        mine: [{ change: 'moved' }],
      },
    });
    expect(refs(await rundownOn(monday))).toEqual(['b3', 'b1']);
    // Seen anew, the change goes through; the other days are as they were.
    const again = await station.edits.change(nam, seen.id, {
      version: after.version,
      seen: keys(after),
      wanted: [first, third],
    });
    expect(refs(again)).toEqual(['b1', 'b3']);
    expect(refs(await rundownOn('2026-01-06'))).toEqual(['b1', 'b2', 'b3']);
    await expect(
      station.edits.change(nam, seen.id, { version: again.version, seen: keys(again), wanted: ['nothing'] }),
    ).rejects.toMatchObject({ code: 'RUNDOWN_UNCHANGEABLE', data: { why: 'unknown-item' } });
  });

  it('S5: a frozen rundown takes an override with its reason: a new version, an audit row, and what sounds stays', async () => {
    await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    await bookThree();
    await station.clock.advance(22 * minute);
    await station.planner.plan(here);
    const seen = await rundownOn(monday);
    const [first, second, third] = keys(seen) as [string, string, string];
    const asked = { version: seen.version, seen: keys(seen), wanted: [second, first, third] };
    await expect(station.edits.change(hoa, seen.id, asked)).rejects.toMatchObject({ code: 'RUNDOWN_FROZEN' });
    const after = await station.edits.change(hoa, seen.id, { ...asked, reason: 'Khách đến sớm' });
    expect(after).toMatchObject({
      frozen: true,
      version: seen.version + 1,
      overridden: { reason: 'Khách đến sớm', byName: 'hoa' },
    });
    expect(await handedOut()).toEqual([[seen.version + 1, 'b2', 'b1', 'b3']]);
    const audit = await station.test.database.read.manager.findBy(AuditEntity, { action: 'rundown.overridden' });
    expect(audit).toMatchObject([{ actorId: 'u-hoa', entityId: seen.id }]);
    await station.planner.plan(here);
    expect(refs(await rundownOn(monday))).toEqual(['b2', 'b1', 'b3']);
    await station.clock.advance(8 * minute + 30_000);
    const running = { version: after.version, seen: keys(after), reason: 'Đổi ý' };
    await expect(station.edits.change(hoa, seen.id, { ...running, wanted: [first, third] })).rejects.toMatchObject({
      code: 'RUNDOWN_UNCHANGEABLE',
      data: { why: 'already-sounding' },
    });
    expect(refs(await station.edits.change(hoa, seen.id, { ...running, wanted: [second, third] }))).toEqual([
      'b2',
      'b3',
    ]);
    await station.clock.advance(60 * minute);
    await expect(station.edits.change(hoa, seen.id, { ...running, wanted: [second] })).rejects.toMatchObject({
      data: { why: 'over' },
    });
  });

  it('S5, B2: what is approved after the freeze is offered the place after the last item, or the next session', async () => {
    await station.slots.create(setup, here, aSlot('Sáng', '06:30', 5));
    await bookThree();
    await station.clock.advance(22 * minute);
    await station.planner.plan(here);
    await station.bookings.book(
      approved('late', { approvedAt: station.clock.nowMs(), request: on(monday, '2026-01-06') }),
    );
    await station.settle();
    const row = await rundownOn(monday);
    expect(await station.previews.offers(here, 'late')).toEqual([
      {
        kind: 'after-last-item',
        rundownId: row.id,
        version: row.version,
        slotName: 'Sáng',
        startAt: row.startAt + 3 * minute,
        endAt: row.startAt + 4 * minute,
      },
      { kind: 'next-session', slotName: 'Sáng', startAt: row.startAt + dayMs, endAt: row.startAt + dayMs + 5 * minute },
    ]);
    const [late] = (await station.bookings.listFor(here)).filter((one) => one.ref === 'late');
    await station.edits.add(hoa, row.id, late!.id, 'Duyệt muộn');
    expect(await handedOut()).toEqual([[row.version + 1, 'b1', 'b2', 'b3', 'late']]);
    expect((await station.previews.offers(here, 'late')).map((one) => one.kind)).toEqual(['next-session']);
    await station.bookings.book(approved('long', { durationMs: 2 * minute, request: on(monday) }));
    const [long] = (await station.bookings.listFor(here)).filter((one) => one.ref === 'long');
    await expect(station.edits.add(hoa, row.id, long!.id, 'Duyệt muộn')).rejects.toMatchObject({
      data: { why: 'does-not-fit' },
    });
  });

  it('S2: two priority items that do not both fit are decided, with a reason, and the question is gone', async () => {
    await station.slots.create(setup, here, aSlot('Chiều', '17:00', 5));
    for (const [i, id] of ['p1', 'p2'].entries())
      await station.bookings.book(
        approved(id, {
          priority: 'priority',
          durationMs: 3 * minute,
          approvedAt: mondayMorning + i,
          request: on(monday),
        }),
      );
    await station.settle();
    const kinds = async (code = here) => (await station.lists.news(code, monday, monday)).map((one) => one.kind);
    expect(await kinds()).toEqual(['decision-needed', 'carried-over']);
    // Whoever looks at a province sees it too, and whoever looks elsewhere does not.
    expect(await kinds('51')).toEqual(['decision-needed', 'carried-over']);
    expect(await kinds('23535')).toEqual([]);
    const row = await rundownOn(monday);
    expect(refs(row)).toEqual(['p1']);
    const [question] = (await station.lists.news(here, monday, monday)).filter((one) => one.kind === 'decision-needed');
    const after = await station.edits.decide(hoa, row.id, [...question!.details].reverse(), 'Tin bão phát trước');
    expect(refs(after)).toEqual(['p2']);
    expect(await kinds()).toEqual(['carried-over']);
    expect(await station.test.database.read.manager.findBy(AuditEntity, { action: 'decision.order' })).toMatchObject([
      { actorName: 'hoa' },
    ]);
  });

  it('a request is shown before it is sent, with its last moment', async () => {
    await station.slots.create(setup, here, aSlot('Chiều', '17:00'));
    await bookThree();
    const wanted = {
      priority: 'normal' as const,
      request: on(monday),
      durationMs: minute,
      validFrom: null,
      validUntil: null,
    };
    const shown = await station.previews.preview(here, wanted);
    const start = Date.UTC(2026, 0, 5, 10);
    expect(shown).toMatchObject({
      notShown: 0,
      areas: [
        {
          areaCode: here,
          text: {
            vi: 'Sẽ phát 17:00-17:30 hôm nay tại Xã Ia Tơi; phải được duyệt trước 16:50',
            en: 'Would air 17:00-17:30 today in Xã Ia Tơi; must be approved by 16:50',
          },
          sessions: [
            { slotName: 'Chiều', startAt: start, airsAt: [start + 3 * minute], approveBy: start - 10 * minute },
          ],
        },
      ],
    });
    await station.clock.advance(11 * 60 * minute);
    const late = await station.previews.preview(here, wanted);
    expect(late.areas[0]).toMatchObject({ sessions: [], misses: [] });
    const wide = await station.previews.preview('51', { ...wanted, request: on('2026-01-06'), areaCodes: ['51'] });
    expect(wide.areas.map((one) => [one.areaCode, one.sessions.length])).toEqual([
      ['23535', 0],
      [here, 1],
    ]);
    await expect(station.previews.preview(here, { ...wanted, areaCodes: ['51'] })).rejects.toMatchObject({
      code: 'AREAS_OUTSIDE_ORIGIN',
    });
  });

  it("S6, S9: an operator's own booking stands beside the request, is changed, outlives an edit, and is withdrawn", async () => {
    const slot = await station.slots.create(setup, here, aSlot('Sáng', '06:30'));
    await station.slots.create(setup, here, aSlot('Chiều', '17:00'));
    const dates = { kind: 'between' as const, from: monday, until: null };
    const repeat = { playsPerDay: 1, gapMs: null, total: 3 };
    const asked = {
      bulletinId: 'b1',
      zones: null,
      position: null,
      slotIds: [],
      dates,
      readings: 1,
      repeat,
      onMiss: 'next-slot' as const,
    };
    const made = await station.own.create(setup, here, asked);
    await station.settle();
    const sessions = async () =>
      (await station.scheduled.rundownsFor(here, mondayMorning, mondayMorning + 7 * dayMs)).map((one) =>
        new Date(one.startAt).toISOString().slice(5, 13),
      );
    expect(await sessions()).toEqual(['01-04T23', '01-05T23', '01-06T23']);
    const changed = await station.own.change(setup, made.id, {
      repeat: { ...repeat, playsPerDay: 2 },
      revision: made.revision,
    });
    await station.settle();
    expect(await sessions()).toEqual(['01-04T23', '01-05T10', '01-05T23']);
    await expect(station.own.change(setup, made.id, { onMiss: 'skip', revision: made.revision })).rejects.toMatchObject(
      { code: 'VERSION_CONFLICT' },
    );
    await station.own.change(setup, made.id, { slotIds: [slot.id], revision: changed.revision });
    await station.bookings.withdraw('b1', 'b1-v1', 'voided');
    await station.settle();
    expect(await sessions()).toEqual([]);
    await station.bookings.book(approved('b1', { versionId: 'b1-v2', request: on('2026-01-20') }));
    await station.settle();
    expect(await sessions()).toEqual(['01-04T23', '01-05T23', '01-06T23']);
    const [request] = (await station.bookings.listFor(here)).filter((one) => one.origin === 'request');
    await expect(
      station.own.change(setup, request!.id, { readings: 3, revision: request!.revision }),
    ).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    const { revision } = await station.bookings.get(made.id);
    expect(await station.own.withdraw(setup, made.id, revision, 'Đã đủ')).toMatchObject({ state: 'withdrawn' });
    await station.bookings.book(approved('b1', { versionId: 'b1-v3', request: on('2026-01-20') }));
    await station.settle();
    expect(await sessions()).toEqual([]);
  });

  it('B8: queue and days are listed by state, topic and words, page by page', async () => {
    await station.slots.create(setup, '51', aSlot('Thời sự', '17:00'));
    await station.bookings.book(approved('b1', { title: 'Tiêm chủng tháng Bảy', topicCode: '2.2' }));
    await station.bookings.book(approved('b2', { title: 'Mưa lũ', topicCode: '4.1' }));
    const { approvedAt: _, ...waiting } = approved('b3', { title: 'Họp thôn' });
    await station.bookings.book({ ...waiting, approvedAt: null });
    await station.settle();
    const titles = async (asked: object, areaCode = '51') =>
      (await station.lists.queue({ areaCode, limit: 50, ...asked })).bookings.map((one) => one.title).sort();
    expect(await titles({})).toEqual(['Họp thôn', 'Mưa lũ', 'Tiêm chủng tháng Bảy']);
    expect(await titles({}, '23535')).toEqual([]);
    expect(await titles({ search: 'TIEM  chung' })).toEqual(['Tiêm chủng tháng Bảy']);
    expect(await titles({ topic: '4.1', state: 'approved' })).toEqual(['Mưa lũ']);
    expect(await titles({ state: 'awaiting' })).toEqual(['Họp thôn']);
    expect(await titles({ state: 'withdrawn' })).toEqual([]);
    const paged: string[] = [];
    for (let after: string | undefined, page = 0; page < 3; page += 1) {
      const { bookings, next } = await station.lists.queue({ areaCode: here, limit: 1, ...(after ? { after } : {}) });
      paged.push(...bookings.map((one) => one.title));
      after = next ?? undefined;
      expect(next === null).toBe(page === 2);
    }
    expect(new Set(paged).size).toBe(3);
    const day = async (asked: object = {}) => station.lists.day('51', { date: monday, limit: 50, ...asked });
    expect((await day()).rundowns.map((one) => [one.areaCode, one.slotName, one.bulletins, one.awaiting])).toEqual([
      ['23535', 'Thời sự', 0, 0],
      [here, 'Thời sự', 3, 1],
    ]);
    expect((await day({ search: 'mua lu' })).rundowns).toHaveLength(1);
    expect((await day({ topic: '2.2' })).rundowns).toHaveLength(1);
    expect((await day({ topic: '2' })).rundowns).toHaveLength(0);
    expect((await day({ state: 'frozen' })).rundowns).toHaveLength(0);
    expect((await day({ state: 'attention' })).rundowns).toHaveLength(0);
    const first = await day({ limit: 1 });
    const rest = await day({ limit: 1, after: first.next });
    expect([first, rest].map((page) => page.rundowns[0]!.areaCode)).toEqual(['23535', here]);
    expect(rest.next).toBeNull();
  });
});
