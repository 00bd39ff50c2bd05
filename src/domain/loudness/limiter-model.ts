import { integratedLufs } from './gating';
import { startWeigher } from './weigher';

/** Length of a window in milliseconds; 50 of them make a block of the meter. */
const windowMs = 2;
const windowsPerBlock = 100 / windowMs;

/** The prepared programme, 48 kHz mono, in windows of 2 ms: energy after K-weighting, largest sample before it. */
export interface ProgrammeWindows {
  readonly energies: Float32Array;
  readonly peaks: Float32Array;
}

/** Times of the limiter in ms, as given to ffmpeg's `alimiter`. */
export interface LimiterTimes {
  readonly attackMs: number;
  readonly releaseMs: number;
}

/** Collects windows from raw 48 kHz mono samples stored `headroomDb` below their level. */
export function startWindows(headroomDb: number): { push(samples: Int32Array): void; finish(): ProgrammeWindows } {
  const size = 48 * windowMs;
  const scale = 10 ** (headroomDb / 20) / 2147483648;
  const weigh = startWeigher(48000, null);
  const plain = new Float64Array(size);
  let energies = new Float32Array(1024);
  let peaks = new Float32Array(1024);
  let count = 0;
  let filled = 0;
  function closeWindow(): void {
    if (count === energies.length) {
      energies = grow(energies);
      peaks = grow(peaks);
    }
    let peak = 0;
    for (let i = 0; i < size; i += 1) peak = Math.max(peak, Math.abs(plain[i]!));
    energies[count] = weigh(plain, size).plain / size;
    peaks[count] = peak;
    count += 1;
    filled = 0;
  }

  return {
    push(samples) {
      for (let at = 0; at < samples.length;) {
        const take = Math.min(size - filled, samples.length - at);
        for (let i = 0; i < take; i += 1) plain[filled + i] = samples[at + i]! * scale;
        at += take;
        filled += take;
        if (filled === size) closeWindow();
      }
    },
    finish: () => ({ energies: energies.subarray(0, count), peaks: peaks.subarray(0, count) }),
  };
}

function grow(values: Float32Array): Float32Array<ArrayBuffer> {
  const grown = new Float32Array(values.length * 2);
  grown.set(values);
  return grown;
}

/**
 * Loudness the programme will have after `gainDb` and a look-ahead limiter at `ceilingDb`, without rendering it.
 * A model: it sees the limiter in steps of 2 ms. Verification on the encoded file has the last word.
 */
export function predictLufs(windows: ProgrammeWindows, gainDb: number, ceilingDb: number, times: LimiterTimes): number {
  const gain = 10 ** (gainDb / 20);
  const allowed = 10 ** (ceilingDb / 20) / gain;
  const { energies, peaks } = windows;
  const ahead = Math.ceil(times.attackMs / windowMs);
  const releaseWindows = times.releaseMs / windowMs;
  const blocks = new Float64Array(Math.floor(peaks.length / windowsPerBlock));
  let reduction = 1;
  let slope = 0;
  let sum = 0;
  for (let i = 0; i < blocks.length * windowsPerBlock; i += 1) {
    reduction = Math.min(1, reduction + slope);
    for (let j = i; j <= i + ahead && j < peaks.length; j += 1) {
      const peak = peaks[j]!;
      if (peak <= allowed) continue;
      // Toward a peak ahead the limiter ramps down; inside the window of the peak it has arrived.
      const wanted = 1 - (1 - allowed / peak) * (1 - (j - i) / (ahead + 1));
      if (wanted < reduction) {
        reduction = wanted;
        slope = (1 - allowed / peak) / releaseWindows;
      }
    }
    sum += energies[i]! * reduction * reduction;
    if ((i + 1) % windowsPerBlock === 0) {
      blocks[(i + 1) / windowsPerBlock - 1] = (sum / windowsPerBlock) * gain * gain;
      sum = 0;
    }
  }
  return integratedLufs(blocks);
}

/** The gain in dB that should give `targetLufs`, between the bounds; a bound itself when the target is out of reach. */
export function gainForTarget(
  windows: ProgrammeWindows,
  targetLufs: number,
  ceilingDb: number,
  times: LimiterTimes,
  bounds: { readonly lowest: number; readonly highest: number },
): number {
  let low = bounds.lowest;
  let high = bounds.highest;
  for (let step = 0; step < 14 && high - low > 0.01; step += 1) {
    const middle = (low + high) / 2;
    if (predictLufs(windows, middle, ceilingDb, times) < targetLufs) low = middle;
    else high = middle;
  }
  return Math.round(((low + high) / 2) * 100) / 100;
}
