import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DeviceMessage, StationMessage } from '../../src/contracts/device/link';
import { createLogger } from '../../src/platform/logging/logger';
import { publicKeyFromPem } from '../../src/platform/signing/keys';
import { openSqlite } from '../../src/platform/sqlite/sqlite';
import { MediaStore } from '../../src/player/media/media-store';
import { Player } from '../../src/player/player';
import { playerSettingsSchema } from '../../src/player/settings';
import { ProgressNote } from '../../src/player/store/progress-note';
import { PlayerStore } from '../../src/player/store/player-store';
import { keepHouse } from '../../src/player/house-keeping';
import { aManifest, aRundown, fiveOClock } from '../support/manifest-builder';
import { MemorySink, StoppableClock } from '../support/manifest-sink';
import { eventually, FakeStation, knownSamples, writeWav } from '../support/manifest-station';

const at = fiveOClock;
const hourMs = 3_600_000;
let dir: string;
let clock: StoppableClock;
let sink: MemorySink;
let station: FakeStation;
let store: PlayerStore;
let player: Player;
let give: (message: StationMessage) => void;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-faults-'));
  clock = new StoppableClock(at - 5000);
  sink = new MemorySink();
  station = new FakeStation();
});
afterEach(async () => {
  const closing = player.close();
  await clock.run(100);
  await closing;
  fs.rmSync(dir, { recursive: true, force: true });
});

/** The whole player but for clock, sink and ffmpeg. */
async function start({ withMedia = true } = {}): Promise<void> {
  const settings = playerSettingsSchema.parse({
    ...{ deviceId: 'device-1', dataDir: dir, recordingsDir: path.join(dir, 'wav'), stationKeys: station.stationKeys },
    ...{ ffmpeg: { kind: 'native', path: '', version: '' }, earliestPossibleAt: at - 24 * hourMs },
  });
  store = new PlayerStore(openSqlite(path.join(dir, 'player.sqlite')));
  const keys = settings.stationKeys.map((k): [string, ReturnType<typeof publicKeyFromPem>] => [
    k.keyId,
    publicKeyFromPem(k.publicPem),
  ]);
  const link = {
    send: (message: DeviceMessage) => setImmediate(() => station.receive(message, (answer) => give(answer))),
    onMessage: (handle: (message: StationMessage) => void) => (give = handle),
  };
  player = new Player({
    ...{ settings, stationKeys: new Map(keys), boot: `boot-${clock.nowMs()}`, clock, store, link },
    note: new ProgressNote(path.join(dir, 'progress')),
    ...{ media: new MediaStore(path.join(dir, 'media')), spoolFolder: path.join(dir, 'spool') },
    decode: async (input, output) => {
      const pcm = fs.readFileSync(input).subarray(44);
      fs.writeFileSync(output, pcm);
      return { samples: pcm.length / 2 };
    },
    log: createLogger({ level: 'silent', name: 'test' }),
    createSink: () => sink,
    askKernelSync: async () => false,
    passFailpoint: () => undefined,
  });
  player.start();
  // The disk needs real time, which must not run against the fake one.
  const shas = station.manifest!.media.map((m) => m.sha256);
  const { spool } = player.rooms;
  const lengths = new Map(
    station.manifest!.rundowns[0]!.items.map((i) => [(i.source as { sha256: string }).sha256, i.durationMs]),
  );
  if (withMedia)
    await eventually(() => shas.every((sha) => spool.stateOf(sha, lengths.get(sha)!) === 'ready'), 10_000, 'the spool');
  await clock.run(1000);
}

function plan(lengths: number[], lastAfterMs?: number): void {
  const rundown = aRundown({ startAt: at, lengths, endAt: at + 60_000 });
  if (lastAfterMs !== undefined) rundown.items.at(-1)!.startAt = at + lastAfterMs;
  rundown.items.forEach((item, i) => {
    const file = path.join(dir, `item-${i + 1}.wav`);
    const sha256 = writeWav(file, knownSamples(i + 1, item.durationMs));
    item.source = { kind: 'file', sha256 };
    station.files.set(sha256, file);
  });
  station.manifest = aManifest({ version: 5, rundowns: [rundown] });
}
const alarms = (): string[] => station.of('alarm').map((a) => a.code);

