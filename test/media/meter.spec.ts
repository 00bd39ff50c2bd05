/** The meter that judges every master, ffmpeg's ebur128, against the synthetic cases of EBU Tech 3341 and 3342. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { measureCommand } from '../../src/domain/loudness/command';
import { parseReadings, type LoudnessReading } from '../../src/domain/loudness/readings';
import { commandLimits, defaultMediaLimits } from '../../src/platform/ffmpeg/media-limits';
import { runCommand } from '../../src/platform/ffmpeg/run-command';
import { withWorkDir } from '../../src/platform/ffmpeg/work-dir';
import { hasNative, itEach, longRun, testBuilds, type TestBuilds } from '../support/audio-builds';
import { tones, writeWav, type Tone } from '../support/audio-files';

let builds: TestBuilds;
beforeAll(async () => {
  builds = await testBuilds();
});

/** What the meter says of each 100 ms, beside the reading that is stored: momentary and short-term loudness, LUFS. */
interface Metered extends LoudnessReading {
  readonly momentary: number[];
  readonly shortTerm: number[];
}

async function measure(channels: Float32Array[]): Promise<Metered> {
  return withWorkDir(os.tmpdir(), async (workDir) => {
    writeWav(path.join(workDir, 'input'), channels, { sampleRate: 48000, format: 'f32' });
    const limits = commandLimits(defaultMediaLimits, { sampleRate: 48000, channels: 2 });
    const outcome = await runCommand(measureCommand('input', 'readings', 'preview'), {
      build: builds.main,
      workDir,
      limits,
    });
    const text = await fs.readFile(path.join(workDir, 'readings'), 'utf8');
    const each = (name: string): number[] =>
      [...text.matchAll(new RegExp(`lavfi\\.r128\\.${name}=(\\S+)`, 'g'))].map(
        ([, value]) => Number(value) || -Infinity,
      );
    return { ...parseReadings(text, outcome.stderr), momentary: each('M'), shortTerm: each('S') };
  });
}

const tone = (levelDb: number, seconds: number, hertz = 1000): Tone => ({ hertz, levelDb, seconds });
const both = (parts: Tone[]): Float32Array[] => {
  const channel = tones(parts);
  return [channel, channel];
};
const silence = (seconds: number): Tone => tone(-Infinity, seconds);
/** The largest value of each stretch; the stretches follow one another, in seconds. */
function largest(values: number[], stretches: number[]): number[] {
  let at = 0;
  return stretches.map((seconds) => {
    const from = Math.round(at * 10);
    at += seconds;
    return Math.max(...values.slice(from, Math.round(at * 10)));
  });
}
const furthestFrom = (values: number[], target: (place: number) => number): number =>
  Math.max(...values.map((value, place) => Math.abs(value - target(place))));

/** The long cases say the same as the short ones, at greater cost. */
const among =
  (onNative: string[], onWasm: string[]) =>
  (name: string): boolean =>
    longRun || (hasNative ? onNative : onWasm).includes(name);

describe('EBU Tech 3341: integrated loudness within 0.1 LU', () => {
  const cases: [string, Tone[], number][] = [
    ['case 1', [tone(-23, 20)], -23],
    ['case 2', [tone(-33, 20)], -33],
    ['case 3', [tone(-36, 10), tone(-23, 60), tone(-36, 10)], -23],
    ['case 4', [tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10), tone(-72, 10)], -23],
    ['case 5', [tone(-26, 20), tone(-20, 20.1), tone(-26, 20)], -23],
  ];
  itEach(cases, among(['case 1', 'case 2', 'case 5'], ['case 1']))('%s', async (_, parts, lufs) => {
    expect(Math.abs((await measure(both(parts))).lufs - lufs)).toBeLessThanOrEqual(0.1);
  });
});

describe('EBU Tech 3341: the weights of surround', () => {
  itEach([['case 6']], among([], []))('%s: 5.0, its two rear channels weigh 1.5 dB more', async () => {
    const channels = [-28, -28, -24, -30, -30].map((levelDb) => tones([tone(levelDb, 20)]));
    expect(Math.abs((await measure(channels)).lufs + 23)).toBeLessThanOrEqual(0.1);
  });
});

