import { type Hands, mayApprove } from './approval';

/** An approver's powers in an area and below, lent to somebody for a time (B2). Instants are milliseconds; half-open. */
export interface Delegation {
  fromUserId: string;
  toUserId: string;
  fromAt: number;
  untilAt: number;
  endedAt: number | null;
}

/** An approval given in advance, for exactly this kind of item of this topic and area, until its end (B2). */
export interface StandingApproval {
  areaCode: string;
  kind: 'relay' | 'programme';
  /** Of a relay the source, of a programme the title, letter by letter. */
  key: string;
  topicCode: string;
  fromAt: number;
  untilAt: number;
  endedAt: number | null;
  grantedBy: string;
}

export const isOpen = (one: { fromAt: number; untilAt: number; endedAt: number | null }, now: number): boolean =>
  one.fromAt <= now && now < one.untilAt && (one.endedAt === null || now < one.endedAt);

/** Those whose powers a user holds now. A power that was lent is not lent on. */
export function actsFor(userId: string, delegations: readonly Delegation[], now: number): string[] {
  return [
    ...new Set(delegations.filter((one) => one.toUserId === userId && isOpen(one, now)).map((one) => one.fromUserId)),
  ];
}

/**
 * Who is to be asked for an approval now, in the order in which they are told: each of the list, or all who stand in for them together; nobody
 * twice, and nobody who had a hand in it where the area does not allow that.
 * @param order approver and deputies, first to last
 */
export function askedInOrder(
  order: readonly string[],
  delegations: readonly Delegation[],
  hands: Hands,
  policy: { authorMayApprove: boolean },
  now: number,
): string[][] {
  const known = new Set<string>();
  const standing = order.map((userId) => {
    const open = delegations.filter((one) => one.fromUserId === userId && isOpen(one, now));
    const asked = open.length > 0 ? open.map((one) => one.toUserId) : [userId];
    return [...new Set(asked)].filter((one) => !known.has(one) && known.add(one) && mayApprove(one, hands, policy));
  });
  return standing.filter((asked) => asked.length > 0);
}

/** How many of the list have been asked by now: one at once, one more for every `minutes` without an answer. */
export function askedByNow(submittedAt: number, now: number, minutes: number, listed: number): number {
  return Math.min(listed, 1 + Math.max(0, Math.floor((now - submittedAt) / (minutes * 60_000))));
}

/** What is relayed, as approvals in advance judge it. */
export interface RelayItem {
  areaCode: string;
  topicCode: string;
  title: string;
  source: string;
  /** Since when the source is as it is: an approval given before was for something else (B2). */
  since: number;
  /** Who queued it; nobody covers their own. */
  madeBy: string | null;
}

/** Whether an approval in advance covers this item now. */
export function coveredBy(
  standing: StandingApproval,
  item: { areaCode: string; topicCode: string; title: string; source: string | null },
  now: number,
): boolean {
  const key = standing.kind === 'relay' ? item.source : item.title;
  return (
    isOpen(standing, now) &&
    standing.areaCode === item.areaCode &&
    standing.topicCode === item.topicCode &&
    key?.normalize('NFC') === standing.key.normalize('NFC')
  );
}
