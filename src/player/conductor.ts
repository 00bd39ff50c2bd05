import { outranks, type Airing } from '../domain/playout/airing';
import { skippedBy } from '../domain/playout/fate';
import type { Manifest, Rundown, Snapshot } from '../domain/playout/manifest';
import type { OutputHeard, Segment } from '../domain/playout/row';
import type { OnAir, PlayoutState, Step, Verdict } from '../domain/playout/state';
import { volumeAt } from '../domain/playout/windows';
import type { Clock } from '../platform/clock/clock';
import type { PassFailpoint } from './adapters/failpoints';
import type { ClockKeeper } from './clock-keeper';
import { RelayReader, toldOfRelay } from './media/relay-reader';
import type { SoundReader } from './media/sound-reader';
import type { Spool } from './media/spool';
import type { Sink } from './output/sink';
import { Stream, type StreamEnd } from './output/stream';
import { programmeOf } from './programme';
import type { RelayDesk } from './relay-desk';
import type { SafeWriter } from './safe-writer';
import type { Ledger, OrphanedAiring, RowCircumstance } from './store/ledger';
import type { Progress, ProgressNote } from './store/progress-note';

/** Progress is synced this often (P5). */
const progressEveryMs = 1000;
/** A sink that failed is left alone this long. */
const sinkRestMs = 300;

/** What the conductor needs to know of the plan. */
export interface Score {
  manifest(): Manifest | null;
  rundowns(): readonly Rundown[];
  snapshotOf(bulletinRef: string): Snapshot | null;
}

export interface ConductorEvents {
  onStarted(airing: Airing, startAt: number, latenessMs: number): void;
  onAlarm(code: 'sink-failed' | 'store-failed', airingKey: string | null, detail: string): void;
  /** Something has ended, stalled or failed: ask the core again. */
  onChange(): void;
}

interface Playing extends OnAir {
  heardMs: number;
  level: OutputHeard;
  end: StreamEnd | null;
  reader: SoundReader;
  passedMiddle: boolean;
  passedLast: boolean;
}

/** Performs the core's steps: intents and results into the ledger, sound into the stream, in an order that survives any death (P5). */
export class Conductor {
  readonly settled: Set<string>;
  freeAt = 0;
  private playing: Playing[] = [];
  private restUntilMs = 0;
  private notedAtMs = 0;
  private unwritten = new Map<string, Progress[string]>();
  private stream: Stream;

  constructor(
    private ports: {
      clock: Clock;
      keeper: ClockKeeper;
      ledger: Ledger;
      writer: SafeWriter;
      note: ProgressNote;
      spool: Spool;
      relays: RelayDesk | undefined;
      score: Score;
      zone: string;
      passFailpoint: PassFailpoint;
    },
    sink: Sink,
    private events: ConductorEvents,
  ) {
    this.settled = ports.ledger.settledKeys();
    this.stream = this.streamInto(sink);
  }

  get onAir(): readonly OnAir[] {
    return this.playing;
  }

  /** What sounds now, and how much of it has been heard. */
  get sounding(): { airing: Airing; startAt: number; heardMs: number } | null {
    const now = this.ports.keeper.now();
    return this.playing.findLast((p) => p.startAt <= now && !p.finished) ?? null;
  }

  /** When something louder than silence last left the sink. */
  get lastSoundAt(): number | null {
    const last = this.stream.lastSoundMonotonicMs;
    return last === null ? null : this.ports.keeper.toInstant(last);
  }

  get underRuns(): number {
    return this.stream.underRuns;
  }

  get sinkName(): string {
    return this.stream.sink.name;
  }

  /** Another sink takes over, in silence only; false while something is on the air. */
  async changeSink(sink: Sink): Promise<boolean> {
    if (this.playing.length > 0) return false;
    await this.stream.close();
    this.stream = this.streamInto(sink);
    return true;
  }

  /** Writes what an earlier life left without a result (P5). */
  recover(airingOf: (key: string) => Airing | null): void {
    const progress = this.ports.note.read();
    for (const orphan of this.ports.ledger.orphans()) this.recoverOne(orphan, progress[orphan.airing.airingKey]);
    // Begun while the disk was full: only the note, which needs no room, tells of it.
    for (const [key, noted] of Object.entries(progress)) {
      const airing = this.settled.has(key) ? null : airingOf(key);
      if (airing) this.recoverOne({ airing, startAt: noted.startAt ?? airing.plannedStartAt }, noted);
    }
  }

