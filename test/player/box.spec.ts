import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { FaultProxy } from '../support/fault-proxy';
import { HttpStation } from '../support/http-station';
import { aManifest, anItem, aRundown } from '../support/manifest-builder';
import { eventually, knownSamples, writeWav } from '../support/manifest-station';

const rounds = process.env.LOA_TEST_LONG === '1' ? 200 : 1;
const lanes = 4;
const laneOffsetMs = 3_500;
const program = path.resolve(__dirname, '../../dist/player/main.js');
/** Items by when they begin after the first, and how long they are; in the first gap the box dies and comes back. */
const shape = [
  { afterMs: 0, ms: 2000 },
  { afterMs: 5500, ms: 1000 },
  { afterMs: 8000, ms: 1000 },
];
/** From when the box runs, however long that took, to its first item: it has its recordings to fetch over a bad line. */
const leadMs = 4000;

/** The program of a box as a process of its own, its station behind a network that fails. */
class Field {
  readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-box-'));
  readonly station = new HttpStation();
  readonly proxy = new FaultProxy(() => this.station.url);
  startAt = 0;
  private child: ChildProcess | null = null;

  /** A session that begins soon; the box is told by the doorbell. */
  plan(): void {
    this.startAt = Date.now() + leadMs;
    const items = shape.map(({ afterMs, ms }, i) =>
      anItem({ airingKey: `item-${i + 1}`, startAt: this.startAt + afterMs, durationMs: ms }),
    );
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
    this.station.tell({ kind: 'manifestChanged', version: this.startAt });
  }

  async open(): Promise<void> {
    await this.station.start();
    const stationUrl = await this.proxy.start();
    const box = {
      ...{ stationUrl, deviceId: 'device-1', name: 'test', zone: 'Asia/Ho_Chi_Minh', logLevel: 'error' },
      ...{
        stationKeys: this.station.stationKeys,
        recoveryKey: { keyId: 'r', publicPem: generateSigningKey().publicPem },
      },
    };
    fs.mkdirSync(path.join(this.dir, 'data'));
    fs.writeFileSync(path.join(this.dir, 'data', 'player.json'), JSON.stringify(box));
  }

  run(): ChildProcess {
    return (this.child = spawn(process.execPath, [program, 'run', path.join(this.dir, 'data')], { stdio: 'ignore' }));
  }

  async kill(): Promise<void> {
    const child = this.child!;
    const gone = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    await this.proxy.stop();
    await this.station.stop();
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}

/** One life of a box: killed while it plays, its station gone, back by itself. */
async function dieAndComeBack(): Promise<void> {
  const field = new Field();
  try {
    await field.open();
    // The first recording breaks off on its way, the first answers are somebody else's page.
    field.proxy.faults = [
      { path: '/api/device/challenge', times: 1, portal: true },
      { path: '/api/device/media/', times: 1, cutAfterBytes: 50_000 },
    ];
    field.run();
    const { station, proxy } = field;
    await eventually(() => station.listeners > 0, 30_000, 'the box on the line');
    field.plan();
    await eventually(() => station.of('started').length > 0, 20_000, 'the first item');
    proxy.away = true;
    proxy.cutAll();
    await field.kill();
    const killedAt = Date.now();
    field.run();
    await eventually(
      () => Date.now() > field.startAt + shape[1]!.afterMs + shape[1]!.ms + 500,
      30_000,
      'the second item, without a station',
    );
    expect(new Set(station.of('hello').map((one) => one.boot)).size).toBe(1);
    proxy.away = false;
    await eventually(() => station.result('item-3'), 30_000, 'the third item');
    expect(station.result('item-1')).toMatchObject({ result: 'partial', reason: 'crash' });
    expect(station.result('item-2')).toMatchObject({ result: 'played', heardMs: 1000 });
    expect(station.result('item-3')).toMatchObject({ result: 'played', heardMs: 1000 });
    const second = station.result('item-2')!;
    expect(second.actualStartAt! - second.plannedStartAt).toBeLessThan(3000);
    expect(second.actualStartAt!).toBeGreaterThan(killedAt);
    const keys = station.rows.map((row) => `${row.boot} ${row.sequence}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(station.decoded.filter((row) => row.kind === 'intent')).toHaveLength(3);
  } finally {
    await field.close();
  }
}

describe('a box in the field, as a process', () => {
  it(
    'killed while it plays and its station gone: back, nothing twice, the rest on time, every row arrives once',
    async () => {
      let left = rounds;
      // Boxes mostly wait for the time of an item: several live side by side, begun one after the other.
      const lane = async (turn: number): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, turn * laneOffsetMs));
        while (left-- > 0) await dieAndComeBack();
      };
      const ends = await Promise.allSettled(Array.from({ length: Math.min(lanes, rounds) }, (_, turn) => lane(turn)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
    rounds * 90_000,
  );
});
