/**
 * One ffmpeg command as data. File names are plain names inside the work directory: they are ours,
 * never a user's, so nothing of a user's text reaches ffmpeg's command line (X4).
 */
export interface FfmpegCommand {
  readonly inputOptions: readonly string[];
  readonly input: string;
  readonly filters: readonly string[];
  readonly outputs: readonly FfmpegOutput[];
}

/** `filters` come after the command's own, for this output alone. */
export interface FfmpegOutput {
  readonly options: readonly string[];
  readonly file: string;
  readonly filters?: readonly string[];
}

/** Raw samples on disk: signed 32 bit, little endian, interleaved. */
export interface RawForm {
  readonly sampleRate: number;
  readonly channels: 1 | 2;
}

/** Plain audio containers only: no playlists, no concat lists, nothing that names another file. */
const plainContainers = [
  'aac',
  'ac3',
  'eac3',
  'aiff',
  'amr',
  'amrnb',
  'amrwb',
  'asf',
  'au',
  'caf',
  'flac',
  'matroska',
  'webm',
  'mov',
  'mp4',
  'm4a',
  '3gp',
  '3g2',
  'mj2',
  'mp3',
  'ogg',
  'wav',
  'w64',
];

const quiet = ['-hide_banner', '-nostdin', '-nostats', '-y', '-threads', '1'];

/** Options that stand before every input: read one local file, understand only audio, ask nobody. */
const guardedInput = [
  ...quiet,
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  plainContainers.join(','),
  '-probesize',
  '5M',
  '-analyzeduration',
  '10M',
];

const firstAudioOnly = ['-map_metadata', '-1', '-map_chapters', '-1', '-vn', '-sn', '-dn'];

/** Reads the header of an upload and decodes nothing; what ffmpeg prints is the answer (`parseProbe`). */
export function probeCommand(input: string): FfmpegCommand {
  return {
    inputOptions: guardedInput,
    input,
    filters: [],
    outputs: [{ options: ['-map', '0:a:0', '-vn', '-sn', '-dn', '-t', '0', '-f', 'null'], file: '-' }],
  };
}

/**
 * Decodes an upload to raw samples, `headroomDb` lower so that a decoder's values over full scale survive in integers.
 * More than two channels become mono; rates above 48 kHz are brought down; anything else stays as recorded,
 * so that clipping can be judged on the samples themselves.
 */
export function decodeCommand(
  input: string,
  file: string,
  form: { sampleRate: number; channels: number },
  limits: { maxDurationMs: number; headroomDb: number; floatingPoint: boolean },
): FfmpegCommand & { readonly raw: RawForm } {
  const raw: RawForm = { sampleRate: Math.min(form.sampleRate, 48000), channels: form.channels === 2 ? 2 : 1 };
  return {
    inputOptions: [...guardedInput, '-t', seconds(limits.maxDurationMs + 1000)],
    input,
    filters: [
      ...(limits.floatingPoint ? finiteSamples(form.channels) : []),
      ...(form.channels > 2 ? [sumToMono(form.channels)] : []),
      `volume=${decibels(-limits.headroomDb)}`,
      ...(form.sampleRate > 48000 ? ['aresample=48000'] : []),
    ],
    outputs: [{ options: ['-map', '0:a:0', ...firstAudioOnly, ...rawOutput(raw)], file }],
    raw,
  };
}

/**
 * Damaged floating-point files hold values that are no numbers; one of them would silence everything after it.
 * They are counted for the warning (`countsBadSamples`) and replaced by silence.
 */
function finiteSamples(channels: number): string[] {
  const one = (index: number): string => `if(gt(abs(val(${index})),8),0,if(isnan(val(${index})),0,val(${index})))`;
  const count = 'astats=measure_perchannel=none:measure_overall=Number_of_NaNs+Number_of_Infs';
  return [count, `aeval=${Array.from({ length: channels }, (_, i) => `'${one(i)}'`).join('|')}:c=same`];
}

function sumToMono(channels: number): string {
  return `pan=mono|c0<${Array.from({ length: channels }, (_, i) => `c${i}`).join('+')}`;
}