  /** Items which a newer version of their begun rundown no longer has; what sounds is not cut (P8). */
  skipReplaced(replaced: readonly Airing[], state: Pick<PlayoutState, 'now' | 'silences'>): void {
    for (const airing of replaced) {
      if (this.settled.has(airing.airingKey) || this.find(airing.airingKey)) continue;
      const verdict = skippedBy(airing, state, state.now) ?? { result: 'skipped', reason: 'replaced', by: null };
      this.write(airing, verdict, null);
    }
  }

  /** False when the step cannot be taken yet: wait a little before asking the core again. */
  async perform(step: Exclude<Step, { kind: 'wait' }>): Promise<boolean> {
    switch (step.kind) {
      case 'begin':
        return this.begin(step.airing, step.startAt);
      case 'postpone':
        if (this.stream.unschedule(step.airing.airingKey)) this.leave(step.airing);
        break;
      case 'settle':
        this.write(step.airing, step, null);
        break;
      case 'cut':
        this.cut(step.airing, step);
        break;
      case 'finish':
        this.finish(step.airing, step);
    }
    return true;
  }

  /** What the program cannot handle ends as `failed`, so that it stands in nobody's way. */
  giveUp(airing: Airing): void {
    const playing = this.find(airing.airingKey);
    const end = playing ? (playing.end ?? this.stream.cut(airing.airingKey)) : null;
    if (playing && end) this.release(playing, end);
    else this.leave(airing);
    if (this.settled.has(airing.airingKey)) return;
    this.write(airing, { result: 'failed', reason: 'internal-fault', by: null }, end);
  }

  /** Ends what is on the air because the player closes. */
  async close(): Promise<void> {
    for (const { airing, finished } of [...this.playing]) {
      if (!finished) this.cut(airing, { result: 'partial', reason: 'shutdown', by: null });
    }
    await this.stream.close();
    await this.ports.note.close();
  }

  /** The believed time of day has moved under everything that is bound to it. */
  shift(ms: number): void {
    for (const playing of this.playing) playing.startAt += ms;
    this.freeAt += ms;
  }

  private streamInto(sink: Sink): Stream {
    return new Stream(this.ports.clock, sink, {
      onFirstSample: (key, startMonotonicMs, latenessMs) => this.onFirstSample(key, startMonotonicMs, latenessMs),
      onEnd: (end) => this.onEnd(end),
      onStall: (gapMs) => this.onStall(gapMs),
      onProgress: (key, heardMs, level) => this.onProgress(key, heardMs, level),
      onFault: (error) => this.events.onAlarm('sink-failed', null, error.message),
    });
  }

  private async begin(airing: Airing, startAt: number): Promise<boolean> {
    const { clock, ledger, writer, keeper, score, zone, passFailpoint } = this.ports;
    if (clock.monotonicMs() < this.restUntilMs) return false;
    const reader = await this.readerOf(airing);
    // The PCM is gone or torn: the spool has noticed and makes it anew.
    if (!reader) return false;
    const programme = programmeOf(airing, startAt, score.rundowns(), zone);
    try {
      const startMonotonicMs = await this.stream.schedule({
        key: airing.airingKey,
        reader,
        startMonotonicMs: keeper.toMonotonic(startAt),
        samples: airing.plannedMs * 48,
        gainAt: this.gainOf(airing),
        beforeFirst: (firstMonotonicMs) => {
          const circumstance = this.circumstance();
          const firstAt = keeper.toInstant(firstMonotonicMs);
          if (!writer.write(() => ledger.recordIntent(airing, firstAt, circumstance)))
            this.noteUnwritten(airing, firstAt);
          passFailpoint('after-intent', airing.airingKey);
        },
        mayCut: (key) => this.playing.some((p) => p.airing.airingKey === key && outranks(airing, p.airing)),
        programme: { name: programme.name, startMonotonicMs: keeper.toMonotonic(programme.startAt) },
      });
      this.playing.push({
        ...{ airing, startAt: keeper.toInstant(startMonotonicMs), finished: null, heardMs: 0, level: 'unknown' },
        ...{ reader, end: null, passedMiddle: false, passedLast: false },
      });
    } catch (error) {
      await reader.close();
      this.restUntilMs = clock.monotonicMs() + sinkRestMs;
      this.events.onAlarm('sink-failed', airing.airingKey, (error as Error).message);
      if (keeper.now() < startAt) return false;
      this.write(airing, { result: 'failed', reason: 'sink-fault', by: null }, null);
    }
    return true;
  }

