import fc from 'fast-check';
import type { SignedManifest } from '../../src/contracts/device/manifest';
import type { ScheduledRundown } from '../../src/domain/devices/assemble-manifest';
import type { AiringWindow, Silence } from '../../src/domain/playout/manifest';
import type { RundownSource } from '../../src/features/devices';
import { DeviceManifestEntity } from '../../src/features/devices/device-manifest.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { verifyManifest } from '../../src/platform/signing/manifest-signature';
import { mainDatabaseNames } from '../support/databases';
import {
  actor,
  aScheduledRundown,
  FakeRundownSource,
  openStation,
  read,
  type Station,
} from '../support/device-station';
import { aSnapshot, fiveOClock } from '../support/manifest-builder';

const hour = 3_600_000;
const day = 24 * hour;

describe.each(mainDatabaseNames)('manifests on %s', (name) => {
  let station: Station;
  let source: FakeRundownSource;
  beforeEach(async () => {
    source = new FakeRundownSource();
    station = await openStation(name, source);
  });
  afterEach(() => station.close());

  const verdict = (deviceId: string, signed: SignedManifest) =>
    verifyManifest(signed, { deviceId, keys: station.keys.pinned(), current: null, nowMs: station.clock.now });

  it('P2 is taken by its device as signed, and by nobody once altered', async () => {
    const { id } = await station.createDevice();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(7 * 24), { minLength: 1, maxLength: 6 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        fc.nat(),
        async (hours, title, chance) => {
          const snapshot = aSnapshot({ title });
          source.plan = hours.map((h) => aScheduledRundown('23538', fiveOClock + h * hour, { snapshot }));
          const signed = (await station.manifests.rebuild(id)) ?? (await station.manifests.latest(id));
          if (!signed) throw new Error('no manifest');
          expect(verdict(id, signed)).toEqual({ ok: true, manifest: read(signed) });
          expect(read(signed).rundowns).toHaveLength(hours.length);
          const bytes = Buffer.from(signed.payload);
          const bit = chance % (bytes.length * 8);
          bytes[bit >> 3]! ^= 1 << (bit & 7);
          expect(verdict(id, { ...signed, payload: bytes.toString() }).ok).toBe(false);
          expect(verdict('another', signed)).toMatchObject({ reason: 'foreign' });
        },
      ),
      { numRuns: 15 },
    );
  });

  it('P2 an empty plan yields a manifest without rundowns, and one that empties another manifest', async () => {
    const { id } = await station.createDevice();
    expect(await station.manifests.latest(id)).toBeNull();
    expect(read(await station.manifests.rebuild(id))).toMatchObject({
      rundowns: [],
      media: [],
      windows: source.windows,
    });
    source.plan = [aScheduledRundown('23538', fiveOClock)];
    expect(read(await station.manifests.rebuild(id)).rundowns).toHaveLength(1);
    source.plan = [];
    expect(read(await station.manifests.rebuild(id)).rundowns).toEqual([]);
  });

  it('P1 what cannot be read leaves the manifest in force', async () => {
    const { id } = await station.createDevice();
    source.plan = [aScheduledRundown('23538', fiveOClock)];
    const first = await station.manifests.rebuild(id);
    source.rundownsFor = () => Promise.reject(new Error('the schedule is down'));
    await expect(station.manifests.rebuild(id)).rejects.toThrow('the schedule is down');
    expect(await station.manifests.latest(id)).toEqual(first);
    await expect(station.manifests.rebuild('nothing')).rejects.toMatchObject({ code: 'DEVICE_UNKNOWN' });
  });

  it('P2 unchanged content issues nothing until the end draws near; a change issues a higher version and tells', async () => {
    const { id } = await station.createDevice();
    source.plan = [aScheduledRundown('23538', fiveOClock), aScheduledRundown('23538', fiveOClock + 7.5 * day)];
    const first = read(await station.manifests.rebuild(id));
    expect(first.version).toBe(station.clock.now);
    expect(await station.manifests.rebuild(id)).toBeNull();
    station.clock.now += 22 * hour;
    expect(await station.manifests.rebuild(id)).toBeNull();
    expect(await station.manifests.inNeed()).toEqual([]);

    source.plan = [...source.plan, aScheduledRundown('23538', fiveOClock + day)];
    const second = read(await station.manifests.rebuild(id));
    expect(second.version).toBe(station.clock.now);
    expect([second.notBefore, second.notAfter]).toEqual([first.notBefore, first.notAfter]);

    station.clock.now += 3 * hour;
    expect(await station.manifests.inNeed()).toEqual([id]);
    const third = read(await station.manifests.rebuild(id));
    expect(third.notAfter - station.clock.now).toBeGreaterThan(7 * day);
    expect(third.rundowns.map(({ startAt }) => startAt)).toEqual([fiveOClock + day, fiveOClock + 7.5 * day]);

    const issued = await station.database.read.manager.find(OutboxEntity, { where: { type: 'manifest.issued' } });
    expect(issued.map(({ payload }) => payload)).toEqual(
      [first, second, third].map(({ version }) => ({ deviceId: id, version })),
    );
  });

  it('P2 X3 versions only go up: under a clock that went back, and above what a device reports', async () => {
    const { id } = await station.createDevice();
    const first = read(await station.manifests.rebuild(id));
    station.clock.now -= 10 * hour;
    source.plan = [aScheduledRundown('23538', fiveOClock)];
    expect(read(await station.manifests.rebuild(id)).version).toBe(first.version + 1);
    const above = first.version + 5_000;
    expect(read(await station.manifests.rebuild(id, { above })).version).toBe(above + 1);
    expect(await station.manifests.rebuild(id, { above })).toBeNull();
  });

  it('P8 tells which manifest was in force at an instant', async () => {
    const { id } = await station.createDevice();
    const from = station.clock.now;
    const first = await station.manifests.rebuild(id);
    station.clock.now += hour;
    source.plan = [aScheduledRundown('23538', fiveOClock + day)];
    const second = await station.manifests.rebuild(id);
    expect(await station.manifests.at(id, from - 1)).toBeNull();
    expect(await station.manifests.at(id, from)).toEqual(first);
    expect(await station.manifests.at(id, from + hour - 1)).toEqual(first);
    expect(await station.manifests.at(id, from + hour)).toEqual(second);
    expect(await station.manifests.latest(id)).toEqual(second);
  });

  it('P2 keeps every manifest: the table refuses change and removal', async () => {
    const { id } = await station.createDevice();
    await station.manifests.rebuild(id);
    for (const sql of ["UPDATE device_manifests SET payload = '{}'", 'DELETE FROM device_manifests']) {
      const change = station.database.uow.run(systemActor('test'), (tx) => tx.manager.query(sql));
      await expect(change).rejects.toThrow('append-only');
    }
  });

  it('S2 a device of a zone gets what the commune airs for it and the zone’s own sessions', async () => {
    const inZone = await station.createDevice({ areaCode: '23538.1' });
    const inCommune = await station.createDevice();
    source.plan = [
      aScheduledRundown('23538', fiveOClock, { zones: ['23538.2'] }),
      aScheduledRundown('23538', fiveOClock + hour),
      aScheduledRundown('23538.1', fiveOClock + 2 * hour),
      aScheduledRundown('23535', fiveOClock + 3 * hour),
    ];
    const keysOf = async (id: string) =>
      read(await station.manifests.rebuild(id)).rundowns.flatMap(({ items }) => items.map((item) => item.startAt));
    expect(await keysOf(inZone.id)).toEqual([fiveOClock + hour, fiveOClock + 2 * hour]);
    expect(await keysOf(inCommune.id)).toEqual([fiveOClock, fiveOClock + hour]);
  });

  it('a device that moved plays for its new area only what comes; a retired one falls silent', async () => {
    const { id } = await station.createDevice();
    const ended = aScheduledRundown('23535', station.clock.now - 31 * 60_000);
    const next = aScheduledRundown('23535', fiveOClock + hour);
    source.plan = [aScheduledRundown('23538', fiveOClock), ended, next];
    await station.manifests.rebuild(id);
    await station.devices.move(actor, id, '23535');
    expect(read(await station.manifests.rebuild(id)).rundowns.map((rundown) => rundown.id)).toEqual([next.id]);
    await station.devices.retire(actor, id);
    expect(read(await station.manifests.rebuild(id))).toMatchObject({ rundowns: [], windows: [], holds: [] });
    station.clock.now += 3 * day;
    expect(await station.manifests.inNeed()).toEqual([]);
  });

  it('P9 carries the holds that stand', async () => {
    const { id } = await station.createDevice({ areaCode: '23538.1', sink: 'auto' });
    const hold: Silence = {
      id: 'h1',
      kind: 'hold',
      target: { kind: 'device' },
      fromAt: fiveOClock,
      untilAt: null,
      by: 'Lan',
      reason: 'đám tang',
    };
    const asked: unknown[] = [];
    station.manifests.ordersFrom({
      ordersFor: async (device) => {
        asked.push(device);
        return { holds: [hold], emergencies: [] };
      },
    });
    const manifest = read(await station.manifests.rebuild(id));
    expect(manifest).toMatchObject({ holds: [hold], output: { sink: 'file', name: 'auto' } });
    expect(asked).toEqual([{ deviceId: id, areaCode: '23538.1', communeCode: '23538' }]);
  });
});

