import fc from 'fast-check';
import {
  integratedLufs,
  loudnessCurve,
  loudnessRange,
  percentile,
  slidingMeans,
  toDb,
  toLufs,
} from '../../../src/domain/loudness/gating';

/** `seconds` of blocks at one loudness. */
const level = (lufs: number, seconds: number): number[] =>
  Array<number>(Math.round(seconds * 10)).fill(10 ** ((lufs + 0.691) / 10));

describe('integratedLufs (BS.1770 gates)', () => {
  it.each([-60, -36, -23, -16, -3])('of a steady %i LUFS is that', (lufs) => {
    expect(integratedLufs(level(lufs, 10))).toBeCloseTo(lufs, 2);
  });

  it('is -70 for silence, for nothing and for less than a block of 400 ms', () => {
    expect(integratedLufs([])).toBe(-70);
    expect(integratedLufs(level(-20, 0.3))).toBe(-70);
    expect(integratedLufs(Array<number>(100).fill(0))).toBe(-70);
    expect(integratedLufs(level(-75, 10))).toBe(-70);
  });

  it('EBU Tech 3341 cases 3 to 5: quiet parts fall to the relative gate, louder ones count', () => {
    expect(integratedLufs([...level(-36, 10), ...level(-23, 60), ...level(-36, 10)])).toBeCloseTo(-23, 1);
    expect(
      integratedLufs([...level(-72, 10), ...level(-36, 10), ...level(-23, 60), ...level(-36, 10), ...level(-72, 10)]),
    ).toBeCloseTo(-23, 1);
    expect(integratedLufs([...level(-26, 20), ...level(-20, 20.1), ...level(-26, 20)])).toBeCloseTo(-23, 1);
  });

  it('moves with the level and never exceeds the loudest block', () => {
    const blocks = fc.array(fc.double({ min: 1e-5, max: 0.5, noNaN: true }), { minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(blocks, (values) => {
        const lufs = integratedLufs(values);
        expect(lufs).toBeLessThanOrEqual(toLufs(Math.max(...values)) + 1e-6);
        expect(integratedLufs(values.map((value) => value * 2))).toBeCloseTo(lufs + 10 * Math.log10(2), 6);
      }),
    );
  });
});

describe('loudnessRange (EBU Tech 3342)', () => {
  it.each([
    ['case 1', [level(-20, 20), level(-30, 20)], 10],
    ['case 2', [level(-20, 20), level(-15, 20)], 5],
    ['case 3', [level(-40, 20), level(-20, 20)], 20],
    ['case 4', [level(-50, 20), level(-35, 20), level(-20, 20), level(-35, 20), level(-50, 20)], 15],
  ])('%s', (_name, parts, range) => {
    expect(Math.abs(loudnessRange(parts.flat()) - range)).toBeLessThan(1);
  });

  it('is 0 for what is shorter than a short-term window or silent', () => {
    expect(loudnessRange(level(-20, 2.9))).toBe(0);
    expect(loudnessRange(level(-80, 10))).toBe(0);
  });
});

describe('the small ones', () => {
  it('sliding means are means', () => {
    expect(Array.from(slidingMeans([1, 2, 3, 4], 2))).toEqual([1.5, 2.5, 3.5]);
    expect(Array.from(slidingMeans([1], 2))).toEqual([]);
  });

  it('the curve has one value a second, never below -70', () => {
    expect(loudnessCurve(level(-20, 3.5))).toHaveLength(3);
    expect(loudnessCurve(level(-20, 4)).at(-1)).toBeCloseTo(-20, 1);
    expect(loudnessCurve(Array<number>(20).fill(0))).toEqual([-70, -70]);
  });

  it('percentile takes a value that is there', () => {
    expect(percentile([1, 2, 3, 4, 5], 0)).toBe(1);
    expect(percentile([1, 2, 3, 4, 5], 0.5)).toBe(3);
    expect(percentile([1, 2, 3, 4, 5], 1)).toBe(5);
  });

  it('levels of nothing are minus infinity', () => {
    expect(toDb(0)).toBe(-Infinity);
    expect(toLufs(0)).toBe(-Infinity);
    expect(toDb(1)).toBe(0);
  });
});
