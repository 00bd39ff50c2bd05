import type { AiringRequest, Priority } from '../../domain/bulletins/request';
import type { VersionState } from '../../domain/bulletins/version-states';

/** A bulletin (bản tin): the official fields and the request, the same for all its languages. Instants are milliseconds (T1). */
export interface Bulletin {
  id: string;
  /** Area of origin: its staff write it, its approvers approve it. */
  areaCode: string;
  title: string;
  summary: string | null;
  /** The words that are read, for those who read and for synthetic voices. */
  textTwin: string | null;
  topicCode: string;
  priority: Priority;
  source: string | null;
  /** The author as the programme names it; who typed it in is `createdBy`. */
  author: string | null;
  validFrom: number | null;
  validUntil: number | null;
  /** Where it is to be heard: the area of origin or areas below it, sorted. */
  areaCodes: string[];
  /** Null until the sender has said when; it cannot be submitted before. */
  request: AiringRequest | null;
  campaignId: string | null;
  contentId: string | null;
  /** Goes up with every change of the bulletin or its versions; a command carries the one its user saw. */
  editNumber: number;
  createdAt: number;
  createdBy: string | null;
  updatedAt: number;
  /** Who last changed its content. */
  updatedBy: string | null;
}

/** One audio file in one language, revision n of it (design section 2). */
export interface Version {
  id: string;
  bulletinId: string;
  /** BCP 47: vi, or the language of a people such as jra (Jarai), bdq (Bahnar), rad (Ê Đê). */
  language: string;
  /** 1 for the first audio in this language; a new file makes the next. */
  revision: number;
  mediaId: string | null;
  state: VersionState;
  /** The master misses the profile's promise; the media says why (B1). */
  soft: boolean;
  stateAt: number;
  /** Why it was refused, returned, voided or recalled. */
  reason: string | null;
  /** Returned and not changed since: B1 lets it be submitted after a change only. */
  awaitsChange: boolean;
  /** A newer revision in the same language took its place. */
  supersededBy: string | null;
  submittedAt: number | null;
  submittedBy: string | null;
  approvedAt: number | null;
  approvedBy: string | null;
  /** Of what the approver approved (B2). */
  fingerprint: string | null;
  /** The approval in advance that approved it, if one did. */
  standingApprovalId: string | null;
  /** How many of the approvers' list have been asked since it was submitted. */
  asked: number;
  createdAt: number;
  createdBy: string | null;
}

/** A bulletin with its versions, by language and revision. */
export interface WholeBulletin extends Bulletin {
  versions: Version[];
}
