import fc from 'fast-check';
import {
  decibels,
  decodeCommand,
  encodeCommand,
  measureCommand,
  monoFilter,
  outputName,
  probeCommand,
  rawToRawCommand,
  spoolCommand,
  toArguments,
  type FfmpegCommand,
} from '../../../src/domain/loudness/command';

const limits = { maxDurationMs: 7_200_000, headroomDb: 18, floatingPoint: false };
const readers: [string, FfmpegCommand][] = [
  ['probe', probeCommand('input')],
  ['decode', decodeCommand('input', 'source.pcm', { sampleRate: 44100, channels: 2 }, limits)],
  ['measure', measureCommand('master-0', 'readings-0', 'preview-0')],
  ['spool', spoolCommand('input', 'spool.pcm', 7_200_000)],
];
const valueOf = (command: FfmpegCommand, option: string): string | undefined =>
  command.inputOptions[command.inputOptions.indexOf(option) + 1];

describe.each(readers)('X4 the %s command', (_name, command) => {
  it('may open local files only', () => {
    expect(valueOf(command, '-protocol_whitelist')).toBe('file,pipe');
  });

  it.each([
    'hls',
    'concat',
    'applehttp',
    'dash',
    'image2',
    'lavfi',
    'sdp',
    'rtsp',
    'mpegts',
    'imf',
    'tedcaptions',
    'm3u8',
  ])('does not understand %s', (format) => {
    expect(valueOf(command, '-format_whitelist')!.split(',')).not.toContain(format);
  });

  it.each([
    'aac',
    'amr',
    'mp3',
    'mov',
    'ogg',
    'wav',
    'webm',
    'matroska',
    'flac',
    'asf',
    'caf',
    'aiff',
    '3gp',
    'm4a',
    'w64',
    'au',
  ])('understands %s', (format) => {
    expect(valueOf(command, '-format_whitelist')!.split(',')).toContain(format);
  });

  it('bounds probing and asks nobody', () => {
    expect(valueOf(command, '-probesize')).toBe('5M');
    expect(valueOf(command, '-analyzeduration')).toBe('10M');
    expect(command.inputOptions).toContain('-nostdin');
  });

  it('takes the first sound track and nothing else', () => {
    for (const output of command.outputs) {
      expect(output.options).toEqual(expect.arrayContaining(['-map', '0:a:0', '-vn', '-sn', '-dn']));
    }
  });

  it('names its files so that none is read as an option or a protocol', () => {
    const args = toArguments(command);
    expect(args[args.indexOf('-i') + 1]).toMatch(/^file:[a-z0-9.-]+$/);
    for (const output of command.outputs) expect(outputName(output.file)).toMatch(/^(-|file:[a-z0-9.-]+)$/);
  });
});

describe('decodeCommand', () => {
  const decode = (sampleRate: number, channels: number, floatingPoint = false): ReturnType<typeof decodeCommand> =>
    decodeCommand('input', 'source.pcm', { sampleRate, channels }, { ...limits, floatingPoint });

  it.each([
    [8000, 1, 8000, 1],
    [11025, 1, 11025, 1],
    [16000, 2, 16000, 2],
    [44100, 2, 44100, 2],
    [48000, 1, 48000, 1],
    [96000, 2, 48000, 2],
    [384000, 1, 48000, 1],
    [48000, 3, 48000, 1],
    [48000, 6, 48000, 1],
    [44100, 8, 44100, 1],
  ])('%i Hz with %i channels becomes %i Hz with %i', (rate, channels, rawRate, rawChannels) => {
    expect(decode(rate, channels).raw).toEqual({ sampleRate: rawRate, channels: rawChannels });
  });

  it('resamples only what is above 48 kHz, so that flat tops stay flat', () => {
    expect(decode(44100, 2).filters.join()).not.toContain('aresample');
    expect(decode(96000, 2).filters).toContain('aresample=48000');
  });

  it('sums more than two channels, each with the same weight, without clipping', () => {
    expect(decode(48000, 3).filters).toContain('pan=mono|c0<c0+c1+c2');
    expect(decode(48000, 2).filters.join()).not.toContain('pan');
  });

  it('leaves headroom before the samples become integers', () => {
    expect(decode(44100, 2).filters).toContain('volume=-18dB');
  });

  it('counts and replaces values that are no numbers, in floating-point files only', () => {
    expect(decode(48000, 2, true).filters.slice(0, 2).join()).toMatch(
      /^astats=.*Number_of_NaNs.*,aeval='.*isnan\(val\(0\)\).*'\|'.*val\(1\).*':c=same$/,
    );
    expect(decode(48000, 2).filters.join()).not.toContain('aeval');
  });

  it('stops a second after the longest allowed recording', () => {
    expect(valueOf(decode(44100, 2), '-t')).toBe('7201.000');
  });
});

describe('the other commands', () => {
  it.each([
    [{ sampleRate: 48000, channels: 1 as const }, 'mix' as const, []],
    [{ sampleRate: 48000, channels: 2 as const }, 'mix' as const, ['pan=mono|c0=0.5*c0+0.5*c1']],
    [{ sampleRate: 48000, channels: 2 as const }, 'left' as const, ['pan=mono|c0=c0']],
    [{ sampleRate: 48000, channels: 2 as const }, 'right' as const, ['pan=mono|c0=c1']],
  ])('%j as %s is %j', (form, choice, filters) => {
    expect(monoFilter(form, choice)).toEqual(filters);
  });

  it('B5 encodes without time stamps, tags or anything else that changes between runs', () => {
    const options = encodeCommand('programme.pcm', { sampleRate: 48000, channels: 1 }, [], ['-c:a', 'libmp3lame'], 'm')
      .outputs[0]!.options;
    expect(options).toEqual(expect.arrayContaining(['-bitexact', '-map_metadata', '-1', '-fflags', '+bitexact']));
  });

  it('B5 ends every rendering at 48 kHz mono', () => {
    const command = encodeCommand('programme.pcm', { sampleRate: 48000, channels: 1 }, ['volume=3dB'], [], 'm');
    expect(command.filters.at(-1)).toBe('aformat=sample_rates=48000:channel_layouts=mono');
    expect(rawToRawCommand('a', { sampleRate: 8000, channels: 2 }, [], 'b').raw).toEqual({
      sampleRate: 48000,
      channels: 1,
    });
  });

  it('P3 spools raw 16-bit samples at 48 kHz', () => {
    const command = spoolCommand('input', 'spool.pcm', 1000);
    expect(command.outputs[0]!.options).toEqual(expect.arrayContaining(['-f', 's16le', '-c:a', 'pcm_s16le']));
    expect(command.filters).toContain('aresample=48000');
  });

  it('writes levels as plain decimals', () => {
    fc.assert(
      fc.property(fc.double({ min: -200, max: 200, noNaN: true }), (value) => {
        expect(decibels(value)).toMatch(/^-?\d+(\.\d{1,4})?dB$/);
        expect(parseFloat(decibels(value))).toBeCloseTo(value, 3);
      }),
    );
  });
});
