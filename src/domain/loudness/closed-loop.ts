import { gainForTarget, predictLufs, type LimiterTimes, type ProgrammeWindows } from './limiter-model';
import { encoderLossDb, type LoudnessProfile, type MasterForm } from './profile';
import { type SoftCode } from './verdict-codes';

/** What is asked of one rendering: gain before the limiter and the limiter's ceiling, dB. */
export interface RenderSettings {
  readonly gainDb: number;
  readonly ceilingDb: number;
}

/** A rendering as measured on the encoded file. */
export interface Attempt extends RenderSettings {
  readonly lufs: number;
  readonly truePeakDb: number;
}

export type NextStep =
  | { readonly do: 'render'; readonly settings: RenderSettings }
  | { readonly do: 'accept'; readonly attempt: number; readonly soft: SoftCode | null };

/** Renders at most this often: a fourth would not help a recording that three could not bring there. */
export const mostRenders = 3;

/** Distance to the promised peak that is worth keeping: the meter's last digit. */
const peakMarginDb = 0.02;
/** Largest loss of loudness that merely turning down may cost. */
const mostTrimLu = 0.3;
const lowestCeilingDb = -9;
const gainBounds = { lowest: -60, highest: 60 };
/** After the second rendering only an error above this is worth another. */
const worthThirdLu = 0.35;

/** The first settings, from the model alone. */
export function firstSettings(profile: LoudnessProfile, form: MasterForm, windows: ProgrammeWindows): RenderSettings {
  const ceilingDb = profile.limiterCeilingDb[form];
  const wanted = profile.targetLufs + encoderLossDb[form];
  return { ceilingDb, gainDb: gainForTarget(windows, wanted, ceilingDb, profile.limiter, gainBounds) };
}

/**
 * Decides after each verified rendering. Peak first: turn down when that costs little, else lower the ceiling and
 * raise the gain; then loudness: correct by what the model was wrong. Accepts the best rendering at the end,
 * soft with the reason when it misses the promise.
 */
export function nextStep(profile: LoudnessProfile, windows: ProgrammeWindows, attempts: readonly Attempt[]): NextStep {
  const last = attempts.at(-1);
  if (last === undefined) throw new Error('no attempt to judge');
  const error = last.lufs - profile.targetLufs;
  const over = last.truePeakDb - (profile.ceilingDbtp - peakMarginDb);
  const enough = attempts.length === 1 ? profile.aimLu : Math.min(worthThirdLu, profile.toleranceLu * 0.8);
  if (over <= 0 && Math.abs(error) <= Math.max(profile.aimLu, enough)) return accept(profile, attempts);
  if (attempts.length >= mostRenders) return accept(profile, attempts);
  const settings = correct(profile, windows, last, error, over);
  const repeats = attempts.some((a) => a.gainDb === settings.gainDb && a.ceilingDb === settings.ceilingDb);
  return repeats ? accept(profile, attempts) : { do: 'render', settings };
}

function correct(
  profile: LoudnessProfile,
  windows: ProgrammeWindows,
  last: Attempt,
  error: number,
  over: number,
): RenderSettings {
  const times: LimiterTimes = profile.limiter;
  const bias = last.lufs - predictLufs(windows, last.gainDb, last.ceilingDb, times);
  const trim = over > 0 ? over + 0.05 : 0;
  if (trim > 0 && error - trim >= -Math.min(mostTrimLu, profile.aimLu) && error <= profile.aimLu) {
    return { gainDb: rounded(last.gainDb - trim), ceilingDb: rounded(last.ceilingDb - trim) };
  }
  const ceilingDb = rounded(Math.max(lowestCeilingDb, last.ceilingDb - (trim > 0 ? trim + 0.1 : 0)));
  return { ceilingDb, gainDb: gainForTarget(windows, profile.targetLufs - bias, ceilingDb, times, gainBounds) };
}

/** Best is: peak held before loudness reached, then the smallest error. */
function accept(profile: LoudnessProfile, attempts: readonly Attempt[]): NextStep {
  const errorOf = (attempt: Attempt): number => Math.abs(attempt.lufs - profile.targetLufs);
  const holds = (attempt: Attempt): boolean => attempt.truePeakDb <= profile.ceilingDbtp;
  const order = attempts
    .map((attempt, index) => ({ attempt, index }))
    .sort((a, b) => Number(holds(b.attempt)) - Number(holds(a.attempt)) || errorOf(a.attempt) - errorOf(b.attempt));
  const best = order[0]!;
  const soft = !holds(best.attempt)
    ? 'peak-not-held'
    : errorOf(best.attempt) > profile.toleranceLu
      ? 'loudness-not-reached'
      : null;
  return { do: 'accept', attempt: best.index, soft };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
