import type { Airing } from '../../src/domain/playout/airing';
import type { PlayNowOrder } from '../../src/domain/playout/command';
import { decide, defaultDecideSettings } from '../../src/domain/playout/decide';
import type { EmergencyOrder, Manifest, Silence } from '../../src/domain/playout/manifest';
import { applyManifest, emptyPlan, type Plan } from '../../src/domain/playout/plan';
import type { DeviceResult, ResultReason } from '../../src/domain/playout/row';
import type { KnownEmergency, MediaState, OnAir, PlayoutState, Step } from '../../src/domain/playout/state';

export interface SimulatedResult {
  airing: Airing;
  result: DeviceResult;
  reason: ResultReason | null;
  by: string | null;
  heardMs: number;
}

/** A stretch of sound, in true time (which no jump of the clock moves). */
export interface SimulatedSound {
  airing: Airing;
  from: number;
  to: number;
  /** Believed time at its start, as the core set it when it decided: no jump since then moves it. */
  startAt: number;
}

/** Runs the core as the player would, with a stream that keeps time perfectly and a disk that never fails. */
export class PlayoutSimulation {
  plan: Plan = emptyPlan;
  manifest: Manifest | null = null;
  emergencies: KnownEmergency[] = [];
  playNows: PlayNowOrder[] = [];
  silences: Silence[] = [];
  results = new Map<string, SimulatedResult>();
  duplicates: string[] = [];
  sounds: SimulatedSound[] = [];
  intents = new Map<string, Airing>();
  private decidedAt = new Map<string, number>();
  private settled = new Set<string>();
  clock: PlayoutState['clock'] = 'good';
  mediaStates = new Map<string, MediaState>();
  readySince: PlayoutState['readySince'];
  freeAt = 0;
  /** True time; `now` is what the clock says. */
  trueMs = 0;
  private onAir: OnAir[] = [];

  constructor(
    private startedAt: number,
    private longestWaitMs = defaultDecideSettings.longestWaitMs,
  ) {
    this.readySince = { at: startedAt, because: 'player-down' };
  }

  get now(): number {
    return this.startedAt + this.trueMs;
  }

  apply(manifest: Manifest): void {
    const { plan, replaced } = applyManifest(this.plan, manifest, this.now);
    this.plan = plan;
    this.manifest = manifest;
    const gone = replaced.filter(
      (a) => !this.results.has(a.airingKey) && !this.onAir.some((o) => o.airing.airingKey === a.airingKey),
    );
    for (const airing of gone) this.settle(airing, { result: 'skipped', reason: 'replaced', by: null }, 0);
  }

  order(order: EmergencyOrder): void {
    this.emergencies.push({ order, knownSince: this.now, clearedAt: null, clearedBy: null });
  }

  allClear(commandId: string, by = 'operator'): void {
    const known = this.emergencies.find((e) => e.order.commandId === commandId);
    if (known) Object.assign(known, { clearedAt: this.now, clearedBy: by });
  }

  silence(silence: Silence): void {
    this.silences.push(silence);
  }

  resume(id: string): void {
    this.silences = this.silences.filter((s) => s.id !== id);
  }

  state(): PlayoutState {
    return {
      now: this.now,
      clock: this.clock,
      readySince: this.readySince,
      rundowns: this.plan.rundowns,
      snapshots: this.plan.snapshots,
      windows: this.manifest?.windows ?? [],
      notAfter: this.manifest?.notAfter ?? 0,
      emergencies: this.emergencies,
      playNows: this.playNows,
      silences: [...this.silences, ...(this.manifest?.holds ?? [])],
      settled: this.settled,
      onAir: this.onAir,
      freeAt: this.freeAt,
      media: (sha256) => this.mediaStates.get(sha256) ?? 'ready',
    };
  }

  /** Lets `ms` of true time pass. */
  run(ms: number): void {
    const end = this.trueMs + ms;
    for (;;) {
      const waitUntil = this.perform();
      const next = Math.min(end, Math.max(this.trueMs + 1, this.trueMs + waitUntil - this.now), this.nextEnd());
      if (this.trueMs >= end) return;
      this.trueMs = next;
    }
  }

