import { type RawForm, decibels, type MonoChoice, monoFilter } from './command';

export const profileIds = ['speech', 'mixed', 'fm'] as const;
export type ProfileId = (typeof profileIds)[number];

/** MP3 64 kbit/s for every device, Opus 32 kbit/s for thin lines, FLAC for a transmitter's own processor. */
export const masterForms = ['mp3', 'opus', 'flac'] as const;
export type MasterForm = (typeof masterForms)[number];

/** What a recording is brought to, and how (B5). Levels in LUFS, dB and dBTP as the names say. */
export interface LoudnessProfile {
  readonly id: ProfileId;
  readonly targetLufs: number;
  /** Outside of this the result is "soft". */
  readonly toleranceLu: number;
  /** Inside of this nothing is rendered again. */
  readonly aimLu: number;
  readonly ceilingDbtp: number;
  readonly chain: {
    readonly highpassHz: number | null;
    /** The level the compressor expects; null without a compressor. */
    readonly levelLufs: number | null;
    readonly compressor: {
      readonly thresholdDb: number;
      readonly ratio: number;
      readonly attackMs: number;
      readonly releaseMs: number;
      readonly kneeDb: number;
    } | null;
    readonly lowpassHz: number | null;
  };
  readonly limiter: { readonly attackMs: number; readonly releaseMs: number; readonly oversampling: 1 | 2 | 4 };
  readonly master: MasterForm;
  /** First ceiling of the limiter for each form: lower than the promise by what the encoder usually adds. */
  readonly limiterCeilingDb: Readonly<Record<MasterForm, number>>;
}

/** Checks a profile read from JSON. Throws a TypeError that names the field. */
export function parseProfile(value: unknown): LoudnessProfile {
  const profile = value as LoudnessProfile;
  check(typeof value === 'object' && value !== null, 'profile');
  check(profileIds.includes(profile.id), 'id');
  check(masterForms.includes(profile.master), 'master');
  check(within(profile.targetLufs, -40, -10), 'targetLufs');
  check(within(profile.aimLu, 0.01, profile.toleranceLu), 'aimLu');
  check(within(profile.toleranceLu, 0.05, 2), 'toleranceLu');
  check(within(profile.ceilingDbtp, -9, 0), 'ceilingDbtp');
  const { chain, limiter } = profile;
  check(chain.highpassHz === null || within(chain.highpassHz, 20, 300), 'chain.highpassHz');
  check(chain.lowpassHz === null || within(chain.lowpassHz, 3000, 20000), 'chain.lowpassHz');
  check((chain.compressor === null) === (chain.levelLufs === null), 'chain.levelLufs');
  check([1, 2, 4].includes(limiter.oversampling), 'limiter.oversampling');
  check(within(limiter.attackMs, 1, 80) && within(limiter.releaseMs, 5, 2000), 'limiter');
  for (const form of masterForms) {
    check(within(profile.limiterCeilingDb[form], -12, profile.ceilingDbtp), `limiterCeilingDb.${form}`);
  }
  return profile;
}

function within(value: unknown, lowest: number, highest: number): boolean {
  return typeof value === 'number' && value >= lowest && value <= highest;
}

function check(right: boolean, field: string): void {
  if (!right) throw new TypeError(`loudness profile: ${field} is missing or out of range`);
}

/** Raw samples carry this much headroom between the steps. */
export const headroomDb = 18;

/** From the decoded recording to the programme the limiter will get: mono, cleaned, compressed; 48 kHz. */
export function chainFilters(
  profile: LoudnessProfile,
  form: RawForm,
  mono: MonoChoice,
  programmeLufs: number,
): string[] {
  const { highpassHz, levelLufs, compressor, lowpassHz } = profile.chain;
  const nyquist = Math.min(form.sampleRate, 48000) / 2;
  const filters = [
    ...monoFilter(form, mono),
    'aformat=sample_fmts=dblp',
    `volume=${decibels(headroomDb)}:precision=double`,
  ];
  if (highpassHz !== null && highpassHz < nyquist) filters.push(`highpass=f=${highpassHz}`);
  if (compressor !== null && levelLufs !== null) {
    filters.push(
      `volume=${decibels(levelLufs - programmeLufs)}:precision=double`,
      `acompressor=threshold=${decibels(compressor.thresholdDb)}:ratio=${compressor.ratio}` +
        `:attack=${compressor.attackMs}:release=${compressor.releaseMs}:knee=${decibels(compressor.kneeDb)}`,
    );
  }
  if (lowpassHz !== null && lowpassHz < nyquist) filters.push(`lowpass=f=${lowpassHz}`);
  return [...filters, `volume=${decibels(-headroomDb)}:precision=double`];
}

/** From the programme to the encoder: gain, and a limiter that sees the curve between the samples. */
export function renderFilters(profile: LoudnessProfile, gainDb: number, ceilingDb: number): string[] {
  const { attackMs, releaseMs, oversampling } = profile.limiter;
  const limiter =
    `alimiter=limit=${Number((10 ** (ceilingDb / 20)).toFixed(5))}:attack=${attackMs}:release=${releaseMs}` +
    ':level=disabled:latency=1';
  const gain = `volume=${decibels(gainDb + headroomDb)}:precision=double`;
  if (oversampling === 1) return [gain, limiter];
  return [`aresample=${48000 * oversampling}`, gain, limiter, 'aresample=48000'];
}

const encoders: Readonly<Record<MasterForm, readonly string[]>> = {
  // Level 7 costs half of the default's time; at 64 kbit/s for one channel there are bits to spare.
  mp3: [
    '-c:a',
    'libmp3lame',
    '-b:a',
    '64k',
    '-compression_level',
    '7',
    '-write_xing',
    '1',
    '-id3v2_version',
    '0',
    '-f',
    'mp3',
  ],
  opus: ['-c:a', 'libopus', '-b:a', '32k', '-compression_level', '5', '-application', 'audio', '-f', 'ogg'],
  flac: ['-c:a', 'flac', '-sample_fmt', 's16', '-f', 'flac'],
};

export function encoderOptions(form: MasterForm): readonly string[] {
  return encoders[form];
}

/** What the encoder takes from the level, in dB. */
export const encoderLossDb: Readonly<Record<MasterForm, number>> = { mp3: 0.44, opus: 0.1, flac: 0 };

export const masterExtensions: Readonly<Record<MasterForm, string>> = { mp3: 'mp3', opus: 'opus', flac: 'flac' };
