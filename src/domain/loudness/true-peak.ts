const phases = 4;
const reach = 6;
const taps = 2 * reach;

/** Windowed-sinc interpolators for the three points between two samples, 12 taps each (after ITU-R BS.1770-5, annex 2). */
const kernels = [1, 2, 3].map((phase) => {
  const kernel = new Float64Array(taps);
  let sum = 0;
  for (let i = 0; i < taps; i += 1) {
    const t = i - (reach - 1) - phase / phases;
    const sinc = t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
    kernel[i] = sinc * (0.54 + 0.46 * Math.cos((Math.PI * t) / reach));
    sum += kernel[i]!;
  }
  return kernel.map((value) => value / sum);
});

/** No interpolated value exceeds the largest sample near it by more than this factor. */
const growth = Math.max(...kernels.map((kernel) => kernel.reduce((sum, value) => sum + Math.abs(value), 0)));

/**
 * Follows the true peak of one channel: give it all samples in order, piece by piece, and the largest magnitude
 * in the piece; it returns the peak so far.
 */
export type TruePeakFollower = (samples: Float64Array, count: number, largest: number) => number;

export function startTruePeak(): TruePeakFollower {
  let window = new Float64Array(taps);
  let peak = 0;
  let near = 0;
  const [a, b, c] = kernels as [Float64Array, Float64Array, Float64Array];
  return (samples, count, largest) => {
    // No record is in reach of this piece nor of what the last one left: keep only the samples the next one needs.
    if (near === 0 && largest * growth <= peak && count >= taps) {
      window.set(samples.subarray(count - taps, count));
      return peak;
    }
    if (window.length < taps + count) {
      const grown = new Float64Array(taps + count);
      grown.set(window.subarray(0, taps));
      window = grown;
    }
    window.set(samples.subarray(0, count), taps);
    for (let i = taps; i < taps + count; i += 1) {
      const size = Math.abs(window[i]!);
      if (size > peak) peak = size;
      // Only where a sample is large enough can the curve between samples set a new record.
      if (size * growth > peak) near = taps;
      if (near === 0) continue;
      near -= 1;
      let x = 0;
      let y = 0;
      let z = 0;
      for (let k = 0, at = i - taps + 1; k < taps; k += 1, at += 1) {
        const value = window[at]!;
        x += value * a[k]!;
        y += value * b[k]!;
        z += value * c[k]!;
      }
      peak = Math.max(peak, Math.abs(x), Math.abs(y), Math.abs(z));
    }
    window.copyWithin(0, count, count + taps);
    return peak;
  };
}
