import path from 'node:path';
import type { StationMessage } from '../../src/contracts/device/link';
import { keepHouse } from '../../src/player/house-keeping';
import { fiveOClock } from '../support/manifest-builder';
import { MemorySink } from '../support/manifest-sink';
import { knownSamples } from '../support/manifest-station';
import { PlayerScene } from '../support/player-scene';

const at = fiveOClock;
const hourMs = 3_600_000;
let scene: PlayerScene;

beforeEach(() => {
  scene = new PlayerScene();
});
afterEach(() => scene.end());
const alarms = (): string[] => scene.station.of('alarm').map((a) => a.code);

describe('clock steps (P7): lengths stay right, no crowd', () => {
  it.each([
    ['two hours on', 2 * hourMs],
    ['two hours back', -2 * hourMs],
    ['to 2038', Date.UTC(2038, 0, 19) - at],
  ])('%s: what sounds goes on, what is jumped over is missed, nothing else starts', async (_name, ms) => {
    scene.plan([2000, 2000, 2000]);
    await scene.start();
    await scene.clock.run(4500);
    scene.clock.jump(ms);
    await scene.clock.run(14_000);
    expect(scene.sink.heard(knownSamples(1, 2000)).map((h) => h.ms)).toEqual([2000]);
    expect(scene.station.result('item-1')).toMatchObject({ result: 'played', heardMs: 2000 });
    // The jump has not stood long enough to be believed while the session lasts: it airs by monotonic time.
    expect(scene.station.of('started').length).toBeLessThanOrEqual(3);
    expect(scene.sink.heard(knownSamples(2, 2000)).length).toBeLessThanOrEqual(1);
    expect(alarms()).toContain('clock-jump');
  });

  it('to 1970: unset, plays nothing scheduled, says so, and goes on when the time is back', async () => {
    scene.plan([1000, 1000], 4000);
    scene.station.manifest!.rundowns[0]!.items[0]!.latestStartAt = at + 500;
    await scene.start();
    const there = scene.clock.nowMs();
    scene.clock.jump(-there);
    await scene.clock.run(5000);
    expect(alarms()).toContain('clock-unset');
    expect(scene.sink.periods.filter((p) => p.samples.some((s) => s !== 0))).toEqual([]);
    scene.clock.jump(there);
    await scene.clock.run(6000);
    expect(scene.station.result('item-1')).toMatchObject({ result: 'missed', reason: 'clock-unset' });
    expect(scene.station.result('item-2')).toMatchObject({ result: 'played', actualStartAt: at + 4000 });
  });

  it('a stopped process (10 s) fires no crowd: the item goes on, then the rest in order', async () => {
    scene.plan([3000, 1000, 1000]);
    await scene.start();
    await scene.clock.run(5000);
    scene.clock.freeze(10_000);
    await scene.clock.run(6000);
    expect(scene.station.result('item-1')).toMatchObject({ result: 'played', heardMs: 3000 });
    const starts = scene.station.of('started').map((m) => m.airingKey);
    expect(starts).toEqual(['item-1', 'item-2', 'item-3']);
    expect(scene.station.result('item-2')!.actualStartAt).toBeGreaterThanOrEqual(
      scene.station.result('item-1')!.actualEndAt!,
    );
    expect(scene.station.result('item-3')!.actualStartAt).toBeGreaterThanOrEqual(
      scene.station.result('item-2')!.actualEndAt!,
    );
  });
});

