import fc from 'fast-check';
import { integratedLufs, toDb } from '../../../src/domain/loudness/gating';
import { startSurvey, type Survey } from '../../../src/domain/loudness/survey';
import { type MonoChoice } from '../../../src/domain/loudness/command';
import { noise, tones } from '../../support/audio-files';

const headroomDb = 18;

/** The raw 32-bit samples ffmpeg would have written, given in pieces of `piece` frames. */
function survey(
  channels: Float32Array[],
  sampleRate: number,
  options: { highpassHz?: number | null; mono?: MonoChoice; piece?: number } = {},
): Survey {
  const { highpassHz = null, mono = 'mix', piece = 4096 } = options;
  const frames = channels[0]!.length;
  const raw = new Int32Array(frames * channels.length);
  const scale = 2147483647 * 10 ** (-headroomDb / 20);
  for (let i = 0; i < frames; i += 1)
    channels.forEach((channel, c) => (raw[i * channels.length + c] = channel[i]! * scale));
  const running = startSurvey({ sampleRate, channels: channels.length as 1 | 2 }, { headroomDb, highpassHz, mono });
  for (let at = 0; at < raw.length; at += piece * channels.length) {
    running.push(raw.subarray(at, Math.min(raw.length, at + piece * channels.length)));
  }
  return running.finish();
}

const tone = (levelDb: number, seconds = 2, sampleRate = 48000, hertz = 997): Float32Array =>
  tones([{ hertz, levelDb, seconds }], sampleRate);

describe('the survey', () => {
  it.each([8000, 11025, 16000, 22050, 32000, 44100, 48000])(
    'at %i Hz measures a tone of 997 Hz as 3.01 LU below its peak',
    (rate) => {
      const result = survey([tone(-20, 3, rate)], rate);
      expect(integratedLufs(result.blocks)).toBeCloseTo(-23.01, 1);
      expect(toDb(result.samplePeak)).toBeCloseTo(-20, 0);
    },
  );

  it('sums the channels of the recording but halves them for the mono programme', () => {
    const result = survey([tone(-20), tone(-20)], 48000);
    expect(integratedLufs(result.blocks)).toBeCloseTo(-20, 1);
    expect(integratedLufs(result.programme)).toBeCloseTo(-23.01, 1);
    expect(result.power.side).toBeLessThan(1e-9);
  });

  it('hears nothing in the mix of channels that cancel each other, but all of one alone', () => {
    const one = tone(-20);
    const other = one.map((value) => -value);
    expect(integratedLufs(survey([one, other], 48000).programme)).toBe(-70);
    expect(integratedLufs(survey([one, other], 48000, { mono: 'left' }).programme)).toBeCloseTo(-23.01, 1);
    expect(integratedLufs(survey([one, other], 48000, { mono: 'right' }).programme)).toBeCloseTo(-23.01, 1);
  });

  it('applies the high-pass to the programme, not to the recording', () => {
    const low = tone(-20, 3, 48000, 40);
    const plain = survey([low], 48000);
    const filtered = survey([low], 48000, { highpassHz: 100 });
    expect(integratedLufs(filtered.blocks)).toBeCloseTo(integratedLufs(plain.blocks), 6);
    expect(integratedLufs(filtered.programme)).toBeLessThan(integratedLufs(plain.programme) - 10);
  });

  it.each([
    [0, 0],
    [Math.PI / 4, 0],
    [Math.PI / 3, 0],
  ])('finds the true peak between samples (a quarter of the rate, phase %f): EBU Tech 3341 cases 15 to 19', (phase) => {
    const between = tones([{ hertz: 12000, levelDb: -6, seconds: 1, phase }]);
    const peak = toDb(survey([between], 48000).truePeak);
    expect(peak).toBeGreaterThan(-6.4);
    expect(peak).toBeLessThan(-5.8);
  });

  it('sees values beyond full scale, up to the headroom', () => {
    expect(toDb(survey([tone(12)], 48000).samplePeak)).toBeCloseTo(12, 1);
  });

  it('counts flat tops only where the sound was cut', () => {
    const loud = tone(6).map((value) => Math.max(-1, Math.min(1, value)));
    expect(survey([loud], 48000).flatSamples).toBeGreaterThan(1000);
    expect(survey([tone(-0.5)], 48000).flatSamples).toBe(0);
  });

  it('hears hum at 50 Hz', () => {
    const { hum } = survey([tone(-20, 3, 48000, 50)], 48000);
    expect(hum.at50).toBeGreaterThan(hum.at1000 * 100);
  });

  it('gives the same whatever the pieces', () => {
    const samples = noise(20000, 4).map((value) => value * 0.3);
    const whole = survey([samples], 44100, { piece: 20000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7000 }), (piece) => {
        const pieces = survey([samples], 44100, { piece });
        expect(pieces.frames).toBe(whole.frames);
        expect(pieces.truePeak).toBeCloseTo(whole.truePeak, 9);
        pieces.blocks.forEach((block, i) => expect(block).toBeCloseTo(whole.blocks[i]!, 9));
      }),
      { numRuns: 15 },
    );
  });

  it('survives an empty recording', () => {
    expect(survey([new Float32Array(0)], 48000)).toMatchObject({ frames: 0, truePeak: 0, flatSamples: 0 });
  });
});
