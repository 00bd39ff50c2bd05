import { createHash } from 'node:crypto';
import { type AiringRequest, canonicalRequest, type Priority, sortedOnce } from './request';

/** Everything an approval covers (B2). Instants are milliseconds since the epoch (T1). */
export interface ApprovedContent {
  originalSha256: string;
  masterSha256: string;
  profile: string;
  title: string;
  topicCode: string;
  language: string;
  priority: Priority;
  source: string | null;
  author: string | null;
  areaCodes: string[];
  validFrom: number | null;
  validUntil: number | null;
  request: AiringRequest;
}

/**
 * SHA-256, in hex, of what an approval covers. Two contents have the same fingerprint exactly when nothing of B2's list
 * differs; the order of areas, dates and slots does not count.
 */
export function approvalFingerprint(content: ApprovedContent): string {
  const request = canonicalRequest(content.request);
  const { days } = request;
  const covered: unknown[] = [
    'loa-approval-1',
    content.originalSha256,
    content.masterSha256,
    content.profile,
    content.title.normalize('NFC'),
    content.topicCode,
    content.language,
    content.priority,
    content.source?.normalize('NFC') ?? null,
    content.author?.normalize('NFC') ?? null,
    sortedOnce(content.areaCodes),
    content.validFrom,
    content.validUntil,
    days.kind === 'dates' ? ['dates', days.dates] : ['until', days.from, days.until],
    request.preferredSlotIds,
    request.readings,
  ];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex');
}

/** Who had a hand in what is to be approved: wrote it, changed it, sent it in. */
export interface Hands {
  createdBy: string | null;
  changedBy: string | null;
  submittedBy: string | null;
}

/** B2: author and approver differ, unless the area's policy allows otherwise. */
export function mayApprove(approverId: string, hands: Hands, policy: { authorMayApprove: boolean }): boolean {
  return policy.authorMayApprove || ![hands.createdBy, hands.changedBy, hands.submittedBy].includes(approverId);
}