  private async readerOf({ airingKey, sha256, relay }: Airing): Promise<SoundReader | null> {
    const { spool, relays } = this.ports;
    const stored = sha256 === null ? null : await spool.open(sha256).catch(() => null);
    if (!relay) return stored;
    const live = relays?.take(airingKey) ?? null;
    return live || stored ? new RelayReader(live, stored) : null;
  }

  /** Follows the volume by time of day while it sounds, to a second (P2). */
  private gainOf(airing: Airing): (monotonicMs: number) => number {
    const { keeper, score } = this.ports;
    let second = NaN;
    let gain = 1;
    return (monotonicMs) => {
      const at = keeper.toInstant(monotonicMs);
      if (Math.floor(at / 1000) === second) return gain;
      second = Math.floor(at / 1000);
      gain = (volumeAt(score.manifest()?.volume ?? [], at) / 100) * 10 ** (airing.gainDb / 20);
      return gain;
    };
  }

  private cut(airing: Airing, verdict: Verdict): void {
    const playing = this.find(airing.airingKey);
    const end = this.stream.cut(airing.airingKey);
    // It ended by itself at this very moment: `finish` follows.
    if (!playing || !end) return;
    this.release(playing, end);
    const unheard = verdict.reason === 'shutdown' ? 'missed' : 'skipped';
    const cut: Verdict = { ...verdict, result: end.segments.length > 0 ? 'partial' : unheard };
    this.write(...toldOfRelay(playing.reader, airing, cut, false), end);
  }

  private finish(airing: Airing, verdict: Verdict): void {
    const playing = this.find(airing.airingKey);
    if (!playing?.end) return;
    this.ports.passFailpoint('before-result', airing.airingKey);
    this.release(playing, playing.end);
    const { fault, whole } = playing.end;
    const ended: Verdict = fault ? { result: 'failed', reason: 'sink-fault', by: null } : verdict;
    this.write(...toldOfRelay(playing.reader, airing, ended, whole), playing.end);
  }

  private release(playing: Playing, end: StreamEnd): void {
    this.leave(playing.airing);
    if (end.segments.length > 0) this.freeAt = Math.max(this.freeAt, this.ports.keeper.toInstant(end.endMonotonicMs));
  }

  private leave(airing: Airing): void {
    this.playing = this.playing.filter((p) => p.airing.airingKey !== airing.airingKey);
  }

  private write(airing: Airing, { result, reason, by }: Verdict, end: StreamEnd | null): void {
    const { keeper, ledger, writer, score } = this.ports;
    const segments: Segment[] = (end?.segments ?? []).map((s) => ({ ...s, startAt: keeper.toInstant(s.startAt) }));
    const began = segments.length > 0;
    const part = {
      ...{ result, reason, by, segments, heardMs: end?.heardMs ?? 0 },
      actualStartAt: segments[0]?.startAt ?? null,
      actualEndAt: began && end ? keeper.toInstant(end.endMonotonicMs) : null,
      output: end?.level ?? ('unknown' as const),
      snapshot: score.snapshotOf(airing.bulletinRef),
    };
    const circumstance = this.circumstance();
    this.settled.add(airing.airingKey);
    if (!writer.write(() => void ledger.recordResult(airing, part, circumstance)) && began) {
      this.noteUnwritten(airing, part.actualStartAt ?? airing.plannedStartAt, part.heardMs, part.output);
    }
  }

