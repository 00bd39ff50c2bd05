import { AreasService } from '../../src/features/areas';
import {
  BookingsService,
  type EventsService,
  type ExtraSessionsService,
  PlannerService,
  PoliciesService,
  ScheduledRundowns,
  type SlotEditsService,
  type SlotsService,
} from '../../src/features/schedule';
import { ScheduleRepository } from '../../src/features/schedule/schedule.repository';
import { RundownEntity } from '../../src/features/schedule/rundown.entity';
import { loadConfig } from '../../src/platform/config/config';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { aRule } from '../support/plan-builders';
import { slotServices } from '../support/slot-services';

const csv = `code,name,level,parent_code
51,Tỉnh Quảng Ngãi,province,
23535,Xã Ia Đal,commune,51
23538,Xã Ia Tơi,commune,51
`;
const actor = systemActor('hoa');
/** Monday 5 January 2026, 06:00 in Vietnam. */
const mondayMorning = Date.UTC(2026, 0, 4, 23, 0, 0);
const slot = (name: string, startLocal: string, lengthMinutes = 30) => ({
  name,
  rule: aRule({ startLocal, lengthMinutes }),
  sharing: 'shared' as const,
  takes: 'anything' as const,
  opening: [],
  closing: [],
});

describe.each(mainDatabaseNames)('editing slots on %s', (name) => {
  let test: TestDatabase;
  let slots: SlotsService;
  let edits: SlotEditsService;
  let events: EventsService;
  let extras: ExtraSessionsService;
  let policies: PoliciesService;
  let bookings: BookingsService;
  let planner: PlannerService;
  let scheduled: ScheduledRundowns;
  let areas: AreasService;

  beforeAll(async () => {
    const clock = new FakeClock(mondayMorning);
    test = await openTestDatabase(name, { clock });
    const { uow, read } = test.database;
    const repository = new ScheduleRepository();
    areas = new AreasService(uow, read, clock);
    await areas.importUnits(actor, { kind: 'areas-2025', csv, dryRun: false });
    const services = slotServices(test, repository, areas, clock);
    ({ slots, edits, events, extras } = services);
    policies = new PoliciesService(uow, read, repository, areas, services.finder, clock, loadConfig({}));
    bookings = new BookingsService(uow, read, repository, areas);
    planner = new PlannerService(uow, repository, areas, slots, policies, loadConfig({}));
    scheduled = new ScheduledRundowns(read, repository, policies);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    for (const code of ['51', '23535', '23538'])
      for (const one of await slots.listFor(code)) await slots.retire(actor, one.id, one.revision);
  });

  const startsIn = async (code: string): Promise<string[]> => {
    await planner.plan(code);
    const rows = await test.database.read.manager.find(RundownEntity, {
      where: { areaCode: code },
      order: { startAt: 'ASC' },
    });
    return rows.filter((row) => !row.frozen).map(({ localDate, body }) => `${localDate.slice(8)} ${body.startLocal}`);
  };

  it('6.7: this and following reaches the plan; who saw an older slot is told; undo puts it back, twice over', async () => {
    const made = await slots.create(actor, '23538', slot('Chiều', '17:00'));
    const target = { id: made.id, revision: 1 };
    const later = { scope: 'following' as const, date: '2026-01-07', terms: { startLocal: '17:30' } };
    const saved = await edits.change(actor, target, { rule: later });
    expect(saved).toMatchObject({ saved: true, conflicts: [], slots: [{ revision: 2 }] });
    expect((await startsIn('23538')).slice(0, 3)).toEqual(['05 17:00', '06 17:00', '07 17:30']);
    await expect(edits.change(actor, target, { name: 'Tối' })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const paused = await edits.pause(actor, { id: made.id, revision: 2 }, '2026-01-06', null, 'Sửa trạm');
    expect(await startsIn('23538')).toEqual(['05 17:00']);
    await expect(edits.undo(actor, '23538', saved.changeId!)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await edits.undo(actor, '23538', paused.changeId!);
    await edits.undo(actor, '23538', saved.changeId!);
    expect((await startsIn('23538')).slice(0, 3)).toEqual(['05 17:00', '06 17:00', '07 17:00']);
    await expect(edits.undo(actor, '23538', saved.changeId!)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(edits.undo(actor, '23535', paused.changeId!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const audited = await test.database.read.manager.findBy(AuditEntity, { entityId: made.id });
    expect(audited.map(({ action }) => action).sort()).toEqual([
      'slot.changed',
      'slot.created',
      'slot.paused',
      'slot.undone',
      'slot.undone',
    ]);
    const history = (await edits.changesOf('23538')).filter(({ slotId }) => slotId === made.id);
    expect(history.map(({ kind, undoneAt }) => [kind, undoneAt !== null])).toEqual([
      ['undone', false],
      ['undone', false],
      ['paused', true],
      ['changed', true],
      ['created', false],
    ]);
  });

  it('S11: a dry run names the conflict and saves nothing; saving it is refused', async () => {
    await slots.create(actor, '51', slot('Thời sự tỉnh', '18:00'));
    const made = await slots.create(actor, '23538', slot('Chiều', '17:00'));
    const longer = { rule: { scope: 'all' as const, terms: { lengthMinutes: 70 } } };
    const tried = await edits.change(actor, { id: made.id, revision: 1, dryRun: true }, longer);
    expect(tried).toMatchObject({
      saved: false,
      conflicts: [
        { rule: 'S12', code: 'overlaps-inherited', blocking: true, otherSlotName: 'Thời sự tỉnh', otherAreaCode: '51' },
      ],
    });
    expect((await slots.get(made.id)).revision).toBe(1);
    await expect(edits.change(actor, { id: made.id, revision: 1 }, longer)).rejects.toMatchObject({
      code: 'SLOT_OVERLAPS',
    });
    const night = {
      rule: { scope: 'this' as const, date: '2026-01-09', day: { kind: 'move' as const, startLocal: '03:15' } },
    };
    await expect(edits.change(actor, { id: made.id, revision: 1 }, night)).rejects.toMatchObject({
      code: 'SLOT_AGAINST_POLICY',
      data: { conflicts: [{ code: 'outside-window', dates: ['2026-01-09'] }] },
    });
  });

  it('S12: a later slot of the province wins from the next unfrozen session; those below are told by name', async () => {
    const made = await slots.create(actor, '23538', slot('Chiều', '17:00'));
    expect(await startsIn('23538')).toContain('06 17:00');
    const news = await slots.add(actor, '51', slot('Thời sự tỉnh', '17:10'));
    expect(news.conflicts).toMatchObject([
      { code: 'displaces', blocking: false, slotName: 'Chiều', areaName: 'Xã Ia Tơi', otherSlotName: 'Thời sự tỉnh' },
    ]);
    expect((await startsIn('23538')).slice(0, 2)).toEqual(['05 17:10', '06 17:10']);
    const told = await test.database.read.manager.findBy(OutboxEntity, { type: 'slot.displaced' });
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { areaCode: '23538', slotId: made.id, byAreaCode: '51' },
    ]);
    expect(await slots.conflictsOf('23538')).toMatchObject([{ code: 'overlaps-inherited', slotName: 'Chiều' }]);
  });

  it('S12: a slot of a zone gives way to a later one of its commune', async () => {
    const { code: zone } = await areas.createZone(actor, { communeCode: '23535', name: 'Thôn 1' });
    await slots.create(actor, zone, slot('Của thôn', '17:00'));
    expect(await startsIn('23535')).toEqual([]);
    const zoneStarts = async () =>
      (await test.database.read.manager.findBy(RundownEntity, { areaCode: zone })).map(({ localDate }) => localDate);
    expect(await zoneStarts()).toContain('2026-01-06');
    const weekly = { ...slot('Của xã', '17:10'), rule: aRule({ startLocal: '17:10', weekdays: [2] }) };
    expect((await slots.add(actor, '23535', weekly)).conflicts).toMatchObject([
      { code: 'displaces', slotName: 'Của thôn' },
    ]);
    await planner.plan('23535');
    expect(await zoneStarts()).not.toContain('2026-01-06');
    expect(await zoneStarts()).toContain('2026-01-07');
  });

  it('clause 4: opening, fixed part at its offset and closing frame the items; what does not fit is refused', async () => {
    const frame = {
      opening: [{ mediaId: 'm-open', title: 'Nhạc hiệu' }],
      fixed: [{ mediaId: 'm-signal', title: 'Báo giờ', offsetSeconds: 60, sound: 'speech' as const }],
      closing: [{ mediaId: 'm-close', title: 'Chào tạm biệt' }],
    };
    const made = await slots.create(actor, '23538', { ...slot('Chiều', '17:00'), ...frame });
    await planner.plan('23538');
    const [first] = await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 86_400_000);
    expect(first!.items.map((item) => [(item.startAt - first!.startAt) / 1000, item.snapshot.title])).toEqual([
      [0, 'Nhạc hiệu'],
      [60, 'Báo giờ'],
      [65, 'Chào tạm biệt'],
    ]);
    const keys = first!.items.map(({ airingKey }) => airingKey);
    const { slots: changed } = await edits.change(
      actor,
      { id: made.id, revision: 1 },
      { fixed: [{ mediaId: 'm-signal', title: 'Báo giờ', offsetSeconds: 90 }] },
    );
    await planner.plan('23538');
    const [second] = await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 86_400_000);
    expect(second!.items.map(({ airingKey }) => airingKey)).toEqual(keys);
    const late = { fixed: [{ mediaId: 'm-signal', title: 'Báo giờ', offsetSeconds: 1795 }] };
    await expect(edits.change(actor, { id: made.id, revision: changed[0]!.revision }, late)).rejects.toMatchObject({
      code: 'SLOT_RULE_INVALID',
    });
  });

  it('6.7: a week is copied for all own slots as one change, and undone as one', async () => {
    const noon = await slots.create(actor, '23538', slot('Trưa', '11:00'));
    const evening = await slots.create(actor, '23538', slot('Chiều', '17:00'));
    const move = { scope: 'this' as const, date: '2026-01-06', day: { kind: 'move' as const, startLocal: '12:00' } };
    const skip = { scope: 'this' as const, date: '2026-01-07', day: { kind: 'skip' as const } };
    await edits.change(actor, { id: noon.id, revision: 1 }, { rule: move });
    await edits.change(actor, { id: evening.id, revision: 1 }, { rule: skip });
    const copied = await edits.copyDays(actor, '23538', { from: '2026-01-05', to: '2026-01-12', days: 7 });
    expect(copied.slots.map(({ name, rule }) => [name, rule.exceptions.at(-1)?.date]).sort()).toEqual([
      ['Chiều', '2026-01-14'],
      ['Trưa', '2026-01-13'],
    ]);
    await edits.undo(actor, '23538', copied.changeId!);
    expect((await slots.get(noon.id)).rule.exceptions).toHaveLength(1);
    await expect(
      edits.copyDays(actor, '23538', { from: '2026-01-19', to: '2026-01-26', days: 7 }),
    ).rejects.toMatchObject({
      code: 'SLOT_RULE_INVALID',
    });
  });

  it('6.1: the province’s binding skip silences all its communes, additions included, until it is revoked', async () => {
    await slots.create(actor, '51', slot('Thời sự tỉnh', '05:30'));
    const own = await slots.create(actor, '23538', slot('Chiều', '17:00'));
    const mourning = {
      name: 'Quốc tang',
      kind: 'mourning' as const,
      dates: { kind: 'dates' as const, from: '2026-01-07', until: '2026-01-08' },
      effects: [{ kind: 'skip' as const, binding: true }],
      slotIds: null,
      reason: 'Theo thông báo của trung ương',
    };
    const { event } = await events.declare(actor, '51', mourning);
    const add = {
      ...mourning,
      name: 'Buổi riêng của xã',
      kind: 'other' as const,
      effects: [{ kind: 'add' as const, binding: true, startLocal: '10:00' }],
      slotIds: [own.id],
    };
    await events.declare(actor, '23538', add);
    expect((await startsIn('23538')).slice(0, 4)).toEqual(['05 17:00', '06 05:30', '06 17:00', '09 05:30']);
    await events.revoke({ userId: 'u1', name: 'lan' }, event.id, 1);
    expect(await startsIn('23538')).toEqual(expect.arrayContaining(['07 10:00', '07 17:00', '08 05:30']));
    await expect(events.revoke(actor, event.id, 1)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const audited = await test.database.read.manager.findBy(AuditEntity, { entityId: event.id });
    expect(audited.map(({ action, actorName }) => [action, actorName]).sort()).toEqual([
      ['event.declared', 'hoa'],
      ['event.revoked', 'lan'],
    ]);
    const night = { ...add, effects: [{ kind: 'add' as const, binding: false, startLocal: '03:15' }] };
    await expect(events.declare(actor, '23538', night)).rejects.toMatchObject({ code: 'SLOT_AGAINST_POLICY' });
    await expect(events.declare(actor, '23535', add)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('S7: a lower area cannot widen; new limits name the slots they cut off; every limit is lifted from the level that set it', async () => {
    await slots.create(actor, '23538', slot('Tối', '20:15'));
    const province = { windows: [{ from: '05:30', to: '20:00' }], maxSessionMinutes: 45, maxVolumePercent: 70 };
    const tried = await policies.write(actor, '51', province, 0, true);
    expect(tried.conflicts).toMatchObject([
      { code: 'outside-window', slotName: 'Tối', areaId: '23538', blocking: false },
    ]);
    expect((await policies.own('51')).revision).toBe(0);
    expect((await policies.write(actor, '51', province, 0)).conflicts).toHaveLength(1);
    expect(await policies.volumeCeilingOf('23538')).toEqual({ percent: 70, zone: 'Asia/Ho_Chi_Minh' });
    for (const [limits, limit] of [
      [{ windows: [{ from: '05:00', to: '20:00' }] }, 'windows'],
      [{ maxSessionMinutes: 60 }, 'maxSessionMinutes'],
      [{ maxVolumePercent: 71 }, 'maxVolumePercent'],
    ] as const)
      await expect(policies.write(actor, '23538', limits, 0)).rejects.toMatchObject({
        code: 'POLICY_WIDENS',
        data: { limit, by: expect.arrayContaining(['51']) as string[] },
      });
    const approver = (areaCode: string) => ({
      userId: 'u-lan',
      username: 'lan',
      displayName: 'Bà Lan',
      grants: [{ role: 'approver' as const, areaCode }],
    });
    const dated = { from: '2026-01-05', until: '2026-01-06', reason: 'Đại hội' };
    const lift = { ...dated, maxSessionMinutes: 90, maxVolumePercent: 100 };
    await expect(policies.grantException(approver('23538'), '23538', lift)).rejects.toMatchObject({
      code: 'EXCEPTION_NEEDS_HIGHER',
      data: { limit: 'maxSessionMinutes', by: ['51'] },
    });
    const granted = await policies.grantException(approver('51'), '23538', lift);
    expect(granted.exceptions.map(({ limit, grantedBy }) => [limit, grantedBy])).toEqual([
      ['maxSessionMinutes', 'lan'],
      ['maxVolumePercent', 'lan'],
    ]);
    expect(await policies.volumeCeilingOf('23538')).toMatchObject({ percent: 100 });
    const { id } = granted.exceptions[1]!;
    const revoked = await policies.revokeException(approver('23538'), '23538', id);
    expect(revoked.exceptions[1]).toMatchObject({ revokedBy: 'lan', reason: 'Đại hội' });
    expect(await policies.volumeCeilingOf('23538')).toMatchObject({ percent: 70 });
    await expect(policies.revokeException(approver('23538'), '23538', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const audited = await test.database.read.manager.findBy(AuditEntity, { entityId: '23538', entity: 'policy' });
    expect(audited.map(({ actorName }) => actorName)).toEqual(['lan', 'lan']);
    await policies.write(actor, '51', {}, (await policies.own('51')).revision);
  });

  it('S13: an extra session of priority items, asked for by one and approved by another, airs moments later and takes nothing else', async () => {
    const approved = (bulletinId: string, priority: 'priority' | 'normal') =>
      bookings.book({
        bulletinId,
        versionId: `${bulletinId}-v1`,
        title: `Bản tin ${bulletinId}`,
        topicCode: '4.1',
        areaCode: '23538',
        areaCodes: ['23538'],
        priority,
        language: 'vi',
        request: { days: { kind: 'dates', dates: ['2026-01-09'] }, preferredSlotIds: ['another'], readings: 1 },
        durationMs: 60_000,
        masterSha256: 'a'.repeat(64),
        masterBytes: 480_000,
        mime: 'audio/mpeg',
        validFrom: null,
        validUntil: null,
        approvedAt: mondayMorning,
        relayed: false,
      });
    await approved('urgent', 'priority');
    await approved('other', 'priority');
    await approved('plain', 'normal');
    const wanted = { bulletinIds: ['urgent'], wanted: { kind: 'now' as const }, lengthMinutes: 5, reason: 'Cắt nước' };
    const operator = { userId: 'u-hoa', name: 'hoa' };
    await expect(extras.request(operator, '23538', { ...wanted, bulletinIds: ['plain'] })).rejects.toMatchObject({
      code: 'EXTRA_SESSION_UNFIT',
    });
    const night = { kind: 'at' as const, date: '2026-01-06', startLocal: '03:15' };
    await expect(extras.request(operator, '23538', { ...wanted, wanted: night })).rejects.toMatchObject({
      code: 'SLOT_AGAINST_POLICY',
    });
    const past = { kind: 'at' as const, date: '2026-01-05', startLocal: '05:30' };
    await expect(extras.request(operator, '23538', { ...wanted, wanted: past })).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
    const extra = await extras.request(operator, '23538', wanted);
    await expect(extras.decide(operator, extra.id, true, 1)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const done = await extras.decide({ userId: 'u-lan', name: 'lan' }, extra.id, true, 1);
    await planner.plan('23538');
    const [first] = await scheduled.rundownsFor('23538', mondayMorning, mondayMorning + 3_600_000);
    expect(first!.startAt).toBe(mondayMorning + 60_000);
    expect(first!.items.map(({ snapshot }) => snapshot.title)).toEqual(['Bản tin urgent']);
    await expect(extras.decide({ userId: 'u-lan', name: 'lan' }, extra.id, false, 2)).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
    const audited = await test.database.read.manager.findBy(AuditEntity, { entityId: extra.id });
    expect(audited.map(({ action, actorName }) => [action, actorName]).sort()).toEqual([
      ['extra-session.approved', 'lan'],
      ['extra-session.requested', 'hoa'],
    ]);
    expect((await slots.get(done.slotId!)).takes).toBe('priority');
  });
});
