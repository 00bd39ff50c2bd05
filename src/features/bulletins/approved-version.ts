import { approvalFingerprint, type ApprovedContent } from '../../domain/bulletins/approval';
import type { AiringRequest, Priority } from '../../domain/bulletins/request';
import { hasMaster, type Media } from '../media';
import type { Bulletin, Version } from './bulletin';

/** All that queueing and airing an approved version takes; later changes of the bulletin do not touch it. */
export interface ApprovedVersion {
  bulletinId: string;
  versionId: string;
  title: string;
  topicCode: string;
  /** Area of origin. */
  areaCode: string;
  /** Where it is to be heard: the area of origin, areas below it, zones. */
  areaCodes: string[];
  priority: Priority;
  language: string;
  request: AiringRequest;
  /** Length of the master as decoded (B4), milliseconds. */
  durationMs: number;
  masterSha256: string;
  masterBytes: number;
  mime: string;
  validFrom: number | null;
  validUntil: number | null;
  approvedAt: number;
  /** Own programme; relays come in by another way. */
  relayed: false;
}

/** What an approval of this version covers (B2), or null while there is no master or no request. */
export function contentToApprove(
  bulletin: Bulletin,
  version: Version,
  media: Media | undefined,
): ApprovedContent | null {
  if (!media || !hasMaster(media) || bulletin.request === null) return null;
  return {
    originalSha256: media.originalSha256,
    masterSha256: media.masterSha256,
    profile: media.profile,
    title: bulletin.title,
    topicCode: bulletin.topicCode,
    language: version.language,
    priority: bulletin.priority,
    source: bulletin.source,
    author: bulletin.author,
    areaCodes: bulletin.areaCodes,
    validFrom: bulletin.validFrom,
    validUntil: bulletin.validUntil,
    request: bulletin.request,
  };
}

/** Whether the version is approved as it stands: nothing that its approval covers has changed (B2). */
export function standsApproved(bulletin: Bulletin, version: Version, media: Media | undefined): boolean {
  const content = contentToApprove(bulletin, version, media);
  return version.state === 'approved' && content !== null && approvalFingerprint(content) === version.fingerprint;
}

/** The snapshot of a version that stands approved; null for any other. */
export function approvedVersionOf(
  bulletin: Bulletin,
  version: Version,
  media: Media | undefined,
): ApprovedVersion | null {
  if (!standsApproved(bulletin, version, media) || !media || !hasMaster(media)) return null;
  if (bulletin.request === null || version.approvedAt === null) return null;
  return {
    bulletinId: bulletin.id,
    versionId: version.id,
    title: bulletin.title,
    topicCode: bulletin.topicCode,
    areaCode: bulletin.areaCode,
    areaCodes: bulletin.areaCodes,
    priority: bulletin.priority,
    language: version.language,
    request: bulletin.request,
    durationMs: media.durationMs,
    masterSha256: media.masterSha256,
    masterBytes: media.masterBytes,
    mime: media.masterMime,
    validFrom: bulletin.validFrom,
    validUntil: bulletin.validUntil,
    approvedAt: version.approvedAt,
    relayed: false,
  };
}
