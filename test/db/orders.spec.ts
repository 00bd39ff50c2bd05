import type { DeviceStatus } from '../../src/contracts/device/link';
import { In } from 'typeorm';
import type { Command } from '../../src/contracts/device/link';
import { agreed, ended } from '../../src/domain/playout/orders';
import { AlarmsService } from '../../src/features/playout/orders/alarms.service';
import { beginId, endId } from '../../src/features/playout/orders/command-id';
import { DeviceWords } from '../../src/features/playout/orders/device-words';
import { OrderRegister, type NewOrder } from '../../src/features/playout/orders/order-register';
import { StandingOrders } from '../../src/features/playout/orders/standing-orders';
import { RundownDevices } from '../../src/features/playout/rundown-devices.service';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import type { EmbeddedDevices } from '../../src/features/playout';
import { mainDatabaseNames } from '../support/databases';
import {
  actor,
  aScheduledRundown,
  FakeRundownSource,
  openStation,
  read,
  type Station,
} from '../support/device-station';
import { aSnapshot, fakeSha } from '../support/manifest-builder';

const minute = 60_000;
const other = { userId: 'u2', name: 'hoa' };

describe.each(mainDatabaseNames)('orders on %s', (name) => {
  let station: Station;
  let source: FakeRundownSource;
  let register: OrderRegister;
  let words: DeviceWords;
  let alarms: AlarmsService;
  let told: [string, string, Command['kind']][];
  let commune: string;
  let zone: string;

  beforeAll(async () => {
    source = new FakeRundownSource();
    station = await openStation(name, source);
    const { uow, read: reader } = station.database;
    // The devices inside the process: what they are told is noted, none answers by itself.
    const line = {
      command: (deviceId: string, id: string, { kind }: Command) => told.push([deviceId, id, kind]) > 0,
    } as unknown as EmbeddedDevices;
    register = new OrderRegister(uow, reader, station.areas, station.devices, line);
    words = new DeviceWords(uow, reader, station.devices, station.manifests);
    alarms = new AlarmsService(uow, reader, station.devices);
    new StandingOrders(reader, station.areas, station.manifests, station.clock).onModuleInit();
    commune = (await station.createDevice({ areaCode: '23538' })).id;
    zone = (await station.createDevice({ areaCode: '23538.1' })).id;
    await station.createDevice({ areaCode: '23535' });
  });
  beforeEach(() => {
    told = [];
    station.clock.now += minute;
  });
  afterAll(() => station.close());

  const stop = (areaCode: string): NewOrder => ({
    ...{ kind: 'stop', areaCode, reason: 'Có tang', untilAt: null, target: { kind: 'everything' } },
    content: { kind: 'silence', target: { kind: 'device' } },
  });
  const emergency = (areaCode: string): NewOrder => ({
    ...{ kind: 'emergency', areaCode, reason: '', untilAt: station.clock.now + 60 * minute },
    content: {
      ...{ kind: 'emergency', repeatEveryMs: 10 * minute, bulletinRef: 'b/order-1', durationMs: 5_000 },
      ...{ source: { kind: 'file', sha256: fakeSha(7) }, mediaBytes: 100, mime: 'audio/mp4', snapshot: aSnapshot() },
    },
  });
  const manifest = async (deviceId: string) => {
    station.clock.now += 1;
    await station.manifests.rebuild(deviceId);
    return read(await station.manifests.latest(deviceId));
  };
  const confirmations = async (areaCode: string, id: string) =>
    Object.fromEntries(
      (await register.get(areaCode, id)).devices.map((one) => [one.deviceId, [one.begunAt, one.endedAt]]),
    );

  it('X5 a stop is a row, an audit row and an event, told to the devices of its area and put into their manifests', async () => {
    const order = await register.place(actor, stop('23538'));
    expect(told.sort()).toEqual([commune, zone].sort().map((id) => [id, beginId(order.id), 'silence']));
    const { manager } = station.database.read;
    const audit = await manager.findBy(AuditEntity, { entityId: order.id });
    expect(audit.map((row) => [row.action, row.actorName])).toEqual([['order.stop.begun', 'lan']]);
    const events = await manager.findBy(OutboxEntity, { type: 'playing.stopped' });
    expect(events.at(-1)?.payload).toMatchObject({ orderId: order.id, areaCode: '23538', by: 'lan' });
    expect((await manifest(zone)).holds).toEqual([
      expect.objectContaining({ id: order.id, kind: 'stop', target: { kind: 'device' }, by: 'lan' }),
    ]);

    await words.obeyed(commune, beginId(order.id));
    const begunAt = station.clock.now;
    expect(await confirmations('23538', order.id)).toEqual({ [commune]: [begunAt, null], [zone]: [null, null] });
    expect((await words.owedTo(zone, station.clock.now)).map((one) => one.kind)).toEqual(['command']);
    expect(await words.owedTo(commune, station.clock.now)).toEqual([]);
    // The other one hears of it by its manifest.
    await words.applied(zone, (await manifest(zone)).version);
    expect((await confirmations('23538', order.id))[zone]?.[0]).not.toBeNull();

    told = [];
    station.clock.now += minute;
    await register.end(other, '23538', order.id, (one, now) => ended(one, 'hoa', now));
    expect(told.map(([, id, kind]) => [id, kind])).toEqual(Array(2).fill([endId(order.id), 'resume']));
    expect((await manifest(zone)).holds).toEqual([]);
    await words.applied(zone, (await manifest(zone)).version);
    await words.obeyed(commune, endId(order.id));
    expect(Object.values(await confirmations('23538', order.id)).map(([, at]) => at !== null)).toEqual([true, true]);
  });

  it('P9 a zone’s stop leaves the rest of the commune alone, and an order is not another area’s', async () => {
    const order = await register.place(actor, stop('23538.1'));
    expect(told).toEqual([[zone, beginId(order.id), 'silence']]);
    expect((await manifest(commune)).holds).toEqual([]);
    const end = (areaCode: string) => register.end(actor, areaCode, order.id, (one, now) => ended(one, 'lan', now));
    const open = async () => {
      const found = await register.list('23538', { limit: 10, openAt: station.clock.now });
      return found.map(({ order: one }) => one.id);
    };
    expect(await open()).toEqual([order.id]);
    await expect(end('23535')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await end('23538.1');
    expect(await open()).toEqual([]);
    await expect(end('23538.1')).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    expect((await register.list('23538', { limit: 10 })).map(({ order: one }) => one.id)).toContain(order.id);
    expect((await register.list('23535', { limit: 10 })).map(({ order: one }) => one.id)).not.toContain(order.id);
  });

  it('X2 a province’s emergency waits for the second person; its all-clear reaches devices by manifest with the name', async () => {
    const order = await register.place(actor, emergency('51'));
    expect([order.state, told]).toEqual(['waiting', []]);
    expect((await manifest(commune)).emergencies).toEqual([]);
    await register.begin(other, '51', order.id, (one, now) => agreed(one, other, now));
    expect(told).toHaveLength(3);
    expect((await manifest(commune)).emergencies).toEqual([
      expect.objectContaining({ commandId: order.id, areaCode: '23538', by: 'lan' }),
    ]);
    const again = register.begin(other, '51', order.id, (one, now) => agreed(one, other, now));
    await expect(again).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await register.end(other, '51', order.id, (one, now) => ended(one, 'hoa', now));
    expect(await manifest(commune)).toMatchObject({ emergencies: [], allClears: [{ commandId: order.id, by: 'hoa' }] });
    // A device that never heard of it is told of its end alone: it never sounds.
    expect(await words.owedTo(commune, station.clock.now)).toEqual([
      expect.objectContaining({ command: { kind: 'allClear', commandId: order.id, by: 'hoa' } }),
    ]);
    const words51 = await station.database.read.manager.findBy(AuditEntity, { entityId: In([order.id]) });
    expect(words51.map((row) => row.action).sort()).toEqual([
      'order.emergency.agreed',
      'order.emergency.ended',
      'order.emergency.requested',
    ]);
  });

  it('P2 a play-now reaches who was away by manifest, and being applied confirms it; taken back, its stop does', async () => {
    const { content, ...wanted } = emergency('23538');
    if (content.kind !== 'emergency') throw new Error('not what was built');
    const { repeatEveryMs: _never, ...sound } = content;
    const order = await register.place(actor, {
      ...{ ...wanted, kind: 'play-now' },
      content: { ...sound, kind: 'play-now', class: 'normal' },
    });
    const carrying = await manifest(zone);
    expect(carrying.playNows).toEqual([
      expect.objectContaining({ commandId: order.id, expiresAt: order.untilAt, areaCode: '23538.1', by: 'lan' }),
    ]);
    await words.applied(zone, carrying.version);
    expect((await confirmations('23538', order.id))[zone]?.[0]).not.toBeNull();
    await register.end(other, '23538', order.id, (one, now) => ended(one, 'hoa', now));
    const later = await manifest(zone);
    expect(later.playNows).toBeUndefined();
    const target = { kind: 'airing', airingKey: `${order.id}#1` };
    expect(later.holds).toContainEqual(expect.objectContaining({ kind: 'stop', target, by: 'hoa' }));
    await words.applied(zone, later.version);
    expect((await confirmations('23538', order.id))[zone]?.[1]).not.toBeNull();
    station.clock.now += 61 * minute;
    expect((await manifest(zone)).holds).toEqual([]);
  });

  it('P8 what a device had applied at an instant is what it said, not what was issued', async () => {
    const before = await manifest(zone);
    await words.applied(zone, before.version);
    const at = station.clock.now;
    await register.place(actor, stop('23538.1'));
    const issued = await manifest(zone);
    expect(read(await station.manifests.at(zone, station.clock.now)).version).toBe(issued.version);
    expect(read(await station.manifests.appliedAt(zone, station.clock.now)).version).toBe(before.version);
    station.clock.now += minute;
    await words.applied(zone, issued.version);
    expect(read(await station.manifests.appliedAt(zone, station.clock.now)).version).toBe(issued.version);
    await words.applied(zone, issued.version);
    expect(read(await station.manifests.appliedAt(zone, at)).version).toBe(before.version);
  });

  it('S5 devices that have not applied the present version of a session are listed first', async () => {
    const rundown = aScheduledRundown('23538', station.clock.now + 20 * minute);
    source.plan = [rundown];
    let present = { areaCode: '23538', version: 1, overridden: null as object | null, isEmpty: false };
    const rundowns = { stateOf: (id: string) => Promise.resolve(id === rundown.id ? present : null) };
    const sessions = new RundownDevices(rundowns as never, station.devices, station.manifests, station.clock);
    const state = async () =>
      (await sessions.list(rundown.id)).devices.map((one) => [one.deviceId, one.appliedVersion, one.applied]);
    for (const id of [commune, zone]) await words.applied(id, (await manifest(id)).version);
    expect((await state()).sort()).toEqual([commune, zone].sort().map((id) => [id, 1, true]));
    // An operator's override: one of the two is online.
    source.plan = [{ ...rundown, version: 2 }];
    present = { ...present, version: 2, overridden: { version: 2, reason: 'Khách đến', byName: 'lan', at: 1 } };
    await manifest(commune);
    await words.applied(zone, (await manifest(zone)).version);
    expect(await state()).toEqual([
      [commune, 1, false],
      [zone, 2, true],
    ]);
    expect((await sessions.list(rundown.id)).overridden).toMatchObject({ reason: 'Khách đến' });
    await words.applied(commune, (await station.manifests.latestVersion(commune))!);
    expect((await state()).map(([, , applied]) => applied)).toEqual([true, true]);
    await expect(sessions.list('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    source.plan = [];
  });

  it('P6 an alarm is kept, counted while nobody has seen to it, and told anew afterwards', async () => {
    const alarm = {
      ...({ kind: 'alarm', code: 'silence-inside', at: station.clock.now } as const),
      ...{ airingKey: 'a1', detail: 'im lặng' },
    };
    await words.alarm(zone, alarm);
    await words.alarm(zone, { ...alarm, at: alarm.at + minute });
    const told = await station.database.read.manager.findBy(OutboxEntity, { type: 'device.alarm' });
    expect(told.map(({ payload }) => (payload as { first: boolean }).first)).toEqual([true, false]);
    const open = () => alarms.list('23538', { open: true, limit: 10 });
    expect(await open()).toEqual([
      expect.objectContaining({ deviceId: zone, code: 'silence-inside', times: 2, lastAt: alarm.at + minute }),
    ]);
    const [{ id } = { id: '' }] = await open();
    await expect(alarms.acknowledge(actor, '23535', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await alarms.acknowledge(actor, '23538', id);
    await alarms.acknowledge(other, '23538', id);
    expect(await open()).toEqual([]);
    await words.alarm(zone, { ...alarm, at: alarm.at + 2 * minute });
    expect(
      (await alarms.list('23538', { open: false, limit: 10 })).map((one) => [one.times, one.acknowledgedBy]),
    ).toEqual([
      [1, null],
      [2, 'lan'],
    ]);
    // What the box could not keep is an alarm by itself, told once by the box and open until somebody has seen to it.
    const said = { at: alarm.at, alarmsLost: 3 } as DeviceStatus;
    await words.lost(zone, said);
    await words.lost(zone, { ...said, alarmsLost: 0 });
    const lost = (await open()).filter(({ code }) => code === 'alarms-lost');
    expect(lost).toMatchObject([{ deviceId: zone, times: 1, detail: '3' }]);
  });
});
