import { bandpass, energy, highpass, kWeighting, startFilter, type RunningFilter } from './biquad';
import type { RawForm } from './command';
import { startTruePeak } from './true-peak';

/** What one pass over the decoded samples of a recording tells. Amplitudes: 1 is full scale. */
export interface Survey {
  readonly frames: number;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Mean squares, K-weighted, all channels summed, per 100 ms: the recording as it came. */
  readonly blocks: Float64Array;
  /** The same for what could become the mono programme, after the profile's high-pass. */
  readonly programme: { readonly mix: Float64Array; readonly left: Float64Array; readonly right: Float64Array };
  readonly truePeak: number;
  readonly samplePeak: number;
  /** Samples within 2 % of full scale, and those of them that stand in a flat top of three or more. */
  readonly loudSamples: number;
  readonly flatSamples: number;
  /** Mean squares of the channels, of their half sum and half difference. */
  readonly power: { readonly left: number; readonly right: number; readonly mid: number; readonly side: number };
  /** Mean squares of the mix in a narrow band at 50 Hz and a wide one at 1 kHz. */
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

/** Starts a survey of samples stored `headroomDb` below their level. */
export function startSurvey(
  form: RawForm,
  options: { headroomDb: number; highpassHz: number | null },
): SurveyInProgress {
  const { sampleRate, channels } = form;
  const scale = 10 ** (options.headroomDb / 20) / 2147483648;
  const longest = Math.ceil(sampleRate / 10) + 1;
  const ears = Array.from({ length: channels }, () => startEar(sampleRate, longest));
  const programmes = (channels === 2 ? ['mix', 'left', 'right'] : ['mix']).map(() =>
    startProgramme(sampleRate, options.highpassHz, longest),
  );
  const mix = new Float64Array(longest);
  const side = new Float64Array(longest);
  const weighted = new Float64Array(longest);
  const band50 = startFilter(bandpass(sampleRate, 50, 5));
  const band1000 = startFilter(bandpass(sampleRate, Math.min(1000, sampleRate / 5), 1.4));
  const scratch = new Float64Array(longest);
  const blocks: number[] = [];
  const total = { left: 0, right: 0, mid: 0, side: 0, at50: 0, at1000: 0 };
  let frames = 0;
  let blockEnd = Math.round(sampleRate / 10);
  let blockStart = 0;
  let blockEnergy = 0;

  function take(samples: Int32Array, first: number, count: number): void {
    for (let channel = 0; channel < channels; channel += 1) {
      const ear = ears[channel]!;
      for (let i = 0, at = first * channels + channel; i < count; i += 1, at += channels) {
        ear.plain[i] = samples[at]! * scale;
      }
      blockEnergy += ear.listen(count);
    }
    const left = ears[0]!;
    const right = ears[1] ?? left;
    total.left += energy(left.plain, count);
    total.right += channels === 2 ? energy(right.plain, count) : 0;
    if (channels === 2) {
      for (let i = 0; i < count; i += 1) {
        const l = left.plain[i]!;
        const r = right.plain[i]!;
        mix[i] = 0.5 * (l + r);
        side[i] = 0.5 * (l - r);
        weighted[i] = 0.5 * (left.weighted[i]! + right.weighted[i]!);
      }
      total.mid += energy(mix, count);
      total.side += energy(side, count);
      programmes[0]!.add(weighted, count);
      programmes[1]!.add(left.weighted, count);
      programmes[2]!.add(right.weighted, count);
    } else {
      programmes[0]!.add(left.weighted, count);
    }
    const heard = channels === 2 ? mix : left.plain;
    band50(heard, scratch, count);
    total.at50 += energy(scratch, count);
    band1000(heard, scratch, count);
    total.at1000 += energy(scratch, count);
  }

  function closeBlock(): void {
    const length = blockEnd - blockStart;
    blocks.push(blockEnergy / length);
    for (const programme of programmes) programme.close(length);
    blockEnergy = 0;
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
      const mean = (sum: number): number => (frames === 0 ? 0 : sum / frames);
      const [mixed, left, right] = programmes.map((programme) => Float64Array.from(programme.blocks));
      const mono = channels === 1;
      return {
        frames,
        sampleRate,
        channels,
        blocks: Float64Array.from(blocks),
        programme: { mix: mixed!, left: left ?? mixed!, right: right ?? mixed! },
        truePeak: Math.max(...ears.map((ear) => ear.peaks().truePeak)),
        samplePeak: Math.max(...ears.map((ear) => ear.peaks().samplePeak)),
        loudSamples: Math.max(...ears.map((ear) => ear.peaks().loud)),
        flatSamples: Math.max(...ears.map((ear) => ear.peaks().flat)),
        power: {
          left: mean(total.left),
          right: mean(mono ? total.left : total.right),
          mid: mean(mono ? total.left : total.mid),
          side: mean(total.side),
        },
        hum: { at50: mean(total.at50), at1000: mean(total.at1000) },
      };
    },
  };
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
  const [shelf, high] = kWeighting(sampleRate).map(startFilter) as [RunningFilter, RunningFilter];
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
      shelf(plain, weighted, count);
      high(weighted, weighted, count);
      return energy(weighted, count);
    },
    peaks: () => ({ truePeak, samplePeak, loud, flat }),
  };
}

/** Energy per block of one candidate; filters are linear, so the high-pass may come after the weighting. */
function startProgramme(
  sampleRate: number,
  highpassHz: number | null,
  longest: number,
): { blocks: number[]; add(weighted: Float64Array, count: number): void; close(length: number): void } {
  const filter = highpassHz === null ? null : startFilter(highpass(sampleRate, highpassHz));
  const scratch = new Float64Array(longest);
  const blocks: number[] = [];
  let sum = 0;
  return {
    blocks,
    add(weighted, count) {
      if (filter === null) {
        sum += energy(weighted, count);
      } else {
        filter(weighted, scratch, count);
        sum += energy(scratch, count);
      }
    },
    close(length) {
      blocks.push(sum / length);
      sum = 0;
    },
  };
}
