import type { PlannedItem } from './manifest';

export interface StoredMedia {
  sha256: string;
  bytes: number;
  writtenAtMs: number;
}

/** What airs within this time is never given up, however full the disk is. */
export const protectedMs = 72 * 3_600_000;

/**
 * What to remove so that the store fits its budget: first what nobody plans to air, the oldest first, then what airs last. Never what
 * airs within 72 hours, nor the recordings of emergencies (`neededAt` at or before now counts as soon).
 */
export function mediaToRemove(
  stored: readonly StoredMedia[],
  neededAt: ReadonlyMap<string, number>,
  now: number,
  budgetBytes: number,
): string[] {
  const order = stored
    .filter(({ sha256 }) => (neededAt.get(sha256) ?? Infinity) > now + protectedMs)
    .sort((a, b) => {
      const [first, second] = [neededAt.get(a.sha256) ?? Infinity, neededAt.get(b.sha256) ?? Infinity];
      return first === second ? a.writtenAtMs - b.writtenAtMs : second - first;
    });
  let bytes = stored.reduce((sum, one) => sum + one.bytes, 0);
  const removed: string[] = [];
  for (const one of order) {
    if (bytes <= budgetBytes) break;
    removed.push(one.sha256);
    bytes -= one.bytes;
  }
  return removed;
}

/** Until when everything that airs is stored: the start of the first item whose recording is missing, else the end of the horizon. */
export function completeUntil(
  items: readonly PlannedItem[],
  hasMedia: (sha256: string) => boolean,
  notAfter: number,
): number {
  const missing = items.filter(({ source }) => {
    const sha256 = source.kind === 'file' ? source.sha256 : source.fallbackSha256;
    return sha256 !== undefined && !hasMedia(sha256);
  });
  return Math.min(notAfter, ...missing.map(({ startAt }) => startAt));
}

/** What is needed sooner than this is fetched at once; the rest waits for the night. */
const soonMs = 24 * 3_600_000;
const nightMs = 5 * 3_600_000;

/**
 * When to begin fetching a recording: at once when it is needed within a day; else in the coming night (from `nightStartAt`, an instant,
 * five hours long) at a moment that `share` in [0, 1) of the device spreads over it, so that a district does not fetch all at once.
 */
export function fetchAt(neededAt: number, now: number, nightStartAt: number, share: number): number {
  if (neededAt - now <= soonMs) return now;
  const at = nightStartAt + Math.floor(nightMs * share);
  return now >= at && now < nightStartAt + nightMs ? now : Math.min(at, neededAt - soonMs);
}
