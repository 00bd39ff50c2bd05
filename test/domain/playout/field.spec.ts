import fc from 'fast-check';
import { backOffMs, linkBackOff } from '../../../src/domain/playout/back-off';
import { fetchAt, mediaToRemove, protectedMs } from '../../../src/domain/playout/media-keep';
import { ContactSink } from '../../../src/player/adapters/contact-sink';
import { nightStartAt, shareOf } from '../../../src/player/box';
import { MemorySink } from '../../support/manifest-sink';

const hour = 3_600_000;
const now = Date.UTC(2026, 0, 5, 3, 0, 0);

describe('coming back to a station (sync)', () => {
  it('waits longer each time, up to a cap, spread by chance; never less than the station asks', () => {
    expect([1, 2, 3, 4].map((n) => backOffMs(n, 0))).toEqual([500, 1000, 2000, 4000]);
    expect(backOffMs(50, 0.999)).toBeLessThanOrEqual(linkBackOff.longestMs);
    expect(backOffMs(1, 0.5, 30_000)).toBe(33_000);
    expect(backOffMs(1, 0, 30_000)).toBe(30_000);
  });
});

describe('which recordings stay (P3)', () => {
  const stored = fc.array(
    fc.record({
      bytes: fc.integer({ min: 1, max: 100 }),
      writtenAtMs: fc.nat(1000),
      inHours: fc.integer({ min: -5, max: 400 }),
      wanted: fc.boolean(),
    }),
    { maxLength: 12 },
  );

  it('never gives up what airs within 72 hours nor emergencies; fits the budget wherever that is possible', () => {
    fc.assert(
      fc.property(stored, fc.nat(600), (shapes, budget) => {
        const media = shapes.map(({ bytes, writtenAtMs }, i) => ({ sha256: `m${i}`, bytes, writtenAtMs }));
        const needed = new Map(
          shapes.flatMap((s, i): [string, number][] => (s.wanted ? [[`m${i}`, now + s.inHours * hour]] : [])),
        );
        const removed = mediaToRemove(media, needed, now, budget);
        for (const sha of removed) expect(needed.get(sha) ?? Infinity).toBeGreaterThan(now + protectedMs);
        const kept = media.filter((m) => !removed.includes(m.sha256));
        const bytes = kept.reduce((sum, m) => sum + m.bytes, 0);
        const allProtected = kept.every((m) => (needed.get(m.sha256) ?? Infinity) <= now + protectedMs);
        expect(bytes <= budget || allProtected).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('gives up what nobody plans before what airs late', () => {
    const media = ['planned', 'old', 'new'].map((sha256, i) => ({ sha256, bytes: 10, writtenAtMs: [0, 1, 2][i]! }));
    const needed = new Map([['planned', now + 200 * hour]]);
    expect(mediaToRemove(media, needed, now, 20)).toEqual(['old']);
    expect(mediaToRemove(media, needed, now, 0)).toEqual(['old', 'new', 'planned']);
  });

  it('fetches at once what is needed within a day; the rest in the night, at a moment of the device', () => {
    const night = now + 10 * hour;
    expect(fetchAt(now + 23 * hour, now, night, 0.9)).toBe(now);
    expect(fetchAt(now + 72 * hour, now, night, 0.5)).toBe(night + 2.5 * hour);
    expect(fetchAt(now + 26 * hour, now, night, 0.99)).toBe(now + 2 * hour);
    expect(fetchAt(now + 72 * hour, night + 3 * hour, night, 0.5)).toBe(night + 3 * hour);
    expect(shareOf('device-1')).toBeGreaterThanOrEqual(0);
    expect(shareOf('device-1')).not.toBe(shareOf('device-2'));
    // 10:00 in Việt Nam: the coming night begins at 22:00; at 02:00 it is still last night.
    expect(nightStartAt(now, 'Asia/Ho_Chi_Minh') - now).toBe(12 * hour);
    expect(nightStartAt(now + 16 * hour, 'Asia/Ho_Chi_Minh') - now).toBe(12 * hour);
  });
});

describe('the contact of the amplifier', () => {
  const contact = { open: ['gpio', 'on'], shut: ['gpio', 'off'] };

  it('opens before the sink and shuts after it; one that does not open lets nothing be logged as heard', async () => {
    const calls: string[] = [];
    const sink = new ContactSink(new MemorySink(), contact, async ([, what]) => void calls.push(what!));
    await sink.open();
    sink.write(new Int16Array(960), 0, []);
    await sink.close();
    expect(calls).toEqual(['on', 'off']);
    const dead = new ContactSink(new MemorySink(), contact, async () => Promise.reject(new Error('no relay')));
    await expect(dead.open()).rejects.toThrow('no relay');
    const noCard = new MemorySink();
    noCard.refusesToOpen = true;
    calls.length = 0;
    await expect(new ContactSink(noCard, contact, async ([, what]) => void calls.push(what!)).open()).rejects.toThrow(
      'no card',
    );
    expect(calls).toEqual(['on', 'off']);
  });
});
