import { conflictsOfPolicy, conflictsOfSlot } from '../../../src/domain/scheduling/slot-conflicts';
import { templateIssues } from '../../../src/domain/scheduling/slot-frame-check';
import { aSlot, aTemplate, commune, province } from '../../support/plan-builders';

const range = { from: '2026-03-02', to: '2026-03-03' };
const alone = { policies: [], above: [], below: [], tighterBelow: [] };

describe('S11 everything a slot runs into is named on save', () => {
  test('S12: an inherited slot stands, one of the same area blocks, and so does a slot that meets itself', () => {
    const slot = aSlot('new');
    const upper = aSlot('upper', { areaId: province, level: 1, rule: { startLocal: '17:20' } });
    const same = aSlot('same', { rule: { startLocal: '16:45' } });
    expect(conflictsOfSlot(slot, { ...alone, above: [upper, same] }, range)).toMatchObject([
      { code: 'overlaps', blocking: true, otherSlotId: 'same' },
      { code: 'overlaps-inherited', blocking: true, otherSlotId: 'upper', dates: ['2026-03-02', '2026-03-03'] },
    ]);
    const twice = aSlot('twice', { rule: { exceptions: [{ date: '2026-03-02', kind: 'add', startLocal: '17:10' }] } });
    expect(conflictsOfSlot(twice, alone, range)).toMatchObject([
      { code: 'overlaps', otherSlotId: 'twice', blocking: true },
    ]);
  });

  test('S12: a later slot from above wins, and those below are named with their dates', () => {
    const slot = aSlot('news', { areaId: province, level: 1 });
    const below = [
      aSlot('a', { areaId: '1', rule: { startLocal: '17:10' } }),
      aSlot('b', { areaId: '2', rule: { startLocal: '17:10' } }),
      aSlot('c', { areaId: '3', rule: { startLocal: '17:30' } }),
    ];
    expect(conflictsOfSlot(slot, { ...alone, below }, range)).toEqual(
      ['a', 'b'].map((slotId, i) => ({
        rule: 'S12',
        code: 'displaces',
        blocking: false,
        slotId,
        areaId: String(i + 1),
        otherSlotId: 'news',
        allowed: null,
        by: [province],
        dates: ['2026-03-02', '2026-03-03'],
      })),
    );
  });

  test('S7: limits of the area block; tighter ones below are named and do not', () => {
    const slot = aSlot('news', { areaId: province, level: 1, rule: { startLocal: '20:45' } });
    const tight = { areaId: commune, level: 3, limits: { windows: [{ from: '05:30', to: '17:00' }] }, exceptions: [] };
    const early = aSlot('early', { areaId: province, level: 1 });
    expect(
      conflictsOfSlot(slot, { ...alone, tighterBelow: [{ areaId: commune, policies: [tight] }] }, range),
    ).toMatchObject([{ rule: 'S7', code: 'outside-window', blocking: true, areaId: province }]);
    expect(
      conflictsOfSlot(early, { ...alone, tighterBelow: [{ areaId: commune, policies: [tight] }] }, range),
    ).toMatchObject([{ rule: 'S7', code: 'outside-window', blocking: false, areaId: commune, by: ['root', commune] }]);
    expect(conflictsOfPolicy([{ slot: early, areaId: commune, policies: [tight], others: [] }], range)).toMatchObject([
      { code: 'outside-window', slotId: 'early', areaId: commune, blocking: false, allowed: '05:30-17:00' },
    ]);
  });
});

describe('S2 a frame fits its session', () => {
  const part = (id: string, offsetSeconds: number, seconds: number) => ({
    id,
    ref: 'signal',
    language: 'vi',
    versionId: null,
    durationMs: seconds * 1000,
    offsetMs: offsetSeconds * 1000,
    class: 'normal' as const,
  });
  const issues = (seconds: number, ...fixed: ReturnType<typeof part>[]): string[] =>
    templateIssues({ ...aTemplate(10, 5), fixed }, seconds * 1000).map(({ itemId, code }) => `${itemId} ${code}`);

  test('to the second', () => {
    expect(issues(15)).toEqual([]);
    expect(issues(14)).toEqual(['opening too-long-together']);
    expect(issues(60, part('a', 10, 20), part('b', 30, 25))).toEqual([]);
    expect(issues(60, part('a', 9, 20), part('b', 28, 10), part('c', 46, 10))).toEqual([
      'a before-opening-ends',
      'b overlaps-fixed',
      'c after-session-ends',
    ]);
  });
});
