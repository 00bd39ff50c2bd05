import { decodeToPcm } from '../../platform/ffmpeg/decode-to-pcm';
import type { FfmpegBuild } from '../../platform/ffmpeg/find-ffmpeg';

/** Decodes a file whole to raw s16le, 48 kHz, mono; `output` appears complete or not at all. Rejects what cannot be decoded. */
export type Decoder = (input: string, output: string) => Promise<{ samples: number }>;

export function ffmpegDecoder(build: FfmpegBuild): Decoder {
  return async (input, output) => {
    const { samples } = await decodeToPcm({ input, output, build });
    return { samples };
  };
}
