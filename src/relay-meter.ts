import type { RelayMeter } from './features/schedule';
import type { FfmpegBuild } from './platform/ffmpeg/find-ffmpeg';
import { measureRelay, NothingHeard } from './platform/ffmpeg/measure-relay';

/** Long enough for a sentence and a pause. */
const listenSeconds = 30;

/** Listens with this machine's ffmpeg; null where it is not a native one. */
export function relayMeterOf(build: FfmpegBuild): RelayMeter | null {
  if (build.kind !== 'native') return null;
  return {
    measure: (url, signal) =>
      measureRelay(build, url, listenSeconds, { signal }).catch((error: unknown) => {
        if (error instanceof NothingHeard) return null;
        throw error;
      }),
  };
}
