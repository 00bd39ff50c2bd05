/** Smallest and largest value of each stretch, -128 to 127, for drawing. */
export interface Waveform {
  /** Pairs min, max; 2 * `pairs` values. */
  readonly values: Int8Array;
  readonly pairs: number;
}

const mostPairs = 2000;
const fewestPairs = 1000;

/** How many pairs to draw `frames` samples with: 1,000 to 2,000, fewer only when there are fewer samples. */
export function pairsFor(frames: number): number {
  if (frames < fewestPairs) return frames;
  return Math.min(mostPairs, Math.max(fewestPairs, Math.round(frames / 800)));
}

/** Takes `frames` 16-bit mono samples in all, piece by piece. */
export function startWaveform(frames: number): { push(samples: Int16Array): void; finish(): Waveform } {
  const pairs = pairsFor(frames);
  const values = new Int8Array(pairs * 2);
  let at = 0;
  let pair = 0;
  let lowest = 32767;
  let highest = -32768;
  return {
    push(samples) {
      for (const sample of samples) {
        if (sample < lowest) lowest = sample;
        if (sample > highest) highest = sample;
        at += 1;
        if (pair < pairs && at >= ((pair + 1) * frames) / pairs) {
          values[2 * pair] = Math.floor(lowest / 256);
          values[2 * pair + 1] = Math.floor(highest / 256);
          pair += 1;
          lowest = 32767;
          highest = -32768;
        }
      }
    },
    finish: () => ({ values, pairs }),
  };
}
