/**
 * A second meter, written for the tests straight from ITU-R BS.1770-5, sharing no code with src: filter coefficients as
 * printed there for 48 kHz, gating in its plainest form, true peak by a 48-tap interpolator (annex 2) at four times.
 */

/** Raw signed 16-bit mono at 48 kHz. LUFS and dBTP; -Infinity for silence. */
export function measureIndependently(pcm: Buffer, sampleRate: number): { lufs: number; truePeakDb: number } {
  if (sampleRate !== 48000) throw new Error('the printed coefficients are for 48 kHz');
  const samples = Float64Array.from({ length: Math.floor(pcm.length / 2) }, (_, i) => pcm.readInt16LE(i * 2) / 32768);
  return { lufs: integrated(samples), truePeakDb: 20 * Math.log10(truePeak(samples)) };
}

function integrated(samples: Float64Array): number {
  const shelf = direct(
    samples,
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [-1.69065929318241, 0.73248077421585],
  );
  const weighted = direct(shelf, [1, -2, 1], [-1.99004745483398, 0.99007225036621]);
  const powers: number[] = [];
  for (let start = 0; start + 19200 <= weighted.length; start += 4800) {
    let sum = 0;
    for (let i = start; i < start + 19200; i += 1) sum += weighted[i]! ** 2;
    powers.push(sum / 19200);
  }
  const loudness = (power: number): number => -0.691 + 10 * Math.log10(power);
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const audible = powers.filter((power) => power > 0 && loudness(power) > -70);
  if (audible.length === 0) return -Infinity;
  const gate = loudness(mean(audible)) - 10;
  return loudness(mean(audible.filter((power) => loudness(power) > gate)));
}

/** Direct form I: a0 = 1. */
function direct(x: Float64Array, b: [number, number, number], a: [number, number]): Float64Array {
  const y = new Float64Array(x.length);
  for (let n = 0; n < x.length; n += 1) {
    y[n] =
      b[0] * x[n]! + b[1] * (x[n - 1] ?? 0) + b[2] * (x[n - 2] ?? 0) - a[0] * (y[n - 1] ?? 0) - a[1] * (y[n - 2] ?? 0);
  }
  return y;
}

/** The four phases of the interpolating filter printed in BS.1770 annex 2. */
const phases = [
  [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
    -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ],
  [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
    -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ],
];

function truePeak(samples: Float64Array): number {
  const kernels = [...phases, ...phases.map((phase) => phase.slice().reverse())];
  let peak = 0;
  for (let n = 0; n < samples.length; n += 1) {
    peak = Math.max(peak, Math.abs(samples[n]!));
    // The kernels' gain is below 2.1: far from the record nothing can be found.
    if (Math.abs(samples[n]!) * 2.1 < peak && Math.abs(samples[n - 1] ?? 0) * 2.1 < peak) continue;
    for (const kernel of kernels) {
      let sum = 0;
      for (let k = 0; k < 12; k += 1) sum += kernel[k]! * (samples[n + 5 - k] ?? 0);
      peak = Math.max(peak, Math.abs(sum));
    }
  }
  return peak;
}
