import fs from 'node:fs/promises';
import path from 'node:path';
import { firstSettings, nextStep, type Attempt, type RenderSettings } from '../../domain/loudness/closed-loop';
import {
  decodeCommand,
  encodeCommand,
  measureCommand,
  probeCommand,
  rawToRawCommand,
  type FfmpegCommand,
  type MonoChoice,
  type RawForm,
} from '../../domain/loudness/command';
import { assess, chooseMono, refuseByHeader, type Assessment } from '../../domain/loudness/gates';
import { startWindows, type ProgrammeWindows } from '../../domain/loudness/limiter-model';
import { parseProbe, tellsOfDamage, type Probe } from '../../domain/loudness/probe';
import {
  chainFilters,
  encoderOptions,
  headroomDb,
  masterExtensions,
  renderFilters,
  type LoudnessProfile,
  type MasterForm,
} from '../../domain/loudness/profile';
import { parseReadings, type LoudnessReading } from '../../domain/loudness/readings';
import { riffDeclaredMs } from '../../domain/loudness/riff';
import { startSurvey, type Survey } from '../../domain/loudness/survey';
import { type RefusalCode } from '../../domain/loudness/verdict-codes';
import { startWaveform, type Waveform } from '../../domain/loudness/waveform';
import { type FfmpegBuild } from './find-ffmpeg';
import { commandLimits, defaultMediaLimits, type MediaLimits } from './media-limits';
import { readyResult, refusedResult, type NormaliseResult } from './normalise-result';
import { readHead, readRaw16, readRaw32, sha256Of } from './raw-samples';
import { FfmpegFailed, runCommand, type RunContext, type RunOutcome } from './run-command';
import { placeInput, publishFile, withWorkDir } from './work-dir';

export interface NormaliseOptions {
  readonly input: string;
  /** Where the master goes; its name is `name` (default: the input's, without extension) and the form's extension. */
  readonly outDir: string;
  readonly name?: string;
  readonly profile: LoudnessProfile;
  /** Default: the profile's master. */
  readonly form?: MasterForm;
  readonly build: FfmpegBuild;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<MediaLimits>;
  /** Told as each step begins. */
  readonly onStep?: (step: NormaliseStep) => void;
}

export type NormaliseStep = 'probe' | 'decode' | 'prepare' | 'render' | 'verify';

/** Enough for the chunks before a WAV file's samples. */
const headBytes = 65536;
/** Room for a hash, an extension and a draft's suffix within the 255 bytes of a name. */
const maxNameBytes = 215;

/**
 * Brings one recording to the profile's loudness (B5): probe, decode once, survey, prepare the programme, predict the
 * gain, render, measure the encoded file, correct. The master appears complete or not at all; the input is only read.
 * A recording that cannot be used is a result, not an error.
 * @throws FfmpegFailed when the machine is at fault; the signal's reason when aborted; errors of the file system
 */
export async function normaliseFile(options: NormaliseOptions): Promise<NormaliseResult> {
  const outDir = path.resolve(options.outDir);
  const originalSha256 = await sha256Of(options.input);
  return withWorkDir(outDir, async (workDir) => {
    await placeInput(options.input, workDir, 'input');
    return new Normalisation(options, outDir, workDir, originalSha256).run();
  });
}

/** The steps over one work directory. */
class Normalisation {
  private readonly limits: MediaLimits;
  private readonly form: MasterForm;

  constructor(
    private readonly options: NormaliseOptions,
    private readonly outDir: string,
    private readonly workDir: string,
    private readonly originalSha256: string,
  ) {
    this.limits = { ...defaultMediaLimits, ...options.limits };
    this.form = options.form ?? options.profile.master;
  }

