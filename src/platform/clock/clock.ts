/**
 * The only way to the time of day, to lengths of time and to waiting (design section 4).
 * Instants are integer milliseconds since the epoch (T1); lengths come from `monotonicMs` (T5).
 */
export interface Clock {
  /** Wall clock, integer milliseconds since the epoch. May jump. */
  nowMs(): number;
  /** Milliseconds since an arbitrary point, fractional, never going back. For lengths only. */
  monotonicMs(): number;
  /** Resolves after at least `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `task` every `ms` until the returned function is called. A slow task is never run twice at once. */
  every(ms: number, task: () => void | Promise<void>): () => void;
}

export const CLOCK = Symbol('Clock');
