import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import fsp from 'node:fs/promises';
import path from 'node:path';
import type { DeviceMessage, StationMessage } from '../../src/contracts/device/link';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { createLogger } from '../../src/platform/logging/logger';
import { generateSigningKey, publicKeyFromPem } from '../../src/platform/signing/keys';
import { openSqlite } from '../../src/platform/sqlite/sqlite';
import { Downloader } from '../../src/player/adapters/http/downloader';
import { StationClient } from '../../src/player/adapters/http/station-client';
import { MediaStore } from '../../src/player/media/media-store';
import { Player } from '../../src/player/player';
import { playerSettingsSchema } from '../../src/player/settings';
import { ProgressNote } from '../../src/player/store/progress-note';
import { PlayerStore } from '../../src/player/store/player-store';
import { HttpStation } from '../support/http-station';
import { aManifest, anItem, aRundown, aSnapshot, fiveOClock } from '../support/manifest-builder';
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
let online = true;
let give: (message: StationMessage) => void;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-faults-'));
  online = true;
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
    send: (message: DeviceMessage) => {
      if (online) setImmediate(() => station.receive(message, (answer) => give(answer)));
    },
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

const dayMs = 24 * hourMs;

it('three days without a station, with reboots: every session on time, every row arrives once, none is lost (P1, L3)', async () => {
  const file = path.join(dir, 'item.wav');
  const sha256 = writeWav(file, knownSamples(1, 1000));
  station.files.set(sha256, file);
  const rundowns = [0, 1, 2, 3].map((day) => {
    const startAt = at + day * dayMs;
    const item = anItem({ airingKey: `day-${day}`, startAt, durationMs: 1000, source: { kind: 'file', sha256 } });
    return aRundown({ id: `rundown-${day}`, startAt, items: [item] });
  });
  station.manifest = aManifest({ version: 5, rundowns, notAfter: at + 14 * dayMs });
  await start();
  online = false;
  for (let day = 0; day <= 3; day += 1) {
    if (day > 0) {
      const closing = player.close();
      await clock.run(200);
      await closing;
      clock = new StoppableClock(at + day * dayMs - 5000);
      await start();
    }
    await clock.run(9000);
  }
  expect(station.rows).toEqual([]);
  online = true;
  await clock.run(40_000);
  for (let day = 0; day <= 3; day += 1) {
    expect(station.result(`day-${day}`)).toMatchObject({ result: 'played', actualStartAt: at + day * dayMs });
  }
  const keys = station.rows.map((row) => `${row.boot} ${row.sequence}`);
  expect(new Set(keys).size).toBe(8);
  expect(station.decoded.filter((row) => row.kind === 'intent')).toHaveLength(4);
});

it('seven minutes on at once: what sounds goes on, nothing sounds twice, every item has one result (P7)', async () => {
  plan([2000, 2000, 2000]);
  await start();
  await clock.run(4500);
  clock.jump(7 * 60_000);
  await clock.run(30_000);
  expect(station.result('item-1')).toMatchObject({ result: 'played', heardMs: 2000 });
  for (const n of [1, 2, 3]) {
    expect(sink.heard(knownSamples(n, 2000)).length).toBeLessThanOrEqual(1);
    const results = station.decoded.filter((row) => row.kind === 'result' && row.airingKey === `item-${n}`);
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
    give({ kind: 'command', id: `c${(ids += 1)}`, sentAt: clock.nowMs(), command } as never);
  const emergency = (): void => {
    const { source } = station.manifest!.rundowns[0]!.items[0]!;
    say({ kind: 'emergency', order: { ...order(), source }, snapshot: aSnapshot({ priority: 'emergency' }) });
  };
  const allClear = { kind: 'allClear', commandId: 'e1', by: 'nga' };
  const ofCommand = () => station.decoded.filter((row) => row.commandId === 'e1');

  beforeEach(async () => {
    plan([4000]);
    // Its recording is here; its session is not now.
    station.manifest!.rundowns[0]!.items[0]!.startAt = at + 40_000;
    station.manifest!.rundowns[0]!.items[0]!.latestStartAt = at + 50_000;
    await start();
  });

  it('cancelled before it arrives it never sounds, however often both are told', async () => {
    say(allClear);
    emergency();
    say(allClear);
    emergency();
    await clock.run(12_000);
    expect(sink.heard(knownSamples(1, 4000))).toEqual([]);
    expect(ofCommand().filter((row) => row.kind === 'intent')).toEqual([]);
  });

  it('cancelled while it sounds, twice: cut once, one row, partial', async () => {
    emergency();
    await clock.run(6000);
    say(allClear);
    say(allClear);
    await clock.run(8000);
    expect(ofCommand().map((row) => row.kind)).toEqual(['intent', 'result']);
    expect(station.result('e1#1')).toMatchObject({ result: 'partial', reason: 'all-clear', by: 'nga' });
  });

  it('an urgent item that expired while the box was offline does not sound when it comes', async () => {
    const { source } = station.manifest!.rundowns[0]!.items[0]!;
    const { repeatEveryMs: _r, endAt: _e, ...rest } = order({ commandId: 'p1', startAt: at - 60_000 });
    const urgent = { ...rest, class: 'priority', source, expiresAt: at - 30_000 };
    say({ kind: 'playNow', order: urgent, snapshot: aSnapshot() });
    await clock.run(8000);
    expect(sink.heard(knownSamples(1, 4000))).toEqual([]);
    expect(station.decoded.filter((row) => row.commandId === 'p1' && row.kind === 'intent')).toEqual([]);
  });
});

it('a disk that fills while a recording comes in: what came stays, nothing is taken for whole, and it goes on when there is room (P3)', async () => {
  plan([1000]);
  await start();
  const http = new HttpStation();
  await http.start();
  try {
    const content = randomBytes(300_000);
    const sha256 = http.keep(path.join(dir, 'recording'), content);
    const system = new SystemClock();
    const key = generateSigningKey();
    const client = new StationClient({ stationUrl: http.url, deviceId: 'device-1', boot: 'b', key, clock: system });
    const downloader = new Downloader(path.join(dir, 'incoming'), client, system);
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
    const part = path.join(dir, 'incoming', `${sha256}.part`);
    expect(fs.statSync(part).size).toBeLessThanOrEqual(room);
    room = Infinity;
    expect(fs.readFileSync(await downloader.fetch(sha256, content.length)).equals(content)).toBe(true);
    full.mockRestore();
  } finally {
    await http.stop();
  }
});
