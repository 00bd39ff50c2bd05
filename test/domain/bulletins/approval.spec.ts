import fc from 'fast-check';
import { approvalFingerprint, mayApprove, type ApprovedContent } from '../../../src/domain/bulletins/approval';
import { canonicalRequest, lastDateOf } from '../../../src/domain/bulletins/request';

const content: ApprovedContent = {
  originalSha256: 'a'.repeat(64),
  masterSha256: 'b'.repeat(64),
  profile: 'speech',
  title: 'Lịch tiêm chủng tháng Ba',
  topicCode: '1',
  language: 'vi',
  priority: 'normal',
  source: 'Trạm Y tế xã',
  author: 'Y Hương',
  areaCodes: ['23535', '23538'],
  validFrom: 1_772_000_000_000,
  validUntil: 1_773_000_000_000,
  request: {
    days: { kind: 'until', from: null, until: '2026-03-08' },
    preferredSlotIds: ['s1', 's2'],
    readings: 2,
  },
};

describe('what an approval covers (B2)', () => {
  const changes: [string, Partial<ApprovedContent>][] = [
    ['original', { originalSha256: 'c'.repeat(64) }],
    ['master', { masterSha256: 'c'.repeat(64) }],
    ['profile', { profile: 'mixed' }],
    ['title', { title: 'Lịch tiêm chủng tháng Tư' }],
    ['topic', { topicCode: '2' }],
    ['language', { language: 'jra' }],
    ['priority', { priority: 'priority' }],
    ['source', { source: null }],
    ['author', { author: 'Y Nguyệt' }],
    ['areas', { areaCodes: ['23535'] }],
    ['start of validity', { validFrom: null }],
    ['end of validity', { validUntil: 1_773_000_000_001 }],
    ['last day', { request: { ...content.request, days: { kind: 'until', from: null, until: '2026-03-09' } } }],
    [
      'first day',
      { request: { ...content.request, days: { kind: 'until', from: '2026-03-01', until: '2026-03-08' } } },
    ],
    ['kind of days', { request: { ...content.request, days: { kind: 'dates', dates: ['2026-03-08'] } } }],
    ['slots', { request: { ...content.request, preferredSlotIds: [] } }],
    ['readings', { request: { ...content.request, readings: 3 } }],
  ];

  it.each(changes)('B2: another %s voids it', (_, change) => {
    expect(approvalFingerprint({ ...content, ...change })).not.toBe(approvalFingerprint(content));
  });

  it('B2: all fields are covered', () => {
    const touched = new Set(changes.flatMap(([, change]) => Object.keys(change)));
    expect([...touched].sort()).toEqual(Object.keys(content).sort());
  });

  it('B2, B8: order, repetition and the form of accents do not count', () => {
    const same: ApprovedContent = {
      ...content,
      title: content.title.normalize('NFD'),
      author: content.author!.normalize('NFD'),
      areaCodes: ['23538', '23535', '23538'],
      request: { ...content.request, preferredSlotIds: ['s2', 's1'] },
    };
    expect(approvalFingerprint(same)).toBe(approvalFingerprint(content));
  });

  it('B2: no text can pass for the text of its neighbour', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (title, author, otherTitle, otherAuthor) => {
        const written = (a: string, b: string): string => approvalFingerprint({ ...content, title: a, author: b });
        const equal = title.normalize() === otherTitle.normalize() && author.normalize() === otherAuthor.normalize();
        expect(written(title, author) === written(otherTitle, otherAuthor)).toBe(equal);
      }),
    );
  });

  it('B2: author, last editor and sender may not approve, unless the policy of the area says so', () => {
    const hands = { createdBy: 'an', changedBy: 'binh', submittedBy: 'chi' };
    for (const one of ['an', 'binh', 'chi']) {
      expect(mayApprove(one, hands, { authorMayApprove: false })).toBe(false);
      expect(mayApprove(one, hands, { authorMayApprove: true })).toBe(true);
    }
    expect(mayApprove('dung', hands, { authorMayApprove: false })).toBe(true);
  });
});

describe('a request', () => {
  it('has one written form', () => {
    const request = canonicalRequest({
      days: { kind: 'dates', dates: ['2026-03-09', '2026-03-08', '2026-03-09'] },
      preferredSlotIds: ['b', 'a', 'b'],
      readings: 1,
    });
    expect(request).toEqual({
      days: { kind: 'dates', dates: ['2026-03-08', '2026-03-09'] },
      preferredSlotIds: ['a', 'b'],
      readings: 1,
    });
    expect(lastDateOf(request)).toBe('2026-03-09');
    expect(lastDateOf(content.request)).toBe('2026-03-08');
  });
});
