import fs from 'node:fs';
import path from 'node:path';
import { newSecret } from '../../platform/clock/identifiers';
import { AudioQueue } from '../../platform/ffmpeg/audio-queue';
import type { FfmpegBuild } from '../../platform/ffmpeg/find-ffmpeg';
import { loadProfile } from '../../platform/ffmpeg/profiles';
import { normaliseInThread } from '../../platform/ffmpeg/thread/normalise-in-thread';
import { Normaliser, type Normalised, type NormaliseRequest } from './normaliser';

/** The closed loop over ffmpeg, in threads and work folders below `workDir`; whoever asks, one core stays free for playing. */
export class FfmpegNormaliser extends Normaliser {
  private readonly queue = new AudioQueue();

  constructor(
    private readonly build: FfmpegBuild,
    private readonly workDir: string,
  ) {
    super();
  }

  normalise<T>(request: NormaliseRequest, use: (made: Normalised) => Promise<T>): Promise<T> {
    return this.queue.add(() => this.work(request, use), { signal: request.signal });
  }

  private async work<T>(
    { original, profile, form, signal }: NormaliseRequest,
    use: (made: Normalised) => Promise<T>,
  ): Promise<T> {
    const outDir = path.join(this.workDir, newSecret(12));
    await fs.promises.mkdir(outDir, { recursive: true });
    try {
      const result = await normaliseInThread({
        input: original,
        outDir,
        name: 'master',
        profile: loadProfile(profile),
        build: this.build,
        ...(form === undefined ? {} : { form }),
        signal,
      });
      const { masterPath } = result;
      return await use({ result, master: masterPath === null ? null : () => fs.createReadStream(masterPath) });
    } finally {
      await fs.promises.rm(outDir, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  /** Removes what a process that died left behind. Call it before the first job runs. */
  async sweep(): Promise<void> {
    await fs.promises.rm(this.workDir, { recursive: true, force: true });
  }
}
