import { parseChannels, parseProbe, tellsOfDamage } from '../../../src/domain/loudness/probe';
import { riffDeclaredMs } from '../../../src/domain/loudness/riff';
import { wavBytes } from '../../support/audio-files';
import { dumps } from '../../support/audio-probes';

describe('parseProbe', () => {
  it('X4 reads container, codec, rate, channels and declared length, not what a title pretends', () => {
    expect(parseProbe(dumps.m4a)).toEqual({
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      codec: 'aac',
      sampleRate: 22050,
      channels: 1,
      declaredMs: 9250,
      declaredIsGuess: false,
    });
  });

  it('X4 is not led astray by a comment that looks like a stream', () => {
    expect(parseProbe(dumps.cover)).toMatchObject({ codec: 'mp3', sampleRate: 48000, channels: 2, declaredMs: 10000 });
  });

  it('knows a guessed length from a declared one', () => {
    expect(parseProbe(dumps.mp3Guess)).toMatchObject({ declaredMs: 62500, declaredIsGuess: true });
  });

  it('tells a file without sound from one that cannot be read', () => {
    expect(parseProbe(dumps.video)).toMatchObject({ codec: '', channels: 0, declaredMs: 5000 });
    expect(parseProbe(dumps.broken)).toBeNull();
    expect(parseProbe('')).toBeNull();
  });

  it('reads unusual numbers of channels and a missing length', () => {
    expect(parseProbe(dumps.wide)).toMatchObject({ codec: 'pcm_s16le', channels: 24, declaredMs: null });
  });

  it.each([
    ['mono', 1],
    ['stereo', 2],
    ['2.1', 3],
    ['3.0(back)', 3],
    ['quad', 4],
    ['4.1', 5],
    ['5.0(side)', 5],
    ['5.1', 6],
    ['5.1(side)', 6],
    ['6.1(front)', 7],
    ['7.1', 8],
    ['octagonal', 8],
    ['hexadecagonal', 16],
    ['22.2', 24],
    ['1 channels', 1],
    ['2 channels (FL+LFE)', 2],
    ['24 channels', 24],
    ['64 channels', 64],
    ['nonsense', 0],
    ['', 0],
  ])('counts the channels of "%s" as %i', (text, count) => {
    expect(parseChannels(text)).toBe(count);
  });

  it.each([
    ['Error while decoding stream #0:0: Invalid data found when processing input', true],
    ['[Parsed_astats_0 @ 0x1] Number of NaNs: 200.000000', true],
    ['[Parsed_astats_0 @ 0x1] Number of Infs: 1.000000', true],
    ['[Parsed_astats_0 @ 0x1] Number of NaNs: 0.000000', false],
    ['[mp3float @ 0x1] Header missing', true],
    ['    title           : Error while decoding stream', false],
    ['size=N/A time=00:00:09.28 bitrate=N/A speed= 471x', false],
  ])('%s -> damaged: %s', (line, damaged) => {
    expect(tellsOfDamage(`first line\n${line}\nlast line`)).toBe(damaged);
  });
});

describe('riffDeclaredMs', () => {
  const second = new Float32Array(8000);

  it('B4 reads the length a WAV header claims, however much of the file is left', () => {
    const whole = wavBytes([second], { sampleRate: 8000 });
    expect(riffDeclaredMs(whole)).toBe(1000);
    expect(riffDeclaredMs(whole.subarray(0, 60))).toBe(1000);
  });

  it('claims nothing for what a streaming recorder left open, and for other files', () => {
    const open = wavBytes([second], { sampleRate: 8000 });
    open.writeUInt32LE(0xffffffff, 40);
    expect(riffDeclaredMs(open)).toBeNull();
    open.writeUInt32LE(0, 40);
    expect(riffDeclaredMs(open)).toBeNull();
    expect(riffDeclaredMs(Buffer.from('ID3 something else entirely'))).toBeNull();
    expect(riffDeclaredMs(Buffer.alloc(0))).toBeNull();
    expect(riffDeclaredMs(Buffer.from('RIFFxxxxWAVE'))).toBeNull();
  });
});
