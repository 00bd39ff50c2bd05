export const sampleRate = 48_000;
export const periodMs = 20;
export const periodSamples = 960;

/** What a recording is filed under: a rundown, or one repetition of a command outside any. */
export interface Programme {
  /** Safe as a file name. */
  name: string;
  /** Monotonic instant of its first sample. */
  startMonotonicMs: number;
}

/** Where sound leaves the device: one long-lived 48 kHz mono stream of s16le periods. */
export interface Sink {
  readonly name: string;
  /** Periods are handed over this long before they are heard. */
  readonly leadMs: number;
  /** Periods late by up to this are handed over at once and nothing is missed; later ones are given up as silence. */
  readonly catchUpMs: number;
  /** Called in silence before each programme. Rejects when nothing can be heard through it. */
  open(): Promise<void>;
  /**
   * Takes one period of `periodSamples`, which is heard from `startMonotonicMs`; the array is reused afterwards.
   * Never blocks. Throws when the sink has failed since.
   */
  write(period: Int16Array, startMonotonicMs: number, programmes: readonly Programme[]): void;
  /** Resolves when all that was written has left. */
  close(): Promise<void>;
}
