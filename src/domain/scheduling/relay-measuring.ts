/** When a source of relays is listened to anew, and what its gain becomes (P1). */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A smaller difference nobody hears; devices need no new plan for it. */
const leastStepDb = 1;

/** Why it could not be measured: not reached, or reached and nothing to be heard. */
export const measureFaults = ['unreachable', 'silent'] as const;
export type MeasureFault = (typeof measureFaults)[number];

export interface MeasuredSource {
  url: string;
  retiredAt: number | null;
  measuredAt: number | null;
  measureTriedAt: number | null;
  measureFault: MeasureFault | null;
}

/** Only what the station can hear: a line input is the box's own. */
export const isMeasurable = ({ url, retiredAt }: Pick<MeasuredSource, 'url' | 'retiredAt'>): boolean =>
  retiredAt === null && !url.startsWith('alsa:');

/** At once when it never was, every `days` days when it was, each hour while it cannot be: many send for some hours a day only. */
export function isMeasureDue(source: MeasuredSource, now: number, days: number): boolean {
  if (!isMeasurable(source)) return false;
  const { measuredAt, measureTriedAt, measureFault } = source;
  if (measureFault !== null) return measureTriedAt === null || now - measureTriedAt >= hourMs;
  return measuredAt === null || now - measuredAt >= days * dayMs;
}

/** The gain from now on; the old one where the difference is nothing to be heard. */
export function gainAfter(
  { gainDb, measuredAt }: { gainDb: number; measuredAt: number | null },
  heardDb: number,
): number {
  return measuredAt !== null && Math.abs(heardDb - gainDb) < leastStepDb ? gainDb : heardDb;
}
