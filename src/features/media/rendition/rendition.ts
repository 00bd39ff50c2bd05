import type { MasterForm, ProfileId } from '../../../domain/loudness/profile';
import type { Loudness } from '../media';

/** A further rendering of an original under a profile, beside its master (B3). Size in bytes; the file is among the masters. */
export interface Rendition {
  originalSha256: string;
  profile: ProfileId;
  form: MasterForm;
  sha256: string;
  bytes: number;
  mime: string;
  /** As measured on the encoded file. */
  after: Loudness;
  ffmpegBuild: string;
  madeAt: number;
}
