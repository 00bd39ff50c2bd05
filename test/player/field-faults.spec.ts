import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { Downloader } from '../../src/player/adapters/http/downloader';
import { StationClient } from '../../src/player/adapters/http/station-client';
import { itWhen, longRun } from '../support/audio-builds';
import { HttpStation } from '../support/http-station';
import { aManifest, anItem, aRundown, aSnapshot, fiveOClock } from '../support/manifest-builder';
import { MemorySink, StoppableClock } from '../support/manifest-sink';
import { knownSamples } from '../support/manifest-station';
import { PlayerScene } from '../support/player-scene';

const at = fiveOClock;
const hourMs = 3_600_000;
let scene: PlayerScene;

beforeEach(() => {
  scene = new PlayerScene();
});
afterEach(() => scene.end());

const dayMs = 24 * hourMs;

it('three days without a station, with reboots: every session on time, every row arrives once, none is lost (P1, L3)', async () => {
  const sha256 = scene.recording('item', knownSamples(1, 1000));
  const rundowns = [0, 1, 2, 3].map((day) => {
    const startAt = at + day * dayMs;
    const item = anItem({ airingKey: `day-${day}`, startAt, durationMs: 1000, source: { kind: 'file', sha256 } });
    return aRundown({ id: `rundown-${day}`, startAt, items: [item] });
  });
  scene.station.manifest = aManifest({ version: 5, rundowns, notAfter: at + 14 * dayMs });
  await scene.start();
  scene.online = false;
  for (let day = 0; day <= 3; day += 1) {
    if (day > 0) {
      await scene.stop();
      scene.clock = new StoppableClock(at + day * dayMs - 5000);
      await scene.start();
    }
    await scene.clock.run(9000);
  }
  expect(scene.station.rows).toEqual([]);
  scene.online = true;
  await scene.clock.run(40_000);
  for (let day = 0; day <= 3; day += 1) {
    expect(scene.station.result(`day-${day}`)).toMatchObject({ result: 'played', actualStartAt: at + day * dayMs });
  }
  const keys = scene.station.rows.map((row) => `${row.boot} ${row.sequence}`);
  expect(new Set(keys).size).toBe(8);
  expect(scene.station.decoded.filter((row) => row.kind === 'intent')).toHaveLength(4);
});