/** Answers with the plan as it was when asked, after as many turns of the event loop as it is told. */
class SlowSource implements RundownSource {
  startAt = fiveOClock;
  turns: number[] = [];

  async rundownsFor(areaCode: string): Promise<ScheduledRundown[]> {
    const plan = [aScheduledRundown(areaCode, this.startAt)];
    for (let left = this.turns.shift() ?? 0; left > 0; left -= 1) await new Promise((done) => setImmediate(done));
    return plan;
  }

  async windowsFor(): Promise<AiringWindow[]> {
    return [];
  }
}

describe.each(mainDatabaseNames)('P2 rebuilds that overlap on %s', (name) => {
  it('leave the newest plan in force and versions that go up, whoever reads faster', async () => {
    const source = new SlowSource();
    const station = await openStation(name, source);
    const { id } = await station.createDevice();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(60), { minLength: 2, maxLength: 4 }), async (turns) => {
        source.turns = [...turns];
        const rebuilds = turns.map(async (_, i) => {
          for (let left = i * 8; left > 0; left -= 1) await new Promise((done) => setImmediate(done));
          source.startAt += 60_000;
          return station.manifests.rebuild(id);
        });
        await Promise.all(rebuilds);
        expect(read(await station.manifests.latest(id)).rundowns[0]?.startAt).toBe(source.startAt);
      }),
      { numRuns: 12 },
    );
    const rows = await station.database.read.manager.find(DeviceManifestEntity, { where: { deviceId: id } });
    const inOrder = [...rows].sort((a, b) => a.version - b.version);
    expect(new Set(rows.map(({ version }) => version)).size).toBe(rows.length);
    const starts = inOrder.map(
      ({ payload }) => (JSON.parse(payload) as { rundowns: { startAt: number }[] }).rundowns[0]!.startAt,
    );
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    await station.close();
  });
});
