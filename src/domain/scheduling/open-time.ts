/** Airing windows as instants (S7): which part of a session may sound. */
import { DAY_MS, fromEpochDay, type LocalDate } from '../time/local-date';
import { toEndMinuteOfDay, toMinuteOfDay } from '../time/local-time';
import { resolveLocal } from '../time/wall-clock';
import { offsetAt } from '../time/zone-offsets';
import { type EffectivePolicy } from './policy';

/** Epoch milliseconds, half-open. */
export interface Interval {
  startAt: number;
  endAt: number;
}

/** The parts of an interval that lie in the windows of its local dates, in order; touching windows are one. */
export function openParts(
  interval: Interval,
  zone: string,
  policyOn: (date: LocalDate) => EffectivePolicy,
): Interval[] {
  const firstDay = localDayOf(zone, interval.startAt);
  const lastDay = localDayOf(zone, interval.endAt - 1);
  const parts: Interval[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    for (const window of policyOn(fromEpochDay(day)).windows) {
      const startAt = Math.max(interval.startAt, resolveLocal(zone, day, toMinuteOfDay(window.from)).at);
      const endAt = Math.min(interval.endAt, resolveLocal(zone, day, toEndMinuteOfDay(window.to)).at);
      const last = parts[parts.length - 1];
      if (startAt >= endAt) continue;
      if (last && startAt <= last.endAt) last.endAt = Math.max(last.endAt, endAt);
      else parts.push({ startAt, endAt });
    }
  }
  return parts;
}

function localDayOf(zone: string, at: number): number {
  return Math.floor((at + offsetAt(zone, at)) / DAY_MS);
}
