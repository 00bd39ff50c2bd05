import { bandpass, energy, highpass, kWeighting, startFilter, startPair } from './biquad';
import type { MonoChoice, RawForm } from './command';
import { startTruePeak } from './true-peak';

/** What one pass over the decoded samples of a recording tells. Amplitudes: 1 is full scale. */
export interface Survey {
  readonly frames: number;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Mean squares, K-weighted, all channels summed, per 100 ms: the recording as it came. */
  readonly blocks: Float64Array;
  /** The same for the mono programme chosen, after the profile's high-pass. */
  readonly programme: Float64Array;
  readonly mono: MonoChoice;
  readonly truePeak: number;
  readonly samplePeak: number;
  /** Samples within 2 % of full scale, and those of them that stand in a flat top of three or more. */
  readonly loudSamples: number;
  readonly flatSamples: number;
  /** Mean squares of the channels, of their half sum and half difference. */
  readonly power: { readonly left: number; readonly right: number; readonly mid: number; readonly side: number };
  /** Mean squares of the programme in a narrow band at 50 Hz and a wide one at 1 kHz, over a quarter of the time. */
  readonly hum: { readonly at50: number; readonly at1000: number };
}

/** Takes raw samples piece by piece; `finish` may be called once. */
export interface SurveyInProgress {
  /** Interleaved signed 32-bit samples, whole frames. */
  push(samples: Int32Array): void;
  finish(): Survey;
}

const nearFullScale = 0.98;
const flatStep = 0.002;

export interface SurveyOptions {
  /** How far below their level the samples are stored. */
  readonly headroomDb: number;
  readonly highpassHz: number | null;
  /** What of two channels becomes the programme. */
  readonly mono: MonoChoice;
}

