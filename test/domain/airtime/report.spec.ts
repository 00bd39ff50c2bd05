import fc from 'fast-check';
import { foldCommuneAiring, type CommuneAiring } from '../../../src/domain/airtime/commune-airing';
import { readFewest, splitPeriod } from '../../../src/domain/airtime/periods';
import { layOut, reportAxes, summedNames, type ReportAxis, type ReportGroup } from '../../../src/domain/airtime/report';
import { addMeasures, measureNames, measuresFrom, rollUp, type Rollup } from '../../../src/domain/airtime/rollup';
import { addDays } from '../../../src/domain/time/local-date';
import { aDeviceAiring } from '../../support/airings';

const airings = fc.array(
  fc
    .record({
      communeCode: fc.constantFrom('1', '2', '3'),
      topicCode: fc.constantFrom('', '01', '05'),
      itemKind: fc.constantFrom('bulletin' as const, 'chime' as const, 'relay' as const),
      language: fc.constantFrom('vi', 'jra'),
      origin: fc.constantFrom('own' as const, 'relayed' as const),
      replay: fc.boolean(),
      heardMs: fc.integer({ min: 0, max: 100_000 }),
      plannedMs: fc.integer({ min: 1, max: 100_000 }),
      day: fc.integer({ min: 0, max: 70 }),
      result: fc.constantFrom('played' as const, 'partial' as const, 'missed' as const, null),
    })
    .map(({ day, ...over }) => foldCommuneAiring([aDeviceAiring({ ...over, localDate: addDays('2026-01-20', day) })])!),
  { maxLength: 60 },
);

/** What the store's query does with roll-ups, slowly. */
function groupsOf(all: readonly CommuneAiring[], from: string, to: string): ReportGroup[] {
  const { months, days } = splitPeriod({ from, to });
  const inside = ({ period }: Rollup): boolean =>
    months.includes(period) || days.some((range) => range.from <= period && period <= range.to);
  return [...rollUp(all).values()].filter(inside).map((rollup) => ({
    ...{ ...rollup, day: rollup.period, lastPeriod: rollup.period, sums: rollup },
    languages: { [rollup.language]: rollup.airedMs },
  }));
}

describe('L6 sums agree', () => {
  it('along every axis and any combination, over any period, with the airings themselves', () => {
    const axes = fc.subarray([...reportAxes]);
    const period = fc.tuple(fc.integer({ min: -5, max: 80 }), fc.integer({ min: 0, max: 80 }));
    fc.assert(
      fc.property(airings, axes, period, (all, by: ReportAxis[], [start, length]) => {
        const from = addDays('2026-01-20', start);
        const to = addDays(from, length);
        const groups = groupsOf(all, from, to);
        const { lines, totals } = layOut(groups, by);
        const within = all.filter((one) => from <= one.localDate && one.localDate <= to);
        expect(totals.airedMs).toBe(sum(within.map((one) => one.airedMs)));
        expect(totals.plannedMs).toBe(sum(within.map((one) => one.plannedMs)));
        expect(totals.airings).toBe(within.length);
        for (const name of summedNames) expect(sum(lines.map((line) => line[name]))).toBe(totals[name]);
        for (const line of [...lines, totals]) {
          expect(line.ownMs + line.relayedMs).toBe(line.airedMs);
          expect(line.firstMs + line.replayMs).toBe(line.airedMs);
          expect(sum(Object.values(line.languages))).toBe(line.airedMs);
        }
      }),
    );
  });

  it('L2 a topic renamed inside the period is one line, under its latest name', () => {
    const old = foldCommuneAiring([aDeviceAiring({ topicName: 'Sức khoẻ', localDate: '2026-01-05', airingKey: 'a' })])!;
    const renamed = foldCommuneAiring([aDeviceAiring({ topicName: 'Y tế', localDate: '2026-02-05', airingKey: 'b' })])!;
    const { lines } = layOut(groupsOf([renamed, old], '2026-01-01', '2026-02-28'), ['topic']);
    expect(lines.map((line) => [line.topic?.name, line.airings])).toEqual([['Y tế', 2]]);
  });

  it('L2 of two names in one month, the same one is told in whatever order the store hands them over', () => {
    const [one, other] = ['Y tế', 'Sức khoẻ'].map((topicName) =>
      foldCommuneAiring([aDeviceAiring({ topicName, airingKey: topicName })])!,
    );
    const told = (all: CommuneAiring[]) => layOut(groupsOf(all, '2026-01-01', '2026-01-31'), ['topic']).lines;
    expect(told([other!, one!])).toEqual(told([one!, other!]));
  });
});

it('every measure has its own place in what the store hands over, and is added to itself', () => {
  const values = measureNames.map((_, i) => i + 1);
  const measures = measuresFrom(values);
  expect(measureNames.map((name) => measures[name])).toEqual(values);
  const doubled = { ...measures };
  addMeasures(doubled, measures);
  expect(measureNames.map((name) => doubled[name])).toEqual(values.map((value) => 2 * value));
  expect(Object.keys(doubled)).toEqual(measureNames);
});

describe('periods', () => {
  it('whole months and the days around them, each date once', () => {
    expect(splitPeriod({ from: '2026-01-15', to: '2026-04-02' })).toEqual({
      months: ['2026-02', '2026-03'],
      days: [
        { from: '2026-01-15', to: '2026-01-31' },
        { from: '2026-04-01', to: '2026-04-02' },
      ],
    });
    expect(splitPeriod({ from: '2024-02-01', to: '2024-02-29' })).toEqual({ months: ['2024-02'], days: [] });
    expect(splitPeriod({ from: '2026-03-05', to: '2026-03-04' })).toEqual({ months: [], days: [] });
  });

  it('read by the fewest days: most of a month is the month less its other days', () => {
    const read = (from: string, to: string) => readFewest(splitPeriod({ from, to }));
    expect(read('2026-01-01', '2026-01-30')).toEqual({
      ...{ months: ['2026-01'], days: [], less: [{ from: '2026-01-31', to: '2026-01-31' }] },
    });
    expect(read('2026-01-03', '2026-02-14')).toEqual({
      months: ['2026-01'],
      days: [{ from: '2026-02-01', to: '2026-02-14' }],
      less: [{ from: '2026-01-01', to: '2026-01-02' }],
    });
    expect(read('2026-02-05', '2026-02-27').less).toEqual([
      { from: '2026-02-01', to: '2026-02-04' },
      { from: '2026-02-28', to: '2026-02-28' },
    ]);
  });
});

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
