import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StationMessage } from '../../src/contracts/device/link';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { findFfmpeg } from '../../src/platform/ffmpeg/find-ffmpeg';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { Downloader } from '../../src/player/adapters/http/downloader';
import { StationClient } from '../../src/player/adapters/http/station-client';
import { FaultProxy } from '../support/fault-proxy';
import { HttpStation } from '../support/http-station';
import { aManifest, anItem, aRundown } from '../support/manifest-builder';
import { FakeStation, knownSamples, writeWav } from '../support/manifest-station';

const root = path.resolve(__dirname, '../../../..');
const itemMs = 20_000;
const recordingBytes = 2_400_000;

interface PlayerFigures {
  rssMb: number;
  peakMb: number;
  seconds: number;
  underRuns: number;
  /** Lateness of the first samples against the plan. */
  startP99Ms: number;
  syncBytesOverhead: number;
}

/**
 * Resident memory of a bare Node process that hosts only the player worker, while it plays: `rssMb` at the end, `peakMb` over the run.
 * `startP99Ms` over the items of the run, `syncBytesOverhead` of a recording over a bad line. Options: --seconds N (20), --full (600).
 */
export async function playerBench(args: string[] = []): Promise<PlayerFigures> {
  const seconds = args.includes('--full') ? 600 : Number(args[args.indexOf('--seconds') + 1] ?? 0) || 20;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-bench-player-'));
  const station = new FakeStation();
  planFor(station, dir, seconds);
  const settings = {
    ...{ deviceId: 'device-1', dataDir: path.join(dir, 'data'), recordingsDir: path.join(dir, 'wav') },
    ...{ stationKeys: station.stationKeys, ffmpeg: await findFfmpeg(), logLevel: 'error' },
  };
  const host = path.join(root, 'test/support/manifest-player-host.cjs');
  const child = fork(host, [JSON.stringify(settings)], { execArgv: [] });
  let ended: string | null = null;
  const gone = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      ended = `code ${code}, signal ${signal}`;
      resolve();
    });
  });
  child.on('message', (message) =>
    station.receive(message as never, (answer: StationMessage) => void (child.connected && child.send(answer))),
  );
  const residents: number[] = [];
  try {
    for (let i = 0; i < seconds; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (ended !== null) throw new Error(`the player's process ended by itself (${String(ended)}) after ${i} s`);
      residents.push(residentMb(child.pid!));
    }
  } finally {
    if (child.connected) child.send({ kind: 'close' });
    await gone;
    fs.rmSync(dir, { recursive: true, force: true });
  }
  return {
    ...{ rssMb: residents.at(-1)!, peakMb: Math.max(...residents), seconds },
    underRuns: Math.max(0, ...station.of('status').map((m) => m.status.underRuns)),
    startP99Ms: p99(station.of('started').map((m) => m.latenessMs)),
    syncBytesOverhead: await measureSync(),
  };
}

function p99(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.99) - 1)] ?? NaN;
  return Math.round(at * 100) / 100;
}

/**
 * Bytes received over those of a recording of 2.4 MB, by a line that stands still for two seconds after each 64 KiB with p = 0.3 and is
 * cut every 40 s.
 */
async function measureSync(): Promise<number> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-bench-sync-'));
  const station = new HttpStation();
  await station.start();
  const proxy = new FaultProxy(() => station.url);
  try {
    const clock = new SystemClock();
    const key = generateSigningKey();
    const stationUrl = await proxy.start();
    const client = new StationClient({ stationUrl, deviceId: 'device-1', boot: 'bench', key, clock });
    const downloader = new Downloader(path.join(dir, 'incoming'), client, clock);
    const sha256 = station.keep(path.join(dir, 'recording'), randomBytes(recordingBytes));
    proxy.faults = [
      { path: '/api/device/media/', stall: { ms: 2000, chance: Math.random, below: 0.3 }, cutAfterMs: 40_000 },
    ];
    const before = proxy.bytes;
    for (;;) {
      const file = await downloader.fetch(sha256, recordingBytes).catch(() => null);
      if (file) break;
    }
    return Math.round(((proxy.bytes - before) / recordingBytes) * 1000) / 1000;
  } finally {
    await proxy.stop();
    await station.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Items without a gap for the whole run, from three files in turn. */
function planFor(station: FakeStation, dir: string, seconds: number): void {
  const startAt = Date.now() + 4000;
  const shas = [1, 2, 3].map((n) => {
    const file = path.join(dir, `item-${n}.wav`);
    const sha256 = writeWav(file, knownSamples(n, itemMs));
    station.files.set(sha256, file);
    return sha256;
  });
  const items = Array.from({ length: Math.ceil((seconds * 1000) / itemMs) + 1 }, (_, i) =>
    anItem({
      ...{ airingKey: `item-${i}`, startAt: startAt + i * itemMs, durationMs: itemMs, bulletinRef: 'ref' },
      source: { kind: 'file', sha256: shas[i % 3]! },
    }),
  );
  station.manifest = aManifest({
    ...{ version: startAt, rundowns: [aRundown({ startAt, items })], output: { sink: 'file', name: '' } },
    ...{ issuedAt: startAt - 60_000, notBefore: startAt - 60_000, notAfter: startAt + 86_400_000 },
  });
}

function residentMb(pid: number): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round((Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024) * 10) / 10;
}