/** Starts a survey of raw samples. */
export function startSurvey(form: RawForm, options: SurveyOptions): SurveyInProgress {
  const { sampleRate, channels } = form;
  const scale = 10 ** (options.headroomDb / 20) / 2147483648;
  const longest = Math.ceil(sampleRate / 10) + 1;
  const ears = Array.from({ length: channels }, () => startEar(sampleRate, longest));
  const left = ears[0]!;
  const right = ears[1] ?? left;
  const highpassed =
    options.highpassHz === null
      ? null
      : startFilter(highpass(sampleRate, Math.min(options.highpassHz, sampleRate / 2.5)));
  const band50 = startFilter(bandpass(sampleRate, 50, 5));
  const band1000 = startFilter(bandpass(sampleRate, Math.min(1000, sampleRate / 5), 1.4));
  const mid = new Float64Array(longest);
  const side = new Float64Array(longest);
  const scratch = new Float64Array(longest);
  const blocks: number[] = [];
  const programme: number[] = [];
  const total = { left: 0, right: 0, mid: 0, side: 0, at50: 0, at1000: 0 };
  let frames = 0;
  let humFrames = 0;
  let blockEnd = Math.round(sampleRate / 10);
  let blockStart = 0;
  let blockEnergy = 0;
  let programmeEnergy = 0;

  function take(samples: Int32Array, first: number, count: number): void {
    for (let channel = 0; channel < channels; channel += 1) {
      const ear = ears[channel]!;
      const plain = ear.plain;
      for (let i = 0, at = first * channels + channel; i < count; i += 1, at += channels)
        plain[i] = samples[at]! * scale;
      blockEnergy += ear.listen(count);
    }
    total.left += energy(left.plain, count);
    if (channels === 2) splitMidAndSide(count);
    const chosen = channels === 1 || options.mono === 'left' ? left : right;
    const mixed = channels === 2 && options.mono === 'mix';
    if (mixed) halfSum(left.weighted, right.weighted, scratch, count);
    const weighted = mixed ? scratch : chosen.weighted;
    // Filters are linear: the profile's high-pass may come after the weighting.
    highpassed?.(weighted, scratch, count);
    programmeEnergy += energy(highpassed === null ? weighted : scratch, count);
    // Hum does not come and go within a second.
    if (blocks.length % 4 === 0) listenForHum(mixed ? mid : chosen.plain, count);
  }

  function splitMidAndSide(count: number): void {
    halfSum(left.plain, right.plain, mid, count);
    for (let i = 0; i < count; i += 1) side[i] = mid[i]! - right.plain[i]!;
    total.right += energy(right.plain, count);
    total.mid += energy(mid, count);
    total.side += energy(side, count);
  }

  function listenForHum(plain: Float64Array, count: number): void {
    band50(plain, scratch, count);
    total.at50 += energy(scratch, count);
    band1000(plain, scratch, count);
    total.at1000 += energy(scratch, count);
    humFrames += count;
  }

  function closeBlock(): void {
    const length = blockEnd - blockStart;
    blocks.push(blockEnergy / length);
    programme.push(programmeEnergy / length);
    blockEnergy = 0;
    programmeEnergy = 0;
    blockStart = blockEnd;
    blockEnd = Math.round(((blocks.length + 1) * sampleRate) / 10);
  }

  return {
    push(samples) {
      const count = Math.floor(samples.length / channels);
      for (let first = 0; first < count;) {
        const piece = Math.min(count - first, blockEnd - frames);
        take(samples, first, piece);
        first += piece;
        frames += piece;
        if (frames === blockEnd) closeBlock();
      }
    },
    finish() {
      const peaks = ears.map((ear) => ear.peaks());
      const mean = (sum: number, count = frames): number => (count === 0 ? 0 : sum / count);
      const mono = channels === 1;
      return {
        frames,
        sampleRate,
        channels,
        blocks: Float64Array.from(blocks),
        programme: Float64Array.from(programme),
        mono: mono ? 'mix' : options.mono,
        truePeak: Math.max(...peaks.map((peak) => peak.truePeak)),
        samplePeak: Math.max(...peaks.map((peak) => peak.samplePeak)),
        loudSamples: Math.max(...peaks.map((peak) => peak.loud)),
        flatSamples: Math.max(...peaks.map((peak) => peak.flat)),
        power: {
          left: mean(total.left),
          right: mean(mono ? total.left : total.right),
          mid: mean(mono ? total.left : total.mid),
          side: mean(total.side),
        },
        hum: { at50: mean(total.at50, humFrames), at1000: mean(total.at1000, humFrames) },
      };
    },
  };
}

function halfSum(a: Float64Array, b: Float64Array, to: Float64Array, count: number): void {
  for (let i = 0; i < count; i += 1) to[i] = 0.5 * (a[i]! + b[i]!);
}

interface Ear {
  readonly plain: Float64Array;
  readonly weighted: Float64Array;
  /** Reads `count` samples from `plain`, fills `weighted`, returns its energy. */
  listen(count: number): number;
  peaks(): { truePeak: number; samplePeak: number; loud: number; flat: number };
}

function startEar(sampleRate: number, longest: number): Ear {
  const plain = new Float64Array(longest);
  const weighted = new Float64Array(longest);
  const weigh = startPair(kWeighting(sampleRate));
  const truePeakOf = startTruePeak();
  let truePeak = 0;
  let samplePeak = 0;
  let loud = 0;
  let flat = 0;
  let before = 0;
  let run = 0;
  return {
    plain,
    weighted,
    listen(count) {
      for (let i = 0; i < count; i += 1) {
        const value = plain[i]!;
        const size = Math.abs(value);
        if (size > samplePeak) samplePeak = size;
        if (size >= nearFullScale) {
          loud += 1;
          run = run > 0 && Math.abs(value - before) < flatStep ? run + 1 : 1;
          if (run === 3) flat += 3;
          else if (run > 3) flat += 1;
        } else {
          run = 0;
        }
        before = value;
      }
      truePeak = truePeakOf(plain, count);
      return weigh(plain, weighted, count);
    },
    peaks: () => ({ truePeak, samplePeak, loud, flat }),
  };
}
