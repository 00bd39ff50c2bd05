import { FfmpegFailed } from '../run-command';
import { type NormaliseOptions, type NormaliseStep } from '../normalise-file';
import { type NormaliseResult } from '../normalise-result';

/** What the thread gets to work with: all of the options that can be copied. */
export type ThreadRequest = Omit<NormaliseOptions, 'signal' | 'onStep'>;

/** The only word to the thread: leave off and clean up. */
export const stopWord = 'stop';

export type ThreadAnswer =
  | { readonly kind: 'step'; readonly step: NormaliseStep }
  | { readonly kind: 'done'; readonly result: NormaliseResult }
  | { readonly kind: 'failed'; readonly failure: ThreadFailure };

/** An error as it crosses threads: a copy would lose its class and its code, by which jobs tell a full disk from a bug. */
export interface ThreadFailure {
  readonly message: string;
  readonly stack: string | null;
  readonly code: string | null;
  /** Set when ffmpeg failed. */
  readonly command: string | null;
}

export function describeFailure(error: unknown): ThreadFailure {
  if (!(error instanceof Error)) return { message: String(error), stack: null, code: null, command: null };
  const { code } = error as NodeJS.ErrnoException;
  return {
    message: error.message,
    stack: error.stack ?? null,
    code: typeof code === 'string' ? code : null,
    command: error instanceof FfmpegFailed ? error.command : null,
  };
}

export function failureToError({ message, stack, code, command }: ThreadFailure): Error {
  const error = command === null ? new Error(message) : new FfmpegFailed(message, command);
  if (stack !== null) error.stack = stack;
  return code === null ? error : Object.assign(error, { code });
}
