import { remarkOf, type MediaView } from '../../contracts/http/media';
import type { Media } from './media';

/** An upload as the contract shows it, with the words for its codes. */
export function viewMedia(media: Media): MediaView {
  return {
    id: media.id,
    areaCode: media.areaCode,
    uploadedAt: media.uploadedAt,
    originalName: media.originalName,
    originalSha256: media.originalSha256,
    originalBytes: media.originalBytes,
    profile: media.profile,
    state: media.state,
    reason: media.reason === null ? null : remarkOf(media.reason),
    warnings: [...media.warnings, ...(media.similarTo === null ? [] : ['similar-to'])].map(remarkOf),
    declaredMs: media.declaredMs,
    decodedMs: media.decodedMs,
    durationMs: media.durationMs,
    before: media.before,
    after: media.after,
    gainDb: media.gainDb,
    masterSha256: media.masterSha256,
    masterBytes: media.masterBytes,
    masterMime: media.masterMime,
    hasPeaks: media.peaksSha256 !== null,
    ffmpegBuild: media.ffmpegBuild,
    duplicateOf: media.duplicateOf,
    similarTo: media.similarTo,
    normalisedAt: media.normalisedAt,
    originalRemovedAt: media.originalRemovedAt,
    masterRemovedAt: media.masterRemovedAt,
  };
}
