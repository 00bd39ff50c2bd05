import type { OutputHeard } from '../../domain/playout/row';

/** Quieter than -60 dBFS (RMS over 20 ms) is silence. */
const silenceRms = 32768 * 10 ** (-60 / 20);
/** This many loud periods make an item `sound`: a click does not. */
const soundPeriods = 5;

/** Judges by its level what leaves the sink while one item sounds (P6, P8). */
export class SoundWatch {
  private loud = 0;
  private periods = 0;

  /** Takes the samples of one period that belong to the item. */
  observe(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.periods += 1;
    if (isLoud(samples)) this.loud += 1;
  }

  get level(): OutputHeard {
    if (this.periods === 0) return 'unknown';
    return this.loud >= Math.min(soundPeriods, this.periods) ? 'sound' : 'silent';
  }
}

/** Louder than silence (P6). */
export function isLoud(samples: Int16Array): boolean {
  return rms(samples) > silenceRms;
}

function rms(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
