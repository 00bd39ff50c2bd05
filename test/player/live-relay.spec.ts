/** Real streams through a real ffmpeg; left out, and counted as skipped, where there is no native one. */
import { findFfmpeg, type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { measureRelay } from '../../src/platform/ffmpeg/measure-relay';
import { openLiveSource, type LiveSource } from '../../src/platform/ffmpeg/live-source';
import { streamGuard } from '../../src/platform/network/fetch-stream';
import { RelayReader } from '../../src/player/media/relay-reader';
import { hasNative, itWhen } from '../support/audio-builds';
import { eventually } from '../support/manifest-station';
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

  itWhen(hasNative)('an address inside is not opened, and why is told', async () => {
    const refused = openLiveSource(build, { url: server.url('/tone/25') });
    await eventually(() => refused.ended, limitMs, 'the refusal');
    expect(refused.fault).toContain('refused (inside)');
    expect(refused.available).toBe(0);
  });
});
