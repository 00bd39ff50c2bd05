import fc from 'fast-check';
import { actions, needsSecondStep, roleMay, type Action } from '../../../src/domain/access/actions';
import { decide, decideAnywhere, grantedRoots, rolesIn } from '../../../src/domain/access/decide';
import { roles, type Grant } from '../../../src/domain/access/roles';

/** Design section 1 in letters: s(taff) a(pprover) o(perator) r(eviewer) A(dmin); what is not written may not. */
const expected: Record<Action, string> = {
  'area.read': 'saorA',
  'area.manage': '____A',
  'zone.manage': '__o_A',
  'topic.read': 'saorA',
  'topic.manage': '____A',
  'user.read': '____A',
  'user.manage': '____A',
  'grant.manage': '____A',
  'bulletin.read': 'saor_',
  'bulletin.listen': 'saor_',
  'bulletin.draft': 's_o__',
  'bulletin.submit': 's_o__',
  'bulletin.approve': '_a___',
  'bulletin.return': '_a___',
  'bulletin.recall': 'sao__',
  'approval.delegate': '_a___',
  'approver.read': 'saorA',
  'approver.order': '____A',
  'campaign.read': 'saor_',
  'campaign.manage': '__o__',
  'schedule.read': 'saorA',
  'slot.manage': '__o_A',
  'booking.manage': '__o__',
  'relay.manage': '____A',
  'rundown.order': '__o__',
  'rundown.override': '__o__',
  'rundown.append': '_ao__',
  'policy.read': 'saorA',
  'policy.manage': '____A',
  'exception.grant': '_a___',
  'preflight.run': '_ao__',
  'extra-session.request': '__o__',
  'extra-session.approve': '_a___',
  'device.read': 'saorA',
  'device.manage': '__o__',
  'device.attest': 's_o__',
  'volume.lower': 'sao__',
  'volume.raise': '__o__',
  'play.now': '__o__',
  'emergency.start': '__o__',
  'emergency.second': '_a___',
  'emergency.clear': '__o__',
  'playing.hold': 'sao__',
  'playing.stop': 'sao__',
  'alarm.acknowledge': 'sao__',
  'playing.resume': '__o__',
  'airtime.read': 'saor_',
  'airtime.export': '_aor_',
  'ledger.verify': '__or_',
  'ledger.correct': '___r_',
  'period.sign': '___r_',
  'complaint.read': 'saor_',
  'complaint.record': 'sao__',
  'complaint.answer': '_ao__',
  'interchange.export': '_aor_',
  'interchange.import': '__o__',
  'hold.read': '_aorA',
  'hold.manage': '__o_A',
  'audit.read': '___rA',
};
const letters = { staff: 's', approver: 'a', operator: 'o', reviewer: 'r', admin: 'A' } as const;

describe('X1 the table of who may do what', () => {
  it('knows every action, and no other', () => {
    expect([...actions].sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(roles.flatMap((role) => actions.map((action) => [role, action] as const)))('%s, %s', (role, action) => {
    expect(roleMay(role, action)).toBe(expected[action].includes(letters[role]));
  });

  it('P9 whoever may stop may hold, and needs no second step; X2 louder and now do', () => {
    const stepUp = actions.filter(needsSecondStep).sort();
    expect(stepUp).toEqual(['emergency.second', 'emergency.start', 'play.now', 'volume.raise']);
  });

  it('an administrator has no right over content, a reviewer changes nothing but the ledger by adding', () => {
    const held = (role: (typeof roles)[number]): Action[] => actions.filter((action) => roleMay(role, action));
    expect(
      held('admin').filter((action) => /^(bulletin|campaign|play|emergency|airtime|rundown)/.test(action)),
    ).toEqual([]);
    const changing = held('reviewer').filter((action) => !/\.(read|listen|export|verify)$/.test(action));
    expect(changing.sort()).toEqual(['ledger.correct', 'period.sign']);
  });
});

describe('X1 grants cover their area and all below', () => {
  const commune = ['23538', '51', 'VN'];
  const grants = (...list: [Grant['role'], string][]): Grant[] => list.map(([role, areaCode]) => ({ role, areaCode }));

  it.each([
    ['on the area itself', grants(['operator', '23538']), 'allowed'],
    ['on an area above', grants(['operator', 'VN']), 'allowed'],
    ['another role there: visible, not allowed', grants(['reviewer', '51']), 'forbidden'],
    ['beside it: invisible', grants(['operator', '23535']), 'invisible'],
    ['on a zone below: invisible', grants(['operator', '23538-01']), 'invisible'],
    ['two roles, one of them fits', grants(['staff', '23538'], ['operator', '51']), 'allowed'],
    ['no grant at all', grants(), 'invisible'],
  ] as const)('%s', (_, held, decision) => {
    expect(decide(held, 'slot.manage', commune)).toBe(decision);
  });

  it('lists start at the roots of the grants that allow the action', () => {
    const held = grants(['staff', '23538'], ['operator', '51'], ['operator', '51'], ['admin', 'VN']);
    expect(grantedRoots(held, 'booking.manage')).toEqual(['51']);
    expect(grantedRoots(held, 'airtime.read')).toEqual(['23538', '51']);
    expect(rolesIn(held, commune)).toEqual(['admin', 'operator', 'staff']);
    expect(rolesIn(held, ['51', 'VN'])).toEqual(['admin', 'operator']);
  });

  const area = fc.constantFrom('VN', '51', '01', '23538', '23535', 'z1');
  const grant = fc.record({ role: fc.constantFrom(...roles), areaCode: area });
  const chain = fc.constantFrom(['VN'], ['51', 'VN'], commune, ['z1', ...commune], ['01', 'VN']);

  it('a further grant never takes anything away, and what holds above holds below', () => {
    const rank = { invisible: 0, forbidden: 1, allowed: 2 };
    fc.assert(
      fc.property(fc.array(grant), grant, fc.constantFrom(...actions), chain, (held, more, action, ancestry) => {
        const before = rank[decide(held, action, ancestry)];
        expect(rank[decide([...held, more], action, ancestry)]).toBeGreaterThanOrEqual(before);
        expect(rank[decide(held, action, ['below', ...ancestry])]).toBeGreaterThanOrEqual(before);
        if (before === 2) expect(decideAnywhere(held, action)).toBe('allowed');
      }),
    );
  });
});