  async run(): Promise<NormaliseResult> {
    this.options.onStep?.('probe');
    const probe = await this.probe();
    if (probe === 'limit-reached') return this.refuse(probe, null, null);
    const byHeader = refuseByHeader(probe, this.limits);
    if (byHeader !== null || probe === null) return this.refuse(byHeader ?? 'not-decodable', probe, null);

    this.options.onStep?.('decode');
    const decoded = await this.decode(probe);
    if (typeof decoded === 'string') return this.refuse(decoded, probe, null);
    const { raw, assessment } = decoded;
    if (assessment.refusal !== null) return this.refuse(assessment.refusal, probe, assessment);

    this.options.onStep?.('prepare');
    const windows = await this.prepare(raw, assessment);
    if (windows === null) return this.refuse('limit-reached', probe, assessment);
    return this.close(probe, assessment, windows);
  }

  private async probe(): Promise<Probe | null | 'limit-reached'> {
    const outcome = await this.ffmpeg(probeCommand('input'));
    if (outcome.stoppedBy !== null) return 'limit-reached';
    const probe = parseProbe(outcome.stderr);
    const byHeader = riffDeclaredMs(await readHead(this.file('input'), headBytes));
    return probe === null || byHeader === null ? probe : { ...probe, declaredMs: byHeader, declaredIsGuess: false };
  }

  private async decode(probe: Probe): Promise<{ raw: RawForm; assessment: Assessment } | RefusalCode> {
    const command = decodeCommand('input', 'source.pcm', probe, {
      maxDurationMs: this.limits.maxDurationMs,
      headroomDb,
      floatingPoint: /^pcm_f\d/.test(probe.codec),
    });
    const outcome = await this.ffmpeg(command, command.raw);
    if (outcome.stoppedBy !== null) return 'limit-reached';
    const survey = await this.survey(command.raw, 'mix');
    if (survey === null || outcome.code !== 0) return 'not-decodable';
    const mono = chooseMono(survey);
    const chosen = mono === 'mix' ? survey : ((await this.survey(command.raw, mono)) ?? survey);
    const assessment = assess(chosen, probe, {
      maxDurationMs: this.limits.maxDurationMs,
      speech: this.options.profile.id === 'speech',
      damaged: tellsOfDamage(outcome.stderr),
    });
    return { raw: command.raw, assessment };
  }

  private async survey(raw: RawForm, mono: MonoChoice): Promise<Survey | null> {
    const file = this.file('source.pcm');
    if ((await sizeOf(file)) === 0) return null;
    const survey = startSurvey(raw, { headroomDb, highpassHz: this.options.profile.chain.highpassHz, mono });
    await readRaw32(file, raw.channels, (samples) => survey.push(samples), this.options.signal);
    return survey.finish();
  }

  private async prepare(raw: RawForm, assessment: Assessment): Promise<ProgrammeWindows | null> {
    const filters = chainFilters(this.options.profile, raw, assessment.mono, assessment.programmeLufs);
    if (!(await this.mustSucceed(rawToRawCommand('source.pcm', raw, filters, 'programme.pcm')))) return null;
    await fs.rm(this.file('source.pcm'));
    const windows = startWindows(headroomDb);
    await readRaw32(this.file('programme.pcm'), 1, (samples) => windows.push(samples), this.options.signal);
    return windows.finish();
  }

  private async close(probe: Probe, assessment: Assessment, windows: ProgrammeWindows): Promise<NormaliseResult> {
    const { profile } = this.options;
    const attempts: Attempt[] = [];
    const measured: { reading: LoudnessReading; frames8k: number }[] = [];
    let settings: RenderSettings = firstSettings(profile, this.form, windows);
    for (;;) {
      const result = await this.renderAndMeasure(settings, attempts.length);
      if (result === null) return this.refuse('limit-reached', probe, assessment);
      measured.push(result);
      attempts.push({ ...settings, lufs: result.reading.lufs, truePeakDb: result.reading.truePeakDb });
      const next = nextStep(profile, windows, attempts);
      if (next.do === 'render') {
        settings = next.settings;
        continue;
      }
      const chosen = next.attempt;
      const peaks = await this.waveform(chosen, measured[chosen]!.frames8k);
      const masterPath = await this.publish(chosen);
      return readyResult({
        originalSha256: this.originalSha256,
        build: this.options.build,
        probe,
        assessment,
        profile,
        form: this.form,
        attempt: attempts[chosen]!,
        renders: attempts.length,
        reading: measured[chosen]!.reading,
        soft: next.soft,
        master: { path: masterPath, sha256: await sha256Of(masterPath), bytes: await sizeOf(masterPath) },
        durationMs: Math.round(((await sizeOf(this.file('programme.pcm'))) / 4 / 48000) * 1000),
        peaks,
      });
    }
  }

