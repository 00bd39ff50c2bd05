/** Second-order filter coefficients, normalised so that a0 = 1. */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** The two stages of K-weighting (ITU-R BS.1770-5), for any sampling rate: the shelf and the high-pass. */
export function kWeighting(sampleRate: number): readonly [Biquad, Biquad] {
  return [shelf(sampleRate), revisedHighpass(sampleRate)];
}

function shelf(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const vh = 10 ** (3.999843853973347 / 20);
  const vb = vh ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (vh + (vb * k) / q + k * k) / a0,
    b1: (2 * (k * k - vh)) / a0,
    b2: (vh - (vb * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function revisedHighpass(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}

/** Butterworth high-pass as ffmpeg's `highpass` makes it. */
export function highpass(sampleRate: number, hertz: number, q = Math.SQRT1_2): Biquad {
  const w = (2 * Math.PI * hertz) / sampleRate;
  const cos = Math.cos(w);
  const alpha = Math.sin(w) / (2 * q);
  const a0 = 1 + alpha;
  return {
    b0: (1 + cos) / 2 / a0,
    b1: -(1 + cos) / a0,
    b2: (1 + cos) / 2 / a0,
    a1: (-2 * cos) / a0,
    a2: (1 - alpha) / a0,
  };
}

/** Band-pass with 0 dB at the centre. */
export function bandpass(sampleRate: number, hertz: number, q: number): Biquad {
  const w = (2 * Math.PI * hertz) / sampleRate;
  const alpha = Math.sin(w) / (2 * q);
  const a0 = 1 + alpha;
  return { b0: alpha / a0, b1: 0, b2: -alpha / a0, a1: (-2 * Math.cos(w)) / a0, a2: (1 - alpha) / a0 };
}

/** A running filter: takes `count` samples from `from` and puts them into `to` (which may be the same array). */
export type RunningFilter = (from: Float64Array, to: Float64Array, count: number) => void;

/** Starts the filter from rest. Transposed direct form II. */
export function startFilter(biquad: Biquad): RunningFilter {
  const { b0, b1, b2, a1, a2 } = biquad;
  let z1 = 0;
  let z2 = 0;
  return (from, to, count) => {
    let s1 = z1;
    let s2 = z2;
    for (let i = 0; i < count; i += 1) {
      const x = from[i]!;
      const y = b0 * x + s1;
      s1 = b1 * x + s2 - a1 * y;
      s2 = b2 * x - a2 * y;
      to[i] = y;
    }
    z1 = awake(s1);
    z2 = awake(s2);
  };
}

/** Denormal numbers are a hundred times slower and mean silence. */
export function awake(state: number): number {
  return Math.abs(state) < 1e-30 ? 0 : state;
}

/** Sum of squares of the first `count` values. */
export function energy(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += values[i]! * values[i]!;
  return sum;
}
