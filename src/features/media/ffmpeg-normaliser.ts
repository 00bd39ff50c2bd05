import fs from 'node:fs';
import path from 'node:path';
import { newSecret } from '../../platform/clock/identifiers';
import type { FfmpegBuild } from '../../platform/ffmpeg/find-ffmpeg';
import { normaliseFile } from '../../platform/ffmpeg/normalise-file';
import { loadProfile } from '../../platform/ffmpeg/profiles';
import { Normaliser, type Normalised, type NormaliseRequest } from './normaliser';

/** The closed loop over ffmpeg, in work folders below `workDir`. */
export class FfmpegNormaliser extends Normaliser {
  constructor(
    private readonly build: FfmpegBuild,
    private readonly workDir: string,
  ) {
    super();
  }

  async normalise<T>(
    { original, profile, signal }: NormaliseRequest,
    use: (made: Normalised) => Promise<T>,
  ): Promise<T> {
    const outDir = path.join(this.workDir, newSecret(12));
    await fs.promises.mkdir(outDir, { recursive: true });
    try {
      const result = await normaliseFile({
        input: original,
        outDir,
        name: 'master',
        profile: loadProfile(profile),
        build: this.build,
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
