import type { ProfileId } from '../../../domain/loudness/profile';

/** A recording that arrives in parts, whose length is known from the start. Sizes in bytes. */
export interface Upload {
  id: string;
  areaCode: string;
  uploadedBy: string;
  uploadedByName: string;
  /** NFC; text only, never a path. */
  originalName: string;
  profile: ProfileId;
  urgency: number;
  bytes: number;
  createdAt: number;
  /** When a part last began or ended. */
  touchedAt: number;
  /** Of the whole, once it has arrived: from then on its bytes may already be in the store. */
  sha256: string | null;
  /** What it became. */
  mediaId: string | null;
}

/** How long an upload waits for its next part, and a finished one for questions about it. */
export const uploadPatienceMs = 24 * 3_600_000;