  private async renderAndMeasure(
    settings: RenderSettings,
    attempt: number,
  ): Promise<{ reading: LoudnessReading; frames8k: number } | null> {
    const { profile } = this.options;
    this.options.onStep?.('render');
    const filters = renderFilters(profile, settings.gainDb, settings.ceilingDb);
    const raw: RawForm = { sampleRate: 48000, channels: 1 };
    const rendered = await this.mustSucceed(
      encodeCommand('programme.pcm', raw, filters, encoderOptions(this.form), `master-${attempt}`),
    );
    if (rendered === null) return null;
    this.options.onStep?.('verify');
    const verified = await this.mustSucceed(
      measureCommand(`master-${attempt}`, `readings-${attempt}`, `preview-${attempt}`),
    );
    if (verified === null) return null;
    const reading = parseReadings(await fs.readFile(this.file(`readings-${attempt}`), 'utf8'), verified.stderr);
    return { reading, frames8k: Math.floor((await sizeOf(this.file(`preview-${attempt}`))) / 2) };
  }

  private async waveform(attempt: number, frames: number): Promise<Waveform> {
    const waveform = startWaveform(frames);
    await readRaw16(this.file(`preview-${attempt}`), (samples) => waveform.push(samples), this.options.signal);
    return waveform.finish();
  }

  private async publish(attempt: number): Promise<string> {
    this.options.signal?.throwIfAborted();
    const name = `${safeStem(this.options.name ?? stemOf(this.options.input))}.${masterExtensions[this.form]}`;
    const target = path.join(this.outDir, name);
    if (target === (await fs.realpath(this.options.input)))
      throw new Error(`the master would replace its own original: ${target}`);
    await publishFile(this.file(`master-${attempt}`), target);
    return target;
  }

  private refuse(code: RefusalCode, probe: Probe | null, assessment: Assessment | null): NormaliseResult {
    return refusedResult({ originalSha256: this.originalSha256, build: this.options.build, code, probe, assessment });
  }

  /** For commands on our own files: they fail for a limit (null) or because the machine is at fault. */
  private async mustSucceed(command: FfmpegCommand): Promise<RunOutcome | null> {
    const outcome = await this.ffmpeg(command);
    if (outcome.stoppedBy !== null) return null;
    if (outcome.code !== 0)
      throw new FfmpegFailed(outcome.stderr.trimEnd().split('\n').at(-1) ?? 'ffmpeg failed', command);
    return outcome;
  }

  private ffmpeg(
    command: FfmpegCommand,
    form: { sampleRate: number; channels: number } = { sampleRate: 48000, channels: 1 },
  ): Promise<RunOutcome> {
    const context: RunContext = {
      build: this.options.build,
      workDir: this.workDir,
      limits: commandLimits(this.limits, form),
      ...(this.options.signal === undefined ? {} : { signal: this.options.signal }),
    };
    return runCommand(command, context);
  }

  private file(name: string): string {
    return path.join(this.workDir, name);
  }
}

async function sizeOf(file: string): Promise<number> {
  return fs.stat(file).then(
    (stat) => stat.size,
    () => 0,
  );
}

function stemOf(file: string): string {
  return path.basename(file, path.extname(file)) || 'master';
}

/** A name that fits every file system with its extension; characters are the user's, NFC (B8). */
export function safeStem(stem: string): string {
  let short = stem.normalize('NFC');
  while (Buffer.byteLength(short) > maxNameBytes) short = Array.from(short).slice(0, -1).join('');
  return short;
}
