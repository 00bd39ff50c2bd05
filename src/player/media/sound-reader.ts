/** Samples on their way into the stream, read front to back. */
export interface SoundReader {
  /** True when the next `samples` (or what is left) can be taken without waiting. */
  isReady(samples: number): boolean;
  /** Waits until `isReady`; rejects when the disk fails. */
  ready(samples: number): Promise<void>;
  /** Adds the next samples, scaled, into `target` from `offset`. Needs `isReady(count)`. */
  mixInto(target: Int16Array, offset: number, count: number, gain: number): void;
  close(): Promise<void>;
  /** It has nothing more to give, though more was planned. */
  readonly isSpent?: boolean;
}
