import { id3Title } from '../../../src/domain/playout/id3-title';
import { attestedParts, sessionProgramme } from '../../../src/domain/playout/manual-session';
import type { Manifest } from '../../../src/domain/playout/manifest';
import { aManifest, anItem, aRundown, fakeSha, fiveOClock } from '../../support/manifest-builder';

const at = (ms: number): number => fiveOClock + ms;
const items = [
  anItem({ airingKey: 'tune', startAt: at(0), durationMs: 5000 }),
  anItem({
    airingKey: 'news',
    startAt: at(5500),
    durationMs: 60_000,
    source: { kind: 'file', sha256: fakeSha(2), gainDb: -3 },
  }),
  anItem({ airingKey: 'weather', startAt: at(300_000), durationMs: 30_000 }),
];
const manifest = (over: Partial<Manifest> = {}): Manifest =>
  aManifest({ rundowns: [aRundown({ startAt: at(0), items, version: 4 })], ...over });
const programme = (over: Partial<Manifest> = {}) => sessionProgramme(manifest(over), 'rundown-1')!;

describe('the session as one file', () => {
  it('keeps short pauses, shortens long ones, and takes the gains along', () => {
    const { parts, lengthMs, mark } = programme();
    expect(parts.map(({ fromMs, gainDb }) => [fromMs, gainDb])).toEqual([
      [0, 0],
      [5500, -3],
      [67_500, 0],
    ]);
    expect(lengthMs).toBe(97_500);
    expect(mark).toMatch(/^v4-[0-9a-f]{8}$/);
    expect(sessionProgramme(manifest(), 'another')).toBeNull();
  });

  it('P9, B7: what is held, stopped or recalled is not in it, and the mark changes without a new version', () => {
    const held = { kind: 'hold', target: { kind: 'airing', airingKey: 'news' } } as const;
    const recalled = { kind: 'recall', target: { kind: 'bulletin', bulletinRef: 'ref-news' } } as const;
    for (const order of [held, recalled]) {
      const silence = { id: 'h1', fromAt: at(-1), untilAt: at(3_600_000), by: 'lan', reason: 'nhầm', ...order };
      const without = programme({ holds: [silence] });
      expect(without.parts.map(({ item }) => item.airingKey)).toEqual(['tune', 'weather']);
      expect(without.leftOut).toMatchObject([{ item: { airingKey: 'news' }, silence: { kind: order.kind } }]);
      expect(without.mark).not.toBe(programme().mark);
    }
    const lifted = { id: 'h2', ...held, fromAt: at(-10_000), untilAt: at(0), by: '', reason: '' };
    expect(programme({ holds: [lifted] }).mark).toBe(programme().mark);
  });

  it('a live relay is in it by its stored fallback, else it is named as left out', () => {
    const relay = { kind: 'relay', url: 'https://vov.example/live' } as const;
    const over = (source: object): Manifest['rundowns'] => [
      aRundown({ startAt: at(0), items: [{ ...items[0]!, source: { ...relay, ...source } }] }),
    ];
    expect(programme({ rundowns: over({ fallbackSha256: fakeSha(9) }) }).parts).toMatchObject([{ sha256: fakeSha(9) }]);
    expect(programme({ rundowns: over({}) })).toMatchObject({ parts: [], leftOut: [{ silence: null }] });
  });

  it('P8: two taps tell whole, cut and never reached; a tap a little early cuts nothing', () => {
    const results = (reachedMs: number): unknown[] =>
      attestedParts(programme(), at(0), at(reachedMs)).map(({ result, heardMs }) => [result, heardMs]);
    expect(results(97_500)).toEqual([
      ['played', 5000],
      ['played', 60_000],
      ['played', 30_000],
    ]);
    expect(results(91_000)[2]).toEqual(['played', 30_000]);
    expect(results(80_000)[2]).toEqual(['partial', 12_500]);
    expect(results(25_500)).toEqual([
      ['played', 5000],
      ['partial', 20_000],
      ['missed', 0],
    ]);
    expect(attestedParts(programme(), at(1000), at(120_000)).map(({ startAt }) => startAt! - at(0))).toEqual([
      1000, 6500, 68_500,
    ]);
  });

  it('carries a title that phones show, Vietnamese letters and all', () => {
    const tag = id3Title('Loa thôn 1 – buổi sáng');
    expect(tag.subarray(0, 3).toString()).toBe('ID3');
    const size = [...tag.subarray(6, 10)].reduce((sum, byte) => sum * 128 + byte, 0);
    expect(size).toBe(tag.length - 10);
    expect(tag.subarray(23).toString('utf16le')).toBe('Loa thôn 1 – buổi sáng');
  });
});
