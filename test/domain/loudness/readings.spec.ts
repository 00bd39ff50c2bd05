import { parseReadings } from '../../../src/domain/loudness/readings';
import { pairsFor, startWaveform } from '../../../src/domain/loudness/waveform';

const summary = (lufs: string, peak: string): string => `[Parsed_ebur128_0 @ 0x55] Summary:

  Integrated loudness:
    I:         ${lufs} LUFS
    Threshold: -26.0 LUFS

  Loudness range:
    LRA:         0.5 LU
    Threshold: -36.0 LUFS

  True peak:
    Peak:       ${peak} dBFS
`;
const frame = (
  n: number,
  lufs: string,
  peak: string,
  short = '-16.3',
): string => `frame:${n}    pts:${n * 4800}   pts_time:${n / 10}
lavfi.r128.M=-15.5
lavfi.r128.S=${short}
lavfi.r128.I=${lufs}
lavfi.r128.LRA=0.550
lavfi.r128.true_peaks_ch0=${peak}
`;

describe('parseReadings', () => {
  it('takes the exact loudness of the last frame, and the range', () => {
    const reading = parseReadings(frame(0, '-70.000', '0.1') + frame(1, '-16.021', '0.829'), summary('-16.0', '-1.6'));
    expect(reading).toMatchObject({ lufs: -16.021, rangeLu: 0.55 });
  });

  it.each([
    ['an amplitude (5.1)', '0.829', '-1.6', -1.629],
    ['decibels (later builds)', '-1.629', '-1.6', -1.629],
    ['full scale', '1.000', '0.0', 0],
    ['something else: the summary', '123.0', '-1.6', -1.6],
  ])('understands a true peak given as %s', (_what, value, printed, peak) => {
    expect(parseReadings(frame(0, '-16.000', value), summary('-16.0', printed)).truePeakDb).toBeCloseTo(peak, 2);
  });

  it('trusts the summary when the frames say otherwise', () => {
    expect(parseReadings(frame(0, '-20.000', '0.8'), summary('-16.0', '-1.9')).lufs).toBe(-16);
    expect(parseReadings('', summary('-16.0', '-1.9'))).toMatchObject({
      lufs: -16,
      truePeakDb: -1.9,
      rangeLu: 0.5,
      curve: [],
    });
  });

  it('reads the last summary when there are several, and -inf as nothing', () => {
    const reading = parseReadings('', summary('-10.0', '-1.0') + summary('-70.0', '-inf'));
    expect(reading.lufs).toBe(-70);
    expect(reading.truePeakDb).toBe(-Infinity);
  });

  it('draws one value a second', () => {
    const frames = Array.from({ length: 35 }, (_, n) => frame(n, '-16.000', '0.8', n < 20 ? 'nan' : '-16.3')).join('');
    expect(parseReadings(frames, summary('-16.0', '-1.9')).curve).toEqual([-70, -70, -16.3]);
  });

  it('fails when the filter left nothing', () => {
    expect(() => parseReadings('', 'Conversion failed!')).toThrow('ebur128');
  });
});

describe('the waveform', () => {
  it.each([
    [0, 0],
    [500, 500],
    [8000, 1000],
    [800_000, 1000],
    [1_200_000, 1500],
    [28_800_000, 2000],
  ])('draws %i samples with %i pairs', (frames, pairs) => {
    expect(pairsFor(frames)).toBe(pairs);
  });

  it('keeps the smallest and largest value of each stretch, whatever the pieces', () => {
    const samples = Int16Array.from({ length: 10000 }, (_, i) => Math.round(30000 * Math.sin(i / 50)));
    const drawn = startWaveform(samples.length);
    for (let at = 0; at < samples.length; at += 777) drawn.push(samples.subarray(at, at + 777));
    const { values, pairs } = drawn.finish();
    expect(values).toHaveLength(2 * pairs);
    expect(Math.max(...values)).toBe(Math.floor(Math.max(...samples) / 256));
    expect(Math.min(...values)).toBe(Math.floor(Math.min(...samples) / 256));
    for (let i = 0; i < pairs; i += 1) expect(values[2 * i]).toBeLessThanOrEqual(values[2 * i + 1]!);
  });
});
