import type { Readable } from 'node:stream';
import type { MasterForm, ProfileId } from '../../domain/loudness/profile';
import type { NormaliseResult } from '../../platform/ffmpeg/normalise-result';

export interface NormaliseRequest {
  /** Path of the original; it is only read. */
  original: string;
  profile: ProfileId;
  /** The profile's master unless said. */
  form?: MasterForm;
  signal: AbortSignal;
}

/** What was measured, and the master's bytes; null when the recording was refused. */
export interface Normalised {
  result: NormaliseResult;
  master: (() => Readable) | null;
}

/**
 * Brings a recording to its profile's loudness (B5). What it makes exists only while `use` runs; afterwards nothing is left behind,
 * whatever happened. A recording that cannot be used is a result; it throws when the machine is at fault, and when aborted.
 */
export abstract class Normaliser {
  abstract normalise<T>(request: NormaliseRequest, use: (made: Normalised) => Promise<T>): Promise<T>;
}