/**
 * Segments that the document has measured one by one stand in one file, with a window's length of silence between them. A tone that
 * begins off the meter's grid of 100 ms lies whole in no window of 400 ms (cases 13 and 14): that shortens it by up to 40 ms, 0.46 LU.
 */
describe('EBU Tech 3341: short-term and momentary loudness within 0.1 LU', () => {
  const repeat = (times: number, parts: Tone[]): Tone[] => Array.from({ length: times }, () => parts).flat();
  const twenty = Array.from({ length: 20 }, (_, i) => i);
  type Judged = { tones: Tone[]; judge: (metered: Metered) => void };
  const cases: [string, () => Judged][] = [
    [
      'case 9',
      () => ({
        tones: repeat(5, [tone(-20, 1.34), tone(-30, 1.66)]),
        judge: ({ shortTerm }) => expect(furthestFrom(shortTerm.slice(30), () => -23)).toBeLessThanOrEqual(0.1),
      }),
    ],
    [
      'case 10',
      () => {
        const segments = twenty.map((i) => [silence(0.15 * i), tone(-23, 3), silence(3.2 - ((0.15 * i) % 0.2))]);
        const stretches = segments.map((parts) => parts.reduce((sum, { seconds }) => sum + seconds, 0));
        const judge = ({ shortTerm }: Metered): void =>
          expect(furthestFrom(largest(shortTerm, stretches), () => -23)).toBeLessThanOrEqual(0.1);
        return { tones: segments.flat(), judge };
      },
    ],
    [
      'case 11',
      () => ({
        tones: twenty.flatMap((i) => [silence(0.15 * i), tone(-38 + i, 3), silence(3 - 0.15 * i)]),
        judge: ({ shortTerm }) => {
          // In one stream, a window may still hold the end of the tone before: the largest values follow 6 s after one another.
          const peaks = largest(shortTerm, Array<number>(20).fill(6));
          expect(furthestFrom(peaks, (i) => -38 + i)).toBeLessThanOrEqual(0.1);
        },
      }),
    ],
    [
      'case 12',
      () => ({
        tones: repeat(25, [tone(-20, 0.18), tone(-30, 0.22)]),
        judge: ({ momentary }) => expect(furthestFrom(momentary.slice(10), () => -23)).toBeLessThanOrEqual(0.1),
      }),
    ],
    [
      'case 13',
      () => ({
        tones: twenty.flatMap((i) => [silence(0.02 * i), tone(-23, 0.4), silence(1.6 - 0.02 * i)]),
        judge: ({ momentary }) => {
          const peaks = largest(momentary, Array<number>(20).fill(2));
          expect(
            furthestFrom(
              peaks,
              offGrid(() => -23),
            ),
          ).toBeLessThanOrEqual(0.1);
        },
      }),
    ],
    [
      'case 14',
      () => ({
        tones: twenty.flatMap((i) => [silence(0.02 * i), tone(-38 + i, 0.4), silence(0.4 - 0.02 * i)]),
        judge: ({ momentary }) => {
          const peaks = largest(momentary, Array<number>(20).fill(0.8));
          expect(
            furthestFrom(
              peaks,
              offGrid((i) => -38 + i),
            ),
          ).toBeLessThanOrEqual(0.1);
        },
      }),
    ],
  ];
  itEach(cases, among(['case 9', 'case 12', 'case 13', 'case 14'], ['case 9']))('%s', async (_, make) => {
    const { tones: parts, judge } = make();
    judge(await measure(both(parts)));
  });

  /** What a window on the grid can hold of a tone of 400 ms that begins 20 ms later each time. */
  function offGrid(target: (place: number) => number): (place: number) => number {
    return (place) => {
      const late = (place * 20) % 100;
      return target(place) + 10 * Math.log10(1 - Math.min(late, 100 - late) / 400);
    };
  }
});