describe('clock steps (P7): lengths stay right, no crowd', () => {
  it.each([
    ['two hours on', 2 * hourMs],
    ['two hours back', -2 * hourMs],
    ['to 2038', Date.UTC(2038, 0, 19) - at],
  ])('%s: what sounds goes on, what is jumped over is missed, nothing else starts', async (_name, ms) => {
    plan([2000, 2000, 2000]);
    await start();
    await clock.run(4500);
    clock.jump(ms);
    await clock.run(14_000);
    expect(sink.heard(knownSamples(1, 2000)).map((h) => h.ms)).toEqual([2000]);
    expect(station.result('item-1')).toMatchObject({ result: 'played', heardMs: 2000 });
    // The jump has not stood long enough to be believed while the session lasts: it airs by monotonic time.
    expect(station.of('started').length).toBeLessThanOrEqual(3);
    expect(sink.heard(knownSamples(2, 2000)).length).toBeLessThanOrEqual(1);
    expect(alarms()).toContain('clock-jump');
  });

  it('to 1970: unset, plays nothing scheduled, says so, and goes on when the time is back', async () => {
    plan([1000, 1000], 4000);
    station.manifest!.rundowns[0]!.items[0]!.latestStartAt = at + 500;
    await start();
    const there = clock.nowMs();
    clock.jump(-there);
    await clock.run(5000);
    expect(alarms()).toContain('clock-unset');
    expect(sink.periods.filter((p) => p.samples.some((s) => s !== 0))).toEqual([]);
    clock.jump(there);
    await clock.run(6000);
    expect(station.result('item-1')).toMatchObject({ result: 'missed', reason: 'clock-unset' });
    expect(station.result('item-2')).toMatchObject({ result: 'played', actualStartAt: at + 4000 });
  });

  it('a stopped process (10 s) fires no crowd: the item goes on, then the rest in order', async () => {
    plan([3000, 1000, 1000]);
    await start();
    await clock.run(5000);
    clock.freeze(10_000);
    await clock.run(6000);
    expect(station.result('item-1')).toMatchObject({ result: 'played', heardMs: 3000 });
    const starts = station.of('started').map((m) => m.airingKey);
    expect(starts).toEqual(['item-1', 'item-2', 'item-3']);
    expect(station.result('item-2')!.actualStartAt).toBeGreaterThanOrEqual(station.result('item-1')!.actualEndAt!);
    expect(station.result('item-3')!.actualStartAt).toBeGreaterThanOrEqual(station.result('item-2')!.actualEndAt!);
  });
});

describe('manifests (P2)', () => {
  it('altered, foreign, older and expired ones are refused and reported; an empty one wipes no media', async () => {
    plan([1000]);
    await start();
    await clock.run(1000);
    const good = station.manifest!;
    const envelope = station.manifestMessage() as Extract<StationMessage, { kind: 'manifest' }>;
    give({
      kind: 'manifest',
      manifest: { ...envelope.manifest, payload: envelope.manifest.payload.replace('"version":5', '"version":6') },
    });
    for (const bad of [{ deviceId: 'other' }, { version: 4 }, { version: 9, notAfter: at - hourMs }]) {
      station.manifest = { ...good, ...bad };
      give(station.manifestMessage());
    }
    station.manifest = { ...good, version: 10, rundowns: [], media: [], snapshots: {} };
    give(station.manifestMessage());
    await clock.run(500);
    expect(station.of('manifestAnswer').map((a) => a.reason ?? 'applied')).toEqual([
      ...['applied', 'altered', 'foreign', 'older', 'expired', 'applied'],
    ]);
    await keepHouse(player, path.join(dir, 'wav'), 30);
    expect(await player.rooms.media.list()).toHaveLength(1);
  });

  it('an edit elsewhere every second does not touch what plays', async () => {
    plan([4000, 1000]);
    await start();
    const good = station.manifest!;
    for (let i = 1; i <= 9; i += 1) {
      station.manifest = { ...good, version: 5 + i };
      give(station.manifestMessage());
      await clock.run(1000);
    }
    await clock.run(2000);
    expect(sink.heard(knownSamples(1, 4000)).map((h) => h.ms)).toEqual([4000]);
    expect(station.result('item-2')).toMatchObject({ result: 'played', actualStartAt: at + 4000 });
  });
});

