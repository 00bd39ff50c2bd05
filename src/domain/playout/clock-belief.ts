import type { ClockTrust } from './row';

/** What the machine's clocks say at one moment. */
export interface ClockReading {
  wallMs: number;
  monotonicMs: number;
  kernelSynced: boolean;
}

/** The time of day the player goes by: monotonic time plus an offset that changes only when a jump has proved itself. */
export interface ClockBelief {
  trust: ClockTrust;
  offsetMs: number;
  /** A jump that is not believed yet. */
  pending: { offsetMs: number; sinceMonotonicMs: number } | null;
}

export interface ClockLimits {
  /** No honest clock is before the program was built, nor before the last time this player wrote down (P7). */
  notBeforeMs: number;
  /** Smaller differences are drift, not jumps. */
  toleranceMs: number;
  /** A jump without the kernel's word must stand this long. */
  settleMs: number;
}

/** The wall clock is read in whole milliseconds. */
const readingErrorMs = 2;

/**
 * The belief after a new reading (P7). A jump is taken at once when the kernel calls the clock synced, else after it has stood for
 * `settleMs`; until then time goes on as before. Drift is followed only while `idle`, so that nothing moves under what sounds.
 */
export function believe(
  old: ClockBelief | null,
  reading: ClockReading,
  limits: ClockLimits,
  idle: boolean,
): ClockBelief {
  const offsetMs = reading.wallMs - reading.monotonicMs;
  const trust = trustOf(reading, limits);
  if (!old || trust === 'unset' || old.trust === 'unset') return { trust, offsetMs, pending: null };
  if (Math.abs(offsetMs - old.offsetMs) <= limits.toleranceMs) {
    const drifted = Math.abs(offsetMs - old.offsetMs) > readingErrorMs;
    return { trust, offsetMs: idle && drifted ? offsetMs : old.offsetMs, pending: null };
  }
  if (reading.kernelSynced) return { trust, offsetMs, pending: null };
  const same = old.pending && Math.abs(old.pending.offsetMs - offsetMs) <= limits.toleranceMs;
  const pending = same && old.pending ? old.pending : { offsetMs, sinceMonotonicMs: reading.monotonicMs };
  if (reading.monotonicMs - pending.sinceMonotonicMs >= limits.settleMs) return { trust, offsetMs, pending: null };
  return { trust: old.trust, offsetMs: old.offsetMs, pending };
}

/** The believed time of day at a monotonic instant, integer milliseconds. */
export function believedAt(belief: ClockBelief, monotonicMs: number): number {
  return Math.floor(monotonicMs + belief.offsetMs);
}

function trustOf(reading: ClockReading, limits: ClockLimits): ClockTrust {
  if (reading.kernelSynced) return 'synced';
  return reading.wallMs < limits.notBeforeMs ? 'unset' : 'holdover';
}
