import ICAL from 'ical.js';
import type { Principal } from '../../src/domain/access/principal';
import { CalendarFeedService, CalendarLinksService } from '../../src/features/calendars';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { type DatabaseName, sampledDatabaseNames } from '../support/databases';
import { approved, aSlot, here, openSchedule, type ScheduleStation, setup } from '../support/schedule-station';

const user: Principal = {
  ...{ userId: 'u1', username: 'y.nhung', displayName: 'Y Nhung' },
  grants: [{ role: 'staff', areaCode: here }],
};

describe.each(sampledDatabaseNames('sqlite'))('calendars for other programs on %s', (name: DatabaseName) => {
  let station: ScheduleStation;
  let links: CalendarLinksService;
  let feeds: CalendarFeedService;
  let grantedTo: Principal | null;

  beforeAll(async () => {
    station = await openSchedule(name);
    const { areas, slots, planner, rundowns, clock, test } = station;
    const { uow, read } = test.database;
    const users = { principalOf: async (id: string) => (id === grantedTo?.userId ? grantedTo : null) } as never;
    const access = {
      may: async ({ grants }: Principal, action: string, code: string) =>
        action === 'schedule.read' && grants.some((grant) => areas.ancestorsOf(code).includes(grant.areaCode)),
    } as never;
    links = new CalendarLinksService(uow, read, areas, users, access);
    feeds = new CalendarFeedService(read, areas, slots, planner, rundowns, clock);
  });
  beforeEach(() => {
    grantedTo = user;
  });
  afterAll(() => station.close());

  it('X1 a link opens one commune while it stands and its user may read there, and its secret is told once', async () => {
    const { link, secret } = await links.create(user, here);
    expect(await links.open(secret)).toBe(here);
    expect(await links.list(user)).toEqual([{ ...link, areaName: 'Xã Ia Tơi' }]);
    const refused = { code: 'NOT_FOUND' };
    await expect(links.open(`${secret}x`)).rejects.toMatchObject(refused);
    grantedTo = { ...user, grants: [{ role: 'staff', areaCode: '23535' }] };
    await expect(links.open(secret)).rejects.toMatchObject(refused);
    grantedTo = null;
    await expect(links.open(secret)).rejects.toMatchObject(refused);
    grantedTo = user;
    await expect(links.revoke({ ...user, userId: 'u2' }, link.id)).rejects.toMatchObject(refused);
    expect(await links.list({ ...user, userId: 'u2' })).toEqual([]);
    expect(await links.revoke(user, link.id)).toMatchObject({ revokedAt: expect.any(Number) });
    await expect(links.open(secret)).rejects.toMatchObject(refused);
    await expect(links.create(user, '51')).rejects.toMatchObject({ code: 'AREA_LEVEL_WRONG' });
    const rows = await station.test.database.read.manager.findBy(AuditEntity, { entityId: link.id });
    expect(rows.map(({ action }) => action)).toEqual(['calendar-link.created', 'calendar-link.revoked']);
    expect(JSON.stringify(rows)).not.toContain(secret);
    for (let i = 0; i < 20; i += 1) await links.create(user, here);
    await expect(links.create(user, here)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('another library reads the sessions with their items; what is moved keeps its name, what is skipped is cancelled', async () => {
    const exceptions = [
      { date: '2026-01-06', kind: 'skip' as const },
      { date: '2026-01-07', kind: 'move' as const, startLocal: '18:00' },
    ];
    const { id } = await station.slots.create(setup, here, aSlot('Buổi chiều; xã', '17:00', 30));
    await station.bookings.book(approved('b1', { title: 'Lịch tiêm chủng, tháng Giêng' }));
    await station.bookings.book({ ...approved('b2', { title: 'Chưa duyệt' }), approvedAt: null });
    await station.settle();
    const read = async () => {
      const calendar = new ICAL.Component(ICAL.parse(await feeds.calendarOf(here)));
      expect(calendar.getFirstPropertyValue('name')).toBe('Chương trình phát thanh Xã Ia Tơi');
      return calendar.getAllSubcomponents('vevent').map((component) => {
        const { uid, summary, description, location, startDate, sequence } = new ICAL.Event(component);
        const status = component.getFirstPropertyValue('status');
        return { uid, summary, description, location, start: startDate.toString(), sequence, status };
      });
    };
    const before = await read();
    expect(before[0]).toMatchObject({ start: '2026-01-01T10:00:00Z', status: 'CONFIRMED' });
    expect(before.find(({ start }) => start === '2026-01-05T10:00:00Z')).toMatchObject({
      ...{ summary: 'Buổi chiều; xã', location: 'Xã Ia Tơi', status: 'CONFIRMED' },
      description: '17:00 Lịch tiêm chủng, tháng Giêng',
    });
    const { rule, revision, ...slot } = await station.slots.get(id);
    expect([slot.areaCode, revision]).toEqual([here, 1]);
    await station.test.database.uow.run(setup, ({ manager }) =>
      station.repository.slot(manager, id).then(async (row) => {
        const changed = { ...row!, rule: { ...rule, exceptions }, revision: 2 };
        await station.repository.save(manager, row!.constructor as never, changed as never);
      }),
    );
    const after = await read();
    const day = (events: typeof after, at: string) => events.find(({ start }) => start === at);
    const skipped = day(after, '2026-01-06T10:00:00Z');
    expect(skipped).toMatchObject({ status: 'CANCELLED', description: 'nghỉ theo lịch' });
    expect(skipped?.uid).toBe(day(before, '2026-01-06T10:00:00Z')?.uid);
    const moved = day(after, '2026-01-07T11:00:00Z');
    expect(moved?.uid).toBe(day(before, '2026-01-07T10:00:00Z')?.uid);
    expect(moved?.sequence).toBeGreaterThan(day(before, '2026-01-07T10:00:00Z')?.sequence ?? 99);
    expect(new Set(after.map(({ uid }) => uid)).size).toBe(after.length);
    expect(after).toHaveLength(before.length);
  });
});
