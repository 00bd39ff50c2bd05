import type { ProfileId } from '../../domain/loudness/profile';
import type { ReasonCode, WarningCode } from '../../domain/loudness/verdict-codes';

/** `soft`: usable, but not what the profile promises; the reason says why. */
export const mediaStates = ['processing', 'ready', 'soft', 'refused'] as const;
export type MediaState = (typeof mediaStates)[number];

/** Beside what the audio itself may be refused for: the work on it failed again and again. */
export const givenUp = 'processing-failed';
export type MediaReason = ReasonCode | typeof givenUp;

/** What a meter says; null where it cannot be measured. LUFS, dBTP, LU. */
export interface Loudness {
  lufs: number | null;
  truePeakDb: number | null;
  rangeLu: number | null;
}

/** What normalising one original under one profile yields. Lengths in milliseconds, sizes in bytes. */
export interface Rendering {
  state: Exclude<MediaState, 'processing'>;
  reason: MediaReason | null;
  warnings: WarningCode[];
  /** What the file's header claims; decoding decides (B4). */
  declaredMs: number | null;
  decodedMs: number | null;
  /** Length of the master as decoded (B4); null when refused. */
  durationMs: number | null;
  before: Loudness;
  after: Loudness;
  gainDb: number | null;
  masterSha256: string | null;
  masterBytes: number | null;
  masterMime: string | null;
  /** int8 pairs min, max in the store's `peaks`. */
  peaksSha256: string | null;
  ffmpegBuild: string | null;
}

/** One upload: the original untouched (B3), and what became of it. */
export interface Media extends Omit<Rendering, 'state'> {
  id: string;
  /** The upload belongs to this area: who may not see the area does not see it. */
  areaCode: string;
  uploadedBy: string | null;
  uploadedAt: number;
  /** As the user's file was called, NFC; text only, never a path. */
  originalName: string;
  originalSha256: string;
  originalBytes: number;
  profile: ProfileId;
  state: MediaState;
  /** An earlier upload of the same bytes under the same profile in the same area, whose rendering serves this one too. */
  duplicateOf: string | null;
  /** Another recording of the same area that sounds like this one. */
  similarTo: string | null;
  /** A version uses it. */
  attached: boolean;
  normalisedAt: number | null;
  /** When the file was removed as old; what is known of it stays. */
  originalRemovedAt: number | null;
  masterRemovedAt: number | null;
}

/** Whether it has a master to listen to; one that was removed as old is none. */
export const hasMaster = (
  media: Media,
): media is Media & { masterSha256: string; masterBytes: number; masterMime: string; durationMs: number } =>
  media.masterSha256 !== null && media.masterRemovedAt === null;

const unmeasured: Loudness = { lufs: null, truePeakDb: null, rangeLu: null };
/** An upload of which nothing is known yet. */
export const nothingYet: Omit<Rendering, 'state'> = {
  reason: null,
  warnings: [],
  declaredMs: null,
  decodedMs: null,
  durationMs: null,
  before: unmeasured,
  after: unmeasured,
  gainDb: null,
  masterSha256: null,
  masterBytes: null,
  masterMime: null,
  peaksSha256: null,
  ffmpegBuild: null,
};

/** The part of an upload that another of the same bytes may take over; not while it is being worked on. */
export function renderingOf(media: Media): Rendering {
  if (media.state === 'processing') throw new Error(`media ${media.id} is still being worked on`);
  return {
    state: media.state,
    reason: media.reason,
    warnings: media.warnings,
    declaredMs: media.declaredMs,
    decodedMs: media.decodedMs,
    durationMs: media.durationMs,
    before: media.before,
    after: media.after,
    gainDb: media.gainDb,
    masterSha256: media.masterSha256,
    masterBytes: media.masterBytes,
    masterMime: media.masterMime,
    peaksSha256: media.peaksSha256,
    ffmpegBuild: media.ffmpegBuild,
  };
}

/**
 * Whether its rendering may serve other uploads of the same bytes. What failed for want of time, memory or a working machine says
 * nothing about the recording and is tried afresh.
 */
export const isReusable = (media: Media): boolean =>
  media.state !== 'processing' &&
  media.masterRemovedAt === null &&
  media.reason !== givenUp &&
  media.reason !== 'limit-reached';
