import { AreasService } from '../../src/features/areas';
import type { ApprovedVersion } from '../../src/features/bulletins';
import {
  BookingsService,
  DecisionsService,
  PlannerService,
  PoliciesService,
  RundownsService,
  ScheduledRundowns,
  type SlotsService,
} from '../../src/features/schedule';
import { ScheduleRepository } from '../../src/features/schedule/schedule.repository';
import type { SlotRule } from '../../src/domain/time/slot-rule';
import { loadConfig } from '../../src/platform/config/config';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { JobEntity } from '../../src/platform/database/job.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { slotServices } from '../support/slot-services';

const csv = `code,name,level,parent_code
51,Tỉnh Quảng Ngãi,province,
23535,Xã Ia Đal,commune,51
23538,Xã Ia Tơi,commune,51
`;
const actor = systemActor('test');
const operator = {
  userId: 'u-operator',
  username: 'o',
  displayName: 'Chị Hoa',
  grants: [{ role: 'approver' as const, areaCode: '23538' }],
};
/** Monday 5 January 2026, 06:00 in Vietnam. */
const mondayMorning = Date.UTC(2026, 0, 4, 23, 0, 0);

const rule = (startLocal: string, lengthMinutes = 30): SlotRule => ({
  zone: 'Asia/Ho_Chi_Minh',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  startLocal,
  lengthMinutes,
  validFrom: '2026-01-01',
  validTo: null,
  exceptions: [],
});
const slot = (name: string, startLocal: string, lengthMinutes = 30) => ({
  name,
  rule: rule(startLocal, lengthMinutes),
  sharing: 'shared' as const,
  takes: 'anything' as const,
  opening: [],
  closing: [],
});
const approved = (bulletinId: string, more: Partial<ApprovedVersion> = {}): ApprovedVersion => ({
  bulletinId,
  versionId: `${bulletinId}-v1`,
  title: `Bản tin ${bulletinId}`,
  topicCode: '4.1',
  areaCode: '23538',
  areaCodes: ['23538'],
  priority: 'normal',
  language: 'vi',
  request: { days: { kind: 'dates', dates: ['2026-01-05'] }, preferredSlotIds: [], readings: 1 },
  durationMs: 60_000,
  masterSha256: 'a'.repeat(64),
  masterBytes: 480_000,
  mime: 'audio/mpeg',
  validFrom: null,
  validUntil: null,
  approvedAt: mondayMorning,
  relayed: false,
  ...more,
});

