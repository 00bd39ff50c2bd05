import { horizonAt, horizonDaysOf, nearsItsEnd } from '../../../src/domain/devices/horizon';
import { completeUntil } from '../../../src/domain/playout/media-keep';
import { anItem, fakeSha, fiveOClock } from '../../support/manifest-builder';

const dayMs = 86_400_000;
const field = { kind: 'loudspeaker', embedded: false } as const;

describe('how far ahead a device is told (S5)', () => {
  it('a fortnight in the field, thirty days on a truck, a week beside the station; the setting may ask for more', () => {
    const days = (kind: Parameters<typeof horizonDaysOf>[0]['kind'], embedded = false): number =>
      horizonDaysOf({ kind, embedded }, 8);
    expect([days('loudspeaker'), days('fm'), days('wired'), days('manual')]).toEqual([15, 15, 15, 15]);
    expect([days('truck'), days('embedded'), days('loudspeaker', true)]).toEqual([31, 8, 8]);
    expect(horizonDaysOf(field, 40)).toBe(40);
  });

  it('at any hour of any day there are 14 whole days left, and a manifest is made anew once a day', () => {
    const days = horizonDaysOf(field, 8);
    let horizon = horizonAt(fiveOClock, days, null);
    let made = 1;
    for (let hour = 1; hour <= 30 * 24; hour += 1) {
      const now = fiveOClock + hour * 3_600_000;
      if (nearsItsEnd(horizon.notAfter, now, days)) made += 1;
      horizon = horizonAt(now, days, horizon);
      expect(horizon.notAfter - now).toBeGreaterThanOrEqual(14 * dayMs);
    }
    expect(made).toBeLessThanOrEqual(31);
  });

  it('completeness is told as an instant: until the first item whose recording is missing', () => {
    const items = [1, 2, 3].map((n) =>
      anItem({ airingKey: `i${n}`, startAt: fiveOClock + n * dayMs, source: { kind: 'file', sha256: fakeSha(n) } }),
    );
    const notAfter = fiveOClock + 14 * dayMs;
    const without = (...missing: number[]) =>
      completeUntil(items, (sha) => !missing.map(fakeSha).includes(sha), notAfter);
    expect(without()).toBe(notAfter);
    expect(without(3, 2)).toBe(fiveOClock + 2 * dayMs);
    expect(without(1)).toBe(fiveOClock + dayMs);
  });
});
