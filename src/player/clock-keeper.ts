import { believe, believedAt, type ClockBelief, type ClockLimits } from '../domain/playout/clock-belief';
import type { ClockTrust } from '../domain/playout/row';
import type { PlayoutState } from '../domain/playout/state';
import type { Clock } from '../platform/clock/clock';

/** How often the kernel is asked whether it calls its clock synchronised. */
const askEveryMs = 30_000;

export interface ClockChange {
  /** By how much believed time has moved under everything that is bound to it. */
  shiftMs: number;
  became: 'unset' | 'good' | 'jumped' | null;
}

/** Binds the time of day to monotonic time (P7, T5). */
export class ClockKeeper {
  private belief: ClockBelief;
  private synced = false;
  private askedAtMs = -Infinity;

  constructor(
    private clock: Clock,
    private limits: ClockLimits,
    private askSync: () => Promise<boolean>,
  ) {
    this.belief = this.next(null, true);
  }

  /** The believed time of day, integer milliseconds. */
  now(): number {
    return believedAt(this.belief, this.clock.monotonicMs());
  }

  toMonotonic(at: number): number {
    return at - this.belief.offsetMs;
  }

  /** The instant, to the nearest millisecond, of a monotonic one. */
  toInstant(monotonicMs: number): number {
    return Math.round(monotonicMs + this.belief.offsetMs);
  }

  get trust(): ClockTrust {
    return this.belief.trust;
  }

  get state(): PlayoutState['clock'] {
    if (this.belief.trust === 'unset') return 'unset';
    return this.belief.pending ? 'settling' : 'good';
  }

  /** Reads the clocks again. `idle`: nothing sounds or is about to. */
  look(idle: boolean): ClockChange {
    const before = this.belief;
    this.belief = this.next(before, idle);
    const shiftMs = this.belief.offsetMs - before.offsetMs;
    const jumped = Math.abs(shiftMs) > this.limits.toleranceMs;
    if (this.belief.trust === 'unset') return { shiftMs, became: before.trust === 'unset' ? null : 'unset' };
    if (before.trust === 'unset') return { shiftMs, became: 'good' };
    return { shiftMs, became: jumped ? 'jumped' : null };
  }

  /** Asks the kernel, now and then; the answer counts from the next look. */
  async refreshSync(): Promise<void> {
    if (this.clock.monotonicMs() - this.askedAtMs < askEveryMs) return;
    this.askedAtMs = this.clock.monotonicMs();
    this.synced = await this.askSync();
  }

  private next(before: ClockBelief | null, idle: boolean): ClockBelief {
    const reading = {
      wallMs: this.clock.nowMs(),
      monotonicMs: this.clock.monotonicMs(),
      kernelSynced: this.synced,
    };
    return believe(before, reading, this.limits, idle);
  }
}
