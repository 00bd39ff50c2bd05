import fc from 'fast-check';
import {
  firstSettings,
  mostRenders,
  nextStep,
  type Attempt,
  type RenderSettings,
} from '../../../src/domain/loudness/closed-loop';
import {
  gainForTarget,
  predictLufs,
  startWindows,
  type ProgrammeWindows,
} from '../../../src/domain/loudness/limiter-model';
import { type LoudnessProfile } from '../../../src/domain/loudness/profile';
import { loadProfile } from '../../../src/platform/ffmpeg/profiles';
import { speechLike } from '../../support/audio-files';

const speech = loadProfile('speech');
const fm = loadProfile('fm');
const times = { attackMs: 5, releaseMs: 50 };
const bounds = { lowest: -60, highest: 60 };

function windowsOf(samples: Float32Array): ProgrammeWindows {
  const running = startWindows(18);
  running.push(Int32Array.from(samples, (value) => value * 2147483647 * 10 ** (-18 / 20)));
  return running.finish();
}

const spoken = windowsOf(speechLike(4));

/** What an encoder might do to what the model expects: take or give level, add to the peak. */
interface Encoder {
  levelLu: number;
  overshootDb: number;
}

function measure(settings: RenderSettings, encoder: Encoder): Attempt {
  return {
    ...settings,
    lufs: predictLufs(spoken, settings.gainDb, settings.ceilingDb, times) + encoder.levelLu,
    truePeakDb: settings.ceilingDb + encoder.overshootDb,
  };
}

function close(
  profile: LoudnessProfile,
  encoder: Encoder,
): { attempts: Attempt[]; accepted: number; soft: string | null } {
  const attempts: Attempt[] = [];
  let settings = firstSettings(profile, profile.master, spoken);
  for (;;) {
    attempts.push(measure(settings, encoder));
    const next = nextStep(profile, spoken, attempts);
    if (next.do === 'accept') return { attempts, accepted: next.attempt, soft: next.soft };
    settings = next.settings;
  }
}

describe('the model of the limiter', () => {
  it('is plain gain while nothing reaches the ceiling', () => {
    const quiet = predictLufs(spoken, -10, -1, times);
    expect(predictLufs(spoken, -14, -1, times)).toBeCloseTo(quiet - 4, 2);
  });

  it('rises with the gain, never by more than the gain, and less and less', () => {
    const lufs = [-10, 0, 10, 20, 30].map((gain) => predictLufs(spoken, gain, -1, times));
    const steps = lufs.slice(1).map((value, i) => value - lufs[i]!);
    for (const step of steps) {
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThanOrEqual(10.01);
    }
    expect(steps.at(-1)).toBeLessThan(steps[0]! / 2);
  });

  it('finds the gain for a target', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: -12 }), (target) => {
        const gain = gainForTarget(spoken, target, -1.8, times, bounds);
        expect(predictLufs(spoken, gain, -1.8, times)).toBeCloseTo(target, 1);
      }),
      { numRuns: 10 },
    );
  });

  it('answers with the bound when the target cannot be reached', () => {
    expect(gainForTarget(windowsOf(new Float32Array(48000)), -16, -1, times, bounds)).toBeCloseTo(60, 1);
  });

  it('takes windows in any pieces', () => {
    const raw = Int32Array.from(speechLike(0.5), (value) => value * 2e8);
    const whole = startWindows(18);
    whole.push(raw);
    const pieces = startWindows(18);
    for (let at = 0; at < raw.length; at += 1013) pieces.push(raw.subarray(at, at + 1013));
    const [a, b] = [pieces.finish(), whole.finish()];
    expect(Array.from(a.peaks)).toEqual(Array.from(b.peaks));
    expect(Array.from(a.energies)).toEqual(Array.from(b.energies));
  });
});

