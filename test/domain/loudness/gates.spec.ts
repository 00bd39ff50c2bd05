import { audioTexts, describeAudioCode } from '../../../src/contracts/http/audio-texts';
import { assess, chooseMono, refuseByHeader } from '../../../src/domain/loudness/gates';
import { type Probe } from '../../../src/domain/loudness/probe';
import { type Survey } from '../../../src/domain/loudness/survey';
import { refusalCodes, softCodes, warningCodes } from '../../../src/domain/loudness/verdict-codes';

const probe: Probe = {
  container: 'wav',
  codec: 'pcm_s16le',
  sampleRate: 48000,
  channels: 1,
  declaredMs: 10000,
  declaredIsGuess: false,
};
const limits = { maxDurationMs: 7_200_000 };
const context = { ...limits, speech: true, damaged: false };

const atLufs = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);
/** Ten seconds of speech: seven tenths talk, three tenths pause. */
const talk = (speech = -20, pause = -60, blocks = 100): Float64Array =>
  Float64Array.from({ length: blocks }, (_, i) => atLufs(i % 10 < 7 ? speech : pause));

function heard(changes: Partial<Survey> = {}): Survey {
  const blocks = changes.blocks ?? talk();
  return {
    frames: 480000,
    sampleRate: 48000,
    channels: 1,
    blocks,
    programme: changes.programme ?? blocks,
    mono: 'mix',
    truePeak: 0.5,
    samplePeak: 0.5,
    loudSamples: 0,
    flatSamples: 0,
    power: { left: 0.01, right: 0.01, mid: 0.01, side: 0 },
    hum: { at50: 0.0001, at1000: 0.01 },
    ...changes,
  };
}

describe('B6 refused by the header', () => {
  it.each<[string, Probe | null, string | null]>([
    ['a plain recording', probe, null],
    ['nothing readable', null, 'not-decodable'],
    ['a film without sound', { ...probe, codec: '', sampleRate: 0, channels: 0 }, 'no-audio'],
    ['a codec without parameters', { ...probe, sampleRate: 0, channels: 0 }, 'not-decodable'],
    ['24 channels', { ...probe, channels: 24 }, 'unsupported-layout'],
    ['9 channels', { ...probe, channels: 9 }, 'unsupported-layout'],
    ['8 channels', { ...probe, channels: 8 }, null],
    ['3,999 Hz', { ...probe, sampleRate: 3999 }, 'unsupported-layout'],
    ['4 kHz', { ...probe, sampleRate: 4000 }, null],
    ['384 kHz', { ...probe, sampleRate: 384000 }, null],
    ['768 kHz', { ...probe, sampleRate: 768000 }, 'unsupported-layout'],
    ['a day declared', { ...probe, declaredMs: 86_400_000 }, 'too-long'],
    ['a day guessed', { ...probe, declaredMs: 86_400_000, declaredIsGuess: true }, null],
    ['two hours exactly', { ...probe, declaredMs: 7_200_000 }, null],
    ['no length declared', { ...probe, declaredMs: null }, null],
  ])('%s', (_what, given, refusal) => {
    expect(refuseByHeader(given, limits)).toBe(refusal);
  });
});

describe('B6 refused by what was heard', () => {
  it.each<[string, Partial<Survey>, string | null]>([
    ['speech', {}, null],
    ['nothing decoded', { frames: 0, blocks: new Float64Array(0) }, 'not-decodable'],
    ['0.3 s', { frames: 14400, blocks: talk(-20, -60, 3) }, 'too-short'],
    ['0.6 s', { frames: 28800, blocks: talk(-20, -60, 6) }, null],
    ['digital silence', { blocks: new Float64Array(100) }, 'no-sound'],
    ['a whisper below the gate', { blocks: talk(-75, -90) }, 'no-sound'],
    ['rumble below the high-pass alone', { programme: new Float64Array(100) }, 'no-sound'],
    ['two hours and a second', { frames: 48000 * 7201 }, 'too-long'],
  ])('%s', (_what, changes, refusal) => {
    expect(assess(heard(changes), probe, context).refusal).toBe(refusal);
  });
});

