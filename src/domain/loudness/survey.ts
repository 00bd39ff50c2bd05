import { bandpass, energy, startFilter } from './biquad';
import type { MonoChoice, RawForm } from './command';
import { startTruePeak } from './true-peak';
import { startWeigher } from './weigher';

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
/** Where the difference of the channels is this much weaker than their sum, weighting it would change nothing. */
const negligible = 1e-6;

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
  const chosen = options.mono === 'right' ? right : left;
  const mid = channels === 2 ? new Float64Array(longest) : left.plain;
  const side = new Float64Array(longest);
  const programmeOf = startWeigher(sampleRate, options.highpassHz);
  const sideOf = startWeigher(sampleRate, null);
  const midOf = startWeigher(sampleRate, null);
  const humOf = startHum(sampleRate, longest);
  const blocks: number[] = [];
  const programme: number[] = [];
  const total = { mid: 0, side: 0 };
  let frames = 0;
  let blockEnd = Math.round(sampleRate / 10);
  let blockStart = 0;
  let blockEnergy = 0;
  let programmeEnergy = 0;

  function take(samples: Int32Array, first: number, count: number): void {
    for (let channel = 0; channel < channels; channel += 1) {
      ears[channel]!.load(samples, first * channels + channel, channels, count, scale);
    }
    if (channels === 1) {
      const { plain, highpassed } = programmeOf(mid, count);
      blockEnergy += plain;
      programmeEnergy += highpassed;
    } else {
      takeTwo(count);
    }
    // Hum does not come and go within a second.
    if (blocks.length % 4 === 0) humOf.listen(options.mono === 'mix' ? mid : chosen.plain, count);
  }

  /** Energy of left and right together is twice that of half sum and half difference; the latter is often nothing. */
  function takeTwo(count: number): void {
    const sums = splitMidAndSide(left.plain, right.plain, mid, side, count);
    total.mid += sums.mid;
    total.side += sums.side;
    const ofSide = sums.side > sums.mid * negligible ? sideOf(side, count).plain : 0;
    const ofProgramme = programmeOf(options.mono === 'mix' ? mid : chosen.plain, count);
    programmeEnergy += ofProgramme.highpassed;
    const ofMid = options.mono === 'mix' ? ofProgramme.plain : midOf(mid, count).plain;
    blockEnergy += 2 * (ofMid + ofSide);
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
      const heard = ears.map((ear) => ear.heard());
      const most = (of: 'truePeak' | 'samplePeak' | 'loud' | 'flat'): number =>
        Math.max(...heard.map((ear) => ear[of]));
      const perFrame = (sum: number): number => (frames === 0 ? 0 : sum / frames);
      return {
        frames,
        sampleRate,
        channels,
        blocks: Float64Array.from(blocks),
        programme: Float64Array.from(programme),
        mono: channels === 1 ? 'mix' : options.mono,
        truePeak: most('truePeak'),
        samplePeak: most('samplePeak'),
        loudSamples: most('loud'),
        flatSamples: most('flat'),
        power: {
          left: perFrame(heard[0]!.energy),
          right: perFrame(heard.at(-1)!.energy),
          mid: perFrame(channels === 1 ? heard[0]!.energy : total.mid),
          side: perFrame(total.side),
        },
        hum: humOf.finish(),
      };
    },
  };
}

function splitMidAndSide(
  left: Float64Array,
  right: Float64Array,
  mid: Float64Array,
  side: Float64Array,
  count: number,
): { mid: number; side: number } {
  let midEnergy = 0;
  let sideEnergy = 0;
  for (let i = 0; i < count; i += 1) {
    const m = 0.5 * (left[i]! + right[i]!);
    const s = m - right[i]!;
    mid[i] = m;
    side[i] = s;
    midEnergy += m * m;
    sideEnergy += s * s;
  }
  return { mid: midEnergy, side: sideEnergy };
}

/** What is followed of one channel. */
interface Ear {
  readonly plain: Float64Array;
  /** Fills `plain` with every `step`th sample from `at`. */
  load(samples: Int32Array, at: number, step: number, count: number, scale: number): void;
  heard(): { truePeak: number; samplePeak: number; loud: number; flat: number; energy: number };
}

function startEar(sampleRate: number, longest: number): Ear {
  const plain = new Float64Array(longest);
  const truePeakOf = startTruePeak();
  let truePeak = 0;
  let samplePeak = 0;
  let energySum = 0;
  let loud = 0;
  let flat = 0;
  let before = 0;
  let run = 0;

  /** Only pieces that reach full scale are looked at so closely. */
  function countLoud(count: number): void {
    for (let i = 0; i < count; i += 1) {
      const value = plain[i]!;
      if (Math.abs(value) >= nearFullScale) {
        loud += 1;
        run = run > 0 && Math.abs(value - before) < flatStep ? run + 1 : 1;
        if (run === 3) flat += 3;
        else if (run > 3) flat += 1;
      } else {
        run = 0;
      }
      before = value;
    }
  }

  return {
    plain,
    load(samples, at, step, count, scale) {
      let most = 0;
      let sum = 0;
      for (let i = 0, from = at; i < count; i += 1, from += step) {
        const value = samples[from]! * scale;
        plain[i] = value;
        sum += value * value;
        const size = value < 0 ? -value : value;
        if (size > most) most = size;
      }
      energySum += sum;
      if (most > samplePeak) samplePeak = most;
      if (most >= nearFullScale) countLoud(count);
      else run = 0;
      truePeak = truePeakOf(plain, count, most);
    },
    heard: () => ({ truePeak, samplePeak, loud, flat, energy: energySum }),
  };
}

interface Hum {
  listen(plain: Float64Array, count: number): void;
  finish(): { at50: number; at1000: number };
}

function startHum(sampleRate: number, longest: number): Hum {
  const band50 = startFilter(bandpass(sampleRate, 50, 5));
  const band1000 = startFilter(bandpass(sampleRate, Math.min(1000, sampleRate / 5), 1.4));
  const scratch = new Float64Array(longest);
  let at50 = 0;
  let at1000 = 0;
  let frames = 0;
  return {
    listen(plain, count) {
      band50(plain, scratch, count);
      at50 += energy(scratch, count);
      band1000(plain, scratch, count);
      at1000 += energy(scratch, count);
      frames += count;
    },
    finish: () => ({ at50: frames === 0 ? 0 : at50 / frames, at1000: frames === 0 ? 0 : at1000 / frames }),
  };
}
