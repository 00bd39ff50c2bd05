import { hasMaster, type Media } from '../media';
import type { ApprovedVersion } from './approved-version';
import type { Bulletin, Version } from './bulletin';

/** What holding a place takes: a version as it was submitted (B2), not approved yet. */
export type SubmittedVersion = Omit<ApprovedVersion, 'approvedAt'> & { approvedAt: null };

/** The snapshot of a version that awaits approval; null for any other, and while there is no master or no request. */
export function submittedVersionOf(
  bulletin: Bulletin,
  version: Version,
  media: Media | undefined,
): SubmittedVersion | null {
  if (version.state !== 'submitted' || version.supersededBy !== null || bulletin.request === null) return null;
  if (!media || !hasMaster(media)) return null;
  const { id: bulletinId, title, topicCode, areaCode, areaCodes, priority, request, validFrom, validUntil } = bulletin;
  return {
    ...{ bulletinId, title, topicCode, areaCode, areaCodes, priority, request, validFrom, validUntil },
    versionId: version.id,
    language: version.language,
    durationMs: media.durationMs,
    masterSha256: media.masterSha256,
    masterBytes: media.masterBytes,
    mime: media.masterMime,
    approvedAt: null,
    relayed: false,
  };
}
