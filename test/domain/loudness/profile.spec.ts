import {
  chainFilters,
  encoderOptions,
  masterForms,
  parseProfile,
  profileIds,
  renderFilters,
} from '../../../src/domain/loudness/profile';
import { loadProfile } from '../../../src/platform/ffmpeg/profiles';

const form = { sampleRate: 44100, channels: 2 as const };
const speech = loadProfile('speech');

describe('B5 the profiles', () => {
  it.each([
    ['speech', -16, 0.5, 'mp3'],
    ['mixed', -16, 0.5, 'mp3'],
    ['fm', -23, 0.2, 'flac'],
  ] as const)('%s aims at %f LUFS within %f LU, as %s, peaks at most -1 dBTP', (id, target, tolerance, master) => {
    expect(loadProfile(id)).toMatchObject({ id, targetLufs: target, toleranceLu: tolerance, master, ceilingDbtp: -1 });
  });

  it.each([
    ['id', { id: 'loud' }],
    ['master', { master: 'aac' }],
    ['targetLufs', { targetLufs: 0 }],
    ['aimLu', { aimLu: 0.7 }],
    ['toleranceLu', { toleranceLu: 3 }],
    ['ceilingDbtp', { ceilingDbtp: 1 }],
    ['chain.highpassHz', { chain: { ...speech.chain, highpassHz: 5 } }],
    ['chain.lowpassHz', { chain: { ...speech.chain, lowpassHz: 100 } }],
    ['chain.levelLufs', { chain: { ...speech.chain, levelLufs: null } }],
    ['limiter.oversampling', { limiter: { ...speech.limiter, oversampling: 3 } }],
    ['limiter', { limiter: { ...speech.limiter, attackMs: 0 } }],
    ['limiterCeilingDb.mp3', { limiterCeilingDb: { ...speech.limiterCeilingDb, mp3: 0 } }],
  ])('a wrong %s is named', (field, change) => {
    expect(() => parseProfile({ ...speech, ...change })).toThrow(field);
  });

  it('nothing at all is no profile', () => {
    expect(() => parseProfile(null)).toThrow(TypeError);
  });
});

describe('chainFilters', () => {
  it('speech: mono, cleaned, brought to the compressor, compressed, softened; with headroom around', () => {
    const filters = chainFilters(speech, form, 'mix', -30);
    const at = (start: string): number => filters.findIndex((filter) => filter.startsWith(start));
    expect(filters[0]).toBe('pan=mono|c0=0.5*c0+0.5*c1');
    expect(filters).toContain('volume=7dB:precision=double');
    expect(at('highpass=f=100')).toBeLessThan(at('acompressor'));
    expect(at('acompressor')).toBeLessThan(at('lowpass=f=11000'));
    expect(filters.at(-1)).toBe('volume=-18dB:precision=double');
  });

  it('music is left as it is, but for what no loudspeaker plays', () => {
    const text = chainFilters(loadProfile('mixed'), form, 'mix', -30).join();
    expect(text).not.toMatch(/compressor|highpass/);
    expect(text).toContain('lowpass=f=15000');
  });

  it('fm gets the sound itself', () => {
    expect(chainFilters(loadProfile('fm'), form, 'left', -30).join()).not.toMatch(/compressor|highpass|lowpass/);
  });

  it.each([8000, 11025, 16000, 22050])('asks for no low-pass above half of %i Hz', (sampleRate) => {
    const filters = chainFilters(speech, { sampleRate, channels: 1 }, 'mix', -20).join();
    expect(filters.includes('lowpass')).toBe(11000 < sampleRate / 2);
  });
});

describe('renderFilters', () => {
  it('limits between the samples: up, gain, limiter without its own gain, down', () => {
    const filters = renderFilters(speech, 3.5, -2);
    expect(filters[0]).toBe('aresample=96000');
    expect(renderFilters(loadProfile('mixed'), 0, -2)[0]).toBe('aresample=192000');
    expect(filters[1]).toBe('volume=21.5dB:precision=double');
    expect(filters[2]).toBe('alimiter=limit=0.79433:attack=5:release=50:level=disabled:latency=1');
    expect(filters[3]).toBe('aresample=48000');
  });

  it('can do without oversampling', () => {
    expect(renderFilters({ ...speech, limiter: { ...speech.limiter, oversampling: 1 } }, 0, -1)).toHaveLength(2);
  });
});

it.each([
  ['mp3', ['libmp3lame', '64k', '-write_xing']],
  ['opus', ['libopus', '32k']],
  ['flac', ['flac', 's16']],
] as const)('%s is encoded with %j', (master, parts) => {
  expect(masterForms).toContain(master);
  for (const part of parts) expect(encoderOptions(master)).toContain(part);
});

it('every profile there is can be loaded', () => {
  for (const id of profileIds) expect(loadProfile(id).id).toBe(id);
});
