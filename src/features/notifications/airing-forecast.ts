import type { NextAiring } from '../../domain/notifications/notice-kinds';

/** Where an approved version will be heard first; the composition root says who knows. */
export abstract class AiringForecast {
  /** `airs` null: nowhere in the coming days, and `reason` says why; undefined where the version is approved no more. */
  abstract nextAiring(versionId: string): Promise<{ airs: NextAiring | null; reason: string | null } | undefined>;
}
