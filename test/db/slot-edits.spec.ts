import { AreasService } from '../../src/features/areas';
import {
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
    ({ slots, edits } = slotServices(test, repository, areas, clock));
    const policies = new PoliciesService(uow, read, repository, areas, clock, loadConfig({}));
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
});