/** Which part of a two-channel recording becomes the mono programme. */
export type MonoChoice = 'mix' | 'left' | 'right';

export function monoFilter(form: RawForm, choice: MonoChoice): string[] {
  if (form.channels === 1) return [];
  if (choice === 'left') return ['pan=mono|c0=c0'];
  return [choice === 'right' ? 'pan=mono|c0=c1' : 'pan=mono|c0=0.5*c0+0.5*c1'];
}

/** Raw samples in, raw samples out, through `filters`; output is always 48 kHz mono. */
export function rawToRawCommand(
  input: string,
  form: RawForm,
  filters: readonly string[],
  file: string,
): FfmpegCommand & { readonly raw: RawForm } {
  const raw: RawForm = { sampleRate: 48000, channels: 1 };
  return {
    inputOptions: [...quiet, ...rawInput(form)],
    input,
    filters: [...filters, 'aresample=48000'],
    outputs: [{ options: rawOutput(raw), file }],
    raw,
  };
}

/** Raw samples in, an encoded file out. `-bitexact` and no metadata: the same input gives the same bytes (B5). */
export function encodeCommand(
  input: string,
  form: RawForm,
  filters: readonly string[],
  encoder: readonly string[],
  file: string,
): FfmpegCommand {
  return {
    inputOptions: [...quiet, ...rawInput(form)],
    input,
    filters: [...filters, 'aformat=sample_rates=48000:channel_layouts=mono'],
    outputs: [{ options: [...encoder, '-map_metadata', '-1', '-bitexact', '-fflags', '+bitexact'], file }],
  };
}

/**
 * Measures an encoded file: `readings` receives ebur128's values every 100 ms, `preview` the sound at 8 kHz,
 * 16 bit, mono, for the waveform and the count of samples.
 */
export function measureCommand(input: string, readings: string, preview: string): FfmpegCommand {
  return {
    inputOptions: guardedInput,
    input,
    filters: [],
    outputs: [
      {
        options: ['-map', '0:a:0', ...firstAudioOnly, '-f', 'null'],
        filters: ['ebur128=framelog=verbose:metadata=1:peak=true', `ametadata=mode=print:file=${readings}`],
        file: '-',
      },
      {
        options: ['-map', '0:a:0', ...firstAudioOnly, '-ar', '8000', '-ac', '1', '-c:a', 'pcm_s16le', '-f', 's16le'],
        file: preview,
      },
    ],
  };
}

/** A master or upload to what a player's spool holds: signed 16 bit, 48 kHz, mono (P3). */
export function spoolCommand(input: string, file: string, maxDurationMs: number): FfmpegCommand {
  return {
    inputOptions: [...guardedInput, '-t', seconds(maxDurationMs)],
    input,
    filters: ['aresample=48000', 'aformat=sample_rates=48000:channel_layouts=mono'],
    outputs: [{ options: ['-map', '0:a:0', ...firstAudioOnly, '-c:a', 'pcm_s16le', '-f', 's16le'], file }],
  };
}

function rawInput(form: RawForm): string[] {
  return ['-f', 's32le', '-ar', String(form.sampleRate), '-ac', String(form.channels)];
}

function rawOutput(form: RawForm): string[] {
  return ['-c:a', 'pcm_s32le', '-f', 's32le', '-ar', String(form.sampleRate), '-ac', String(form.channels)];
}

/** ffmpeg's spelling of a level: at most four decimals, never an exponent. */
export function decibels(value: number): string {
  return `${Number(value.toFixed(4))}dB`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** The arguments in the order ffmpeg wants them, for logs. */
export function toArguments(command: FfmpegCommand): string[] {
  return [
    ...command.inputOptions,
    '-i',
    `file:${command.input}`,
    ...command.outputs.flatMap((output) => {
      const chain = [...command.filters, ...(output.filters ?? [])];
      return [...(chain.length > 0 ? ['-af', chain.join(',')] : []), ...output.options, outputName(output.file)];
    }),
  ];
}

/** Our own names only; `file:` keeps a name from being read as an option or a protocol. */
export function outputName(file: string): string {
  return file === '-' ? '-' : `file:${file}`;
}
