import type { DeviceKind } from './device';

interface Placed {
  kind: DeviceKind;
  embedded: boolean;
}

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

/** Days of a horizon beyond the promised ones: it is made anew when one of them has passed. */
const spareDays = 1;
const fieldDays = 14;
/** A truck is away for weeks. */
const truckDays = 30;
/** No device is told further ahead, unless the setting says so. */
export const longestHorizonDays = truckDays + spareDays;

/**
 * For how many days a device is told ahead: `atLeast` (the setting: what a machine beside the station needs) unless it stands in the field,
 * where the line may be dead for a fortnight.
 */
export function horizonDaysOf({ kind, embedded }: Placed, atLeast: number): number {
  const needed = embedded || kind === 'embedded' ? 0 : kind === 'truck' ? truckDays : fieldDays;
  return needed === 0 ? atLeast : Math.max(atLeast, needed + spareDays);
}

/** A programme that ended by this instant is history for a device that has stood at its place since `placedAt`. */
export function programmeFrom(horizon: Horizon, placedAt: number): number {
  return Math.max(horizon.notBefore + clockToleranceMs, placedAt);
}