describe.each(mainDatabaseNames)('schedule on %s', (name) => {
  let test: TestDatabase;
  let clock: FakeClock;
  let areas: AreasService;
  let policies: PoliciesService;
  let slots: SlotsService;
  let bookings: BookingsService;
  let decisions: DecisionsService;
  let planner: PlannerService;
  let rundowns: RundownsService;
  let scheduled: ScheduledRundowns;

  beforeEach(async () => {
    clock = new FakeClock(mondayMorning);
    test = await openTestDatabase(name, { clock });
    const { uow, read } = test.database;
    const repository = new ScheduleRepository();
    areas = new AreasService(uow, read, clock);
    await areas.importUnits(actor, { kind: 'areas-2025', csv, dryRun: false });
    const services = slotServices(test, repository, areas, clock);
    slots = services.slots;
    policies = new PoliciesService(uow, read, repository, areas, services.finder, clock, loadConfig({}));
    bookings = new BookingsService(uow, read, repository, areas);
    decisions = new DecisionsService(repository, areas);
    planner = new PlannerService(uow, repository, areas, slots, policies, loadConfig({}));
    rundowns = new RundownsService(read, repository, areas, clock);
    scheduled = new ScheduledRundowns(read, repository, policies);
  });
  afterEach(() => test.close());

  const today = async (code = '23538') =>
    (await rundowns.list(code, '2026-01-05', '2026-01-05')).map((one) => ({
      slot: one.slotName,
      version: one.version,
      items: one.items.map((item) => item.title),
    }));

  it('S1, S5: an approval is queued and planned over the horizon; planning again changes nothing', async () => {
    await slots.create(actor, '23538', slot('Chiều', '17:00'));
    await bookings.book(approved('b1'));
    await planner.plan('23538');
    expect(await today()).toEqual([{ slot: 'Chiều', version: 1, items: ['Bản tin b1'] }]);
    const week = await rundowns.list('23538', '2026-01-05', '2026-01-12');
    expect(week).toHaveLength(8);
    const before = await test.database.read.manager.countBy(OutboxEntity, { type: 'rundowns.changed' });
    await bookings.book(approved('b1'));
    await planner.plan('23538');
    expect(await today()).toEqual([{ slot: 'Chiều', version: 1, items: ['Bản tin b1'] }]);
    expect(await test.database.read.manager.countBy(OutboxEntity, { type: 'rundowns.changed' })).toBe(before);
  });

  it('S4: an edit approved again keeps the airing key and takes the new recording', async () => {
    await slots.create(actor, '23538', slot('Chiều', '17:00'));
    await bookings.book(approved('b1'));
    await planner.plan('23538');
    const [first] = await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 86_400_000);
    await bookings.withdraw('b1', 'b1-v1', 'voided');
    await planner.plan('23538');
    expect(await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 86_400_000)).toEqual([]);
    await bookings.book(approved('b1', { versionId: 'b1-v2', masterSha256: 'b'.repeat(64) }));
    await planner.plan('23538');
    const [second] = await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 86_400_000);
    expect(second!.items[0]!.airingKey).toBe(first!.items[0]!.airingKey);
    expect(second!.items[0]!.source).toEqual({ kind: 'file', sha256: 'b'.repeat(64) });
    expect(second!.version).toBeGreaterThan(first!.version);
  });

  it('B2, B7: what lost its approval after the freeze is handed to no device', async () => {
    await slots.create(actor, '23538', slot('Sáng', '06:05'));
    await bookings.book(approved('b1'));
    await planner.plan('23538');
    expect((await rundowns.list('23538', '2026-01-05', '2026-01-05'))[0]!.frozen).toBe(true);
    expect(await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 3_600_000)).toHaveLength(1);
    await bookings.withdraw('b1', 'b1-v1', 'recalled');
    await planner.plan('23538');
    expect(await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 3_600_000)).toMatchObject([
      { version: 2, items: [] },
    ]);
    expect(await today()).toMatchObject([{ items: ['Bản tin b1'] }]);
  });

  it('S2: the operator gives the order; whoever saw an older one is told', async () => {
    await slots.create(actor, '23538', slot('Chiều', '17:00'));
    for (const [i, id] of ['b1', 'b2', 'b3'].entries())
      await bookings.book(approved(id, { approvedAt: mondayMorning + i }));
    const [, , third] = await bookings.listFor('23538');
    await bookings.move(actor, third!.id, 1, third!.revision);
    await planner.plan('23538');
    expect((await today())[0]!.items).toEqual(['Bản tin b3', 'Bản tin b1', 'Bản tin b2']);
    await expect(bookings.move(actor, third!.id, 2, third!.revision)).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });

  it('S3: what does not fit is carried over once and said before the day', async () => {
    await slots.create(actor, '23538', slot('Chiều', '17:00', 2));
    const both = {
      days: { kind: 'dates' as const, dates: ['2026-01-05'] },
      preferredSlotIds: [],
      readings: 1 as const,
    };
    for (const [i, id] of ['b1', 'b2', 'b3'].entries()) {
      await bookings.book(approved(id, { approvedAt: mondayMorning + i, durationMs: 55_000, request: both }));
    }
    await planner.plan('23538');
    const [monday, tuesday] = await rundowns.list('23538', '2026-01-05', '2026-01-06');
    expect(monday!.items.map((item) => item.title)).toEqual(['Bản tin b1', 'Bản tin b2']);
    expect(monday!.leftOut).toMatchObject([{ title: 'Bản tin b3', reason: 'no-room', outcome: 'carried' }]);
    expect(tuesday!.items.map((item) => item.title)).toEqual(['Bản tin b3']);
  });

  it('S7: a slot outside the window is refused with dates; an exception passes it only from the level that set the limit', async () => {
    const night = slot('Đêm', '23:00', 15);
    await expect(slots.create(actor, '23538', night)).rejects.toMatchObject({
      code: 'SLOT_AGAINST_POLICY',
      data: { conflicts: [{ code: 'outside-window', allowed: '05:00-21:00' }] },
    });
    const wide = {
      windows: [{ from: '00:00', to: '24:00' }],
      from: '2026-01-05',
      until: '2027-02-01',
      reason: 'Diễn tập',
    };
    await expect(policies.grantException(operator, '23538', wide)).rejects.toMatchObject({
      code: 'EXCEPTION_NEEDS_HIGHER',
      data: { limit: 'windows', by: ['root'] },
    });
    await expect(slots.create(actor, '23538', night)).rejects.toMatchObject({ code: 'SLOT_AGAINST_POLICY' });
    const nation = { ...operator, grants: [{ role: 'approver' as const, areaCode: 'VN' }] };
    await policies.grantException(nation, '23538', wide);
    await expect(slots.create(actor, '23538', night)).resolves.toMatchObject({ name: 'Đêm' });
    expect(await policies.windowsFor('23538')).toEqual([
      { zone: 'Asia/Ho_Chi_Minh', startLocal: '05:00', endLocal: '21:00', exception: null },
      {
        zone: 'Asia/Ho_Chi_Minh',
        startLocal: '00:00',
        endLocal: '24:00',
        exception: { reason: 'Diễn tập', endAt: Date.UTC(2027, 1, 1, 17) },
      },
    ]);
  });

  it('P9: a hold silences a frozen item in its place at once, a release brings it back; both leave an audit row', async () => {
    await slots.create(actor, '23538', slot('Sáng', '06:05'));
    for (const [i, id] of ['b1', 'b2'].entries()) await bookings.book(approved(id, { approvedAt: mondayMorning + i }));
    await planner.plan('23538');
    const heard = async () =>
      (await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 3_600_000)).map((one) => [
        one.version,
        ...one.items.filter((item) => !item.held).map((item) => item.startAt - one.startAt),
      ]);
    expect(await heard()).toEqual([[1, 0, 60_000]]);
    const [first] = await bookings.listFor('23538');
    const decide = (kind: 'hold' | 'release') =>
      test.database.uow.run(actor, (tx) =>
        decisions.record(
          tx,
          { areaCode: '23538', choice: { kind, slotOccurrenceId: null, bookingId: first!.id }, reason: 'Nhầm ngày' },
          { userId: 'u1', name: 'Chị Hoa' },
        ),
      );
    await decide('hold');
    expect(await test.database.read.manager.findOneBy(JobEntity, { key: '23538', urgency: 9 })).not.toBeNull();
    await planner.plan('23538');
    expect(await heard()).toEqual([[2, 60_000]]);
    await decide('release');
    await planner.plan('23538');
    expect(await heard()).toEqual([[3, 0, 60_000]]);
    const audit = await test.database.read.manager.findBy(AuditEntity, { entity: 'decision' });
    expect(audit.map((row) => row.action).sort()).toEqual(['decision.held', 'decision.released']);
  });

  it('S11, S12: a slot may not overlap an inherited one; the conflict is named', async () => {
    await slots.create(actor, '51', slot('Thời sự tỉnh', '17:00'));
    await expect(slots.create(actor, '23538', slot('Chiều', '17:20'))).rejects.toMatchObject({
      code: 'SLOT_OVERLAPS',
      data: { otherSlot: 'Thời sự tỉnh', areaCode: '51' },
    });
    expect((await slots.listFor('23535')).map((one) => one.name)).toEqual(['Thời sự tỉnh']);
  });

  it('S2: a bulletin for one zone reaches that zone; a retired slot makes no new session', async () => {
    await areas.createZone(actor, { communeCode: '23538', name: 'Thôn 1' });
    await areas.createZone(actor, { communeCode: '23538', name: 'Thôn 2' });
    const made = await slots.create(actor, '23538', slot('Chiều', '17:00'));
    await bookings.book(approved('b1', { areaCodes: ['23538.1'] }));
    await planner.plan('23538');
    const [rundown] = await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 86_400_000);
    expect(rundown!.items.map((item) => item.zones)).toEqual([['23538.1']]);
    await slots.retire(actor, made.id, 1);
    await planner.plan('23538');
    expect(await today()).toEqual([]);
  });
});
