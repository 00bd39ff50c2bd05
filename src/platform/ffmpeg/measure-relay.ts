import { text } from 'node:stream/consumers';
import { loudnessIn, relayGainDb, relayInputOf, relayMeasureArguments } from '../../domain/loudness/relay-command';
import type { StreamGuard } from '../network/fetch-stream';
import type { FfmpegBuild } from './find-ffmpeg';
import { feed, startFfmpeg } from './live-source';

export interface RelayMeasure {
  lufs: number;
  /** What brings it to our level, within what a relay may be given. */
  gainDb: number;
}

/** Listens to a source for some seconds, by its own clock. Rejects when it cannot be heard, or is silent. */
export async function measureRelay(
  build: FfmpegBuild,
  url: string,
  seconds: number,
  guard?: StreamGuard,
): Promise<RelayMeasure> {
  const input = relayInputOf(url);
  const child = startFfmpeg(build, relayMeasureArguments(input, seconds), input);
  const limit = AbortSignal.timeout(seconds * 1000 + 30_000);
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
    const lufs = (await ended) === 0 ? loudnessIn(await said) : null;
    if (lufs === null) throw new Error(fault ?? 'nothing was heard');
    return { lufs, gainDb: relayGainDb(lufs) };
  } finally {
    over.abort();
  }
}
