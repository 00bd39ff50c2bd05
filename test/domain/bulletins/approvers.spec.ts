import {
  actsFor,
  askedByNow,
  askedInOrder,
  coveredBy,
  type Delegation,
  type StandingApproval,
} from '../../../src/domain/bulletins/approvers';

const lent: Delegation = { fromUserId: 'chair', toUserId: 'clerk', fromAt: 100, untilAt: 200, endedAt: null };
const nobody = { createdBy: null, changedBy: null, submittedBy: null };
const strict = { authorMayApprove: false };

describe('B2 who is asked to approve', () => {
  it('B2: the list in its order; who stands in takes the place of the one who lent it, from its start to before its end', () => {
    const at = (now: number) => askedInOrder(['chair', 'deputy'], [lent], nobody, strict, now);
    expect([at(99), at(100), at(199), at(200)]).toEqual([
      [['chair'], ['deputy']],
      [['clerk'], ['deputy']],
      [['clerk'], ['deputy']],
      [['chair'], ['deputy']],
    ]);
    expect(askedInOrder(['chair'], [{ ...lent, endedAt: 150 }], nobody, strict, 160)).toEqual([['chair']]);
    // Both who stand in for one are asked in the same moment.
    const also = { ...lent, toUserId: 'driver' };
    expect(askedInOrder(['chair', 'deputy'], [lent, also], nobody, strict, 150)).toEqual([
      ['clerk', 'driver'],
      ['deputy'],
    ]);
  });

  it('B2: nobody twice, and nobody who wrote it unless the area allows it', () => {
    const twice = { ...lent, toUserId: 'deputy' };
    expect(askedInOrder(['chair', 'deputy'], [twice], nobody, strict, 150)).toEqual([['deputy']]);
    const written = { ...nobody, submittedBy: 'chair' };
    expect(askedInOrder(['chair', 'deputy'], [], written, strict, 150)).toEqual([['deputy']]);
    expect(askedInOrder(['chair'], [], written, { authorMayApprove: true }, 150)).toEqual([['chair']]);
  });

  it('B2: what was lent is not lent on', () => {
    const on = { ...lent, fromUserId: 'clerk', toUserId: 'driver' };
    expect(actsFor('driver', [lent, on], 150)).toEqual(['clerk']);
    expect(actsFor('clerk', [lent, on], 200)).toEqual([]);
  });

  it('B2: one more of the list for every N minutes unanswered, never more than there are', () => {
    const minute = 60_000;
    expect([0, 29, 30, 60, 600].map((m) => askedByNow(0, m * minute, 30, 3))).toEqual([1, 1, 2, 3, 3]);
    expect(askedByNow(5, 0, 30, 3)).toBe(1);
    expect(askedByNow(0, minute, 30, 0)).toBe(0);
  });

  it('B2: a standing approval covers its kind, key, topic and area until its end, and nothing else', () => {
    const standing: StandingApproval = {
      ...{ areaCode: '23538', kind: 'relay', key: 'VOV1', topicCode: '1', grantedBy: 'chair' },
      ...{ fromAt: 100, untilAt: 200, endedAt: null },
    };
    const item = { areaCode: '23538', topicCode: '1', title: 'Thời sự', source: 'VOV1' };
    expect(coveredBy(standing, item, 150)).toBe(true);
    for (const [other, now] of [
      [{ areaCode: '23535' }, 150],
      [{ topicCode: '2' }, 150],
      [{ source: 'VOV2' }, 150],
      [{ source: null, title: 'VOV1' }, 150],
      [{}, 200],
      [{}, 99],
    ] as const) {
      expect(coveredBy(standing, { ...item, ...other }, now)).toBe(false);
    }
    expect(coveredBy({ ...standing, kind: 'programme', key: 'Thời sự' }, item, 150)).toBe(true);
    expect(coveredBy({ ...standing, endedAt: 120 }, item, 150)).toBe(false);
  });
});
