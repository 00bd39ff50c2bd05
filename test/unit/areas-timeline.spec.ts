import fc from 'fast-check';
import { addDays } from '../../src/domain/time/local-date';
import { endTimeline, recordState, stateAt, type AreaState } from '../../src/features/areas/timeline';

const first = '2025-06-20';
const days = Array.from({ length: 30 }, (_, i) => addDays(first, i));
/** Days far before and after all others stand for the open ends. */
const observed = ['1900-01-01', ...days, '2100-01-01'];

const anyState = fc
  .record({
    from: fc.option(fc.nat(29)),
    length: fc.option(fc.nat(12)),
    name: fc.constantFrom('A', 'B'),
    parentCode: fc.constantFrom('51', '62'),
  })
  .map(({ from, length, name, parentCode }): AreaState => {
    const validFrom = from === null ? null : days[from]!;
    return { name, parentCode, validFrom, validTo: length === null ? null : addDays(validFrom ?? first, length) };
  });

const says = (state: { name: string; parentCode: string | null } | undefined): string =>
  state ? `${state.name}/${state.parentCode}` : '';

describe('the timeline of a code', () => {
  it('says on every day what was recorded last for that day, in the fewest states', () => {
    fc.assert(
      fc.property(fc.array(anyState, { maxLength: 8 }), (states) => {
        const timeline = states.reduce<AreaState[]>(recordState, []);
        for (const day of observed) {
          const last = states.findLast(
            ({ validFrom, validTo }) => (validFrom ?? '') <= day && day <= (validTo ?? '9999-99-99'),
          );
          expect(says(stateAt(timeline, day))).toBe(says(last));
          const holding = timeline.filter(
            ({ validFrom, validTo }) => (validFrom ?? '') <= day && day <= (validTo ?? '9999-99-99'),
          );
          expect(holding.length).toBeLessThanOrEqual(1);
        }
        timeline.slice(1).forEach((state, i) => {
          const before = timeline[i]!;
          expect((before.validTo ?? '9999-99-99') < (state.validFrom ?? '')).toBe(true);
          if (addDays(before.validTo!, 1) === state.validFrom) expect(says(before)).not.toBe(says(state));
        });
      }),
    );
  });

  it('is the same again when the last state is recorded again', () => {
    fc.assert(
      fc.property(fc.array(anyState, { minLength: 1, maxLength: 8 }), (states) => {
        const timeline = states.reduce<AreaState[]>(recordState, []);
        expect(recordState(timeline, states.at(-1)!)).toEqual(timeline);
      }),
    );
  });

  it('ends with a day: nothing after it remains', () => {
    fc.assert(
      fc.property(fc.array(anyState, { maxLength: 6 }), fc.constantFrom(...days), (states, lastDate) => {
        const ended = endTimeline(states.reduce<AreaState[]>(recordState, []), lastDate);
        for (const day of observed.filter((one) => one > lastDate)) expect(stateAt(ended, day)).toBeUndefined();
      }),
    );
  });
});
