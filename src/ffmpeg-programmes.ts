import { ProgrammeRenderer } from './features/playout';
import { AudioQueue } from './platform/ffmpeg/audio-queue';
import type { FfmpegBuild } from './platform/ffmpeg/find-ffmpeg';
import { loadProfile } from './platform/ffmpeg/profiles';
import { renderProgramme, type ProgrammePart } from './platform/ffmpeg/render-programme';

/** Sessions of communes without a box, one after another: somebody plays them by hand, nothing on air waits for them. */
export class FfmpegProgrammes extends ProgrammeRenderer {
  private readonly queue = new AudioQueue(1);

  constructor(private readonly build: FfmpegBuild) {
    super();
  }

  async render(parts: readonly ProgrammePart[], output: string): Promise<void> {
    const { build } = this;
    await this.queue.add(() => renderProgramme({ parts, output, profile: loadProfile('speech'), build }));
  }
}