describe('manifests (P2)', () => {
  it('altered, foreign, older and expired ones are refused and reported; an empty one wipes no media', async () => {
    scene.plan([1000]);
    await scene.start();
    await scene.clock.run(1000);
    const good = scene.station.manifest!;
    const envelope = scene.station.manifestMessage() as Extract<StationMessage, { kind: 'manifest' }>;
    scene.give({
      kind: 'manifest',
      manifest: { ...envelope.manifest, payload: envelope.manifest.payload.replace('"version":5', '"version":6') },
    });
    for (const bad of [{ deviceId: 'other' }, { version: 4 }, { version: 9, notAfter: at - hourMs }]) {
      scene.station.manifest = { ...good, ...bad };
      scene.give(scene.station.manifestMessage());
    }
    scene.station.manifest = { ...good, version: 10, rundowns: [], media: [], snapshots: {} };
    scene.give(scene.station.manifestMessage());
    await scene.clock.run(500);
    expect(scene.station.of('manifestAnswer').map((a) => a.reason ?? 'applied')).toEqual([
      ...['applied', 'altered', 'foreign', 'older', 'expired', 'applied'],
    ]);
    await keepHouse(scene.player, path.join(scene.dir, 'wav'), 30);
    expect(await scene.player.rooms.media.list()).toHaveLength(1);
  });

  it('an edit elsewhere every second does not touch what plays', async () => {
    scene.plan([4000, 1000]);
    await scene.start();
    const good = scene.station.manifest!;
    for (let i = 1; i <= 9; i += 1) {
      scene.station.manifest = { ...good, version: 5 + i };
      scene.give(scene.station.manifestMessage());
      await scene.clock.run(1000);
    }
    await scene.clock.run(2000);
    expect(scene.sink.heard(knownSamples(1, 4000)).map((h) => h.ms)).toEqual([4000]);
    expect(scene.station.result('item-2')).toMatchObject({ result: 'played', actualStartAt: at + 4000 });
  });
});

describe('play-nows in manifests (P2, S4): for who was away when they were ordered', () => {
  it('each sounds once however often it is told, not after its end, and not when somebody took it back', async () => {
    scene.plan([1000], 12_000);
    const { source } = scene.station.manifest!.rundowns[0]!.items[0]! as { source: { kind: 'file'; sha256: string } };
    const order = (commandId: string, expiresAt: number) => ({
      ...{
        commandId,
        areaCode: '23538',
        bulletinRef: 'ref-item-1',
        source,
        durationMs: 1000,
        class: 'normal' as const,
      },
      ...{ startAt: at - hourMs, expiresAt, by: 'nga' },
    });
    const playNows = [order('now', at + hourMs), order('over', at - 60_000), order('back', at + hourMs)];
    const taken = {
      target: { kind: 'airing' as const, airingKey: 'back#1' },
      fromAt: at - 60_000,
      untilAt: at + hourMs,
    };
    scene.station.manifest!.playNows = playNows;
    scene.station.manifest!.holds = [{ id: 'end', kind: 'stop', ...taken, by: 'hoa', reason: '' }];
    await scene.start();
    await scene.clock.run(4000);
    scene.station.manifest = { ...scene.station.manifest!, version: 6 };
    scene.give(scene.station.manifestMessage());
    const snapshot = scene.station.manifest.snapshots['ref-item-1']!;
    const command = { kind: 'playNow' as const, order: playNows[0]!, snapshot };
    scene.give({ kind: 'command', id: 'c', sentAt: scene.clock.nowMs(), command });
    await scene.clock.run(16_000);
    expect(scene.station.result('now#1')).toMatchObject({
      result: 'played',
      heardMs: 1000,
      snapshot: { title: 'ref-item-1' },
    });
    expect(scene.station.result('over#1')).toBeUndefined();
    expect(scene.station.result('back#1')).toMatchObject({ result: 'skipped', reason: 'stopped', by: 'hoa' });
    expect(scene.station.result('item-1')).toMatchObject({ result: 'played', actualStartAt: at + 12_000 });
    expect(scene.station.of('started').map((m) => m.airingKey)).toEqual(['now#1', 'item-1']);
  });
});

