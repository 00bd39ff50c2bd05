/** Real streams through a real ffmpeg; left out, and counted as skipped, where there is no native one. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DeviceMessage } from '../../src/contracts/device/link';
import { findFfmpeg, type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { measureRelay } from '../../src/platform/ffmpeg/measure-relay';
import { openLiveSource, type LiveSource } from '../../src/platform/ffmpeg/live-source';
import { streamGuard } from '../../src/platform/network/fetch-stream';
import { RelayReader } from '../../src/player/media/relay-reader';
import { hasNative, itWhen, longRun } from '../support/audio-builds';
import { aManifest, anItem, aRundown, aSnapshot } from '../support/manifest-builder';
import { eventually, FakeStation, knownSamples, readWav, writeWav } from '../support/manifest-station';
import { hereToo, startStreamServer, type StreamServer } from '../support/stream-server';

const limitMs = 30_000;
let build: FfmpegBuild;
let server: StreamServer;
let source: LiveSource | null = null;

beforeEach(async () => {
  server = await startStreamServer();
  if (hasNative) build = await findFfmpeg({ ffmpegPath: process.env.FFMPEG_PATH ?? 'ffmpeg' });
});
afterEach(async () => {
  source?.close();
  await server.close();
});

const open = (path: string, gainDb: number): LiveSource =>
  (source = openLiveSource(build, { url: server.url(path), gainDb }, hereToo(streamGuard)));
const flowing = (live: LiveSource) => eventually(() => live.available >= 24_000, limitMs, 'the stream');
const taken = (live: LiveSource): Int16Array => {
  const samples = new Int16Array(24_000);
  expect(live.take(samples, 0, samples.length, 1)).toBe(samples.length);
  return samples;
};
const peakDb = (samples: Int16Array): number =>
  20 * Math.log10(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1) / 32_768);

/** One relay of eight seconds in a player's own worker thread, into a file; `then` happens while it sounds. */
async function airRelay(url: string, gainDb: number, fallback: Int16Array, then: () => void) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-live-'));
  const station = new FakeStation();
  const file = path.join(dir, 'fallback.wav');
  const sha256 = writeWav(file, fallback);
  station.files.set(sha256, file);
  const startAt = Date.now() + 9000;
  const source = { kind: 'relay' as const, url, gainDb, fallbackSha256: sha256 };
  const item = anItem({ airingKey: 'relay', startAt, durationMs: 8000, latestStartAt: startAt + 5000, source });
  station.manifest = aManifest({
    ...{ version: startAt, rundowns: [aRundown({ startAt, items: [item] })], output: { sink: 'file', name: '' } },
    ...{ issuedAt: startAt - 60_000, notBefore: startAt - 60_000, notAfter: startAt + 86_400_000 },
    media: [{ sha256, bytes: fs.statSync(file).size, mime: 'audio/wav' }],
    snapshots: { [item.bulletinRef]: aSnapshot({ kind: 'relay', relayed: true }) },
  });
  const settings = {
    ...{ deviceId: 'device-1', dataDir: path.join(dir, 'data'), recordingsDir: path.join(dir, 'wav') },
    ...{ stationKeys: station.stationKeys, ffmpeg: build, logLevel: 'error' },
  };
  const worker = new Worker(path.join(__dirname, '../support/relay-worker.cjs'), { workerData: settings });
  let fault: Error | null = null;
  worker.on('error', (error) => (fault = error));
  worker.on('message', (message: DeviceMessage) => {
    station.receive(message, (answer) => worker.postMessage(answer));
    if (message.kind === 'started') setTimeout(then, 1000);
  });
  const gone = new Promise((resolve) => worker.on('exit', resolve));
  try {
    const row = await eventually(
      () => {
        if (fault) throw fault;
        return station.result('relay');
      },
      limitMs * 2,
      'the relay',
    );
    worker.postMessage({ kind: 'close' });
    await gone;
    const [name = ''] = fs.readdirSync(path.join(dir, 'wav'));
    return { row, sha256, samples: readWav(path.join(dir, 'wav', name)) };
  } finally {
    await worker.terminate();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

describe(hasNative ? 'live relay (P1, B5)' : 'live relay tests not run: no native ffmpeg here', () => {
  itWhen(hasNative)('brings a source to its level, and one that is too loud under the gate', async () => {
    await flowing(open('/tone/25', 6));
    // 25 % of full scale is -12 dB.
    expect(peakDb(taken(source!))).toBeCloseTo(-6, 0);
    source!.close();
    await flowing(open('/tone/400', 12));
    const peak = peakDb(taken(source!));
    expect(peak).toBeLessThanOrEqual(-1.1);
    expect(peak).toBeGreaterThan(-4);
  });

  itWhen(hasNative)('is measured by listening to it', async () => {
    const here = hereToo(streamGuard);
    const { lufs, gainDb } = await measureRelay(build, server.url('/tone/25'), 3, { guard: here });
    // A sine of 400 Hz at -12 dB, heard from two sides.
    expect(lufs).toBeGreaterThan(-14);
    expect(lufs).toBeLessThan(-11.5);
    expect(gainDb).toBeCloseTo(-16 - lufs, 5);
    await expect(measureRelay(build, server.url('/nothing'), 3, { guard: here })).rejects.toThrow('answers 404');
    await expect(measureRelay(build, server.url('/tone/0'), 3, { guard: here })).rejects.toThrow('nothing was heard');
  });

  itWhen(hasNative)('a stream that stalls, and one that dies, give way', async () => {
    await flowing(open('/tone/25', 0));
    const reader = new RelayReader(source, null);
    const period = new Int16Array(960);
    server.stall();
    // What was sent before is heard first; the silence after it is counted in samples, not by a clock.
    let periods = 0;
    while (!reader.fellBack && periods < 5000) {
      reader.mixInto(period, 0, period.length, 1);
      periods += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(reader.fellBack).toBe(true);
    await reader.close();
    const second = await startStreamServer();
    const dying = openLiveSource(build, { url: second.url('/tone/25') }, hereToo(streamGuard));
    await flowing(dying);
    second.die();
    await eventually(() => dying.ended, limitMs, 'the end of a stream that was cut');
    dying.close();
    await second.close();
  });

  itWhen(hasNative && longRun)(
    'in the player as it ships: what is too loud is limited, what stalls or dies gives way to the recording, each counted apart',
    async () => {
      const fallback = knownSamples(9, 10_000);
      const scenes = await Promise.all(
        [
          { path: '/tone/400', gainDb: 12, then: () => undefined },
          { path: '/tone/25', gainDb: 0, then: (from: StreamServer) => from.stall() },
          { path: '/tone/25', gainDb: 0, then: (from: StreamServer) => from.die() },
        ].map(async ({ path: tone, gainDb, then }) => {
          const from = await startStreamServer();
          return { aired: await airRelay(from.url(tone), gainDb, fallback, () => then(from)), from };
        }),
      );
      const [loud, stalled, died] = scenes.map(({ aired }) => aired);
      await Promise.all(scenes.map(({ from }) => from.close()));
      expect(loud!.row).toMatchObject({ result: 'played', reason: null, sha256: null });
      expect(peakDb(loud!.samples)).toBeLessThanOrEqual(-1.1);
      expect(peakDb(loud!.samples)).toBeGreaterThan(-4);
      for (const { row, samples, sha256 } of [stalled!, died!]) {
        expect(row).toMatchObject({ reason: 'relay-unavailable', sha256 });
        const first = samples.findIndex((_, i) => fallback.subarray(0, 480).every((one, j) => samples[i + j] === one));
        // First the live programme, then the recording from its beginning.
        expect(first).toBeGreaterThan(0);
        expect(peakDb(samples.subarray(0, first))).toBeCloseTo(-12, 0);
      }
      for (const { row } of [loud!, stalled!, died!])
        expect(row.snapshot).toMatchObject({ kind: 'relay', relayed: true });
    },
    120_000,
  );

  itWhen(hasNative)('an address inside is not opened, and why is told', async () => {
    const refused = openLiveSource(build, { url: server.url('/tone/25') });
    await eventually(() => refused.ended, limitMs, 'the refusal');
    expect(refused.fault).toContain('refused (inside)');
    expect(refused.available).toBe(0);
  });
});
