import { findingCodes } from '../../src/domain/scheduling/preflight/finding';
import { remedyOf } from '../../src/web/pages/preflight/remedy';

const of = (code: (typeof findingCodes)[number], bulletinId: string | null = 'b1') => ({
  ...{ code, bulletinId, areaCode: '23538', startAt: 1_767_693_600_000 },
});
const operator = { approve: false, operate: true };
const approver = { approve: true, operate: false };

describe('S8 the remedy of a finding is one click away', () => {
  it.each(findingCodes)('an operator has a page for %s', (code) => {
    expect(remedyOf(of(code), '2026-01-06', operator)?.to).toMatch(/^\/(build|slots|devices|bulletins)\b/);
  });

  it('leads an approver to what waits for approval, an operator to the bulletin', () => {
    expect(remedyOf(of('not-approved'), '2026-01-06', approver)?.to).toBe('/inbox');
    expect(remedyOf(of('not-approved'), '2026-01-06', operator)?.to).toBe('/bulletins/b1');
  });

  it('leads to the session concerned', () => {
    expect(remedyOf(of('session-empty', null), '2026-01-06', operator)?.to).toBe(
      '/build?area=23538&date=2026-01-06&start=1767693600000',
    );
  });

  it('offers an approver no page that is closed to approvers', () => {
    expect(remedyOf(of('no-device', null), '2026-01-06', approver)).toBeNull();
    expect(remedyOf(of('left-out'), '2026-01-06', approver)?.to).toBe('/bulletins/b1');
  });
});
