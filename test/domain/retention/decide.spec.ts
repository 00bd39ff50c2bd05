import {
  bookedFrom,
  decideRetention,
  needOfVersion,
  type Need,
  type VersionUse,
  workingLimits,
} from '../../../src/domain/retention/decide';

const day = 86_400_000;
const now = 1_000 * day;
const file = (lastUsedAt: number, ...needs: Need[]) => ({ lastUsedAt, needs: new Set(needs) });

describe('L1 retention: what goes', () => {
  it('keeps everything where nothing is set, and to the last day of what is', () => {
    expect(decideRetention(file(0), null, now)).toEqual({ goes: false, why: 'no-limit', dueAt: null });
    expect(decideRetention(file(now - 30 * day), 30, now)).toEqual({ goes: true, dueAt: now });
    expect(decideRetention(file(now - 30 * day + 1), 30, now)).toMatchObject({ goes: false, why: 'not-yet' });
  });
  it('needed beats old, and a hold is told before anything else', () => {
    expect(decideRetention(file(0, 'planned', 'held'), 30, now)).toMatchObject({ goes: false, why: 'held' });
    expect(decideRetention(file(0, 'not-played'), 30, now)).toMatchObject({ goes: false, why: 'not-played' });
  });
  it.each([
    [null, null, null],
    [null, 90, 90],
    [365, null, 365],
    [365, 90, 90],
    [90, 365, 90],
  ])('masters kept for %p days and renditions for %p: renditions go after %p', (masters, renditions, works) => {
    expect(workingLimits({ originals: null, masters, renditions, papers: null }).renditions).toBe(works);
  });

  const use = (over: Partial<VersionUse> = {}): VersionUse => ({
    ...{ state: 'approved', superseded: false, stateAt: 0, validUntil: null, lastPlayEndAt: null },
    ...over,
  });
  it.each<[string, Partial<VersionUse>, Need | null]>([
    ['is approved and was never heard', {}, 'not-played'],
    ['was approved and is over', { validUntil: now }, null],
    ['was heard', { lastPlayEndAt: 1 }, null],
    ['is a draft', { state: 'draft' }, 'in-hand'],
    ['came back to its author', { state: 'returned' }, 'in-hand'],
    ['was recalled', { state: 'recalled' }, null],
    ['gave way to a newer one', { superseded: true }, null],
  ])('a version that %s', (_what, over, need) => expect(needOfVersion(use(over), now)).toBe(need));

  it('a booking speaks up to its last date and its validity', () => {
    const between = { kind: 'between', from: '2026-01-01', until: '2026-01-05' } as const;
    expect(bookedFrom(between, null, '2026-01-05', now)).toBe(true);
    expect(bookedFrom(between, null, '2026-01-06', now)).toBe(false);
    expect(bookedFrom({ ...between, until: null }, now, '2026-01-06', now)).toBe(false);
    expect(bookedFrom({ kind: 'on', dates: ['2026-01-05', '2026-01-07'] }, null, '2026-01-06', now)).toBe(true);
  });
});
