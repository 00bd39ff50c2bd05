import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DeviceRow } from '../../src/contracts/device/rows';
import { airingOfItem } from '../../src/domain/playout/airing';
import { emptyPlan } from '../../src/domain/playout/plan';
import { openSqlite } from '../../src/platform/sqlite/sqlite';
import { AlsaSink, hasSoundCard } from '../../src/player/adapters/alsa-sink';
import { MediaStore } from '../../src/player/media/media-store';
import { Spool } from '../../src/player/media/spool';
import { OrderBook } from '../../src/player/order-book';
import { SafeWriter } from '../../src/player/safe-writer';
import { Ledger } from '../../src/player/store/ledger';
import { ProgressNote } from '../../src/player/store/progress-note';
import { PlayerStore } from '../../src/player/store/player-store';
import { FakeClock } from '../support/fake-clock';
import { aManifest, aRundown, aSnapshot, fakeSha, fiveOClock } from '../support/manifest-builder';
import { StoppableClock } from '../support/manifest-sink';
import { eventually } from '../support/manifest-station';

const fail = (error: Error): never => {
  throw error;
};
let dir: string;
let store: PlayerStore;
const open = (): PlayerStore => new PlayerStore(openSqlite(path.join(dir, 'player.sqlite')));
const rundown = aRundown({ startAt: fiveOClock, lengths: [10_000, 10_000] });
const [first, second] = rundown.items.map((item) => airingOfItem(item, rundown));
const circumstance = { recordedAt: fiveOClock, clockTrust: 'holdover' as const, manifestVersion: 7 };
const played = {
  ...{ result: 'played' as const, reason: null, by: null, heardMs: 10_000, segments: [], output: 'sound' as const },
  ...{ actualStartAt: fiveOClock, actualEndAt: fiveOClock + 10_000, snapshot: null },
};

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-stores-'));
  store = open();
});
afterEach(() => {
  store.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

describe('the ledger of a device (P5, L3, L4)', () => {
  it('one intent and one result an airing, whatever is asked of it', () => {
    const ledger = new Ledger(store, 'device-1', 'boot-1');
    ledger.recordIntent(first!, fiveOClock, circumstance);
    ledger.recordIntent(first!, fiveOClock, circumstance);
    expect(new Ledger(store, 'device-1', 'boot-2').orphans()).toEqual([{ airing: first, startAt: fiveOClock }]);
    expect(ledger.recordResult(first!, played, circumstance)).toBe(true);
    expect(ledger.recordResult(first!, { ...played, result: 'partial' }, circumstance)).toBe(false);
    const rows = ledger.outbox(10).map((r) => JSON.parse(r.bytes) as DeviceRow);
    expect(rows.map((r) => r.kind)).toEqual(['intent', 'result']);
    expect(ledger.orphans()).toEqual([]);
    expect([...ledger.settledKeys()]).toEqual([first!.airingKey]);
  });

  it('progress is read back as last synced, the one before when a write was torn (P5)', async () => {
    const file = path.join(dir, 'progress');
    const note = new ProgressNote(file);
    expect(note.read()).toEqual({});
    note.write({ a: { heardMs: 1000, level: 'sound' } }, fail);
    await note.close();
    const next = new ProgressNote(file);
    expect(next.read()).toEqual({ a: { heardMs: 1000, level: 'sound' } });
    next.write({ a: { heardMs: 2000, level: 'sound' } }, fail);
    await next.close();
    const bytes = fs.readFileSync(file);
    const torn = bytes.indexOf('2000');
    expect(torn).toBeGreaterThan(0);
    bytes[torn] = 0x39;
    fs.writeFileSync(file, bytes);
    const last = new ProgressNote(file);
    expect(last.read()).toEqual({ a: { heardMs: 1000, level: 'sound' } });
    await last.close();
  });

  it('keeps rows until each is answered, and its chain over restarts', () => {
    const earlier = new Ledger(store, 'device-1', 'boot-1');
    earlier.recordResult(first!, played, circumstance);
    const later = new Ledger(store, 'device-1', 'boot-2');
    later.recordResult(second!, played, circumstance);
    const [one, two] = later.outbox(10);
    expect(JSON.parse(two!.bytes)).toMatchObject({ previousHash: one!.hash, boot: 'boot-2', sequence: 1 });
    later.forget([{ boot: 'boot-2', sequence: 1 }]);
    expect(later.outbox(10).map((r) => r.boot)).toEqual(['boot-1']);
    expect(later.outboxSize()).toBe(1);
  });
});

describe('what the player remembers (P2)', () => {
  it('the manifest in force and the one before it, which stands in for a spoilt one', () => {
    const manifests = [1, 2].map((version) => aManifest({ version, rundowns: version === 1 ? [rundown] : [] }));
    for (const manifest of manifests) {
      store.applyManifest({ manifest, payload: JSON.stringify(manifest) }, emptyPlan, fiveOClock);
    }
    expect(store.manifest()?.manifest.version).toBe(2);
    store.database.prepare(`UPDATE manifest SET payload = 'torn' WHERE slot = 'current'`).run();
    expect(store.manifest()?.manifest).toEqual(manifests[0]);
  });

  it('orders, over a restart; an all-clear that came first; a stop in force at once whatever the clocks say (P9)', () => {
    const book = new OrderBook(store);
    const now = fiveOClock;
    const silence = {
      id: 's',
      kind: 'stop' as const,
      target: { kind: 'device' as const },
      untilAt: null,
      by: 'nga',
      reason: '',
    };
    book.take({ kind: 'silence', silence: { ...silence, fromAt: now + 5000 } }, now + 5000, now, false);
    expect(book.silences[0]!.fromAt).toBe(now);
    const order = {
      ...{ commandId: 'e', areaCode: '1', bulletinRef: 'x', source: { kind: 'file' as const, sha256: fakeSha(1) } },
      ...{ durationMs: 1000, startAt: now, repeatEveryMs: null, endAt: now + 60_000, by: 'op' },
    };
    book.take({ kind: 'allClear', commandId: 'e', by: 'op' }, now, now, false);
    book.take({ kind: 'emergency', order, snapshot: aSnapshot() }, now, now, false);
    const again = new OrderBook(store);
    expect(again.emergencies[0]).toMatchObject({ clearedAt: now, clearedBy: 'op' });
    expect(again.silences).toHaveLength(1);
    again.take({ kind: 'resume', silenceId: 's', by: 'op' }, now, now, false);
    expect(new OrderBook(store).silences).toEqual([]);
  });

  it('a play-now that came by manifest, by command or both, once; by its own time under a clock that was never set (P2, S4)', () => {
    const now = fiveOClock;
    const order = {
      ...{ commandId: 'p', areaCode: '1', bulletinRef: 'x', source: { kind: 'file' as const, sha256: fakeSha(1) } },
      ...{ durationMs: 1000, class: 'normal' as const, startAt: now, expiresAt: now + 60_000, by: 'op' },
    };
    const command = { kind: 'playNow' as const, order: { ...order, durationMs: 2000 }, snapshot: aSnapshot() };
    const over = { ...order, commandId: 'over', expiresAt: now };
    const manifest = aManifest({ playNows: [order, over] });
    const book = new OrderBook(store);
    book.takeManifest(manifest, now);
    book.take(command, now, now, false);
    expect(new OrderBook(store).playNows).toEqual([order]);
    expect(new OrderBook(store).snapshotOf('x')?.title).toBe('x');
    // Left out of a later manifest it is not forgotten: it still owes its one result.
    book.takeManifest(aManifest({ version: 2 }), now + 60_000);
    expect(book.playNows).toEqual([order]);
    book.take(command, now, 5000, true);
    expect(book.playNows).toEqual([{ ...command.order, startAt: 5000, expiresAt: 65_000 }]);
    book.takeManifest(manifest, 5000);
    expect(book.playNows.filter((one) => one.commandId === 'p')).toMatchObject([{ startAt: 5000 }]);
  });

  it('what a full disk refuses, until it can be written, in order', () => {
    const alarms: string[] = [];
    const writer = new SafeWriter((error) => alarms.push(error.message));
    const written: number[] = [];
    let full = true;
    const write = (n: number): boolean =>
      writer.write(() => {
        if (full) throw new Error('database or disk is full');
        written.push(n);
      });
    expect([write(1), write(2)]).toEqual([false, false]);
    full = false;
    expect(write(3)).toBe(true);
    expect(written).toEqual([1, 2, 3]);
    expect(alarms).toHaveLength(2);
  });
});

describe('media and spool (P3)', () => {
  const bytes = Buffer.from('the bytes of a bulletin');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const pcm = Buffer.alloc(96 * 100, 1);

  function spoolOf(
    media: MediaStore,
    clock: FakeClock = new FakeClock(),
  ): { spool: Spool; corrupt: string[]; missing: string[]; decoded: string[] } {
    const [corrupt, missing, decoded]: string[][] = [[], [], []];
    const decode = async (input: string, output: string): Promise<{ samples: number }> => {
      decoded!.push(input);
      fs.writeFileSync(output, pcm);
      return { samples: pcm.length / 2 };
    };
    const spool = new Spool(path.join(dir, 'spool'), 1e9, media, store, decode, clock, {
      onChange: () => undefined,
      onMissing: (wish) => missing!.push(wish.sha256),
      onCorrupt: (sha) => corrupt!.push(sha),
    });
    return { spool, corrupt: corrupt!, missing: missing!, decoded: decoded! };
  }
  const wish = [{ sha256, durationMs: 100, neededAt: fiveOClock }];

  it('a file is taken in whole or not at all', async () => {
    const media = new MediaStore(path.join(dir, 'media'));
    const from = path.join(dir, 'upload');
    fs.writeFileSync(from, bytes.subarray(1));
    expect(await media.takeIn(sha256, from)).toBe(false);
    expect(media.has(sha256)).toBe(false);
    fs.writeFileSync(from, bytes);
    expect(await media.takeIn(sha256, from)).toBe(true);
    expect((await media.list()).map((m) => m.sha256)).toEqual([sha256]);
  });

  it('is checked before it is decoded: one flipped bit and it is asked for anew', async () => {
    const media = new MediaStore(path.join(dir, 'media'));
    const from = path.join(dir, 'upload');
    fs.writeFileSync(from, bytes);
    await media.takeIn(sha256, from);
    const flipped = Buffer.from(bytes);
    flipped[3]! ^= 1;
    fs.writeFileSync(media.pathOf(sha256), flipped);
    const { spool, corrupt, missing } = spoolOf(media);
    spool.want(wish, fiveOClock - 60_000);
    await eventually(() => missing.length > 0, 2000, 'the file asked for');
    expect(corrupt).toEqual([sha256]);
    expect(spool.stateOf(sha256, 100)).toBe('corrupt');
    await media.takeIn(sha256, from);
    spool.forget(sha256);
    spool.want(wish, fiveOClock - 60_000);
    await eventually(() => spool.stateOf(sha256, 100) === 'ready', 2000, 'the new copy ready');
    expect(spool.stateOf(sha256, 400)).toBe('length-wrong');
  });

  it('is checked again a minute before air: a bit that flipped meanwhile is made anew from the stored file (P3)', async () => {
    const media = new MediaStore(path.join(dir, 'media'));
    const from = path.join(dir, 'upload');
    fs.writeFileSync(from, bytes);
    await media.takeIn(sha256, from);
    const clock = new StoppableClock();
    const { spool, decoded } = spoolOf(media, clock);
    const file = path.join(dir, 'spool', `${sha256}.pcm`);
    spool.want(wish, fiveOClock - 3_600_000);
    await eventually(() => spool.stateOf(sha256, 100) === 'ready', 2000, 'ready an hour before');
    const flipped = fs.readFileSync(file);
    flipped[8]! ^= 1;
    fs.writeFileSync(file, flipped);
    clock.freeze(3_530_000);
    spool.want(wish, fiveOClock - 70_000);
    await spool.settle();
    expect(decoded).toHaveLength(1);
    clock.freeze(11_000);
    spool.want(wish, fiveOClock - 59_000);
    await eventually(() => decoded.length === 2, 2000, 'decoded anew');
    await spool.settle();
    expect(fs.readFileSync(file)).toEqual(pcm);
    expect(spool.stateOf(sha256, 100)).toBe('ready');
  });

  it('PCM of an earlier life is used when its hash is right, and made anew when it is not', async () => {
    const media = new MediaStore(path.join(dir, 'media'));
    const from = path.join(dir, 'upload');
    fs.writeFileSync(from, bytes);
    await media.takeIn(sha256, from);
    const lives = [];
    for (const spoil of [false, false, true]) {
      if (spoil) fs.writeFileSync(path.join(dir, 'spool', `${sha256}.pcm`), Buffer.alloc(pcm.length, 2));
      const { spool, decoded } = spoolOf(media);
      spool.want(wish, fiveOClock - 60_000);
      await eventually(() => spool.stateOf(sha256, 100) === 'ready', 2000, 'ready');
      lives.push(decoded.length);
    }
    expect(lives).toEqual([1, 0, 1]);
  });
});

describe('the sound card (P6)', () => {
  it('is used only when there is one', () => {
    expect(hasSoundCard('aplay', path.join(dir, 'none'))).toBe(false);
  });

  it('gets silence first, then the periods, through a child that ends with the programme', async () => {
    const out = path.join(dir, 'out.raw');
    const program = path.join(dir, 'aplay');
    fs.writeFileSync(program, `#!/bin/sh\nexec cat > ${out}\n`, { mode: 0o755 });
    const sink = new AlsaSink('default', program);
    await sink.open();
    sink.write(Int16Array.from({ length: 960 }, () => 5));
    await sink.close();
    const heard = fs.readFileSync(out);
    expect(heard.length).toBe(500 * 96 + 1920);
    expect(heard.readInt16LE(500 * 96)).toBe(5);
  });

  it('a program that dies is a fault at the next period', async () => {
    const sink = new AlsaSink('default', '/bin/false');
    await sink.open();
    await eventually(
      () => {
        try {
          sink.write(new Int16Array(960));
          return false;
        } catch {
          return true;
        }
      },
      2000,
      'the fault',
    );
    await sink.close();
  });
});