describe('faults of disk and sink', () => {
  it('a full disk while logging: playing goes on, the alarm says so, no row is lost', async () => {
    scene.plan([1000, 1000]);
    await scene.start();
    await scene.clock.run(3000);
    const exec = scene.store.database.exec.bind(scene.store.database);
    scene.store.database.exec = (sql: string) => {
      if (sql.startsWith('BEGIN')) throw new Error('database or disk is full');
      return exec(sql);
    };
    await scene.clock.run(4000);
    expect(scene.sink.heard(knownSamples(2, 1000)).map((h) => h.ms)).toEqual([1000]);
    expect(alarms()).toContain('store-failed');
    scene.store.database.exec = exec;
    await scene.clock.run(2000);
    expect(scene.station.result('item-1')).toMatchObject({ result: 'played' });
    expect(scene.station.result('item-2')).toMatchObject({ result: 'played' });
    expect(scene.station.decoded.map((r) => r.kind).sort()).toEqual(['intent', 'intent', 'result', 'result']);
  });

  it('a stop is obeyed on a full disk, and a manifest that cannot be stored leaves the last good one (P2, P9)', async () => {
    scene.plan([4000, 1000]);
    await scene.start();
    await scene.clock.run(5000);
    const exec = scene.store.database.exec.bind(scene.store.database);
    const prepare = scene.store.database.prepare.bind(scene.store.database);
    const full = (): never => {
      throw new Error('database or disk is full');
    };
    scene.store.database.exec = (sql: string) => (sql.startsWith('BEGIN') ? full() : exec(sql));
    scene.store.database.prepare = (sql: string) => (sql.startsWith('INSERT') ? full() : prepare(sql));
    scene.station.manifest = { ...scene.station.manifest!, version: 8, rundowns: [] };
    scene.give(scene.station.manifestMessage());
    const silence = {
      id: 's',
      kind: 'stop' as const,
      target: { kind: 'airing' as const, airingKey: 'item-1' },
      by: 'nga',
    };
    const command = {
      kind: 'silence' as const,
      silence: { ...silence, fromAt: scene.clock.nowMs(), untilAt: null, reason: '' },
    };
    scene.give({ kind: 'command', id: 'c', sentAt: scene.clock.nowMs(), command });
    await scene.clock.run(500);
    Object.assign(scene.store.database, { exec, prepare });
    await scene.clock.run(6000);
    expect(scene.station.of('commandAnswer')).toHaveLength(1);
    expect(scene.station.result('item-1')).toMatchObject({ result: 'partial', reason: 'stopped', by: 'nga' });
    expect(scene.station.result('item-1')!.heardMs).toBeLessThan(1500);
    expect(scene.station.result('item-2')).toMatchObject({ result: 'played', manifestVersion: 5 });
    expect(scene.store.orders().map((o) => o.id)).toEqual(['s']);
  });

  it('a scene.sink that dies: the item is failed, the alarm says so, the next item plays when it is back', async () => {
    scene.plan([2000, 1000], 4000);
    await scene.start();
    await scene.clock.run(5000);
    scene.sink.fault = new Error('card gone');
    await scene.clock.run(500);
    scene.sink.fault = null;
    await scene.clock.run(5000);
    expect(scene.station.result('item-1')).toMatchObject({ result: 'failed', reason: 'sink-fault' });
    expect(scene.station.result('item-2')).toMatchObject({ result: 'played', actualStartAt: at + 4000 });
    expect(alarms()).toContain('sink-failed');
  });

  it('full while an item begins, then killed: the note in place keeps it from being begun afresh (P5)', async () => {
    scene.plan([3000, 1000], 5000);
    scene.station.manifest!.rundowns[0]!.items[0]!.latestStartAt = at + 60_000;
    await scene.start();
    const exec = scene.store.database.exec.bind(scene.store.database);
    scene.store.database.exec = (sql: string) => {
      if (sql.startsWith('BEGIN')) throw new Error('database or disk is full');
      return exec(sql);
    };
    await scene.clock.run(5000);
    expect(scene.sink.heard(knownSamples(1, 3000)).map((h) => h.at)).toHaveLength(1);
    // Nothing of this life is written any more, as after kill -9.
    const dead = scene.player;
    const before = scene.sink;
    const closing = dead.close();
    scene.sink = new MemorySink();
    await scene.clock.run(100);
    await closing.catch(() => undefined);
    await scene.start({ withMedia: false });
    await scene.clock.run(6000);
    expect(before.heard(knownSamples(1, 3000))).toHaveLength(1);
    expect(scene.sink.heard(knownSamples(1, 3000))).toEqual([]);
    expect(scene.station.result('item-1')).toMatchObject({ result: 'partial', reason: 'crash' });
    expect(scene.station.result('item-2')).toMatchObject({ result: 'played' });
  });

  it.each(['conductor', 'core'])(
    'an exception in one item leaves the others alone: thrown in the %s',
    async (where) => {
      scene.plan([1000, 1000, 1000]);
      await scene.start();
      const { spool } = scene.player.rooms;
      const bad = (scene.station.manifest!.rundowns[0]!.items[0]!.source as { sha256: string }).sha256;
      const open = spool.open.bind(spool);
      const stateOf = spool.stateOf.bind(spool);
      const fail = (): never => {
        throw new Error('a defect of the program');
      };
      if (where === 'core') spool.stateOf = (sha, ms) => (sha === bad ? fail() : stateOf(sha, ms));
      else spool.open = (sha) => (sha === bad ? fail() : open(sha));
      await scene.clock.run(8000);
      expect(scene.station.result('item-1')).toMatchObject({ result: 'failed', reason: 'internal-fault', heardMs: 0 });
      expect(scene.station.result('item-2')).toMatchObject({ result: 'played', actualStartAt: at + 1000 });
      expect(scene.station.result('item-3')).toMatchObject({ result: 'played', actualStartAt: at + 2000 });
      expect(alarms()).toContain('item-failed');
    },
  );
});

