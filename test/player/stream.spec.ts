import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Stream, type StreamEnd, type StreamEvents } from '../../src/player/output/stream';
import { knownSamples } from '../support/manifest-station';
import { breathe, MemorySink, pcmOf, StoppableClock } from '../support/manifest-sink';

let dir: string;
let clock: StoppableClock;
let sink: MemorySink;
let stream: Stream;
let ends: StreamEnd[];
let stalls: number[];
let faults: Error[];
let lateness: number[];
let begun: [string, number, number][];

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-stream-'));
  clock = new StoppableClock();
  sink = new MemorySink();
  ends = [];
  stalls = [];
  faults = [];
  lateness = [];
  begun = [];
  const events: StreamEvents = {
    onFirstSample: (_key, _at, late) => lateness.push(late),
    onEnd: (end) => ends.push(end),
    onStall: (gapMs) => stalls.push(gapMs),
    onProgress: () => undefined,
    onFault: (error) => faults.push(error),
  };
  stream = new Stream(clock, sink, events);
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const programme = { name: 'session', startMonotonicMs: 0 };
async function give(
  key: string,
  seed: number,
  startMonotonicMs: number,
  ms: number,
  gain: number | ((monotonicMs: number) => number) = 1,
  mayCut = (): boolean => true,
): Promise<number> {
  const beforeFirst = (): void =>
    void begun.push([key, sink.heard(knownSamples(seed, ms)).length, clock.monotonicMs()]);
  const reader = await pcmOf(dir, key, knownSamples(seed, ms));
  try {
    return await stream.schedule({
      key,
      reader,
      startMonotonicMs,
      samples: ms * 48,
      gainAt: typeof gain === 'number' ? () => gain : gain,
      mayCut,
      programme,
      beforeFirst,
    });
  } catch (error) {
    await reader.close();
    throw error;
  }
}

