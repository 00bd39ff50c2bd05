import { text } from 'node:stream/consumers';
import {
  inputFaultOf,
  loudnessIn,
  relayGainDb,
  relayInputOf,
  relayMeasureArguments,
} from '../../domain/loudness/relay-command';
import type { StreamGuard } from '../network/fetch-stream';
import type { FfmpegBuild } from './find-ffmpeg';
import { feed, startFfmpeg } from './live-source';

export interface RelayMeasure {
  lufs: number;
  /** What brings it to our level, within what a relay may be given. */
  gainDb: number;
}

/** It could be reached, and there was nothing to be heard. */
export class NothingHeard extends Error {
  override readonly name = 'NothingHeard';
}

/** Listens to a source for some seconds, by its own clock. Rejects when it cannot be heard; NothingHeard when it is silent. */
export async function measureRelay(
  build: FfmpegBuild,
  url: string,
  seconds: number,
  { guard, signal }: { guard?: StreamGuard | undefined; signal?: AbortSignal | undefined } = {},
): Promise<RelayMeasure> {
  const input = relayInputOf(url);
  const child = startFfmpeg(build, relayMeasureArguments(input, seconds), input);
  const patience = AbortSignal.timeout(seconds * 1000 + 30_000);
  const limit = signal ? AbortSignal.any([patience, signal]) : patience;
  limit.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
  const over = new AbortController();
  const said = text(child.stderr!);
  child.stdout?.resume();
  const ended = new Promise<number>((resolve) =>
    child.on('close', (code) => resolve(code ?? 1)).on('error', () => resolve(1)),
  );
  try {
    let fault: string | null = null;
    await feed(child, url, input, AbortSignal.any([limit, over.signal]), guard).catch((error: Error) => {
      fault = error.message;
      child.kill('SIGKILL');
    });
    // What fails prints a loudness too, of nothing.
    const code = await ended;
    const printed = await said;
    const lufs = code === 0 ? loudnessIn(printed) : null;
    if (lufs !== null) return { lufs, gainDb: relayGainDb(lufs) };
    if (fault === null && code === 0) throw new NothingHeard('nothing was heard');
    throw new Error(fault ?? (inputFaultOf(input, printed) || 'the source ended at once'));
  } finally {
    over.abort();
  }
}
