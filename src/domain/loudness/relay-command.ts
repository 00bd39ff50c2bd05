/**
 * What ffmpeg is told to make of a live programme (P1): the measured gain, then a limiter. Pure data, for the native build alone. Whatever
 * the stream says it is, ffmpeg opens nothing but its own input: a playlist leads nowhere (X4).
 */

/** Levels of what is relayed: as our own programmes (B5). */
export const relayTargetLufs = -16;
/** A source that needs more than this is not too soft but broken; the noise between the words would be lifted too. */
export const relayGainLimits = { leastDb: -40, mostDb: 12 } as const;

/**
 * Of the samples at four times the rate, which is near the true peak; half a decibel below the gate of -1.1 dBTP for what comes of the way
 * back to 48 kHz.
 */
const ceilingDb = -1.6;

export type RelayInput = { kind: 'pipe' } | { kind: 'alsa'; device: string };

/** A line input of the box is written as a URL too, `alsa:` and ALSA's name of the device; anything else is fetched and piped in. */
export function relayInputOf(url: string): RelayInput {
  return url.startsWith('alsa:') ? { kind: 'alsa', device: url.slice('alsa:'.length) } : { kind: 'pipe' };
}

const lineFaults: [RegExp, string, string][] = [
  [/unknown input format/i, 'ffmpeg này không đọc được ALSA', 'this ffmpeg cannot read ALSA'],
  [/resource busy/i, 'chương trình khác đang dùng', 'another program uses it'],
  [/permission denied/i, 'không có quyền (nhóm audio)', 'no right to it (the group audio)'],
  [/no such (file|device)|cannot get card/i, 'máy không có card âm thanh này', 'there is no such sound card'],
];

/** Why nothing comes of an input, from what ffmpeg printed: of a line input in words that say what to do, else its last line. */
export function inputFaultOf(input: RelayInput, printed: string): string {
  const last = printed.trim().split('\n').at(-1) ?? '';
  if (input.kind !== 'alsa') return last;
  const [, vi, en] = lineFaults.find(([sign]) => sign.test(printed)) ?? [null, last, last];
  return `không mở được ngõ vào ${input.device}: ${vi} / the line input ${input.device} cannot be opened: ${en}`;
}

/** From the input to signed 16 bit, 48 kHz, mono on the output, as it comes. */
export function relayArguments(input: RelayInput, gainDb: number): string[] {
  const limit = (10 ** (ceilingDb / 20)).toFixed(4);
  const filters = [
    'aformat=channel_layouts=mono',
    `volume=${gainDb.toFixed(2)}dB`,
    'aresample=192000',
    `alimiter=limit=${limit}:attack=5:release=80:level=false`,
    'aresample=48000',
  ];
  return [
    ...['-hide_banner', '-loglevel', 'error', ...inputArguments(input)],
    ...['-vn', '-sn', '-dn', '-af', filters.join(','), '-ar', '48000', '-ac', '1'],
    ...['-f', 's16le', '-flush_packets', '1', 'pipe:1'],
  ];
}

/** Listens for some seconds and prints the loudness at the end; see `loudnessIn`. */
export function relayMeasureArguments(input: RelayInput, seconds: number): string[] {
  return [
    ...['-hide_banner', '-nostats', ...inputArguments(input), '-t', String(seconds), '-vn', '-sn', '-dn'],
    ...['-af', 'aformat=channel_layouts=mono,ebur128=framelog=verbose:dualmono=true', '-f', 'null', '-'],
  ];
}

/** The integrated loudness in what ffmpeg printed, LUFS; null where it found none. */
export function loudnessIn(printed: string): number | null {
  const found = [...printed.matchAll(/^\s*I:\s+(-?\d+(?:\.\d+)?) LUFS/gm)].at(-1)?.[1];
  // -70 is where the meter ends: silence.
  return found === undefined || Number(found) <= -70 ? null : Number(found);
}

/** What brings a source of this loudness to ours, within the limits, to a tenth of a decibel. */
export function relayGainDb(lufs: number): number {
  const { leastDb, mostDb } = relayGainLimits;
  return Math.round(Math.max(leastDb, Math.min(mostDb, relayTargetLufs - lufs)) * 10) / 10;
}

function inputArguments(input: RelayInput): string[] {
  if (input.kind === 'alsa') return ['-nostdin', '-f', 'alsa', '-i', input.device];
  // A live programme must not be studied for five seconds before it sounds.
  return ['-protocol_whitelist', 'pipe', '-probesize', '65536', '-analyzeduration', '1000000', '-i', 'pipe:0'];
}