describe('play-nows in manifests (P2, S4): for who was away when they were ordered', () => {
  it('each sounds once however often it is told, not after its end, and not when somebody took it back', async () => {
    plan([1000], 12_000);
    const { source } = station.manifest!.rundowns[0]!.items[0]! as { source: { kind: 'file'; sha256: string } };
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
    station.manifest!.playNows = playNows;
    station.manifest!.holds = [{ id: 'end', kind: 'stop', ...taken, by: 'hoa', reason: '' }];
    await start();
    await clock.run(4000);
    station.manifest = { ...station.manifest!, version: 6 };
    give(station.manifestMessage());
    const snapshot = station.manifest.snapshots['ref-item-1']!;
    const command = { kind: 'playNow' as const, order: playNows[0]!, snapshot };
    give({ kind: 'command', id: 'c', sentAt: clock.nowMs(), command });
    await clock.run(16_000);
    expect(station.result('now#1')).toMatchObject({
      result: 'played',
      heardMs: 1000,
      snapshot: { title: 'ref-item-1' },
    });
    expect(station.result('over#1')).toBeUndefined();
    expect(station.result('back#1')).toMatchObject({ result: 'skipped', reason: 'stopped', by: 'hoa' });
    expect(station.result('item-1')).toMatchObject({ result: 'played', actualStartAt: at + 12_000 });
    expect(station.of('started').map((m) => m.airingKey)).toEqual(['now#1', 'item-1']);
  });
});

describe('faults of disk and sink', () => {
  it('a full disk while logging: playing goes on, the alarm says so, no row is lost', async () => {
    plan([1000, 1000]);
    await start();
    await clock.run(3000);
    const exec = store.database.exec.bind(store.database);
    store.database.exec = (sql: string) => {
      if (sql.startsWith('BEGIN')) throw new Error('database or disk is full');
      return exec(sql);
    };
    await clock.run(4000);
    expect(sink.heard(knownSamples(2, 1000)).map((h) => h.ms)).toEqual([1000]);
    expect(alarms()).toContain('store-failed');
    store.database.exec = exec;
    await clock.run(2000);
    expect(station.result('item-1')).toMatchObject({ result: 'played' });
    expect(station.result('item-2')).toMatchObject({ result: 'played' });
    expect(station.decoded.map((r) => r.kind).sort()).toEqual(['intent', 'intent', 'result', 'result']);
  });

  it('a stop is obeyed on a full disk, and a manifest that cannot be stored leaves the last good one (P2, P9)', async () => {
    plan([4000, 1000]);
    await start();
    await clock.run(5000);
    const exec = store.database.exec.bind(store.database);
    const prepare = store.database.prepare.bind(store.database);
    const full = (): never => {
      throw new Error('database or disk is full');
    };
    store.database.exec = (sql: string) => (sql.startsWith('BEGIN') ? full() : exec(sql));
    store.database.prepare = (sql: string) => (sql.startsWith('INSERT') ? full() : prepare(sql));
    station.manifest = { ...station.manifest!, version: 8, rundowns: [] };
    give(station.manifestMessage());
    const silence = {
      id: 's',
      kind: 'stop' as const,
      target: { kind: 'airing' as const, airingKey: 'item-1' },
      by: 'nga',
    };
    const command = {
      kind: 'silence' as const,
      silence: { ...silence, fromAt: clock.nowMs(), untilAt: null, reason: '' },
    };
    give({ kind: 'command', id: 'c', sentAt: clock.nowMs(), command });
    await clock.run(500);
    Object.assign(store.database, { exec, prepare });
    await clock.run(6000);
    expect(station.of('commandAnswer')).toHaveLength(1);
    expect(station.result('item-1')).toMatchObject({ result: 'partial', reason: 'stopped', by: 'nga' });
    expect(station.result('item-1')!.heardMs).toBeLessThan(1500);
    expect(station.result('item-2')).toMatchObject({ result: 'played', manifestVersion: 5 });
    expect(store.orders().map((o) => o.id)).toEqual(['s']);
  });

  it('a sink that dies: the item is failed, the alarm says so, the next item plays when it is back', async () => {
    plan([2000, 1000], 4000);
    await start();
    await clock.run(5000);
    sink.fault = new Error('card gone');
    await clock.run(500);
    sink.fault = null;
    await clock.run(5000);
    expect(station.result('item-1')).toMatchObject({ result: 'failed', reason: 'sink-fault' });
    expect(station.result('item-2')).toMatchObject({ result: 'played', actualStartAt: at + 4000 });
    expect(alarms()).toContain('sink-failed');
  });

  it('full while an item begins, then killed: the note in place keeps it from being begun afresh (P5)', async () => {
    plan([3000, 1000], 5000);
    station.manifest!.rundowns[0]!.items[0]!.latestStartAt = at + 60_000;
    await start();
    const exec = store.database.exec.bind(store.database);
    store.database.exec = (sql: string) => {
      if (sql.startsWith('BEGIN')) throw new Error('database or disk is full');
      return exec(sql);
    };
    await clock.run(5000);
    expect(sink.heard(knownSamples(1, 3000)).map((h) => h.at)).toHaveLength(1);
    // Nothing of this life is written any more, as after kill -9.
    const dead = player;
    const before = sink;
    const closing = dead.close();
    sink = new MemorySink();
    await clock.run(100);
    await closing.catch(() => undefined);
    await start({ withMedia: false });
    await clock.run(6000);
    expect(before.heard(knownSamples(1, 3000))).toHaveLength(1);
    expect(sink.heard(knownSamples(1, 3000))).toEqual([]);
    expect(station.result('item-1')).toMatchObject({ result: 'partial', reason: 'crash' });
    expect(station.result('item-2')).toMatchObject({ result: 'played' });
  });

  it.each(['conductor', 'core'])(
    'an exception in one item leaves the others alone: thrown in the %s',
    async (where) => {
      plan([1000, 1000, 1000]);
      await start();
      const { spool } = player.rooms;
      const bad = (station.manifest!.rundowns[0]!.items[0]!.source as { sha256: string }).sha256;
      const open = spool.open.bind(spool);
      const stateOf = spool.stateOf.bind(spool);
      const fail = (): never => {
        throw new Error('a defect of the program');
      };
      if (where === 'core') spool.stateOf = (sha, ms) => (sha === bad ? fail() : stateOf(sha, ms));
      else spool.open = (sha) => (sha === bad ? fail() : open(sha));
      await clock.run(8000);
      expect(station.result('item-1')).toMatchObject({ result: 'failed', reason: 'internal-fault', heardMs: 0 });
      expect(station.result('item-2')).toMatchObject({ result: 'played', actualStartAt: at + 1000 });
      expect(station.result('item-3')).toMatchObject({ result: 'played', actualStartAt: at + 2000 });
      expect(alarms()).toContain('item-failed');
    },
  );
});

