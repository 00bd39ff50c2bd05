import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { spoolKeep, type SpoolWish } from '../../domain/playout/spool-order';
import type { MediaState } from '../../domain/playout/state';
import type { Clock } from '../../platform/clock/clock';
import type { PlayerStore } from '../store/player-store';
import type { Decoder } from './decoder';
import { hashFile, type MediaStore } from './media-store';
import { PcmReader } from './pcm-reader';

/** A decoded length may differ this much from the planned one. */
const lengthToleranceMs = 100;
/** PCM is read again when this near to air, unless it was checked lately. */
const checkBeforeAirMs = 60_000;
const checkedLatelyMs = 10 * 60_000;
/** After a failure of the machine (disk full, no memory). */
const retryMs = 5000;

export interface SpoolEvents {
  /** Something has become ready or bad. */
  onChange(): void;
  onMissing(wish: SpoolWish): void;
  onCorrupt(sha256: string, detail: string): void;
}

interface Entry {
  state: 'ready' | 'corrupt';
  samples: number;
  checkedMonotonicMs: number;
}

/** Keeps what is to sound next decoded as PCM, and knows the true length of the rest (P3). One file at a time, in the background. */
export class Spool {
  private entries = new Map<string, Entry>();
  private working: Promise<void> | null = null;
  private order: SpoolWish[] = [];
  private keep = new Set<string>();
  private retryAtMonotonicMs = 0;

  constructor(
    private folder: string,
    private budgetBytes: number,
    private media: MediaStore,
    private store: PlayerStore,
    private decode: Decoder,
    private clock: Clock,
    private events: SpoolEvents,
  ) {
    fs.mkdirSync(folder, { recursive: true });
  }

  /** May it sound? `durationMs` is what the plan says about it, null where any length will do. */
  stateOf(sha256: string, durationMs: number | null): MediaState {
    const entry = this.entries.get(sha256);
    const samples = entry?.samples ?? this.store.pcm(sha256)?.samples;
    if (entry?.state === 'corrupt') return 'corrupt';
    const differs =
      durationMs !== null && samples !== undefined && Math.abs(samples / 48 - durationMs) > lengthToleranceMs;
    if (differs) return 'length-wrong';
    if (entry) return 'ready';
    return this.media.has(sha256) ? 'pending' : 'absent';
  }

  /** What is wanted now, soonest first; starts working on it. */
  want(order: SpoolWish[], now: number): void {
    this.order = order;
    this.keep = spoolKeep(order, this.budgetBytes);
    this.working ??= this.work(now).finally(() => (this.working = null));
  }

  async open(sha256: string): Promise<PcmReader> {
    const entry = this.entries.get(sha256);
    if (entry?.state !== 'ready') throw new Error('not in the spool');
    try {
      return await PcmReader.open(this.pathOf(sha256), entry.samples);
    } catch (error) {
      this.entries.delete(sha256);
      throw error;
    }
  }

  /** A new copy has arrived or may be asked for: what was said about the old one no longer counts. */
  forget(sha256: string): void {
    if (this.entries.get(sha256)?.state === 'corrupt') this.entries.delete(sha256);
  }

  /** Removes PCM nobody wants now, and left-overs of a crash. */
  async sweep(): Promise<void> {
    for (const name of await fsp.readdir(this.folder)) {
      const sha256 = name.replace(/\.pcm$/, '');
      if (this.keep.has(sha256) || this.working) continue;
      if (this.entries.get(sha256)?.state === 'ready') this.entries.delete(sha256);
      await fsp.rm(path.join(this.folder, name), { recursive: true, force: true });
    }
  }

  /** Resolves when the work begun is done. */
  async settle(): Promise<void> {
    this.order = [];
    await this.working;
  }

  private async work(now: number): Promise<void> {
    const began = this.clock.monotonicMs();
    for (;;) {
      const wish = this.next(now + this.clock.monotonicMs() - began);
      if (!wish || this.clock.monotonicMs() < this.retryAtMonotonicMs) return;
      try {
        await this.prepare(wish);
      } catch {
        this.retryAtMonotonicMs = this.clock.monotonicMs() + retryMs;
      }
      this.events.onChange();
    }
  }

  private next(now: number): SpoolWish | null {
    for (const wish of this.order) {
      const entry = this.entries.get(wish.sha256);
      if (entry?.state === 'corrupt') {
        // A changed file was removed and may come again whole; one that cannot be decoded stays.
        if (!this.media.has(wish.sha256)) this.events.onMissing(wish);
        continue;
      }
      if (entry) {
        const unchecked = this.clock.monotonicMs() - entry.checkedMonotonicMs > checkedLatelyMs;
        if (unchecked && wish.neededAt - now < checkBeforeAirMs) return wish;
        continue;
      }
      if (!this.keep.has(wish.sha256) && this.store.pcm(wish.sha256)) continue;
      if (this.media.has(wish.sha256)) return wish;
      this.events.onMissing(wish);
    }
    return null;
  }

  private async prepare({ sha256 }: SpoolWish): Promise<void> {
    if (await this.hasGoodPcm(sha256)) return;
    this.entries.delete(sha256);
    if (!(await this.media.verify(sha256))) return this.condemn(sha256, 'the stored file has changed');
    const output = this.pathOf(sha256);
    let samples: number;
    try {
      ({ samples } = await this.decode(this.media.pathOf(sha256), output));
    } catch (error) {
      if ((error as Error).name !== 'NotDecodable') throw error;
      return this.condemn(sha256, (error as Error).message);
    }
    this.store.savePcm(sha256, samples, await hashFile(output));
    if (this.keep.has(sha256)) this.enter(sha256, samples);
    else await fsp.rm(output, { force: true });
  }

  private async hasGoodPcm(sha256: string): Promise<boolean> {
    const known = this.store.pcm(sha256);
    const size = fs.statSync(this.pathOf(sha256), { throwIfNoEntry: false })?.size;
    if (!known || size !== known.samples * 2) return false;
    if ((await hashFile(this.pathOf(sha256))) !== known.pcmSha256) return false;
    this.enter(sha256, known.samples);
    return true;
  }

  private enter(sha256: string, samples: number): void {
    this.entries.set(sha256, { state: 'ready', samples, checkedMonotonicMs: this.clock.monotonicMs() });
  }

  private condemn(sha256: string, detail: string): void {
    this.entries.set(sha256, { state: 'corrupt', samples: 0, checkedMonotonicMs: this.clock.monotonicMs() });
    this.events.onCorrupt(sha256, detail);
  }

  private pathOf(sha256: string): string {
    return path.join(this.folder, `${sha256}.pcm`);
  }
}