describe('what is heard', () => {
  it('an item of 60 s that is stopped after 5 s counts 5 s (P9)', async () => {
    scene.plan([60_000]);
    await scene.start();
    await scene.clock.run(9000);
    const silence = { id: 's', kind: 'stop' as const, target: { kind: 'device' as const }, by: 'nga', reason: '' };
    const command = { kind: 'silence' as const, silence: { ...silence, fromAt: scene.clock.nowMs(), untilAt: null } };
    scene.give({ kind: 'command', id: 'c', sentAt: scene.clock.nowMs(), command });
    await scene.clock.run(1000);
    const row = scene.station.result('item-1')!;
    expect(row).toMatchObject({ result: 'partial', reason: 'stopped' });
    expect(Math.abs(row.heardMs - 5000)).toBeLessThanOrEqual(40);
  });

  it('follows the volume by time of day while an item sounds (P2)', async () => {
    scene.plan([4000]);
    const [rundown] = scene.station.manifest!.rundowns;
    rundown!.startAt = rundown!.items[0]!.startAt = at - 2000;
    const fiveLocal = { zone: 'UTC', startLocal: new Date(at).toISOString().slice(11, 16), endLocal: '24:00' };
    scene.station.manifest!.volume = [{ ...fiveLocal, percent: 50 }];
    await scene.start();
    await scene.clock.run(8000);
    const known = knownSamples(1, 4000);
    const first = scene.sink.periods.findIndex((p) => p.samples[7] === known[7]);
    const sampleAt = (ms: number): number => scene.sink.periods[first + ms / 20]!.samples[7]!;
    expect(sampleAt(1980)).toBe(known[1980 * 48 + 7]);
    expect(sampleAt(2000)).toBe(Math.round(known[2000 * 48 + 7]! * 0.5));
    expect(sampleAt(3980)).toBe(Math.round(known[3980 * 48 + 7]! * 0.5));
  });

  it('silence inside a programme, and the same again later, raises its alarm; a hold does not (P6)', async () => {
    scene.plan([15_000, 12_000], 90_000);
    const items = scene.station.manifest!.rundowns[0]!.items;
    scene.station.manifest!.rundowns[0]!.endAt = at + 200_000;
    for (const item of items) scene.station.files.delete((item.source as { sha256: string }).sha256);
    await scene.start({ withMedia: false });
    await scene.clock.run(16_000);
    const inside = (): (string | null)[] =>
      scene.station.of('alarm').flatMap((a) => (a.code === 'silence-inside' ? [a.airingKey] : []));
    expect(inside()).toEqual(['item-1']);
    const silence = { id: 's', kind: 'hold' as const, target: { kind: 'device' as const }, by: 'nga', reason: '' };
    const command = { kind: 'silence' as const, silence: { ...silence, fromAt: scene.clock.nowMs(), untilAt: null } };
    scene.give({ kind: 'command', id: 'c', sentAt: scene.clock.nowMs(), command });
    scene.clock.freeze(70_000);
    await scene.clock.run(14_000);
    expect(inside()).toEqual(['item-1']);
  });
});
