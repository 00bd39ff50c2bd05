import fs from 'node:fs';
import path from 'node:path';
import { PcmReader } from '../../src/player/media/pcm-reader';
import type { Programme, Sink } from '../../src/player/output/sink';
import { FakeClock } from './fake-clock';

/** Keeps every period it is given, by its monotonic instant. */
export class MemorySink implements Sink {
  readonly name = 'memory';
  readonly leadMs = 0;
  readonly catchUpMs = 200;
  opened = 0;
  fault: Error | null = null;
  refusesToOpen = false;
  readonly periods: { at: number; samples: Int16Array; programmes: string[] }[] = [];

  async open(): Promise<void> {
    if (this.refusesToOpen) throw new Error('no card');
    this.opened += 1;
  }

  write(period: Int16Array, at: number, programmes: readonly Programme[]): void {
    if (this.fault) throw this.fault;
    this.periods.push({ at, samples: period.slice(), programmes: programmes.map((p) => p.name) });
  }

  async close(): Promise<void> {}

  /** Where the known samples of one file went out: monotonic instant of the first, and how many in a row were right. */
  heard(samples: Int16Array): { at: number; ms: number }[] {
    const runs: { at: number; next: number; count: number }[] = [];
    for (const { at, samples: period } of this.periods) {
      for (let i = 0; i < period.length; i += 1) {
        const sample = period[i]!;
        const last = runs.at(-1);
        if (last && last.next >= 0 && sample === samples[last.next]) {
          last.next += 1;
          last.count += 1;
        } else if (sample === samples[0] && samples.length > 0) {
          runs.push({ at: at + i / 48, next: 1, count: 1 });
        } else if (last) last.next = -1;
      }
    }
    // Shorter runs are chance.
    return runs.filter((r) => r.count >= 48).map((r) => ({ at: r.at, ms: r.count / 48 }));
  }
}

/** A quick disk is waited for by turns; with a slow one, turning would only take processor time from who needs it. */
const eagerLooks = 4;
const aMillisecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
const diskIsBusy = (): boolean => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets what waits for the disk, or for its turn, come to its end between two moments of a fake clock: as long as that takes, and no longer. */
export async function breathe(): Promise<void> {
  await turn();
  for (let looks = 0; diskIsBusy(); looks += 1) await (looks < eagerLooks ? turn() : aMillisecond());
  await turn();
}

/** A clock that can also stand still as a stopped process does: time passes, nobody wakes. */
export class StoppableClock extends FakeClock {
  freeze(ms: number): void {
    const inner = this as unknown as { step(ms: number): void; waiters: { dueMs: number }[] };
    inner.step(ms);
    for (const waiter of inner.waiters) waiter.dueMs = Math.max(waiter.dueMs, this.monotonicMs());
  }

  /** Moves in steps, of a period of sound unless nothing sounds, with the disk working between them. */
  async run(ms: number, stepMs = 20): Promise<void> {
    for (let done = 0; done < ms; done += stepMs) {
      await this.advance(Math.min(stepMs, ms - done));
      await breathe();
    }
  }
}

/** Writes samples as a PCM file and opens it. */
export async function pcmOf(dir: string, name: string, samples: Int16Array): Promise<PcmReader> {
  const file = path.join(dir, `${name}.pcm`);
  fs.writeFileSync(file, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  return PcmReader.open(file, samples.length);
}