describe('the stream (P3, P4, T5)', () => {
  it('gives each item from its exact sample, back to back and inside a period', async () => {
    await give('a', 1, 1003, 500);
    await give('b', 2, 1503, 300);
    await give('c', 3, 1811, 100);
    await clock.run(2500);
    expect(sink.heard(knownSamples(1, 500))).toEqual([{ at: 1003, ms: 500 }]);
    expect(sink.heard(knownSamples(2, 300))).toEqual([{ at: 1503, ms: 300 }]);
    const [c] = sink.heard(knownSamples(3, 100));
    expect(c!.at).toBeCloseTo(1811, 6);
    expect(ends.map((e) => [e.key, e.heardMs, e.whole, e.level])).toEqual([
      ['a', 500, true, 'sound'],
      ['b', 300, true, 'sound'],
      ['c', 100, true, 'sound'],
    ]);
    expect(Math.max(...lateness)).toBeLessThanOrEqual(10);
  });

  it('a later entry silences an earlier one from its first sample on; what was heard is counted to the millisecond', async () => {
    await give('a', 1, 1000, 900);
    await clock.run(1200);
    await give('b', 2, 1405, 200);
    await clock.run(1000);
    expect(sink.heard(knownSamples(1, 900))).toEqual([{ at: 1000, ms: 405 }]);
    expect(ends[0]).toMatchObject({ key: 'a', heardMs: 405, whole: false, cutByKey: 'b' });
    expect(ends[1]).toMatchObject({ key: 'b', heardMs: 200, whole: true });
  });

  it('tells shortly before the first sample of each entry, once, and always before it (P5)', async () => {
    await give('a', 1, 1000, 500);
    await clock.run(1200);
    await give('b', 2, clock.monotonicMs(), 100);
    await clock.run(500);
    expect(begun.map(([key, heard]) => [key, heard])).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
    expect(begun[0]![2]).toBeGreaterThanOrEqual(790);
    expect(begun[0]![2]).toBeLessThan(1000);
  });

  it('an entry given too late waits for what it may not cut', async () => {
    await give('a', 1, 1000, 900);
    await clock.run(1500);
    expect(await give('b', 2, 1200, 100, 1, () => false)).toBeCloseTo(1900, 6);
    await clock.run(1000);
    expect(sink.heard(knownSamples(1, 900))).toEqual([{ at: 1000, ms: 900 }]);
  });

  it('cuts at the next period, and takes back what has not begun', async () => {
    await give('a', 1, 1000, 900);
    await give('b', 2, 1900, 100);
    await clock.run(1400);
    const end = stream.cut('a')!;
    expect(end.heardMs).toBeGreaterThanOrEqual(380);
    expect(end.heardMs).toBeLessThanOrEqual(420);
    expect(stream.unschedule('b')).toBe(true);
    await clock.run(1000);
    expect(sink.heard(knownSamples(2, 100))).toEqual([]);
  });

  it('a stop of the whole process is silence, after which the item goes on; lengths stay right', async () => {
    await give('a', 1, 1000, 1000);
    await clock.run(1500);
    clock.freeze(10_000);
    await clock.run(1500);
    expect(stalls).toHaveLength(1);
    expect(ends[0]).toMatchObject({ key: 'a', heardMs: 1000, whole: true });
    expect(ends[0]!.segments).toHaveLength(2);
    expect(ends[0]!.segments.reduce((sum, s) => sum + s.heardMs, 0)).toBeLessThanOrEqual(1000);
    expect(sink.periods.filter((p) => p.at > 1600 && p.at < 11_400)).toEqual([]);
  });

  it('a short hiccup is caught up and counted, nothing is lost', async () => {
    await give('a', 1, 1000, 1000);
    await clock.run(1500);
    clock.freeze(100);
    await clock.run(1000);
    expect(stalls).toEqual([]);
    expect(stream.underRuns).toBeGreaterThan(0);
    expect(sink.heard(knownSamples(1, 1000))).toEqual([{ at: 1000, ms: 1000 }]);
  });

  it('a sink that fails ends what sounds with its fault; one that does not open refuses', async () => {
    await give('a', 1, 1000, 1000);
    await clock.run(1300);
    sink.fault = new Error('card gone');
    await clock.run(200);
    expect(ends[0]).toMatchObject({ key: 'a', whole: false, fault: sink.fault });
    expect(faults).toEqual([sink.fault]);
    sink.refusesToOpen = true;
    await expect(give('b', 2, 3000, 100)).rejects.toThrow('no card');
  });

  it('closes in silence and is anchored anew before the next programme (P6)', async () => {
    await give('a', 1, 1000, 100);
    await clock.run(6000);
    const written = sink.periods.length;
    await clock.run(1000);
    expect(sink.periods).toHaveLength(written);
    await give('b', 2, 8000, 100);
    await clock.run(2000);
    expect(sink.opened).toBe(2);
    expect(sink.heard(knownSamples(2, 100))).toEqual([{ at: 8000, ms: 100 }]);
  });

  it('scales by the gain of the item and hears when an item is silent', async () => {
    await give('a', 1, 1000, 200, 0.5);
    await give('b', 2, 1300, 200, 0);
    await clock.run(1200);
    const first = sink.periods.find((p) => p.at === 1000)!.samples;
    expect(first[100]).toBe(Math.round(knownSamples(1, 200)[100]! * 0.5));
    await clock.run(1000);
    expect(ends.map((e) => e.level)).toEqual(['sound', 'silent']);
    await breathe();
  });

  it('follows a volume that changes while an item sounds, to the period (P2)', async () => {
    await give('a', 1, 1000, 400, (at) => (at < 1200 ? 1 : 0.25));
    await clock.run(2000);
    const known = knownSamples(1, 400);
    const sampleAt = (ms: number): number => sink.periods.find((p) => p.at === 1000 + ms)!.samples[7]!;
    expect(sampleAt(180)).toBe(known[180 * 48 + 7]);
    expect(sampleAt(200)).toBe(Math.round(known[200 * 48 + 7]! * 0.25));
  });
});
