import type { OutputHeard, Segment } from '../../domain/playout/row';
import type { Clock } from '../../platform/clock/clock';
import type { SoundReader } from '../media/sound-reader';
import { periodMs, periodSamples, sampleRate, type Programme, type Sink } from './sink';
import { isLoud, SoundWatch } from './sound-watch';

/**
 * `beforeFirst` is called this long before the first sample: time for a commit. No longer, since what dies in between has an intent and
 * will not sound any more.
 */
const dueMs = 200;
/** The stream closes after this much silence with nothing to come. */
const idleCloseMs = 3000;

export interface StreamEntry {
  key: string;
  reader: SoundReader;
  /** Monotonic instant of the first sample, as fine as samples. */
  startMonotonicMs: number;
  samples: number;
  /** Linear, asked anew for each period: the volume may change while it sounds. */
  gainAt(monotonicMs: number): number;
  /** May it cut the entry of this key (P4)? What it may not cut it waits for, however late it was given. */
  mayCut(key: string): boolean;
  /** Called once, a moment before the first sample leaves, and always before it: the place to commit the intent (P5). */
  beforeFirst(startMonotonicMs: number): void;
  programme: Programme;
}

/** What became of an entry; instants are monotonic. */
export interface StreamEnd {
  key: string;
  heardMs: number;
  segments: Segment[];
  endMonotonicMs: number;
  whole: boolean;
  cutByKey: string | null;
  level: OutputHeard;
  fault: Error | null;
}

export interface StreamEvents {
  /** `latenessMs`: when the sink took the period of the first sample, against the plan (issue figures of `bench start`). */
  onFirstSample(key: string, startMonotonicMs: number, latenessMs: number): void;
  onEnd(end: StreamEnd): void;
  /** The machine stood still for `gapMs`; what sounded goes on that much later, what was to come must be given anew. */
  onStall(gapMs: number): void;
  /** After each period while something sounds. */
  onProgress(key: string, heardMs: number, level: OutputHeard): void;
  onFault(error: Error): void;
}

interface Sounding extends StreamEntry {
  start: number;
  heard: number;
  watch: SoundWatch;
  segments: { start: number; from: number; samples: number }[];
  announced: boolean;
  due: boolean;
}

/**
 * The one place where sound is made: a sample clock bound to the monotonic clock, from which the sink gets a period every 20 ms. One entry
 * sounds at a time; a later entry silences an earlier one from its first sample on (P4).
 */
export class Stream {
  underRuns = 0;
  /** Monotonic instant up to which something louder than silence has left; null when nothing ever has. */
  lastSoundMonotonicMs: number | null = null;
  private originMonotonicMs = 0;
  private nextPeriod = 0;
  private entries: Sounding[] = [];
  private state: 'closed' | 'open' | 'closing' = 'closed';
  private running: Promise<void> | null = null;
  private idleSince = 0;
  private lastProgrammes: Programme[] = [];
  private closing = false;
  private readonly period = new Int16Array(periodSamples);

  constructor(
    private clock: Clock,
    readonly sink: Sink,
    private events: StreamEvents,
  ) {}

  /**
   * Gives an entry to the stream, opening it if it is closed. Returns the monotonic instant of its first sample: the one asked for, or the
   * earliest that can still be met.
   */
  async schedule(entry: StreamEntry): Promise<number> {
    this.closing = false;
    if (this.state === 'closing') await this.running;
    if (this.state === 'closed') await this.open(entry.startMonotonicMs);
    const wanted = Math.round(((entry.startMonotonicMs - this.originMonotonicMs) * sampleRate) / 1000);
    const spared = this.entries.filter((e) => !entry.mayCut(e.key)).map((e) => this.endOf(e));
    const start = Math.max(wanted, this.nextPeriod * periodSamples, ...spared);
    this.entries.push({
      ...entry,
      start,
      heard: 0,
      watch: new SoundWatch(),
      segments: [],
      announced: false,
      due: false,
    });
    return this.instantOf(start);
  }

  /** Takes back an entry none of whose samples has left; false when it is too late. */
  unschedule(key: string): boolean {
    const entry = this.entries.find((e) => e.key === key);
    if (!entry || entry.heard > 0) return false;
    this.entries = this.entries.filter((e) => e !== entry);
    void entry.reader.close();
    return true;
  }

  /** Ends an entry before the next period; returns what was heard of it, or null when it is not here any more. */
  cut(key: string): StreamEnd | null {
    const entry = this.entries.find((e) => e.key === key);
    return entry ? this.take(entry, null, null) : null;
  }

  /** Ends the stream once nothing is left in it. */
  async close(): Promise<void> {
    this.closing = true;
    await this.running;
  }

  private async open(firstMonotonicMs: number): Promise<void> {
    await this.sink.open();
    // Sample 0 lies whole periods before the first entry, or whole milliseconds after it: instants in milliseconds are exact samples.
    const earliest = this.clock.monotonicMs() + this.sink.leadMs + periodMs;
    const early = firstMonotonicMs - earliest;
    this.originMonotonicMs =
      firstMonotonicMs - (early >= 0 ? Math.floor(early / periodMs) * periodMs : Math.floor(early));
    this.nextPeriod = 0;
    this.idleSince = 0;
    this.lastProgrammes = [];
    this.state = 'open';
    this.running = this.run();
  }

  private async run(): Promise<void> {
    try {
      while (!this.isIdle()) {
        await this.waitForPeriod();
        await this.readAhead();
        this.skipLostTime();
        this.announceDue();
        this.playPeriod();
      }
    } catch (error) {
      for (const entry of [...this.entries]) this.events.onEnd(this.take(entry, null, error as Error));
      this.events.onFault(error as Error);
    } finally {
      this.state = 'closing';
      await this.sink.close().catch(() => undefined);
      this.state = 'closed';
    }
  }

