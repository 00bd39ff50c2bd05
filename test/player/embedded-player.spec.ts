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

/** From when the players run, however long that took, to their first item. */
const leadMs = 4000;

let found: Promise<FfmpegBuild> | null = null;

/** One player with a folder and a station of its own: the tests below run beside each other. */
class Scene {
  readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-player-'));
  readonly station = new FakeStation();
  player: EmbeddedPlayer | null = null;

  async start(): Promise<void> {
    const ffmpeg = await (found ??= findFfmpeg());
    this.player = await startEmbeddedPlayer({
      settings: {
        ...{ deviceId: 'device-1', dataDir: path.join(this.dir, 'data'), recordingsDir: path.join(this.dir, 'wav') },
        ...{ stationKeys: this.station.stationKeys, ffmpeg, logLevel: 'error' },
      },
      clock: new SystemClock(),
      onMessage: (message, send) => this.station.receive(message, send),
    });
  }

  /** A session that begins `inMs` from now, of items with known samples; a player that runs is told. */
  plan(inMs: number, lengths: number[], over: (items: PlannedItem[]) => void = () => undefined): number {
    const startAt = Date.now() + inMs;
    const rundown = aRundown({ startAt, lengths, endAt: startAt + 60_000 });
    rundown.items.forEach((item, i) => {
      const file = path.join(this.dir, `item-${i + 1}.wav`);
      const sha256 = writeWav(file, knownSamples(i + 1, item.durationMs));
      item.source = { kind: 'file', sha256 };
      this.station.files.set(sha256, file);
    });
    over(rundown.items);
    this.station.manifest = aManifest({
      ...{ version: startAt, rundowns: [rundown], output: { sink: 'file', name: '' } },
      ...{ issuedAt: startAt - 60_000, notBefore: startAt - 60_000, notAfter: startAt + 86_400_000 },
    });
    this.player?.send(this.station.manifestMessage());
    return startAt;
  }

  wav(): Int16Array {
    const names = fs.readdirSync(path.join(this.dir, 'wav'));
    expect(names).toHaveLength(1);
    return readWav(path.join(this.dir, 'wav', names[0]!));
  }

