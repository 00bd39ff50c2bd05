import { silentLufs, toDb } from './gating';

/** Loudness of an encoded file as ffmpeg's `ebur128` filter measured it. */
export interface LoudnessReading {
  readonly lufs: number;
  readonly truePeakDb: number;
  readonly rangeLu: number;
  /** Short-term loudness each second, LUFS, for pictures. */
  readonly curve: readonly number[];
}

/**
 * Reads what `ametadata=print` wrote (one frame each 100 ms) and the summary at the end of `stderr`.
 * Builds differ in whether the metadata's true peak is an amplitude or in dB: the summary, though rounded, decides.
 * Throws when there is no reading: the filter has not run.
 */
export function parseReadings(metadata: string, stderr: string): LoudnessReading {
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const summaryLufs = field(summary, /I:\s+(-?[\d.]+|-inf|nan) LUFS/);
  if (summaryLufs === null) throw new Error('ebur128 left no summary');
  const summaryPeak = field(summary, /Peak:\s+(-?[\d.]+|-inf|nan) dBFS/) ?? -Infinity;
  const last = metadata.slice(metadata.lastIndexOf('frame:'));
  const precise = field(last, /lavfi\.r128\.I=(-?[\d.]+)/);
  return {
    lufs: round(precise !== null && Math.abs(precise - summaryLufs) <= 0.06 ? precise : summaryLufs),
    truePeakDb: round(peakOf(field(last, /lavfi\.r128\.true_peaks_ch0=(-?[\d.]+|-inf)/), summaryPeak)),
    rangeLu: round(field(last, /lavfi\.r128\.LRA=(-?[\d.]+)/) ?? field(summary, /LRA:\s+(-?[\d.]+) LU/) ?? 0),
    curve: curveOf(metadata),
  };
}

function peakOf(value: number | null, summaryPeak: number): number {
  if (value === null) return summaryPeak;
  const candidates = [toDb(value), value].filter((db) => Math.abs(db - summaryPeak) <= 0.06);
  return candidates[0] ?? summaryPeak;
}

function curveOf(metadata: string): number[] {
  const curve: number[] = [];
  let index = 0;
  for (const match of metadata.matchAll(/lavfi\.r128\.S=(-?[\d.]+|nan|-inf)/g)) {
    index += 1;
    if (index % 10 === 0) curve.push(Math.max(silentLufs, Math.round(Number(match[1]) * 10) / 10 || silentLufs));
  }
  return curve;
}

function field(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) return null;
  if (found === '-inf') return -Infinity;
  const value = Number(found);
  return Number.isFinite(value) ? value : null;
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : value;
}
