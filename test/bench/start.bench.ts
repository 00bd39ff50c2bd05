import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { compiledFile } from '../../src/platform/ffmpeg/compiled-file';
import { describeBuild, findFfmpeg, type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { hasSoundCard } from '../../src/player/adapters/alsa-sink';
import { startEmbeddedPlayer } from '../../src/player/host';
import { aManifest, anItem, aRundown } from '../support/manifest-builder';
import { eventually, FakeStation, knownSamples, writeWav } from '../support/manifest-station';

const itemMs = 200;
const everyMs = 250;
const leadMs = 4000;

interface Lateness {
  items: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  underRuns: number;
  notPlayed: number;
  /** Estimate of what the sound card adds to every figure above, by its driver; null where there is no card. */
  cardDelayEstimateMs: number | null;
}

/**
 * How late items start: monotonic time at which the paced file sink takes the period with the first sample, plus the offset in it, minus
 * the plan. Options: --items N (200). `loaded` is the same beside two ffmpeg jobs at full speed, of the build in `jobs`.
 */
export async function startBench(args: string[] = []): Promise<Lateness & { jobs: string; loaded: Lateness }> {
  const items = Number(args[args.indexOf('--items') + 1] ?? 0) || 200;
  const ffmpeg = await findFfmpeg({ ffmpegPath: process.env.FFMPEG_PATH ?? null });
  const idle = await measure(items, ffmpeg);
  const loaded = await besideJobs(ffmpeg, () => measure(items, ffmpeg));
  return { ...idle, jobs: describeBuild(ffmpeg), loaded };
}

async function measure(count: number, ffmpeg: FfmpegBuild): Promise<Lateness> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-bench-start-'));
  const station = new FakeStation();
  const startAt = Date.now() + leadMs;
  const file = path.join(dir, 'item.wav');
  const sha256 = writeWav(file, knownSamples(1, itemMs));
  station.files.set(sha256, file);
  const items = Array.from({ length: count }, (_, i) =>
    anItem({
      ...{ airingKey: `item-${i}`, startAt: startAt + i * everyMs, durationMs: itemMs, bulletinRef: 'ref' },
      source: { kind: 'file', sha256 },
    }),
  );
  station.manifest = aManifest({
    ...{ version: startAt, rundowns: [aRundown({ startAt, items })], output: { sink: 'file', name: '' } },
    ...{ issuedAt: startAt - 60_000, notBefore: startAt - 60_000, notAfter: startAt + 86_400_000 },
  });
  const player = await startEmbeddedPlayer({
    settings: {
      ...{ deviceId: 'device-1', dataDir: path.join(dir, 'data'), recordingsDir: path.join(dir, 'wav') },
      ...{ stationKeys: station.stationKeys, ffmpeg, logLevel: 'error', soundCard: 'auto' as const },
    },
    clock: new SystemClock(),
    onMessage: (message, send) => station.receive(message, send),
  });
  const delays: number[] = [];
  try {
    const done = (): boolean => {
      delays.push(...cardDelays());
      return station.decoded.filter((r) => r.kind === 'result').length >= count;
    };
    await eventually(done, leadMs + count * everyMs + 30_000, 'the end of the session', 500);
  } finally {
    await player.close();
    fs.rmSync(dir, { recursive: true, force: true });
  }
  const lateness = station.of('started').map((m) => m.latenessMs);
  const results = station.decoded.flatMap((r) => (r.kind === 'result' ? [r.result] : []));
  return {
    ...quantiles(lateness),
    underRuns: Math.max(0, ...station.of('status').map((m) => m.status.underRuns)),
    notPlayed: results.filter((r) => r !== 'played').length,
    cardDelayEstimateMs: delays.length === 0 ? null : quantiles(delays).p50Ms,
  };
}

/** Frames that the driver still holds back before they are heard, of every card that plays; in milliseconds. */
function cardDelays(): number[] {
  if (!hasSoundCard()) return [];
  const all = fs.readdirSync('/proc/asound', { recursive: true, encoding: 'utf8' });
  return all
    .filter((name) => /^card\d+\/pcm\d+p\/sub\d+\/status$/.test(name))
    .flatMap((name) => /^delay\s*:\s*(\d+)/m.exec(fs.readFileSync(path.join('/proc/asound', name), 'utf8'))?.[1] ?? [])
    .map((frames) => Number(frames) / 48);
}

function quantiles(values: number[]): Pick<Lateness, 'items' | 'p50Ms' | 'p99Ms' | 'maxMs'> {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN) * 100) / 100;
  return { items: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

async function besideJobs<T>(ffmpeg: FfmpegBuild, work: () => Promise<T>): Promise<T> {
  const source = 'anoisesrc=c=pink:r=48000:a=0.3,ebur128';
  const args = ['-v', 'quiet', '-nostdin', '-f', 'lavfi', '-i', source, '-f', 'null', '-'];
  const [program, before] =
    ffmpeg.kind === 'native' ? [ffmpeg.path, []] : [process.execPath, [compiledFile('shim/main.js'), ffmpeg.path]];
  const jobs: ChildProcess[] = [1, 2].map(() => spawn(program, [...before, ...args], { stdio: 'ignore' }));
  try {
    const done = await work();
    if (jobs.some((job) => job.exitCode !== null)) throw new Error('a job beside the player ended before it');
    return done;
  } finally {
    for (const job of jobs) job.kill('SIGKILL');
  }
}
