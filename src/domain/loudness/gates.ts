import { type MonoChoice } from './command';
import { integratedLufs, loudnessCurve, loudnessRange, percentile, silentLufs, toDb, toLufs } from './gating';
import { type Probe } from './probe';
import { type Survey } from './survey';
import { type RefusalCode, type WarningCode } from './verdict-codes';

/** Limits and thresholds of the gates. They come from measurements; a programme's own taste belongs in a profile. */
const gates = {
  channels: { least: 1, most: 8 },
  sampleRate: { least: 4000, most: 384000 },
  /** Less than one block of the meter cannot be measured. */
  shortestMs: 400,
  briefMs: 1000,
  noSoundLufs: -69.9,
  veryQuietLufs: -35,
  truncatedShare: 0.95,
  /** Rounding of a declared length, ms. */
  truncatedSlackMs: 200,
  clippedPeak: 10 ** (-0.1 / 20),
  /** Only floating-point files go higher, and those are not clipped. */
  unclippedPeak: 10 ** (6 / 20),
  clippedFlatSamples: 10,
  clippedLoudShare: 0.005,
  humWithinDb: 10,
  noisyWithinLu: 12,
  deadChannelDb: 40,
  antiPhaseDb: 6,
  silenceMs: 10000,
  silenceBelowLu: 35,
} as const;

/** Judges the header alone: what need not be decoded to be refused. Null means: go on. */
export function refuseByHeader(probe: Probe | null, limits: { maxDurationMs: number }): RefusalCode | null {
  if (probe === null) return 'not-decodable';
  if (probe.codec === '') return 'no-audio';
  if (probe.sampleRate === 0 && probe.channels === 0) return 'not-decodable';
  const { channels, sampleRate } = gates;
  if (probe.channels < channels.least || probe.channels > channels.most) return 'unsupported-layout';
  if (probe.sampleRate < sampleRate.least || probe.sampleRate > sampleRate.most) return 'unsupported-layout';
  if (probe.declaredMs !== null && !probe.declaredIsGuess && probe.declaredMs > limits.maxDurationMs) return 'too-long';
  return null;
}

/** The recording as it came, and what of it becomes the programme. */
export interface Assessment {
  readonly decodedMs: number;
  readonly before: { readonly lufs: number; readonly truePeakDb: number; readonly rangeLu: number };
  /** Short-term loudness each second, LUFS, for pictures. */
  readonly curve: readonly number[];
  readonly mono: MonoChoice;
  /** Loudness of the mono programme after the profile's high-pass. */
  readonly programmeLufs: number;
  readonly refusal: RefusalCode | null;
  readonly warnings: readonly WarningCode[];
}

/** One channel alone when the two cancel each other in a mix; the louder one. */
export function chooseMono(survey: Survey): MonoChoice {
  const { left, right, mid, side } = survey.power;
  if (side <= mid * 10 ** (gates.antiPhaseDb / 10)) return 'mix';
  return right > left ? 'right' : 'left';
}

/** Judges the decoded recording: refuses only what cannot be used, warns of all else. */
export function assess(
  survey: Survey,
  probe: Pick<Probe, 'declaredMs' | 'declaredIsGuess'>,
  context: { maxDurationMs: number; speech: boolean; damaged: boolean },
): Assessment {
  const decodedMs = Math.round((survey.frames / survey.sampleRate) * 1000);
  const programme = survey.programme;
  const programmeLufs = integratedLufs(programme);
  const before = {
    lufs: integratedLufs(survey.blocks),
    truePeakDb: toDb(survey.truePeak),
    rangeLu: loudnessRange(survey.blocks),
  };
  const warnings: WarningCode[] = [];
  const warn = (code: WarningCode, applies: boolean): void => void (applies && warnings.push(code));
  warn('truncated', isTruncated(decodedMs, probe));
  warn('damaged-samples', context.damaged);
  warn('clipped', isClipped(survey));
  warn('channel-dead', hasDeadChannel(survey));
  warn('anti-phase', survey.channels === 2 && survey.mono !== 'mix');
  warn('hum', context.speech && hasHum(survey));
  warn('noisy', context.speech && isNoisy(programme, programmeLufs));
  warn('very-quiet', before.lufs < gates.veryQuietLufs && programmeLufs > gates.noSoundLufs);
  warn('long-silence', hasLongSilence(programme, programmeLufs));
  warn('brief', decodedMs < gates.briefMs);
  const refusal = refuseByContent(decodedMs, programmeLufs, context);
  return {
    decodedMs,
    before,
    curve: loudnessCurve(survey.blocks),
    mono: survey.mono,
    programmeLufs,
    refusal,
    warnings,
  };
}

function refuseByContent(decodedMs: number, lufs: number, limits: { maxDurationMs: number }): RefusalCode | null {
  if (decodedMs === 0) return 'not-decodable';
  if (decodedMs > limits.maxDurationMs) return 'too-long';
  if (decodedMs < gates.shortestMs) return 'too-short';
  return lufs <= gates.noSoundLufs ? 'no-sound' : null;
}

function isTruncated(decodedMs: number, probe: Pick<Probe, 'declaredMs' | 'declaredIsGuess'>): boolean {
  if (probe.declaredMs === null || probe.declaredIsGuess) return false;
  return decodedMs < probe.declaredMs * gates.truncatedShare && decodedMs + gates.truncatedSlackMs < probe.declaredMs;
}

/** Flat tops betray clipping in plain samples; after a lossy codec only the crowd at full scale does. */
function isClipped(survey: Survey): boolean {
  if (survey.samplePeak < gates.clippedPeak || survey.samplePeak > gates.unclippedPeak) return false;
  return survey.flatSamples >= gates.clippedFlatSamples || survey.loudSamples > survey.frames * gates.clippedLoudShare;
}

function hasDeadChannel(survey: Survey): boolean {
  if (survey.channels === 1) return false;
  const { left, right } = survey.power;
  const louder = Math.max(left, right);
  return louder > 0 && Math.min(left, right) < louder * 10 ** (-gates.deadChannelDb / 10);
}

function hasHum(survey: Survey): boolean {
  const { at50, at1000 } = survey.hum;
  return at50 > 0 && at50 > at1000 * 10 ** (-gates.humWithinDb / 10);
}

/** In speech the pauses are quiet; where they are not, there is wind, an engine or a bad cable. */
function isNoisy(blocks: Float64Array, lufs: number): boolean {
  if (blocks.length < 50 || lufs <= silentLufs) return false;
  const ascending = blocks.slice().sort();
  return lufs - toLufs(percentile(ascending, 0.05)) < gates.noisyWithinLu;
}

function hasLongSilence(blocks: Float64Array, lufs: number): boolean {
  const threshold = Math.max(-65, lufs - gates.silenceBelowLu);
  let run = 0;
  for (const block of blocks) {
    run = toLufs(block) < threshold ? run + 1 : 0;
    if (run * 100 >= gates.silenceMs) return true;
  }
  return false;
}
