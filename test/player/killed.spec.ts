import { fork, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StationMessage } from '../../src/contracts/device/link';
import { findFfmpeg, type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { aManifest, anItem, aRundown } from '../support/manifest-builder';
import { eventually, FakeStation, knownSamples, readWav, writeWav } from '../support/manifest-station';

const rounds = process.env.LOA_TEST_LONG === '1' ? 20 : 1;
const host = path.resolve(__dirname, '../support/manifest-player-host.cjs');
const firstMs = 3000;
/** Five processes start at once here, on a machine that has other things to do. */
const secondAfterMs = 10_000;
const secondMs = 800;

let ffmpeg: FfmpegBuild;
beforeAll(async () => {
  ffmpeg = await findFfmpeg();
});

/** A player in a process of its own, with a station and a session of two items a few seconds apart. */
class Scene {
  readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-killed-'));
  readonly station = new FakeStation();
  readonly startAt = Date.now() + 5000;
  private child: ChildProcess | null = null;

  constructor() {
    const items = [
      anItem({ airingKey: 'item-1', startAt: this.startAt, durationMs: firstMs }),
      anItem({ airingKey: 'item-2', startAt: this.startAt + secondAfterMs, durationMs: secondMs }),
    ];
    for (const [i, item] of items.entries()) {
      const file = path.join(this.dir, `${item.airingKey}.wav`);
      const sha256 = writeWav(file, knownSamples(i + 1, item.durationMs));
      item.source = { kind: 'file', sha256 };
      this.station.files.set(sha256, file);
    }
    this.station.manifest = aManifest({
      ...{ version: this.startAt, rundowns: [aRundown({ startAt: this.startAt, items })] },
      ...{ output: { sink: 'file', name: '' }, issuedAt: this.startAt - 60_000, notBefore: this.startAt - 60_000 },
      notAfter: this.startAt + 86_400_000,
    });
  }

  /** Resolves when the process has ended. */
  live(failpoint: string): Promise<NodeJS.Signals | null> {
    const settings = {
      ...{ deviceId: 'device-1', dataDir: path.join(this.dir, 'data'), recordingsDir: path.join(this.dir, 'wav') },
      ...{ stationKeys: this.station.stationKeys, ffmpeg, logLevel: 'error' },
    };
    const env = { ...process.env, LOA_FAILPOINT: failpoint };
    const child = fork(host, [JSON.stringify(settings)], { env, execArgv: [] });
    this.child = child;
    const send = (message: StationMessage): void => void (child.connected && child.send(message, () => undefined));
    child.on('message', (message) => this.station.receive(message as never, send));
    return new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  }

  close(): void {
    this.child?.send({ kind: 'close' });
  }

  clear(): void {
    this.child?.kill('SIGKILL');
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}

async function killAndGoOn(failpoint: string, heardAtLeastMs: number): Promise<void> {
  const scene = new Scene();
  try {
    const signal = await scene.live(failpoint);
    expect([failpoint, signal]).toEqual([failpoint, 'SIGKILL']);
    const second = scene.live('');
    const next = await eventually(() => scene.station.result('item-2'), 20_000, `the next item after ${failpoint}`);
    scene.close();
    await second;
    const cut = scene.station.result('item-1')!;
    expect(cut).toMatchObject({ result: 'partial', reason: 'crash' });
    expect(cut.heardMs).toBeGreaterThanOrEqual(heardAtLeastMs);
    expect(cut.heardMs).toBeLessThanOrEqual(firstMs);
    expect(next).toMatchObject({ result: 'played', heardMs: secondMs });
    // As planned; what a starved machine may add is measured by the benchmark, not here.
    const lateMs = next.actualStartAt! - next.plannedStartAt;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(1000);
    const intents = scene.station.decoded.filter((r) => r.kind === 'intent' && r.airingKey === 'item-1');
    expect(intents).toHaveLength(1);
    checkSound(scene, next.actualStartAt! - scene.startAt, failpoint === 'after-intent@item-1');
  } finally {
    scene.clear();
  }
}

/** The recording holds the first item at most once, from its start, and the second at its exact sample. */
function checkSound(scene: Scene, secondMsIn: number, silent: boolean): void {
  const names = fs.readdirSync(path.join(scene.dir, 'wav'));
  expect(names).toHaveLength(1);
  const samples = readWav(path.join(scene.dir, 'wav', names[0]!));
  const first = knownSamples(1, firstMs);
  // A busy machine may leave a gap in what sounded, never a repetition; the last periods may not have reached the disk.
  const heard = samples.subarray(0, secondMsIn * 48).filter((s) => s !== 0);
  const sure = Math.max(0, heard.length - 100 * 48);
  expect(heard.length).toBeLessThanOrEqual(silent ? 0 : first.length);
  expect([...heard.subarray(0, sure)]).toEqual([...first.subarray(0, sure)]);
  const second = samples.subarray(secondMsIn * 48, (secondMsIn + secondMs) * 48);
  expect([...second]).toEqual([...knownSamples(2, secondMs)]);
}

describe('kill -9 while playing (P5): never a second full play, the partial one is in the ledger, the next item as planned', () => {
  it(
    'between intent and first sample, at the start, in the middle, one second before the end, between end and row',
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        await Promise.all([
          killAndGoOn('after-intent@item-1', 0),
          killAndGoOn('first-sample@item-1', 0),
          killAndGoOn('middle@item-1', 900),
          killAndGoOn('one-second-left@item-1', 900),
          killAndGoOn('before-result@item-1', 1800),
        ]);
      }
    },
    rounds * 60_000,
  );
});
