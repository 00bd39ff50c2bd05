import { areasOf, heardOf, kindOf, seenArea, usersOf } from '../../../src/domain/access/live-hint';
import type { Grant } from '../../../src/domain/access/roles';

const lines: Record<string, string[]> = {
  VN: ['VN'],
  '51': ['51', 'VN'],
  '23535': ['23535', '51', 'VN'],
  '23538': ['23538', '51', 'VN'],
  '23538.1': ['23538.1', '23538', '51', 'VN'],
};
const lineOf = (code: string): string[] => lines[code] ?? [];
const staff: Grant[] = [{ role: 'staff', areaCode: '23538' }];
const hint = (kind: 'bulletins' | 'orders', ...areaCodes: string[]) => ({ sequence: 1, kind, areaCodes });

describe('hints of what changed', () => {
  it.each([
    ['bulletin.approved', 'bulletins'],
    ['rundowns.changed', 'schedule'],
    ['emergency.started', 'orders'],
    ['device.alarm', 'devices'],
    ['notice.raised', 'notices'],
    ['ledger.sealed', undefined],
  ])('%s is news of %s', (type, kind) => expect(kindOf(type)).toBe(kind));

  it('takes the place from the event, and none from one that has none', () => {
    expect(areasOf({ areaCode: '23538' })).toEqual(['23538']);
    expect(areasOf({ areaCodes: ['23535', '23538'] })).toEqual(['23535', '23538']);
    expect(areasOf({ deviceId: 'd1' })).toEqual([]);
    expect(areasOf(null)).toEqual([]);
  });

  it.each([
    ['the own area', ['23538'], '23538'],
    ['what lies below', ['23538.1'], '23538.1'],
    ['what comes from above', ['51'], '51'],
    ['of several, the one that is seen', ['23535', '23538'], '23538'],
    ['not the neighbour', ['23535'], undefined],
  ])('X1 tells of %s', (_, areaCodes, seen) => {
    expect(seenArea(hint('orders', ...areaCodes), staff, lineOf)).toBe(seen);
  });

  it('X1 tells nobody of things the role may not read', () => {
    const admin: Grant[] = [{ role: 'admin', areaCode: '51' }];
    expect(seenArea(hint('bulletins', '23538'), admin, lineOf)).toBeUndefined();
    expect(seenArea(hint('orders', '23538'), admin, lineOf)).toBe('23538');
  });

  it('X1 tells of a notice those it is for, and nobody beside or above them', () => {
    const nation: Grant[] = [{ role: 'staff', areaCode: 'VN' }];
    const raised = { sequence: 1, kind: 'notices' as const, areaCodes: [], userIds: usersOf({ userIds: ['thu', 7] }) };
    expect(heardOf(raised, { userId: 'thu', grants: [] }, lineOf)).toEqual({ kind: 'notices', areaCode: null });
    expect(heardOf(raised, { userId: 'minh', grants: nation }, lineOf)).toBeNull();
    // One that names an area as well is no more anybody's.
    expect(heardOf({ ...raised, areaCodes: ['23538'] }, { userId: 'minh', grants: nation }, lineOf)).toBeNull();
  });

  it('X1 tells of everything else by area', () => {
    expect(heardOf(hint('orders', '23538'), { userId: 'thu', grants: staff }, lineOf)).toEqual({
      ...{ kind: 'orders', areaCode: '23538' },
    });
    expect(heardOf(hint('orders', '23535'), { userId: 'thu', grants: staff }, lineOf)).toBeNull();
  });
});