  private isIdle(): boolean {
    if (this.entries.length > 0) {
      this.idleSince = this.nextPeriod;
      return false;
    }
    return this.closing || (this.nextPeriod - this.idleSince) * periodMs >= idleCloseMs;
  }

  /** Sleeps to the absolute instant at which the sink wants the next period, looking again after every wake-up. */
  private async waitForPeriod(): Promise<void> {
    const due = this.instantOf(this.nextPeriod * periodSamples) - this.sink.leadMs;
    for (let left = due - this.clock.monotonicMs(); left > 0; left = due - this.clock.monotonicMs()) {
      await this.clock.sleep(Math.min(left, periodMs));
    }
  }

  private async readAhead(): Promise<void> {
    const sounding = this.soundingIn(this.nextPeriod * periodSamples);
    for (const entry of sounding) {
      if (!entry.reader.isReady(periodSamples)) await entry.reader.ready(periodSamples);
    }
  }

  /** After a standstill the missed time was silence, and what sounds goes on where it was; a hiccup is caught up. */
  private skipLostTime(): void {
    const late = this.clock.monotonicMs() + this.sink.leadMs - this.instantOf(this.nextPeriod * periodSamples);
    if (late > periodMs) this.underRuns += 1;
    if (late <= this.sink.catchUpMs) return;
    const lost = Math.floor(late / periodMs);
    for (const entry of this.entries) if (entry.heard > 0) entry.start += lost * periodSamples;
    this.nextPeriod += lost;
    this.events.onStall(lost * periodMs);
  }

  private announceDue(): void {
    const horizon = this.nextPeriod * periodSamples + (dueMs * sampleRate) / 1000;
    for (const entry of this.entries) {
      if (entry.due || entry.start > horizon) continue;
      entry.due = true;
      entry.beforeFirst(this.instantOf(entry.start));
    }
  }

  private playPeriod(): void {
    const base = this.nextPeriod * periodSamples;
    const instant = this.instantOf(base);
    const sounding = this.soundingIn(base);
    this.period.fill(0);
    const takenAt = this.clock.monotonicMs() + this.sink.leadMs;
    for (const entry of sounding) this.mix(entry, base);
    const active = sounding.map((e) => e.programme);
    if (active.length > 0)
      this.lastProgrammes = active.filter((p, i) => active.findIndex((q) => q.name === p.name) === i);
    this.sink.write(this.period, instant, this.lastProgrammes);
    if (isLoud(this.period)) this.lastSoundMonotonicMs = instant + periodMs;
    this.nextPeriod += 1;
    for (const entry of sounding) this.report(entry, takenAt, base);
    for (const entry of [...this.entries]) {
      const cutter = this.cutterOf(entry);
      if (this.endOf(entry) <= base + periodSamples) this.events.onEnd(this.take(entry, cutter, null));
      else if (entry.reader.isSpent) this.events.onEnd(this.take(entry, null, null));
    }
  }

  private mix(entry: Sounding, base: number): void {
    const from = Math.max(base, entry.start);
    const count = Math.min(base + periodSamples, this.endOf(entry)) - from;
    const last = entry.segments.at(-1);
    if (last && last.start + last.samples === from) last.samples += count;
    else entry.segments.push({ start: from, from: entry.heard, samples: count });
    entry.reader.mixInto(this.period, from - base, count, entry.gainAt(this.instantOf(from)));
    entry.heard += count;
    entry.watch.observe(this.period.subarray(from - base, from - base + count));
  }

  private report(entry: Sounding, takenAt: number, base: number): void {
    if (!entry.announced) {
      entry.announced = true;
      const inPeriodMs = ((entry.start - base) * 1000) / sampleRate;
      this.events.onFirstSample(entry.key, this.instantOf(entry.start), takenAt + inPeriodMs - entry.startMonotonicMs);
    }
    this.events.onProgress(entry.key, Math.floor(this.heardOf(entry) / (sampleRate / 1000)), entry.watch.level);
  }

  /** What the sink still holds back has not been heard. */
  private heardOf(entry: Sounding): number {
    return Math.max(0, entry.heard - (this.sink.leadMs * sampleRate) / 1000);
  }

  private soundingIn(base: number): Sounding[] {
    return this.entries.filter((e) => e.start < base + periodSamples && this.endOf(e) > Math.max(base, e.start));
  }

  private cutterOf(entry: Sounding): Sounding | null {
    const later = this.entries.slice(this.entries.indexOf(entry) + 1);
    return later.find((other) => other.start < entry.start + entry.samples) ?? null;
  }

  private endOf(entry: Sounding): number {
    return Math.min(entry.start + entry.samples, this.cutterOf(entry)?.start ?? Infinity);
  }

  private take(entry: Sounding, cutter: Sounding | null, fault: Error | null): StreamEnd {
    this.entries = this.entries.filter((e) => e !== entry);
    void entry.reader.close();
    const whole = entry.heard >= entry.samples;
    const toMs = (samples: number): number => Math.floor(samples / (sampleRate / 1000));
    const heardMs = toMs(whole ? entry.heard : this.heardOf(entry));
    return {
      key: entry.key,
      heardMs,
      segments: entry.segments.map((s) => ({
        startAt: this.instantOf(s.start),
        fromMs: toMs(s.from),
        heardMs: Math.min(toMs(s.samples), heardMs),
      })),
      endMonotonicMs: this.instantOf(entry.start + entry.heard),
      whole,
      cutByKey: whole ? null : (cutter?.key ?? null),
      level: entry.watch.level,
      fault,
    };
  }

  private instantOf(sample: number): number {
    return this.originMonotonicMs + (sample * 1000) / sampleRate;
  }
}