  /** The ledger's disk is full: the note remembers what has begun, so that no later life begins it afresh (P5). */
  private noteUnwritten(airing: Airing, startAt: number, heardMs = 0, level: OutputHeard = 'unknown'): void {
    this.unwritten.set(airing.airingKey, { startAt, heardMs, level });
    this.ports.note.writeNow(this.progress(), (error) => this.events.onAlarm('store-failed', null, error.message));
  }

  private progress(): Progress {
    if (this.ports.writer.owes === 0) this.unwritten.clear();
    const begun = this.playing.filter((p) => p.heardMs > 0);
    return {
      ...Object.fromEntries(this.unwritten),
      ...Object.fromEntries(
        begun.map((p) => [p.airing.airingKey, { startAt: p.startAt, heardMs: p.heardMs, level: p.level }]),
      ),
    };
  }

  private recoverOne({ airing, startAt }: OrphanedAiring, noted: Progress[string] | undefined): void {
    const { heardMs, level } = noted ?? { heardMs: 0, level: 'unknown' as const };
    const { ledger, writer, score } = this.ports;
    const part = {
      ...({ result: 'partial', reason: 'crash', by: null, heardMs, output: level } as const),
      segments: heardMs > 0 ? [{ startAt, fromMs: 0, heardMs }] : [],
      ...{ actualStartAt: startAt, actualEndAt: startAt + heardMs },
      snapshot: score.snapshotOf(airing.bulletinRef),
    };
    const circumstance = this.circumstance();
    this.settled.add(airing.airingKey);
    this.freeAt = Math.max(this.freeAt, startAt + heardMs);
    writer.write(() => void ledger.recordResult(airing, part, circumstance));
  }

  private circumstance(): RowCircumstance {
    const { keeper, score } = this.ports;
    return {
      recordedAt: keeper.now(),
      clockTrust: keeper.trust,
      manifestVersion: score.manifest()?.version ?? null,
    };
  }

  private find(key: string): Playing | undefined {
    return this.playing.find((p) => p.airing.airingKey === key);
  }

  private onFirstSample(key: string, startMonotonicMs: number, latenessMs: number): void {
    const playing = this.find(key);
    this.ports.passFailpoint('first-sample', key);
    if (playing) this.events.onStarted(playing.airing, this.ports.keeper.toInstant(startMonotonicMs), latenessMs);
  }

  private onProgress(key: string, heardMs: number, level: OutputHeard): void {
    const playing = this.find(key);
    if (!playing) return;
    Object.assign(playing, { heardMs, level });
    this.passProgressPoints(playing);
    const now = this.ports.clock.monotonicMs();
    if (now - this.notedAtMs < progressEveryMs) return;
    this.notedAtMs = now;
    this.ports.note.write(this.progress(), (error) => this.events.onAlarm('store-failed', null, error.message));
  }

  private passProgressPoints(playing: Playing): void {
    const { plannedMs, airingKey } = playing.airing;
    if (!playing.passedMiddle && playing.heardMs >= plannedMs / 2) {
      playing.passedMiddle = true;
      this.ports.passFailpoint('middle', airingKey);
    }
    if (playing.passedLast || playing.heardMs < plannedMs - 1000) return;
    playing.passedLast = true;
    this.ports.passFailpoint('one-second-left', airingKey);
  }

  private onEnd(end: StreamEnd): void {
    const playing = this.find(end.key);
    if (!playing) return;
    // The sink died before its first sample: until its time has come it may try again, with a sink opened anew.
    if (end.fault && end.segments.length === 0 && this.ports.keeper.now() < playing.startAt) {
      this.restUntilMs = this.ports.clock.monotonicMs() + sinkRestMs;
      this.leave(playing.airing);
      return this.events.onChange();
    }
    const cutBy = end.cutByKey === null ? null : (this.find(end.cutByKey)?.airing ?? null);
    Object.assign(playing, { end, finished: { whole: end.whole, cutBy } });
    this.events.onChange();
  }

  /** What sounds goes on later by the gap; what was only scheduled is taken back, for the core to begin at its new time. */
  private onStall(gapMs: number): void {
    for (const playing of [...this.playing]) {
      if (playing.finished) continue;
      if (this.stream.unschedule(playing.airing.airingKey)) this.leave(playing.airing);
      else playing.startAt += gapMs;
    }
    this.events.onChange();
  }
}
