export interface BackOffLimits {
  firstMs: number;
  longestMs: number;
}

export const linkBackOff: BackOffLimits = { firstMs: 1000, longestMs: 120_000 };

/**
 * How long to wait after `failures` failures in a row: doubled each time, capped, and spread by `chance` in [0, 1) over its upper half,
 * so that a hundred devices do not come back at once. What the station asks for (Retry-After) is the least, spread by a fifth.
 */
export function backOffMs(
  failures: number,
  chance: number,
  retryAfterMs: number | null = null,
  limits: BackOffLimits = linkBackOff,
): number {
  const full = Math.min(limits.longestMs, limits.firstMs * 2 ** Math.min(20, Math.max(0, failures - 1)));
  const own = full / 2 + (full / 2) * chance;
  return Math.round(retryAfterMs === null ? own : Math.max(own, retryAfterMs * (1 + chance / 5)));
}
