import { type Attempt } from '../../domain/loudness/closed-loop';
import { type Assessment } from '../../domain/loudness/gates';
import { type Probe } from '../../domain/loudness/probe';
import { type LoudnessProfile, type MasterForm } from '../../domain/loudness/profile';
import { type LoudnessReading } from '../../domain/loudness/readings';
import {
  type ReasonCode,
  type RefusalCode,
  type SoftCode,
  type WarningCode,
} from '../../domain/loudness/verdict-codes';
import { type Waveform } from '../../domain/loudness/waveform';
import { describeBuild, type FfmpegBuild } from './find-ffmpeg';

/** Levels of a file; null where nothing could be measured. */
export interface MeasuredLevels {
  readonly lufs: number | null;
  readonly truePeakDb: number | null;
  readonly rangeLu: number | null;
}

/** Everything stored with a version about its audio (B3-B6). Lengths in ms, levels rounded to hundredths. */
export interface NormaliseResult {
  /** `soft`: usable, but the promise is missed for `reason`. */
  readonly state: 'ready' | 'soft' | 'refused';
  readonly reason: ReasonCode | null;
  readonly warnings: readonly WarningCode[];
  readonly declaredMs: number | null;
  readonly decodedMs: number | null;
  /** What playing the master takes; null when refused (B4). */
  readonly durationMs: number | null;
  readonly before: MeasuredLevels;
  readonly after: MeasuredLevels;
  /** Change of level before compressor and limiter, dB. */
  readonly gainDb: number | null;
  readonly masterPath: string | null;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly mime: string | null;
  readonly originalSha256: string;
  readonly ffmpeg: string;
  /** How often it had to be rendered. */
  readonly renders: number;
  /** Waveform of the master: 1,000 to 2,000 pairs min, max, -128 to 127. */
  readonly peaks: Int8Array | null;
  /** Short-term loudness each second, before and after. */
  readonly curves: { readonly before: readonly number[]; readonly after: readonly number[] };
}

const mimes: Readonly<Record<MasterForm, string>> = { mp3: 'audio/mpeg', opus: 'audio/ogg', flac: 'audio/flac' };
const unmeasured: MeasuredLevels = { lufs: null, truePeakDb: null, rangeLu: null };

export function refusedResult(facts: {
  originalSha256: string;
  build: FfmpegBuild;
  code: RefusalCode;
  probe: Probe | null;
  assessment: Assessment | null;
}): NormaliseResult {
  return {
    state: 'refused',
    reason: facts.code,
    warnings: facts.assessment?.warnings ?? [],
    declaredMs: facts.probe?.declaredMs ?? null,
    decodedMs: facts.assessment?.decodedMs ?? null,
    durationMs: null,
    before: facts.assessment === null ? unmeasured : levels(facts.assessment.before),
    after: unmeasured,
    gainDb: null,
    masterPath: null,
    sha256: null,
    bytes: null,
    mime: null,
    originalSha256: facts.originalSha256,
    ffmpeg: describeBuild(facts.build),
    renders: 0,
    peaks: null,
    curves: { before: facts.assessment?.curve ?? [], after: [] },
  };
}

export function readyResult(facts: {
  originalSha256: string;
  build: FfmpegBuild;
  probe: Probe;
  assessment: Assessment;
  profile: LoudnessProfile;
  form: MasterForm;
  attempt: Attempt;
  renders: number;
  reading: LoudnessReading;
  soft: SoftCode | null;
  master: { path: string; sha256: string; bytes: number };
  durationMs: number;
  peaks: Waveform;
}): NormaliseResult {
  const { levelLufs } = facts.profile.chain;
  const toLevel = levelLufs === null ? 0 : levelLufs - facts.assessment.programmeLufs;
  return {
    state: facts.soft === null ? 'ready' : 'soft',
    reason: facts.soft,
    warnings: facts.assessment.warnings,
    declaredMs: facts.probe.declaredMs,
    decodedMs: facts.assessment.decodedMs,
    durationMs: facts.durationMs,
    before: levels(facts.assessment.before),
    after: levels(facts.reading),
    gainDb: hundredths(toLevel + facts.attempt.gainDb),
    masterPath: facts.master.path,
    sha256: facts.master.sha256,
    bytes: facts.master.bytes,
    mime: mimes[facts.form],
    originalSha256: facts.originalSha256,
    ffmpeg: describeBuild(facts.build),
    renders: facts.renders,
    peaks: facts.peaks.values,
    curves: { before: facts.assessment.curve, after: facts.reading.curve },
  };
}

function levels(from: { lufs: number; truePeakDb: number; rangeLu: number }): MeasuredLevels {
  return { lufs: hundredths(from.lufs), truePeakDb: hundredths(from.truePeakDb), rangeLu: hundredths(from.rangeLu) };
}

/** Infinite levels (digital silence) have no number. */
function hundredths(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}
