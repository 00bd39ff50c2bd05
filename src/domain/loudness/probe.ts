/** What ffmpeg says about an upload before decoding it. */
export interface Probe {
  readonly container: string;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Length the file claims, ms; null when it claims none. */
  readonly declaredMs: number | null;
  /** True when ffmpeg only guessed the length from the bit rate: no proof of anything. */
  readonly declaredIsGuess: boolean;
}

const channelNames: Readonly<Record<string, number>> = {
  mono: 1,
  stereo: 2,
  downmix: 2,
  '2.1': 3,
  '3.0': 3,
  '3.0(back)': 3,
  '4.0': 4,
  quad: 4,
  'quad(side)': 4,
  '3.1': 4,
  '5.0': 5,
  '5.0(side)': 5,
  '4.1': 5,
  '5.1': 6,
  '5.1(side)': 6,
  '6.0': 6,
  '6.0(front)': 6,
  hexagonal: 6,
  '6.1': 7,
  '6.1(back)': 7,
  '6.1(front)': 7,
  '7.0': 7,
  '7.0(front)': 7,
  '7.1': 8,
  '7.1(wide)': 8,
  '7.1(wide-side)': 8,
  octagonal: 8,
  cube: 8,
  hexadecagonal: 16,
  '22.2': 24,
};

/**
 * Reads ffmpeg's description of input 0. Only lines of the dump's own indentation count: a title inside the file
 * is indented deeper, so it cannot pretend to be a stream. Returns null when there is no readable input,
 * and `codec: ''` when there is one without sound.
 */
export function parseProbe(stderr: string): Probe | null {
  const lines = stderr.split(/\r?\n/);
  const start = lines.findIndex((line) => /^Input #0, /.test(line));
  if (start < 0) return null;
  const container = /^Input #0, (.+?), from /.exec(lines[start]!)?.[1] ?? '';
  const end = lines.findIndex((line, index) => index > start && /^(Stream mapping|Output #0|Input #1)/.test(line));
  const dump = lines.slice(start + 1, end < 0 ? undefined : end);
  const declaredMs = parseDuration(dump.find((line) => /^ {2}Duration: /.test(line)) ?? '');
  const declaredIsGuess = lines.some((line) => /^\[.*\] Estimating duration from bitrate/.test(line));
  const audio = dump
    .map((line) => /^ {2,4}Stream #0:\d+[^:]*: Audio: (.*)$/.exec(line)?.[1])
    .find((text) => text !== undefined);
  if (audio === undefined) return { container, codec: '', sampleRate: 0, channels: 0, declaredMs, declaredIsGuess };
  const [codec = ''] = audio.split(/[ ,]/);
  return {
    container,
    codec,
    sampleRate: Number(/, (\d+) Hz/.exec(audio)?.[1] ?? 0),
    channels: parseChannels(/, \d+ Hz, ([^,]+)/.exec(audio)?.[1]?.trim() ?? ''),
    declaredMs,
    declaredIsGuess,
  };
}

/** "stereo", "5.1(side)", "24 channels" or "3 channels (FL+FR+LFE)"; 0 when it cannot be read. */
export function parseChannels(text: string): number {
  const counted = /^(\d+) channels?\b/.exec(text)?.[1];
  return counted === undefined ? (channelNames[text] ?? 0) : Number(counted);
}

function parseDuration(line: string): number | null {
  const match = /^ {2}Duration: (\d+):(\d\d):(\d\d)\.(\d\d)/.exec(line);
  if (match === null) return null;
  const [hours, minutes, secs, hundredths] = match.slice(1).map(Number) as [number, number, number, number];
  return ((hours * 60 + minutes) * 60 + secs) * 1000 + hundredths * 10;
}

/** True when ffmpeg, decoding, met parts it could not read or samples that were no numbers. */
export function tellsOfDamage(stderr: string): boolean {
  if (/^\[.*\] Number of (NaNs|Infs): (?!0\.?0*$)\d/m.test(stderr)) return true;
  // Only from the margin: what a file says about itself stands indented.
  return /^(\S.*)?(Error while decoding|Error submitting packet|Header missing)/m.test(stderr);
}