describe('B5 the closed loop', () => {
  it('accepts the first rendering when it is right', () => {
    expect(close(speech, { levelLu: -0.44, overshootDb: 0.3 })).toMatchObject({ accepted: 0, soft: null });
  });

  it('corrects the level by what the model was wrong', () => {
    const { attempts, accepted, soft } = close(speech, { levelLu: -1.4, overshootDb: 0.3 });
    expect(attempts).toHaveLength(2);
    expect(soft).toBeNull();
    expect(attempts[accepted]!.lufs).toBeCloseTo(-16, 1);
  });

  it('turns down a little when the peak is hardly over', () => {
    const { attempts, accepted, soft } = close(speech, { levelLu: -0.44, overshootDb: 0.9 });
    expect(attempts).toHaveLength(2);
    expect(attempts[1]!.gainDb).toBeLessThan(attempts[0]!.gainDb);
    expect(attempts[accepted]!.truePeakDb).toBeLessThanOrEqual(-1);
    expect(soft).toBeNull();
  });

  it('lowers the ceiling and raises the gain when the peak is far over', () => {
    const { attempts, accepted, soft } = close(speech, { levelLu: -0.44, overshootDb: 3 });
    expect(attempts[1]!.ceilingDb).toBeLessThan(attempts[0]!.ceilingDb - 2);
    expect(attempts[1]!.gainDb).toBeGreaterThan(attempts[0]!.gainDb);
    expect(attempts[accepted]!.truePeakDb).toBeLessThanOrEqual(-1);
    expect(soft).toBeNull();
  });

  it('is soft, with the reason, when the peak cannot be held', () => {
    const attempts = [1, 2, 3].map((n) => ({ gainDb: n, ceilingDb: -n, lufs: -16, truePeakDb: -0.5 }));
    expect(nextStep(speech, spoken, attempts)).toEqual({ do: 'accept', attempt: 0, soft: 'peak-not-held' });
  });

  it('is soft, with the reason, when the loudness cannot be reached', () => {
    const attempts = [-19, -18, -17].map((lufs, n) => ({ gainDb: n, ceilingDb: -2, lufs, truePeakDb: -2 }));
    expect(nextStep(speech, spoken, attempts)).toEqual({ do: 'accept', attempt: 2, soft: 'loudness-not-reached' });
  });

  it('prefers a held peak to a nearer loudness', () => {
    const attempts = [
      { gainDb: 1, ceilingDb: -2, lufs: -16.3, truePeakDb: -1.2 },
      { gainDb: 2, ceilingDb: -2, lufs: -16, truePeakDb: -0.8 },
      { gainDb: 3, ceilingDb: -2, lufs: -15.9, truePeakDb: -0.7 },
    ];
    expect(nextStep(speech, spoken, attempts)).toEqual({ do: 'accept', attempt: 0, soft: null });
  });

  it('whatever the encoder does, ends within three renderings, and what it calls ready keeps the promise', () => {
    const encoders = fc.record({
      levelLu: fc.double({ min: -2.5, max: 1, noNaN: true }),
      overshootDb: fc.double({ min: 0, max: 4, noNaN: true }),
    });
    fc.assert(
      fc.property(encoders, fc.constantFrom(speech, fm), (encoder, profile) => {
        const { attempts, accepted, soft } = close(profile, encoder);
        expect(attempts.length).toBeLessThanOrEqual(mostRenders);
        if (soft !== null) return;
        expect(Math.abs(attempts[accepted]!.lufs - profile.targetLufs)).toBeLessThanOrEqual(profile.toleranceLu);
        expect(attempts[accepted]!.truePeakDb).toBeLessThanOrEqual(profile.ceilingDbtp);
      }),
      { numRuns: 30 },
    );
  });

  it('brings any steady encoder to the aim', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 0.5, noNaN: true }), (levelLu) => {
        const { attempts, accepted, soft } = close(speech, { levelLu, overshootDb: 0.5 });
        expect(soft).toBeNull();
        expect(Math.abs(attempts[accepted]!.lufs + 16)).toBeLessThanOrEqual(speech.aimLu + 0.01);
      }),
      { numRuns: 15 },
    );
  });

  it('needs an attempt to judge', () => {
    expect(() => nextStep(speech, spoken, [])).toThrow('no attempt');
  });
});
