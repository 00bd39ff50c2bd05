import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StationMessage } from '../../src/contracts/device/link';
import { findFfmpeg } from '../../src/platform/ffmpeg/find-ffmpeg';
import { aManifest, anItem, aRundown } from '../support/manifest-builder';
import { FakeStation, knownSamples, writeWav } from '../support/manifest-station';

const root = path.resolve(__dirname, '../../../..');
const itemMs = 20_000;

/**
 * Resident memory of a bare Node process that hosts only the player worker, while it plays: `rssMb` at the end, `peakMb` over the run.
 * Options: --seconds N (20), --full (600).
 */
export async function playerBench(
  args: string[] = [],
): Promise<{ rssMb: number; peakMb: number; seconds: number; underRuns: number }> {
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
  };
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