  async clear(): Promise<void> {
    await this.player?.close();
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}

function airs(name: string, body: (scene: Scene) => Promise<void>): void {
  it.concurrent(name, async () => {
    const scene = new Scene();
    try {
      await body(scene);
    } finally {
      await scene.clear();
    }
  });
}

/** Whether these very samples stand there; a list of seventy thousand differences helps nobody. */
const stands = (samples: Int16Array, fromMs: number, known: Int16Array): boolean =>
  known.every((sample, i) => samples[fromMs * 48 + i] === sample);

describe('the player as it ships: worker thread, store, spool, file sink', () => {
  airs('airs each item at its exact sample, and its rows form one chain (P3, L4)', async (scene) => {
    await scene.start();
    scene.plan(leadMs, [1500, 1200]);
    await eventually(() => scene.station.result('item-2'), 20_000, 'the second result');
    await scene.player!.close();
    const samples = scene.wav();
    expect(stands(samples, 0, knownSamples(1, 1500))).toBe(true);
    expect(stands(samples, 1500, knownSamples(2, 1200))).toBe(true);
    expect(samples.subarray(2700 * 48).every((s) => s === 0)).toBe(true);
    for (const n of [1, 2]) {
      const row = scene.station.result(`item-${n}`)!;
      expect(row).toMatchObject({ result: 'played', output: 'sound', reason: null, rundownId: 'rundown-1' });
      expect(row.heardMs).toBe(row.plannedMs);
      expect(row.actualStartAt).toBe(row.plannedStartAt);
      expect(row.snapshot?.title).toBe(`ref-item-${n}`);
    }
    let previous = chainGenesis;
    for (const [i, row] of scene.station.rows.entries()) {
      expect(JSON.parse(row.bytes)).toMatchObject({ previousHash: previous, sequence: i + 1, boot: row.boot });
      expect(row.hash).toBe((previous = chainHash(previous, row.bytes)));
    }
    expect(scene.station.decoded.map((r) => r.kind)).toEqual(['intent', 'intent', 'result', 'result']);
  });

  airs('leaves the next item on time when one is missing or not what was promised (P3, P8)', async (scene) => {
    await scene.start();
    const startAt = scene.plan(leadMs, [1000, 1000, 1000], (items) => {
      items[0]!.source = { kind: 'file', sha256: fakeSha(77) };
      const second = items[1]!.source as { sha256: string };
      fs.writeFileSync(scene.station.files.get(second.sha256)!, 'another file altogether');
    });
    await eventually(() => scene.station.result('item-3'), 20_000, 'the third result');
    expect(scene.station.result('item-1')).toMatchObject({ result: 'missed', reason: 'not-delivered', heardMs: 0 });
    expect(scene.station.result('item-2')).toMatchObject({ result: 'missed', reason: 'not-delivered', heardMs: 0 });
    const third = scene.station.result('item-3')!;
    expect(third.result).toBe('played');
    expect(third.actualStartAt! - startAt - 2000).toBeLessThan(500);
    expect(scene.station.of('alarm').map((a) => a.code)).toEqual(
      expect.arrayContaining(['media-missing', 'media-corrupt']),
    );
  });

  airs('counts what was heard when it is stopped, by whom, and plays the rest when asked (P9)', async (scene) => {
    await scene.start();
    const startAt = scene.plan(leadMs, [4000, 1000]);
    await eventually(() => Date.now() >= startAt + 1500, 15_000, 'the middle of the first item');
    scene.player!.send({
      ...{ kind: 'command', id: 'c1', sentAt: Date.now() },
      command: {
        kind: 'silence',
        silence: {
          ...{ id: 's1', kind: 'stop', target: { kind: 'airing', airingKey: 'item-1' }, fromAt: Date.now() },
          ...{ untilAt: null, by: 'nga', reason: 'đám tang' },
        },
      },
    });
    const stopped = await eventually(() => scene.station.result('item-1'), 3000, 'the result of the stopped item');
    expect(stopped).toMatchObject({ result: 'partial', reason: 'stopped', by: 'nga' });
    expect(stopped.heardMs).toBeGreaterThan(1300);
    expect(stopped.heardMs).toBeLessThan(2200);
    const next = await eventually(() => scene.station.result('item-2'), 6000, 'the next item');
    expect(next.result).toBe('played');
    expect(next.actualStartAt! - startAt - 4000).toBeLessThan(500);
    await scene.player!.close();
    const samples = scene.wav();
    expect(samples.subarray((stopped.heardMs + 40) * 48, 4000 * 48).every((s) => s === 0)).toBe(true);
  });

  airs('lets an emergency cut in at once and the programme go on (P4)', async (scene) => {
    await scene.start();
    const startAt = scene.plan(leadMs, [2500, 1000]);
    const file = path.join(scene.dir, 'storm.wav');
    const sha256 = writeWav(file, knownSamples(9, 1200));
    scene.station.files.set(sha256, file);
    await eventually(() => Date.now() >= startAt + 500, 15_000, 'the first item');
    const sentAt = Date.now();
    const order = {
      ...{ commandId: 'storm', areaCode: '23538', bulletinRef: 'storm-ref', source: { kind: 'file' as const, sha256 } },
      ...{ durationMs: 1200, startAt: sentAt, repeatEveryMs: null, endAt: sentAt + 60_000, by: 'op' },
    };
    const snapshot = { ...scene.station.manifest!.snapshots['ref-item-1']!, title: 'Bão khẩn cấp' };
    scene.player!.send({ kind: 'command', id: 'c1', sentAt, command: { kind: 'emergency', order, snapshot } });
    await eventually(() => scene.station.result('item-2'), 12_000, 'the end of the session');
    const storm = scene.station.result('storm#1')!;
    expect(storm).toMatchObject({ result: 'played', heardMs: 1200, snapshot: { title: 'Bão khẩn cấp' } });
    expect(storm.actualStartAt! - sentAt).toBeLessThan(2000);
    const cut = scene.station.result('item-1')!;
    expect(cut).toMatchObject({
      result: 'preempted',
      reason: 'higher-class',
      heardMs: storm.actualStartAt! - cut.actualStartAt!,
    });
    expect(scene.station.result('item-2')!.actualStartAt).toBe(Math.max(startAt + 2500, storm.actualEndAt!));
  });

  airs('keeps unanswered rows over a restart and sends them again (L3)', async (scene) => {
    scene.station.answersRows = false;
    await scene.start();
    scene.plan(leadMs, [500]);
    await eventually(() => scene.station.of('rows').some((m) => m.rows.length > 0), 15_000, 'rows');
    await eventually(
      () => scene.station.of('status').some((s) => s.status.outbox >= 2),
      8000,
      'two rows in the outbox',
    );
    await scene.player!.close();
    expect(scene.station.rows).toEqual([]);
    scene.station.answersRows = true;
    await scene.start();
    const row = await eventually(() => scene.station.result('item-1'), 10_000, 'the row of the earlier life');
    expect(row.result).toBe('played');
    expect(scene.station.of('started')).toHaveLength(1);
  });
});
