import fs from 'node:fs/promises';
import path from 'node:path';
import { spoolCommand } from '../../domain/loudness/command';
import { type FfmpegBuild } from './find-ffmpeg';
import { commandLimits, defaultMediaLimits, type MediaLimits } from './media-limits';
import { runCommand } from './run-command';
import { placeInput, publishFile, withWorkDir } from './work-dir';

export interface PcmFile {
  readonly path: string;
  /** 48 kHz mono: samples are frames. */
  readonly samples: number;
  readonly durationMs: number;
}

/** The file cannot be decoded to sound; `detail` is for the log. */
export class NotDecodable extends Error {
  override readonly name = 'NotDecodable';
  constructor(readonly detail: string) {
    super('the file cannot be decoded');
  }
}

/**
 * Decodes a file whole to what the player's spool holds (P3): raw signed 16 bit, little endian, 48 kHz, mono, no header.
 * `output` appears complete or not at all.
 * @throws NotDecodable, FfmpegFailed, or the signal's reason
 */
export async function decodeToPcm(options: {
  readonly input: string;
  readonly output: string;
  readonly build: FfmpegBuild;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<MediaLimits>;
}): Promise<PcmFile> {
  const limits: MediaLimits = { ...defaultMediaLimits, ...options.limits };
  const output = path.resolve(options.output);
  return withWorkDir(path.dirname(output), async (workDir) => {
    await placeInput(options.input, workDir, 'input');
    const outcome = await runCommand(spoolCommand('input', 'spool.pcm', limits.maxDurationMs), {
      build: options.build,
      workDir,
      limits: commandLimits(limits, { sampleRate: 48000, channels: 1 }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const pcm = path.join(workDir, 'spool.pcm');
    const bytes = await fs.stat(pcm).then(
      (stat) => stat.size,
      () => 0,
    );
    if (outcome.code !== 0 || bytes === 0) throw new NotDecodable(lastLine(outcome.stderr));
    await publishFile(pcm, output);
    const samples = Math.floor(bytes / 2);
    return { path: output, samples, durationMs: Math.round(samples / 48) };
  });
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