  /** The process dies and is back after `downMs`: begun airings end partial, nothing else is known but what was written. */
  restart(downMs: number): void {
    const cutAt = this.now;
    for (const on of this.onAir) {
      this.close(on, cutAt);
      this.settle(on.airing, { result: 'partial', reason: 'crash', by: null }, this.heard(on.airing));
    }
    for (const [key, airing] of this.intents) {
      if (!this.results.has(key)) this.settle(airing, { result: 'partial', reason: 'crash', by: null }, 0);
    }
    this.onAir = [];
    this.trueMs += downMs;
    this.readySince = { at: this.now, because: 'player-down' };
    this.freeAt = Math.min(this.freeAt, cutAt);
  }

  /** The believed clock moves by `ms`; what sounds goes on. */
  jump(ms: number): void {
    this.startedAt += ms;
    this.onAir = this.onAir.map((o) => ({ ...o, startAt: o.startAt + ms }));
    this.freeAt += ms;
    this.readySince = { at: this.now, because: 'clock-jump' };
  }

  private perform(): number {
    for (let round = 0; round < 10_000; round += 1) {
      this.markEnded();
      for (const step of decide(this.state(), { ...defaultDecideSettings, longestWaitMs: this.longestWaitMs })) {
        if (step.kind === 'wait') return step.untilAt;
        this.do(step);
      }
    }
    throw new Error('the core never came to rest');
  }

  private do(step: Exclude<Step, { kind: 'wait' }>): void {
    const { airing } = step;
    const on = this.onAir.find((o) => o.airing.airingKey === airing.airingKey);
    switch (step.kind) {
      case 'settle':
        if (on) throw new Error(`settled while on the air: ${airing.airingKey}`);
        return this.settle(airing, step, 0);
      case 'begin':
        if (on) throw new Error(`begun twice: ${airing.airingKey}`);
        if (step.startAt < this.now) throw new Error('begun in the past');
        this.intents.set(airing.airingKey, airing);
        this.decidedAt.set(airing.airingKey, step.startAt);
        this.onAir.push({ airing, startAt: step.startAt, finished: null });
        return;
      case 'postpone':
        if (!on || on.startAt < this.now) throw new Error('postponed after its first sample');
        this.onAir = this.onAir.filter((o) => o !== on);
        return;
      case 'cut':
        if (!on) throw new Error('cut what is not on the air');
        this.close(on, this.now);
        return this.settle(airing, step, this.heard(airing));
      case 'finish':
        if (!on?.finished) throw new Error('finished what has not ended');
        this.close(on, this.now);
        return this.settle(airing, step, this.heard(airing));
    }
  }

  private settle(
    airing: Airing,
    { result, reason, by }: Pick<SimulatedResult, 'result' | 'reason' | 'by'>,
    heardMs: number,
  ): void {
    if (this.results.has(airing.airingKey)) this.duplicates.push(airing.airingKey);
    this.settled.add(airing.airingKey);
    this.results.set(airing.airingKey, { airing, result, reason, by, heardMs });
  }

  private heard(airing: Airing): number {
    return this.sounds
      .filter((s) => s.airing.airingKey === airing.airingKey)
      .reduce((sum, s) => sum + s.to - s.from, 0);
  }

  private endOf(on: OnAir): { at: number; cutBy: Airing | null } {
    const natural = on.startAt + on.airing.plannedMs;
    const next = this.onAir.slice(this.onAir.indexOf(on) + 1).find((o) => o.startAt < natural);
    return next ? { at: next.startAt, cutBy: next.airing } : { at: natural, cutBy: null };
  }

  private markEnded(): void {
    this.onAir = this.onAir.map((o) => {
      const { at, cutBy } = this.endOf(o);
      return this.now >= at ? { ...o, finished: { whole: cutBy === null, cutBy } } : o;
    });
  }

  private nextEnd(): number {
    return Math.min(
      ...this.onAir.map((o) => this.endOf(o).at - this.now + this.trueMs).filter((t) => t > this.trueMs),
      Infinity,
    );
  }

  private close(on: OnAir, at: number): void {
    const end = Math.min(at, this.endOf(on).at);
    this.onAir = this.onAir.filter((o) => o.airing.airingKey !== on.airing.airingKey);
    if (end <= on.startAt) return;
    const shift = this.trueMs - this.now;
    this.sounds.push({
      airing: on.airing,
      from: on.startAt + shift,
      to: end + shift,
      startAt: this.decidedAt.get(on.airing.airingKey)!,
    });
    this.freeAt = Math.max(this.freeAt, end);
  }
}
