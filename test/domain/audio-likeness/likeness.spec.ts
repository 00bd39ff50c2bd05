import fc from 'fast-check';
import { alikeBelow, fingerprintText, likeness, readFingerprint } from '../../../src/domain/audio-likeness/likeness';

/** A repeatable stream of unlike values. */
function values(seed: number, length: number): Uint32Array {
  let state = seed;
  return Uint32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state ^ (state >>> 13) ^ Math.imul(state, 2654435761)) >>> 0;
  });
}

const speech = values(1, 500);

describe('the likeness of two recordings', () => {
  it('is whole for the same sound, wherever it begins within ten seconds', () => {
    expect(likeness(speech, speech)).toEqual({ errorRate: 0, shift: 0 });
    expect(likeness(speech, speech.slice(37))).toEqual({ errorRate: 0, shift: 37 });
    expect(likeness(speech.slice(80), speech)).toEqual({ errorRate: 0, shift: -80 });
    expect(likeness(speech, speech.slice(81))!.errorRate).toBeGreaterThan(alikeBelow);
  });

  it('bears what an encoder changes, and one window in five that is different', () => {
    const encoded = speech.map((value, i) => (value ^ (1 << (i % 32)) ^ (1 << ((i * 7 + 5) % 32))) >>> 0);
    expect(likeness(speech, encoded)!.errorRate).toBeLessThan(0.07);
    const newDate = speech.slice();
    newDate.set(values(9, 60), 170);
    expect(likeness(speech, newDate)!.errorRate).toBeLessThan(alikeBelow);
  });

  it('is not there for other sound, nor for one jingle before other words', () => {
    expect(likeness(speech, values(2, 500))!.errorRate).toBeGreaterThan(0.4);
    const sameOpening = values(3, 500);
    sameOpening.set(speech.subarray(0, 80));
    expect(likeness(speech, sameOpening)!.errorRate).toBeGreaterThan(alikeBelow);
  });

  it('says nothing of less than three seconds', () => {
    expect(likeness(speech, speech.slice(0, 23))).toBeNull();
    expect(likeness(new Uint32Array(), speech)).toBeNull();
  });

  it('is the same both ways', () => {
    const some = fc
      .integer({ min: 24, max: 200 })
      .chain((length) => fc.uint32Array({ minLength: length, maxLength: length }));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), some, (cut, noise) => {
        const [one, other] = [speech.slice(0, 160), Uint32Array.from([...speech.slice(cut, 160), ...noise])];
        const [there, back] = [likeness(one, other), likeness(other, one)];
        expect(there!.errorRate < alikeBelow === back!.errorRate < alikeBelow).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('a fingerprint survives being stored', () => {
    fc.assert(fc.property(fc.uint32Array(), (any) => expect(readFingerprint(fingerprintText(any))).toEqual(any)));
  });
});
