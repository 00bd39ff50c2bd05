import { DelegationEntity } from '../../src/features/bulletins/approvers.entity';
import { DeviceManifestEntity } from '../../src/features/devices/device-manifest.entity';
import { DeviceHeartbeatEntity } from '../../src/features/devices/joining/device-credential.entity';
import { ManifestApplicationEntity } from '../../src/features/devices/manifest-application.entity';
import { AudioCheckEntity } from '../../src/features/preflight/preflight.entity';
import { JobEntity } from '../../src/platform/database/job.entity';
import { mainDatabaseNames } from '../support/databases';
import { openPreflight, type PreflightStation } from '../support/preflight-station';
import { approved, aSlot, here, openSchedule, setup, type ScheduleStation } from '../support/schedule-station';

const minute = 60_000;
const hour = 60 * minute;
const everyDay = {
  days: { kind: 'until' as const, from: null, until: '2026-12-31' },
  preferredSlotIds: [],
  readings: 1 as const,
};
const tuesday = '2026-01-06';

describe.each(mainDatabaseNames)('S8 pre-flight on %s', (name) => {
  let station: ScheduleStation;
  let { preflight, watch, upkeep, devices, lost, addUser } = {} as PreflightStation;
  beforeAll(async () => {
    station = await openSchedule(name);
    ({ preflight, watch, upkeep, devices, lost, addUser } = openPreflight(station));
    upkeep.onModuleInit();
    await station.slots.create(setup, here, aSlot('Chiều', '17:00'));
    await addUser('duyet', 'approver', here);
    await addUser('truc', 'operator', '51');
    await addUser('xa-khac', 'operator', '23535');
    await addUser('can-bo', 'staff', here);
    // One stands in for the approver, one did until yesterday.
    await addUser('thay', 'staff', here);
    const lent = { areaCode: here, fromUserId: 'duyet', fromAt: 0, endedAt: null, reason: 'Đi công tác' };
    const told = { createdAt: 0, handedOverAt: null, untilAt: station.clock.nowMs() + 9 * 24 * hour };
    await station.test.database.uow.run(setup, async ({ manager }) => {
      await manager.insert(DelegationEntity, { ...lent, ...told, id: 'd1', toUserId: 'thay' });
      await manager.insert(DelegationEntity, { ...lent, ...told, id: 'd2', toUserId: 'can-bo', untilAt: 1 });
    });
  });
  afterAll(() => station.close());

  const codesOf = async (date = tuesday) =>
    (await preflight.detail(here, date)).preflight.findings.map(({ level, code }) => `${level} ${code}`);
  const tellings = async (date = tuesday) => (await preflight.detail(here, date)).tellings;
  const notices = () => station.delivered.filter(({ type }) => type === 'preflight.told').map(({ payload }) => payload);
  const settle = async () => {
    await station.settle();
    await preflight.runChanged();
    await station.settle();
  };

  it('runs once for each time that has come, makes up for the last one after a stop, and keeps what it found', async () => {
    await station.bookings.book(approved('b1', { request: everyDay, masterSha256: 'b'.repeat(64) }));
    await settle();
    // Monday, 06:00: of Sunday's runs the last one is made up for, about Monday.
    expect(await preflight.runDue()).toEqual({ communes: 1, red: 1, amber: 0 });
    expect(await preflight.runDue()).toBeNull();
    expect(await codesOf('2026-01-05')).toEqual(['red no-device']);
    await station.clock.advance(9 * hour - minute);
    expect(await preflight.dueRun()).toBeNull();
    await station.clock.advance(minute);
    await upkeep.tick();
    const { manager } = station.test.database.read;
    expect(await manager.countBy(JobEntity, { kind: 'preflight.run', state: 'queued' })).toBe(1);
    expect(await openPreflight(station).preflight.runDue()).toEqual({ communes: 1, red: 1, amber: 0 });
    expect(await preflight.runDue()).toBeNull();
  });

  it('tells approvers and operators of the commune and above, with who and when, and others not', async () => {
    await station.settle();
    const [told] = await tellings();
    expect(told).toMatchObject({ because: 'time', colour: 'red', at: station.clock.nowMs() });
    expect(told!.told.map(({ userId }) => userId).sort()).toEqual(['duyet', 'thay', 'truc']);
    const to = ['duyet', 'truc', 'thay'].map((userId) => ({ userId, place: 'Xã Ia Tơi', findings: 1 }));
    expect(notices().at(-1)).toEqual({ kind: 'preflight-red', localDate: tuesday, to: expect.arrayContaining(to) });
  });

  it('judges again on every change, together, and tells only of what is new', async () => {
    await station.clock.advance(minute);
    const device = await devices.create(setup, {
      ...{ kind: 'loudspeaker', areaCode: here, name: 'Cụm 1', place: '', sink: 'null' },
      ...{ volume: [], embedded: false },
    });
    await settle();
    // It is the same item every day.
    expect(await codesOf()).toEqual(['amber device-never-joined', 'amber session-note']);
    const before = (await tellings()).length;
    // Tellings are read in the order of their times.
    await station.clock.advance(1000);
    lost.add('b'.repeat(64));
    await station.bookings.book(approved('b2', { request: everyDay }));
    await settle();
    expect(await codesOf()).toEqual(['red audio-missing', 'amber device-never-joined', 'amber session-note']);
    const at17 = Date.UTC(2026, 0, 6, 10);
    const given = async () => {
      const [session] = await station.scheduled.rundownsFor(here, at17, at17 + hour);
      return session!.items.map(({ snapshot }) => snapshot.bulletinId);
    };
    // The file that vanished is left out of every manifest, and the rest airs.
    expect(await given()).toEqual(['b2']);
    expect((await station.scheduled.plannedFor(here, at17, at17 + hour))[0]!.items).toHaveLength(2);
    const after = await tellings();
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)).toMatchObject({ because: 'change', colour: 'red' });
    await station.emit('rundowns.changed', { areaCodes: [here] });
    await settle();
    expect(await tellings()).toHaveLength(before + 1);
    lost.clear();
    await station.emit('rundowns.changed', { areaCodes: [here] });
    await settle();
    await settle();
    expect(await given()).toEqual(['b1', 'b2']);
    expect(await codesOf()).not.toContain('red audio-missing');
    // A store in which nothing is left is a disk that is away: devices keep what they hold.
    for (const one of ['all', 'b'.repeat(64)]) lost.add(one);
    await station.emit('rundowns.changed', { areaCodes: [here] });
    await settle();
    expect(await codesOf()).toContain('red audio-missing');
    expect(await given()).toEqual(['b1', 'b2']);
    lost.clear();
    await devices.retire(setup, device.id);
  });

  it('leaves a red item out of what devices get, and the rest airs', async () => {
    await station.bookings.book(approved('b3', { request: everyDay, approvedAt: null as never }));
    await settle();
    expect(await codesOf()).toContain('red not-approved');
    const at17 = Date.UTC(2026, 0, 6, 10);
    const [session] = await station.scheduled.rundownsFor(here, at17, at17 + hour);
    expect(session!.items.map(({ snapshot }) => snapshot.bulletinId)).toEqual(['b1', 'b2']);
  });

  it('at 20:00 what is still red is told again; a day without news of its own stays quiet', async () => {
    await station.clock.advance(5 * hour - minute);
    const before = (await tellings()).length;
    expect(await preflight.runDue()).toEqual({ communes: 1, red: 1, amber: 0 });
    expect(await tellings()).toHaveLength(before + 1);
    await station.bookings.withdraw('b3', 'b3-v1', 'recalled');
    await settle();
    expect(await tellings()).toHaveLength(before + 1);
  });

  it('lists an area by colour, and answers whoever asks now without telling everybody', async () => {
    const before = (await tellings()).length;
    const by = { userId: 'truc', name: 'truc' };
    expect(await preflight.runNow(by, '51', tuesday)).toEqual({ communes: 2, red: 1, amber: 0 });
    const page = await preflight.list('51', { date: tuesday, limit: 1 });
    expect(page).toMatchObject({ counts: { red: 1, amber: 0, green: 1 }, next: '23535' });
    expect((await preflight.list('51', { date: tuesday, limit: 1, after: '23535' })).communes).toMatchObject([
      { areaCode: here, colour: 'red', because: 'asked' },
    ]);
    expect((await preflight.list('51', { date: tuesday, colour: 'green', limit: 9 })).communes).toHaveLength(1);
    expect(await tellings()).toHaveLength(before);
    await expect(preflight.runNow(by, here, '2025-12-31')).rejects.toMatchObject({ code: 'PREFLIGHT_DAY_UNPLANNED' });
    await expect(preflight.runNow(by, here, '2026-02-31')).rejects.toMatchObject({ code: 'PREFLIGHT_DAY_UNPLANNED' });
  });

  it('P3: looks 24 hours, 1 hour and 5 minutes before a session at which devices hold its audio, each once', async () => {
    const { uow, read } = station.test.database;
    const boxes = ['Cụm A', 'Cụm B', 'Người đọc'].map((label, i) =>
      devices.create(setup, {
        ...{ kind: i === 2 ? 'manual' : 'loudspeaker', areaCode: here, name: label, place: '', sink: 'null' },
        ...{ volume: [], embedded: false },
      }),
    );
    const [a, b] = [await boxes[0]!, await boxes[1]!];
    await boxes[2];
    const at17 = Date.UTC(2026, 0, 6, 10);
    const [rundown] = await station.rundowns.list(here, tuesday, tuesday);
    const says = async (deviceId: string, version: number, media: { ready: number; all: number }) =>
      uow.run(setup, async ({ manager, nowMs }) => {
        const payload = JSON.stringify({ rundowns: [{ id: rundown!.id, version: rundown!.version }] });
        const manifest = { deviceId, version, issuedAt: nowMs, notBefore: 0, notAfter: at17 * 2, keyId: 'k' };
        await manager.insert(DeviceManifestEntity, { ...manifest, contentHash: '', payload, signature: '' });
        await manager.insert(ManifestApplicationEntity, { deviceId, version, appliedAt: nowMs });
        await manager.save(DeviceHeartbeatEntity, { deviceId, heardAt: nowMs, status: JSON.stringify({ media }) });
      });
    const checks = () =>
      read.manager.find(AudioCheckEntity, { where: { localDate: tuesday }, order: { mark: 'DESC' } });
    const holdings = async () =>
      (await checks()).map(({ mark, devices: of }) => [mark, ...of.map((one) => `${one.name} ${one.holding}`)]);
    // Monday, 20:00: less than a day is left.
    expect(await watch.look()).toEqual([here]);
    expect(await watch.look()).toEqual([]);
    expect(await holdings()).toEqual([[1440, 'Cụm A unknown', 'Cụm B unknown', 'Người đọc holds']]);
    await says(a.id, 1, { ready: 3, all: 3 });
    await says(b.id, 1, { ready: 2, all: 3 });
    await station.clock.advance(at17 - hour - station.clock.nowMs());
    expect(await watch.look()).toEqual([here]);
    await preflight.runChanged();
    const found = (await preflight.detail(here, tuesday)).preflight.findings;
    expect(found.find(({ code }) => code === 'audio-not-on-devices')).toMatchObject({
      ...{ level: 'amber', reason: '60', subject: 'Cụm B', startAt: at17 },
    });
    await says(b.id, 2, { ready: 3, all: 3 });
    await station.clock.advance(54 * minute);
    expect(await watch.look()).toEqual([]);
    await station.clock.advance(minute);
    expect(await watch.look()).toEqual([]);
    expect((await holdings()).slice(1)).toEqual([
      [60, 'Cụm A holds', 'Cụm B lacks', 'Người đọc holds'],
      [5, 'Cụm A holds', 'Cụm B holds', 'Người đọc holds'],
    ]);
  });
});