describe('what is heard', () => {
  it('an item of 60 s that is stopped after 5 s counts 5 s (P9)', async () => {
    plan([60_000]);
    await start();
    await clock.run(9000);
    const silence = { id: 's', kind: 'stop' as const, target: { kind: 'device' as const }, by: 'nga', reason: '' };
    const command = { kind: 'silence' as const, silence: { ...silence, fromAt: clock.nowMs(), untilAt: null } };
    give({ kind: 'command', id: 'c', sentAt: clock.nowMs(), command });
    await clock.run(1000);
    const row = station.result('item-1')!;
    expect(row).toMatchObject({ result: 'partial', reason: 'stopped' });
    expect(Math.abs(row.heardMs - 5000)).toBeLessThanOrEqual(40);
  });

  it('follows the volume by time of day while an item sounds (P2)', async () => {
    plan([4000]);
    const [rundown] = station.manifest!.rundowns;
    rundown!.startAt = rundown!.items[0]!.startAt = at - 2000;
    const fiveLocal = { zone: 'UTC', startLocal: new Date(at).toISOString().slice(11, 16), endLocal: '24:00' };
    station.manifest!.volume = [{ ...fiveLocal, percent: 50 }];
    await start();
    await clock.run(8000);
    const known = knownSamples(1, 4000);
    const first = sink.periods.findIndex((p) => p.samples[7] === known[7]);
    const sampleAt = (ms: number): number => sink.periods[first + ms / 20]!.samples[7]!;
    expect(sampleAt(1980)).toBe(known[1980 * 48 + 7]);
    expect(sampleAt(2000)).toBe(Math.round(known[2000 * 48 + 7]! * 0.5));
    expect(sampleAt(3980)).toBe(Math.round(known[3980 * 48 + 7]! * 0.5));
  });

  it('silence inside a programme, and the same again later, raises its alarm; a hold does not (P6)', async () => {
    plan([15_000, 12_000], 90_000);
    const items = station.manifest!.rundowns[0]!.items;
    station.manifest!.rundowns[0]!.endAt = at + 200_000;
    for (const item of items) station.files.delete((item.source as { sha256: string }).sha256);
    await start({ withMedia: false });
    await clock.run(16_000);
    const inside = (): (string | null)[] =>
      station.of('alarm').flatMap((a) => (a.code === 'silence-inside' ? [a.airingKey] : []));
    expect(inside()).toEqual(['item-1']);
    const silence = { id: 's', kind: 'hold' as const, target: { kind: 'device' as const }, by: 'nga', reason: '' };
    const command = { kind: 'silence' as const, silence: { ...silence, fromAt: clock.nowMs(), untilAt: null } };
    give({ kind: 'command', id: 'c', sentAt: clock.nowMs(), command });
    clock.freeze(70_000);
    await clock.run(14_000);
    expect(inside()).toEqual(['item-1']);
  });
});
