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

async function measure(channels: Float32Array[]): Promise<LoudnessReading> {
  return withWorkDir(os.tmpdir(), async (workDir) => {
    writeWav(path.join(workDir, 'input'), channels, { sampleRate: 48000, format: 'f32' });
    const limits = commandLimits(defaultMediaLimits, { sampleRate: 48000, channels: 2 });
    const outcome = await runCommand(measureCommand('input', 'readings', 'preview'), {
      build: builds.main,
      workDir,
      limits,
    });
    return parseReadings(await fs.readFile(path.join(workDir, 'readings'), 'utf8'), outcome.stderr);
  });
}

const tone = (levelDb: number, seconds: number, hertz = 1000): Tone => ({ hertz, levelDb, seconds });
const both = (parts: Tone[]): Float32Array[] => {
  const channel = tones(parts);
  return [channel, channel];
};
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
  itEach(cases, among(['case 1', 'case 2', 'case 5'], ['case 5']))('%s', async (_, parts, lufs) => {
    expect(Math.abs((await measure(both(parts))).lufs - lufs)).toBeLessThanOrEqual(0.1);
  });
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
