import fc from 'fast-check';
import { counts, deviceKinds } from '../../../src/domain/devices/device';
import { horizonAt, nearsItsEnd, programmeFrom } from '../../../src/domain/devices/horizon';

const hour = 3_600_000;
const day = 24 * hour;

describe('L5 which devices count', () => {
  it('loudspeaker, FM, wired, truck and manual always; embedded where the area says so; web stream and monitor never', () => {
    const counting = (countsEmbedded: boolean) => deviceKinds.filter((kind) => counts(kind, { countsEmbedded }));
    expect(counting(false)).toEqual(['loudspeaker', 'fm', 'wired', 'truck', 'manual']);
    expect(counting(true)).toEqual(['loudspeaker', 'fm', 'wired', 'truck', 'manual', 'embedded']);
  });
});

describe('P2 the horizon', () => {
  it('holds now, for an hour before, and for seven to eight days ahead; time alone changes it once a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 * day, max: 4e12 }), fc.nat(3 * day), (now, later) => {
        const first = horizonAt(now, 8, null);
        const second = horizonAt(now + later, 8, first);
        for (const [horizon, at] of [
          [first, now],
          [second, now + later],
        ] as const) {
          expect(horizon.notBefore).toBeLessThanOrEqual(at - hour);
          expect(horizon.notAfter - at).toBeGreaterThanOrEqual(7 * day);
          expect(horizon.notAfter - at).toBeLessThanOrEqual(8 * day);
          expect(nearsItsEnd(horizon.notAfter, at, 8)).toBe(false);
        }
        if (later < day - hour) expect(second).toBe(first);
        if (later > day) expect(second).not.toBe(first);
      }),
    );
  });

  it('is made anew when the clock went back before it', () => {
    const ahead = horizonAt(100 * day, 8, null);
    expect(horizonAt(50 * day, 8, ahead)).toEqual(horizonAt(50 * day, 8, null));
  });

  it('leaves out what ended before the device came to its place', () => {
    const horizon = horizonAt(100 * day, 8, null);
    expect(programmeFrom(horizon, 0)).toBe(100 * day);
    expect(programmeFrom(horizon, 100 * day + 5)).toBe(100 * day + 5);
  });
});
