/**
 * Loudness from the mean squares of K-weighted sound in blocks of 100 ms (ITU-R BS.1770-5, EBU Tech 3341 and 3342).
 * Channel weights are the caller's: mono and stereo have 1.
 */

/** What a meter says when nothing passes the absolute gate. */
export const silentLufs = -70;

export function toLufs(meanSquare: number): number {
  return meanSquare > 0 ? -0.691 + 10 * Math.log10(meanSquare) : -Infinity;
}

export function toDb(amplitude: number): number {
  return amplitude > 0 ? 20 * Math.log10(amplitude) : -Infinity;
}

/** Mean squares over `length` blocks, sliding by one block: 4 gives momentary values, 30 short-term ones. */
export function slidingMeans(blocks: ArrayLike<number>, length: number): Float64Array {
  const means = new Float64Array(Math.max(0, blocks.length - length + 1));
  let sum = 0;
  for (let i = 0; i < blocks.length; i += 1) {
    sum += blocks[i]!;
    if (i >= length) sum -= blocks[i - length]!;
    if (i >= length - 1) means[i - length + 1] = Math.max(0, sum / length);
  }
  return means;
}

/** Integrated loudness with both gates; -70 when there is nothing above the absolute gate or less than 400 ms. */
export function integratedLufs(blocks: ArrayLike<number>): number {
  const means = slidingMeans(blocks, 4);
  const absolute = fromLufs(silentLufs);
  const first = meanAbove(means, absolute);
  if (first === 0) return silentLufs;
  const relative = Math.max(absolute, first * 0.1);
  const second = meanAbove(means, relative);
  return second === 0 ? silentLufs : Math.max(silentLufs, toLufs(second));
}

/** Loudness range in LU (EBU Tech 3342); 0 for recordings too short to have one. */
export function loudnessRange(blocks: ArrayLike<number>): number {
  const means = slidingMeans(blocks, 30);
  const absolute = fromLufs(silentLufs);
  const gate = Math.max(absolute, meanAbove(means, absolute) * 0.01);
  const kept = means.filter((mean) => mean > gate).sort();
  if (kept.length < 2) return 0;
  return toLufs(percentile(kept, 0.95)) - toLufs(percentile(kept, 0.1));
}

/** Short-term loudness (3 s) at each full second, in tenths; -70 stands for silence. As ffmpeg's, it starts before 3 s. */
export function loudnessCurve(blocks: ArrayLike<number>): number[] {
  const curve: number[] = [];
  for (let end = 10; end <= blocks.length; end += 10) {
    let sum = 0;
    for (let i = Math.max(0, end - 30); i < end; i += 1) sum += blocks[i]!;
    curve.push(Math.max(silentLufs, Math.round(toLufs(sum / 30) * 10) / 10));
  }
  return curve;
}

/** The value at `share` (0 to 1) of ascending values; the array must not be empty. */
export function percentile(ascending: ArrayLike<number>, share: number): number {
  return ascending[Math.round((ascending.length - 1) * share)]!;
}

function fromLufs(lufs: number): number {
  return 10 ** ((lufs + 0.691) / 10);
}

function meanAbove(means: Float64Array, gate: number): number {
  let sum = 0;
  let count = 0;
  for (const mean of means) {
    if (mean <= gate) continue;
    sum += mean;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
