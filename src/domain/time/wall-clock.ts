/** Between wall clocks and instants (T1, T2). */
import { DAY_MS, fromEpochDay, toEpochDay, type LocalDate } from './local-date';
import { fromMinuteOfDay, MINUTE_MS, type LocalTime } from './local-time';
import { changesIn, offsetAt } from './zone-offsets';

export interface WallClock {
  localDate: LocalDate;
  /** `HH:MM`, seconds dropped. */
  localTime: LocalTime;
  minuteOfDay: number;
  /** Milliseconds after that minute. */
  restMs: number;
}

/** How often a local time exists: once, never (clocks jumped over it) or twice (clocks were set back). */
export type LocalTimeKind = 'once' | 'gap' | 'fold';

export interface ResolvedLocalTime {
  /** Epoch milliseconds. */
  at: number;
  kind: LocalTimeKind;
}

/** What the clocks of a zone show at an instant (epoch milliseconds). Throws RangeError for an unknown zone. */
export function wallClockAt(zone: string, at: number): WallClock {
  const local = at + offsetAt(zone, at);
  const epochDay = Math.floor(local / DAY_MS);
  const inDay = local - epochDay * DAY_MS;
  const minuteOfDay = Math.floor(inDay / MINUTE_MS);
  return {
    localDate: fromEpochDay(epochDay),
    localTime: fromMinuteOfDay(minuteOfDay),
    minuteOfDay,
    restMs: inDay - minuteOfDay * MINUTE_MS,
  };
}

/**
 * The instant of a local time, by T2: one that does not exist becomes the first instant after the gap, one that exists
 * twice its first pass. `minuteOfDay` may be 1440 and more, for the days after. Throws RangeError for an unknown zone.
 */
export function resolveLocalTime(zone: string, localDate: LocalDate, minuteOfDay: number): ResolvedLocalTime {
  return resolveLocal(zone, toEpochDay(localDate), minuteOfDay);
}

/** `resolveLocalTime` for a day counted from 1970-01-01. */
export function resolveLocal(zone: string, epochDay: number, minuteOfDay: number): ResolvedLocalTime {
  return resolveLocalMs(zone, epochDay, minuteOfDay * MINUTE_MS);
}

/** `resolveLocal` to the millisecond. */
export function resolveLocalMs(zone: string, epochDay: number, msOfDay: number): ResolvedLocalTime {
  const local = epochDay * DAY_MS + msOfDay;
  // No zone has ever been a full day away from UTC, so a change that matters lies within a day of this wall time.
  const day = Math.floor(local / DAY_MS);
  const changes = changesIn(zone, day - 1, day + 1);
  if (changes.length === 0) return { at: local - offsetAt(zone, local), kind: 'once' };
  return resolveAmongChanges(local, changes);
}

function resolveAmongChanges(
  local: number,
  changes: ReadonlyArray<{ at: number; before: number; after: number }>,
): ResolvedLocalTime {
  const passes: number[] = [];
  let since = Number.NEGATIVE_INFINITY;
  const last = changes[changes.length - 1];
  for (const change of changes) {
    const at = local - change.before;
    if (at >= since && at < change.at) passes.push(at);
    since = change.at;
  }
  if (last && local - last.after >= last.at) passes.push(local - last.after);
  const [first] = passes;
  if (first !== undefined) return { at: first, kind: passes.length > 1 ? 'fold' : 'once' };
  const jump = changes.find((change) => local >= change.at + change.before && local < change.at + change.after);
  if (!jump) throw new RangeError(`no instant for local time ${local}`);
  return { at: jump.at, kind: 'gap' };
}

/** The instants between which a local date runs in a zone, half-open; empty where the calendar skipped the date. */
export function spanOfLocalDate(zone: string, localDate: LocalDate): { startAt: number; endAt: number } {
  const epochDay = toEpochDay(localDate);
  return { startAt: resolveLocal(zone, epochDay, 0).at, endAt: resolveLocal(zone, epochDay + 1, 0).at };
}
