import fs, { type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { encodeCommand, measureCommand, type FfmpegCommand } from '../../domain/loudness/command';
import {
  encoderLossDb,
  encoderOptions,
  headroomDb,
  renderFilters,
  type LoudnessProfile,
} from '../../domain/loudness/profile';
import { parseReadings, type LoudnessReading } from '../../domain/loudness/readings';
import { decodeToPcm } from './decode-to-pcm';
import type { FfmpegBuild } from './find-ffmpeg';
import { commandLimits, defaultMediaLimits } from './media-limits';
import { FfmpegFailed, runCommand, type RunOutcome } from './run-command';
import { publishFile, withWorkDir } from './work-dir';

/** One recording and where it stands in the programme. */
export interface ProgrammePart {
  readonly file: string;
  readonly fromMs: number;
  readonly durationMs: number;
  readonly gainDb: number;
}

export interface RenderOptions {
  readonly parts: readonly ProgrammePart[];
  readonly output: string;
  readonly profile: LoudnessProfile;
  readonly build: FfmpegBuild;
  readonly signal?: AbortSignal;
}

const samplesPerMs = 48;
const pieceSamples = 48_000;
const raw = { sampleRate: 48_000, channels: 1 } as const;
/** The parts have one loudness already, so the first rendering is nearly always right. */
const mostRenders = 3;
/** As for masters: ffmpeg's meter has one decimal, -1.0 dBTP is what is promised. */
const meterMarginDb = 0.1;

/**
 * Puts recordings one after another, silence between them, into one MP3 at the profile's loudness (B5). `output` appears complete or
 * not at all. Resolves with what a meter reads on the encoded file.
 * @throws NotDecodable, FfmpegFailed, or the signal's reason
 */
export async function renderProgramme(options: RenderOptions): Promise<LoudnessReading> {
  const output = path.resolve(options.output);
  return withWorkDir(path.dirname(output), async (workDir) => {
    await joinParts(options, workDir);
    const { targetLufs, toleranceLu, ceilingDbtp, limiterCeilingDb } = options.profile;
    let gainDb = encoderLossDb.mp3;
    let ceilingDb = limiterCeilingDb.mp3;
    for (let render = 1; ; render += 1) {
      const reading = await renderOnce(options, workDir, gainDb, ceilingDb);
      const offLu = targetLufs - reading.lufs;
      const overDb = reading.truePeakDb - (ceilingDbtp - meterMarginDb);
      const right = (Math.abs(offLu) <= toleranceLu || !Number.isFinite(offLu)) && overDb <= 0;
      if (right || render === mostRenders) {
        await publishFile(path.join(workDir, 'programme.mp3'), output);
        return reading;
      }
      if (Number.isFinite(offLu)) gainDb += offLu;
      if (overDb > 0) ceilingDb -= overDb + meterMarginDb;
    }
  });
}

async function renderOnce(
  options: RenderOptions,
  workDir: string,
  gainDb: number,
  ceilingDb: number,
): Promise<LoudnessReading> {
  const filters = renderFilters(options.profile, gainDb, ceilingDb);
  await succeed(options, workDir, encodeCommand('programme.pcm', raw, filters, encoderOptions('mp3'), 'programme.mp3'));
  const measured = await succeed(options, workDir, measureCommand('programme.mp3', 'readings', 'preview'));
  return parseReadings(await fs.readFile(path.join(workDir, 'readings'), 'utf8'), measured.stderr);
}

async function succeed(options: RenderOptions, workDir: string, command: FfmpegCommand): Promise<RunOutcome> {
  const { build, signal } = options;
  const limits = commandLimits(defaultMediaLimits, raw);
  const outcome = await runCommand(command, { build, workDir, limits, ...(signal ? { signal } : {}) });
  if (outcome.code === 0) return outcome;
  throw new FfmpegFailed(outcome.stderr.trimEnd().split('\n').at(-1) ?? 'ffmpeg failed', command);
}

/** Writes `programme.pcm`: 32 bit, with the headroom that the limiter's filters expect. */
async function joinParts({ parts, build, signal }: RenderOptions, workDir: string): Promise<void> {
  const joined = await fs.open(path.join(workDir, 'programme.pcm'), 'w');
  const abort = signal ? { signal } : {};
  try {
    let end = 0;
    for (const part of parts) {
      const pcm = await decodeToPcm({ input: part.file, output: path.join(workDir, 'part.pcm'), build, ...abort });
      await append(joined, pcm.path, part);
      end = (part.fromMs + part.durationMs) * samplesPerMs;
    }
    // What was never written reads as silence: pauses, and a part that decodes a little shorter than planned.
    await joined.truncate(end * 4);
  } finally {
    await joined.close();
  }
}

async function append(
  joined: FileHandle,
  pcmFile: string,
  { fromMs, durationMs, gainDb }: ProgrammePart,
): Promise<void> {
  const scale = 65_536 * 10 ** ((gainDb - headroomDb) / 20);
  const most = durationMs * samplesPerMs;
  const pcm = await fs.open(pcmFile, 'r');
  try {
    const piece = Buffer.alloc(pieceSamples * 2);
    for (let taken = 0; taken < most;) {
      const wanted = Math.min(pieceSamples, most - taken);
      const { bytesRead } = await pcm.read(piece, 0, wanted * 2, taken * 2);
      const samples = Math.floor(bytesRead / 2);
      if (samples === 0) return;
      const loud = Int32Array.from({ length: samples }, (_, i) => limited(piece.readInt16LE(i * 2) * scale));
      await joined.write(Buffer.from(loud.buffer), 0, loud.byteLength, (fromMs * samplesPerMs + taken) * 4);
      taken += samples;
    }
  } finally {
    await pcm.close();
  }
}

const limited = (sample: number): number => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.round(sample)));
