import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PlannedItem } from '../../src/domain/playout/manifest';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { findFfmpeg, type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { chainGenesis, chainHash } from '../../src/platform/signing/row-chain';
import { startEmbeddedPlayer, type EmbeddedPlayer } from '../../src/player/host';
import { aManifest, aRundown, fakeSha } from '../support/manifest-builder';
import { eventually, FakeStation, knownSamples, readWav, writeWav } from '../support/manifest-station';

let ffmpeg: FfmpegBuild;
let dir: string;
let station: FakeStation;
let player: EmbeddedPlayer | null = null;

beforeAll(async () => {
  ffmpeg = await findFfmpeg();
});
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-player-'));
  station = new FakeStation();
});
afterEach(async () => {
  await player?.close();
  player = null;
  fs.rmSync(dir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  player = await startEmbeddedPlayer({
    settings: {
      ...{ deviceId: 'device-1', dataDir: path.join(dir, 'data'), recordingsDir: path.join(dir, 'wav') },
      ...{ stationKeys: station.stationKeys, ffmpeg, logLevel: 'error' },
    },
    clock: new SystemClock(),
    onMessage: (message, send) => station.receive(message, send),
  });
}

/** A session that begins `inMs` from now, of items with known samples. */
function plan(inMs: number, lengths: number[], over: (items: PlannedItem[]) => void = () => undefined): number {
  const startAt = Date.now() + inMs;
  const rundown = aRundown({ startAt, lengths, endAt: startAt + 60_000 });
  rundown.items.forEach((item, i) => {
    const file = path.join(dir, `item-${i + 1}.wav`);
    const sha256 = writeWav(file, knownSamples(i + 1, item.durationMs));
    item.source = { kind: 'file', sha256 };
    station.files.set(sha256, file);
  });
  over(rundown.items);
  station.manifest = aManifest({
    ...{ version: startAt, rundowns: [rundown], output: { sink: 'file', name: '' } },
    ...{ issuedAt: startAt - 60_000, notBefore: startAt - 60_000, notAfter: startAt + 86_400_000 },
  });
  return startAt;
}

const wav = (): Int16Array => {
  const names = fs.readdirSync(path.join(dir, 'wav'));
  expect(names).toHaveLength(1);
  return readWav(path.join(dir, 'wav', names[0]!));
};
const at = (samples: Int16Array, fromMs: number, ms: number): number[] => [
  ...samples.subarray(fromMs * 48, (fromMs + ms) * 48),
];

describe('the player as it ships: worker thread, store, spool, file sink', () => {
  it('airs each item at its exact sample, and its rows form one chain (P3, L4)', async () => {
    plan(3500, [1500, 1200]);
    await start();
    await eventually(() => station.result('item-2'), 12_000, 'the second result');
    await player!.close();
    const samples = wav();
    expect(at(samples, 0, 1500)).toEqual([...knownSamples(1, 1500)]);
    expect(at(samples, 1500, 1200)).toEqual([...knownSamples(2, 1200)]);
    expect(samples.subarray(2700 * 48).every((s) => s === 0)).toBe(true);
    for (const n of [1, 2]) {
      const row = station.result(`item-${n}`)!;
      expect(row).toMatchObject({ result: 'played', output: 'sound', reason: null, rundownId: 'rundown-1' });
      expect(row.heardMs).toBe(row.plannedMs);
      expect(row.actualStartAt).toBe(row.plannedStartAt);
      expect(row.snapshot?.title).toBe(`ref-item-${n}`);
    }
    let previous = chainGenesis;
    for (const [i, row] of station.rows.entries()) {
      expect(JSON.parse(row.bytes)).toMatchObject({ previousHash: previous, sequence: i + 1, boot: row.boot });
      expect(row.hash).toBe((previous = chainHash(previous, row.bytes)));
    }
    expect(station.decoded.map((r) => r.kind)).toEqual(['intent', 'intent', 'result', 'result']);
  });

  it('leaves the next item on time when one is missing or not what was promised (P3, P8)', async () => {
    const startAt = plan(3500, [1000, 1000, 1000], (items) => {
      items[0]!.source = { kind: 'file', sha256: fakeSha(77) };
      const second = items[1]!.source as { sha256: string };
      fs.writeFileSync(station.files.get(second.sha256)!, 'another file altogether');
    });
    await start();
    await eventually(() => station.result('item-3'), 12_000, 'the third result');
    expect(station.result('item-1')).toMatchObject({ result: 'missed', reason: 'not-delivered', heardMs: 0 });
    expect(station.result('item-2')).toMatchObject({ result: 'missed', reason: 'not-delivered', heardMs: 0 });
    const third = station.result('item-3')!;
    expect(third.result).toBe('played');
    expect(third.actualStartAt! - startAt - 2000).toBeLessThan(500);
    expect(station.of('alarm').map((a) => a.code)).toEqual(expect.arrayContaining(['media-missing', 'media-corrupt']));
  });

  it('counts what was heard when it is stopped, by whom, and plays the rest when asked (P9)', async () => {
    const startAt = plan(2500, [4000, 1000]);
    await start();
    await eventually(() => Date.now() >= startAt + 1500, 8000, 'the middle of the first item');
    player!.send({
      ...{ kind: 'command', id: 'c1', sentAt: Date.now() },
      command: {
        kind: 'silence',
        silence: {
          ...{ id: 's1', kind: 'stop', target: { kind: 'airing', airingKey: 'item-1' }, fromAt: Date.now() },
          ...{ untilAt: null, by: 'nga', reason: 'đám tang' },
        },
      },
    });
    const stopped = await eventually(() => station.result('item-1'), 3000, 'the result of the stopped item');
    expect(stopped).toMatchObject({ result: 'partial', reason: 'stopped', by: 'nga' });
    expect(stopped.heardMs).toBeGreaterThan(1300);
    expect(stopped.heardMs).toBeLessThan(2200);
    const next = await eventually(() => station.result('item-2'), 6000, 'the next item');
    expect(next.result).toBe('played');
    expect(next.actualStartAt! - startAt - 4000).toBeLessThan(500);
    await player!.close();
    const samples = wav();
    expect(samples.subarray((stopped.heardMs + 40) * 48, 4000 * 48).every((s) => s === 0)).toBe(true);
  });

  it('lets an emergency cut in at once and the programme go on (P4)', async () => {
    const startAt = plan(2500, [2500, 1000]);
    const file = path.join(dir, 'storm.wav');
    const sha256 = writeWav(file, knownSamples(9, 1200));
    station.files.set(sha256, file);
    await start();
    await eventually(() => Date.now() >= startAt + 500, 8000, 'the first item');
    const sentAt = Date.now();
    const order = {
      ...{ commandId: 'storm', areaCode: '23538', bulletinRef: 'storm-ref', source: { kind: 'file' as const, sha256 } },
      ...{ durationMs: 1200, startAt: sentAt, repeatEveryMs: null, endAt: sentAt + 60_000, by: 'op' },
    };
    const snapshot = { ...station.manifest!.snapshots['ref-item-1']!, title: 'Bão khẩn cấp' };
    player!.send({ kind: 'command', id: 'c1', sentAt, command: { kind: 'emergency', order, snapshot } });
    await eventually(() => station.result('item-2'), 9000, 'the end of the session');
    const storm = station.result('storm#1')!;
    expect(storm).toMatchObject({ result: 'played', heardMs: 1200, snapshot: { title: 'Bão khẩn cấp' } });
    expect(storm.actualStartAt! - sentAt).toBeLessThan(2000);
    const cut = station.result('item-1')!;
    expect(cut).toMatchObject({
      result: 'preempted',
      reason: 'higher-class',
      heardMs: storm.actualStartAt! - cut.actualStartAt!,
    });
    expect(station.result('item-2')!.actualStartAt).toBe(Math.max(startAt + 2500, storm.actualEndAt!));
  });

  it('keeps unanswered rows over a restart and sends them again (L3)', async () => {
    station.answersRows = false;
    plan(1500, [500]);
    await start();
    await eventually(() => station.of('rows').some((m) => m.rows.length > 0), 8000, 'rows');
    await eventually(() => station.of('status').some((s) => s.status.outbox >= 2), 8000, 'two rows in the outbox');
    await player!.close();
    expect(station.rows).toEqual([]);
    station.answersRows = true;
    await start();
    const row = await eventually(() => station.result('item-1'), 5000, 'the row of the earlier life');
    expect(row.result).toBe('played');
    expect(station.of('started')).toHaveLength(1);
  });
});
