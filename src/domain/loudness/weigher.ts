import { awake, highpass, kWeighting, type Biquad } from './biquad';

/** Energies of one piece: K-weighted, and K-weighted after the high-pass. */
export interface Weighed {
  plain: number;
  highpassed: number;
}

/** Weighs the next `count` samples; the answer object is the same each time. */
export type Weigher = (samples: Float64Array, count: number) => Weighed;

/** Passes everything: one path to keep right, with or without a high-pass. */
const allPass: Biquad = { b0: 1, b1: 0, b2: 0, a1: 0, a2: 0 };

/**
 * Three filters in one pass: filters are linear, so the profile's high-pass may come after the weighting. The terms
 * are ordered so that the processor waits as little as possible for the sample before.
 */
export function startWeigher(sampleRate: number, highpassHz: number | null): Weigher {
  const [first, second] = kWeighting(sampleRate);
  const third = highpassHz === null ? allPass : highpass(sampleRate, Math.min(highpassHz, sampleRate / 2.5));
  const state = new Float64Array(6);
  const weighed: Weighed = { plain: 0, highpassed: 0 };
  return (samples, count) => {
    const { b0: p0, b1: p1, b2: p2, a1: u1, a2: u2 } = first;
    const { b0: q0, b1: q1, b2: q2, a1: v1, a2: v2 } = second;
    const { b0: r0, b1: r1, b2: r2, a1: w1, a2: w2 } = third;
    let s1 = state[0]!;
    let s2 = state[1]!;
    let s3 = state[2]!;
    let s4 = state[3]!;
    let s5 = state[4]!;
    let s6 = state[5]!;
    let plain = 0;
    let highpassed = 0;
    for (let i = 0; i < count; i += 1) {
      const x = samples[i]!;
      const y = p0 * x + s1;
      s1 = p1 * x + s2 - u1 * y;
      s2 = p2 * x - u2 * y;
      const z = q0 * y + s3;
      s3 = q1 * y + s4 - v1 * z;
      s4 = q2 * y - v2 * z;
      plain += z * z;
      const h = r0 * z + s5;
      s5 = r1 * z + s6 - w1 * h;
      s6 = r2 * z - w2 * h;
      highpassed += h * h;
    }
    state.set([awake(s1), awake(s2), awake(s3), awake(s4), awake(s5), awake(s6)]);
    weighed.plain = plain;
    weighed.highpassed = highpassed;
    return weighed;
  };
}
