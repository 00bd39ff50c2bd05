/** For how long a manifest holds (P2): instants in epoch milliseconds, [notBefore, notAfter). */
export interface Horizon {
  notBefore: number;
  notAfter: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A device whose clock is behind by this much still takes a manifest made now. */
const clockToleranceMs = hourMs;

/**
 * The horizon of a manifest made now: the one in force while it lasts long enough, so that the passing of time alone changes
 * nothing; else a new one of `days` days.
 */
export function horizonAt(nowMs: number, days: number, inForce: Horizon | null): Horizon {
  if (inForce && inForce.notBefore <= nowMs && !nearsItsEnd(inForce.notAfter, nowMs, days)) return inForce;
  const hour = Math.floor(nowMs / hourMs) * hourMs;
  return { notBefore: hour - clockToleranceMs, notAfter: hour + days * dayMs };
}

/** True when less than `days` - 1 days are left: a device cut off now must still have a week (S5). */
export function nearsItsEnd(notAfter: number, nowMs: number, days: number): boolean {
  return notAfter - nowMs < (days - 1) * dayMs;
}

/** A programme that ended by this instant is history for a device that has stood at its place since `placedAt`. */
export function programmeFrom(horizon: Horizon, placedAt: number): number {
  return Math.max(horizon.notBefore + clockToleranceMs, placedAt);
}