itWhen(longRun)(
  '72 hours without a station, each second of them, with a reboot in the middle: all on time, every row arrives once (P1, L3)',
  async () => {
    const samples = knownSamples(1, 1000);
    const sha256 = scene.recording('item', samples);
    const starts = [0, 1, 2, 3].flatMap((day) => [0, 6, 12].map((hour) => at + day * dayMs + hour * hourMs));
    const during = starts.filter((startAt) => startAt < at + 3 * dayMs);
    const rundowns = starts.map((startAt, n) => {
      const item = anItem({ airingKey: `item-${n}`, startAt, durationMs: 1000, source: { kind: 'file', sha256 } });
      return aRundown({ id: `rundown-${n}`, startAt, items: [item] });
    });
    scene.station.manifest = aManifest({ version: 5, rundowns, notAfter: at + 14 * dayMs });
    await scene.start();
    scene.online = false;
    const heardBy: MemorySink[] = [scene.sink];
    const goOnTo = async (instant: number, stepMs: number): Promise<void> =>
      scene.clock.run(instant - scene.clock.nowMs(), stepMs);
    for (const [n, startAt] of during.entries()) {
      await goOnTo(startAt - 4000, 1000);
      if (n === 6) {
        // Off for a minute that ends a moment before the session: back in time (within ten seconds).
        await scene.stop();
        scene.clock = new StoppableClock(startAt - 3500);
        heardBy.push((scene.sink = new MemorySink()));
        await scene.start();
      }
      await goOnTo(startAt + 5000, 20);
    }
    await goOnTo(at + 72 * hourMs - 5000, 1000);
    expect(scene.station.rows).toEqual([]);
    scene.online = true;
    await scene.clock.run(60_000);
    for (const n of during.keys()) {
      expect(scene.station.result(`item-${n}`)).toMatchObject({ result: 'played', actualStartAt: during[n] });
    }
    expect(heardBy.flatMap((sink) => sink.heard(samples).map(({ ms }) => ms))).toEqual(
      // The tenth begins while the rows arrive.
      Array.from({ length: during.length + 1 }, () => 1000),
    );
    const keys = scene.station.rows.map((row) => `${row.boot} ${row.sequence}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(scene.station.decoded.map(({ boot }) => boot)).size).toBe(2);
  },
  600_000,
);

it('seven minutes on at once: what sounds goes on, nothing sounds twice, every item has one result (P7)', async () => {
  scene.plan([2000, 2000, 2000]);
  await scene.start();
  await scene.clock.run(4500);
  scene.clock.jump(7 * 60_000);
  await scene.clock.run(30_000);
  expect(scene.station.result('item-1')).toMatchObject({ result: 'played', heardMs: 2000 });
  for (const n of [1, 2, 3]) {
    expect(scene.sink.heard(knownSamples(n, 2000)).length).toBeLessThanOrEqual(1);
    const results = scene.station.decoded.filter((row) => row.kind === 'result' && row.airingKey === `item-${n}`);
    expect(new Set(results.map((row) => row.sequence)).size).toBe(1);
  }
});

describe('emergencies and urgent items over a bad line (P4, S4)', () => {
  const order = (over: object = {}) => ({
    ...{ commandId: 'e1', areaCode: '23538', bulletinRef: 'ref-item-1', durationMs: 4000, startAt: at },
    ...{ repeatEveryMs: null, endAt: at + 60_000, by: 'lan', ...over },
  });
  let ids = 0;
  const say = (command: object): void =>
    scene.give({ kind: 'command', id: `c${(ids += 1)}`, sentAt: scene.clock.nowMs(), command } as never);
  const emergency = (): void => {
    const { source } = scene.station.manifest!.rundowns[0]!.items[0]!;
    say({ kind: 'emergency', order: { ...order(), source }, snapshot: aSnapshot({ priority: 'emergency' }) });
  };
  const allClear = { kind: 'allClear', commandId: 'e1', by: 'nga' };
  const ofCommand = () => scene.station.decoded.filter((row) => row.commandId === 'e1');

  beforeEach(async () => {
    scene.plan([4000]);
    // Its recording is here; its session is not now.
    scene.station.manifest!.rundowns[0]!.items[0]!.startAt = at + 40_000;
    scene.station.manifest!.rundowns[0]!.items[0]!.latestStartAt = at + 50_000;
    await scene.start();
  });

  it('cancelled before it arrives it never sounds, however often both are told', async () => {
    say(allClear);
    emergency();
    say(allClear);
    emergency();
    await scene.clock.run(12_000);
    expect(scene.sink.heard(knownSamples(1, 4000))).toEqual([]);
    expect(ofCommand().filter((row) => row.kind === 'intent')).toEqual([]);
  });

  it('cancelled while it sounds, twice: cut once, one row, partial', async () => {
    emergency();
    await scene.clock.run(6000);
    say(allClear);
    say(allClear);
    await scene.clock.run(8000);
    expect(ofCommand().map((row) => row.kind)).toEqual(['intent', 'result']);
    expect(scene.station.result('e1#1')).toMatchObject({ result: 'partial', reason: 'all-clear', by: 'nga' });
  });

  it('an urgent item that expired while the box was offline does not sound when it comes', async () => {
    const { source } = scene.station.manifest!.rundowns[0]!.items[0]!;
    const { repeatEveryMs: _r, endAt: _e, ...rest } = order({ commandId: 'p1', startAt: at - 60_000 });
    const urgent = { ...rest, class: 'priority', source, expiresAt: at - 30_000 };
    say({ kind: 'playNow', order: urgent, snapshot: aSnapshot() });
    await scene.clock.run(8000);
    expect(scene.sink.heard(knownSamples(1, 4000))).toEqual([]);
    expect(scene.station.decoded.filter((row) => row.commandId === 'p1' && row.kind === 'intent')).toEqual([]);
  });
});

it('a disk that fills while a recording comes in: what came stays, nothing is taken for whole, and it goes on when there is room (P3)', async () => {
  scene.plan([1000]);
  await scene.start();
  const http = new HttpStation();
  await http.start();
  try {
    const content = randomBytes(300_000);
    const sha256 = http.keep(path.join(scene.dir, 'recording'), content);
    const system = new SystemClock();
    const key = generateSigningKey();
    const client = new StationClient({ stationUrl: http.url, deviceId: 'device-1', boot: 'b', key, clock: system });
    const downloader = new Downloader(path.join(scene.dir, 'incoming'), client, system);
    const open = fsp.open.bind(fsp);
    let room = 100_000;
    const full = jest.spyOn(fsp, 'open').mockImplementation(async (...args) => {
      const handle = await open(...args);
      const write = handle.write.bind(handle) as (...given: unknown[]) => Promise<unknown>;
      const limited = (piece: Buffer, from: number, length: number, position: number) => {
        if (position + length > room) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
        return write(piece, from, length, position);
      };
      return Object.assign(handle, { write: limited as never });
    });
    await expect(downloader.fetch(sha256, content.length)).rejects.toThrow('ENOSPC');
    const part = path.join(scene.dir, 'incoming', `${sha256}.part`);
    expect(fs.statSync(part).size).toBeLessThanOrEqual(room);
    room = Infinity;
    expect(fs.readFileSync(await downloader.fetch(sha256, content.length)).equals(content)).toBe(true);
    full.mockRestore();
  } finally {
    await http.stop();
  }
});