describe('EBU Tech 3341: true peak within +0.2, -0.4 dB', () => {
  const cases: [string, Tone, number][] = [
    ['case 15', { hertz: 12000, levelDb: -6, seconds: 1, phase: 0 }, -6],
    ['case 16', { hertz: 12000, levelDb: -6, seconds: 1, phase: Math.PI / 4 }, -6],
    ['case 17', { hertz: 8000, levelDb: -6, seconds: 1, phase: Math.PI / 3 }, -6],
    ['case 18', { hertz: 6000, levelDb: -6, seconds: 1, phase: Math.PI / 8 }, -6],
    ['case 19', { hertz: 12000, levelDb: 3, seconds: 1, phase: Math.PI / 4 }, 3],
  ];
  const short = cases.map(([name]) => name);
  itEach(cases, among(short, ['case 16']))('%s', async (_, part, peak) => {
    // The edges ring in any interpolator: the cases fade in and out.
    const samples = tones([part]).map((value, i, all) => value * Math.min(1, i / 2400, (all.length - 1 - i) / 2400));
    const { truePeakDb } = await measure([samples]);
    expect(truePeakDb - peak).toBeLessThanOrEqual(0.2);
    expect(truePeakDb - peak).toBeGreaterThanOrEqual(-0.4);
  });
});

describe('EBU Tech 3341: a single peak between samples, true peak within +0.2, -0.4 dB of 0', () => {
  const cases: [string, number][] = [
    ['case 20', 0],
    ['case 21', 1],
    ['case 22', 2],
    ['case 23', 3],
  ];
  itEach(cases, among(['case 20', 'case 21', 'case 22', 'case 23'], ['case 22']))('%s', async (_, offset) => {
    const { truePeakDb } = await measure([thinned(onePeak(), offset)]);
    expect(truePeakDb).toBeLessThanOrEqual(0.2);
    expect(truePeakDb).toBeGreaterThanOrEqual(-0.4);
  });

  /** At four times the rate: a sine of fs/6 at half scale with one period of fs/4 at full scale in it, joined where both rise through 0. */
  function onePeak(): Float64Array {
    const period = 24;
    const before = 400 * period;
    const burst = 16;
    const samples = Float64Array.from({ length: 2 * before + burst }, (_, i) => {
      if (i >= before && i < before + burst) return Math.sin((2 * Math.PI * (i - before)) / burst);
      return 0.5 * Math.sin((2 * Math.PI * (i < before ? i : i - burst)) / period);
    });
    const fade = 1920;
    return samples.map((value, i) => value * Math.min(1, i / fade, (samples.length - 1 - i) / fade));
  }

  /** Every fourth value from `offset`, after a low-pass below the lower rate's half. */
  function thinned(samples: Float64Array, offset: number): Float32Array {
    const reach = 128;
    const cut = 0.1125;
    const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
      const t = i - reach;
      const sinc = t === 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * t) / (Math.PI * t);
      return sinc * (0.42 + 0.5 * Math.cos((Math.PI * t) / reach) + 0.08 * Math.cos((2 * Math.PI * t) / reach));
    });
    return Float32Array.from({ length: Math.floor((samples.length - offset) / 4) }, (_, n) => {
      const at = offset + 4 * n;
      return kernel.reduce((sum, weight, k) => sum + weight * (samples[at + k - reach] ?? 0), 0);
    });
  }
});

describe('EBU Tech 3342: loudness range within 1 LU', () => {
  const cases: [string, Tone[], number][] = [
    ['case 1', [tone(-20, 20), tone(-30, 20)], 10],
    ['case 2', [tone(-20, 20), tone(-15, 20)], 5],
    ['case 3', [tone(-40, 20), tone(-20, 20)], 20],
    ['case 4', [tone(-50, 20), tone(-35, 20), tone(-20, 20), tone(-35, 20), tone(-50, 20)], 15],
  ];
  itEach(cases, among(['case 1'], ['case 1']))('%s', async (_, parts, range) => {
    expect(Math.abs((await measure(both(parts))).rangeLu - range)).toBeLessThanOrEqual(1);
  });
});