describe('B6 warnings', () => {
  const warningsOf = (
    changes: Partial<Survey>,
    declared: Partial<Probe> = {},
    more: Partial<typeof context> = {},
  ): readonly string[] => assess(heard(changes), { ...probe, ...declared }, { ...context, ...more }).warnings;

  it('a good recording has none', () => {
    expect(warningsOf({})).toEqual([]);
  });

  it.each<[string, number, number | null, boolean, boolean]>([
    ['half of what was declared', 5, 10000, false, true],
    ['94 %', 9.4, 10000, false, true],
    ['96 %', 9.6, 10000, false, false],
    ['a tenth of a second less of a short one', 0.9, 1000, false, false],
    ['half of a guess', 5, 10000, true, false],
    ['no declaration', 5, null, false, false],
    ['more than declared', 12, 10000, false, false],
  ])('truncated, B4: %s', (_what, seconds, declaredMs, declaredIsGuess, truncated) => {
    const warnings = warningsOf({ frames: 48000 * seconds }, { declaredMs, declaredIsGuess });
    expect(warnings.includes('truncated')).toBe(truncated);
  });

  it.each<[string, Partial<Survey>, boolean]>([
    ['flat tops at full scale', { samplePeak: 1, flatSamples: 40 }, true],
    ['a crowd at full scale after a lossy codec', { samplePeak: 1.3, loudSamples: 5000 }, true],
    ['one loud sample', { samplePeak: 1, loudSamples: 1, flatSamples: 0 }, false],
    ['loud but whole', { samplePeak: 0.97, loudSamples: 0 }, false],
    ['a floating-point file far over full scale', { samplePeak: 8, loudSamples: 200000 }, false],
  ])('clipped: %s', (_what, changes, clipped) => {
    expect(warningsOf(changes).includes('clipped')).toBe(clipped);
  });

  it.each<[string, Partial<Survey>, string, boolean]>([
    ['hum as strong as the voice', { hum: { at50: 0.01, at1000: 0.01 } }, 'hum', true],
    ['hum 9 dB below', { hum: { at50: 0.00126, at1000: 0.01 } }, 'hum', true],
    ['hum 11 dB below', { hum: { at50: 0.00079, at1000: 0.01 } }, 'hum', false],
    ['pauses 8 dB below the voice', { blocks: talk(-20, -28) }, 'noisy', true],
    ['pauses 30 dB below the voice', { blocks: talk(-20, -50) }, 'noisy', false],
    ['too short to have pauses', { blocks: talk(-20, -28, 30) }, 'noisy', false],
    ['-41 LUFS', { blocks: talk(-39.5, -70) }, 'very-quiet', true],
    ['-30 LUFS', { blocks: talk(-28.5, -70) }, 'very-quiet', false],
    ['one second less a little', { frames: 47000 }, 'brief', true],
    [
      'twelve silent seconds',
      { blocks: Float64Array.from([...talk(), ...new Float64Array(120), ...talk()]) },
      'long-silence',
      true,
    ],
    [
      'nine silent seconds',
      { blocks: Float64Array.from([...talk(), ...new Float64Array(90), ...talk()]) },
      'long-silence',
      false,
    ],
    [
      'a dead right channel',
      { channels: 2, power: { left: 0.01, right: 0, mid: 0.0025, side: 0.0025 } },
      'channel-dead',
      true,
    ],
    [
      'channels 20 dB apart',
      { channels: 2, power: { left: 0.01, right: 0.0001, mid: 0.0028, side: 0.0022 } },
      'channel-dead',
      false,
    ],
    ['one channel chosen', { channels: 2, mono: 'left' }, 'anti-phase', true],
    ['a mono file', { channels: 1 }, 'anti-phase', false],
  ])('%s', (_what, changes, code, warned) => {
    expect(warningsOf(changes).includes(code)).toBe(warned);
  });

  it('hum and noise are remarks about speech, not about music', () => {
    const music = { hum: { at50: 0.01, at1000: 0.01 }, blocks: talk(-20, -24) };
    expect(warningsOf(music, {}, { speech: false })).toEqual([]);
  });

  it('damage met while decoding is passed on', () => {
    expect(warningsOf({}, {}, { damaged: true })).toEqual(['damaged-samples']);
  });
});

describe('which channel becomes the programme', () => {
  it.each<[string, Survey['power'], string]>([
    ['alike', { left: 0.01, right: 0.01, mid: 0.01, side: 0 }, 'mix'],
    ['unrelated', { left: 0.01, right: 0.01, mid: 0.005, side: 0.005 }, 'mix'],
    ['opposed, right louder', { left: 0.009, right: 0.01, mid: 0.0001, side: 0.01 }, 'right'],
    ['opposed', { left: 0.01, right: 0.01, mid: 0, side: 0.01 }, 'left'],
    ['side 5 dB over mid', { left: 0.01, right: 0.01, mid: 0.002, side: 0.0063 }, 'mix'],
    ['silence', { left: 0, right: 0, mid: 0, side: 0 }, 'mix'],
  ])('%s', (_what, power, choice) => {
    expect(chooseMono(heard({ channels: 2, power }))).toBe(choice);
  });
});

describe('B6 words', () => {
  const codes = [...refusalCodes, ...softCodes, ...warningCodes];

  it('the codes are distinct and each has its text', () => {
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(audioTexts).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s says what and what to do, in both languages', (code) => {
    expect(describeAudioCode(code, 'vi')).toMatch(/^\p{Lu}.{8,}: .{8,}[^.]$/u);
    expect(describeAudioCode(code, 'vi')).toMatch(
      /[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]/,
    );
    expect(describeAudioCode(code, 'en')).toMatch(/^[A-Z].{8,}: .{8,}[^.]$/);
  });

  it('says the example of the rule', () => {
    expect(describeAudioCode('truncated', 'vi')).toBe('Tệp bị cắt mất phần cuối: nghe thử và gửi lại');
  });
});
