/** Changing a frozen rundown (S5): planned anew by every rule, from what it holds and what its operator adds, and from nothing else. */
import { planCommune, type PlanInput } from './plan-commune';
import { type Rundown } from './rundown';

export interface OverrideWish {
  /** Decisions of the override, after all others. */
  decisions: PlanInput['decisions'];
  /** Bookings that were not in it. */
  addedBookingIds: readonly string[];
}

export type Overridden =
  { ok: true; rundown: Rundown } | { ok: false; why: 'not-planned-any-more' | 'already-sounding' };

/**
 * The frozen rundown with its operator's changes. What has begun by `input.asOf` keeps its place; a change that would move it is refused
 * (holding and stopping are commands of their own, P9). `input.settled` may hold the rundown itself.
 */
export function overrideRundown(input: PlanInput, frozen: Rundown, wish: OverrideWish): Overridden {
  const wanted = new Set([...frozen.items.map(({ sourceId }) => sourceId), ...wish.addedBookingIds]);
  const { rundowns } = planCommune({
    ...input,
    window: { from: frozen.localDate, to: frozen.localDate },
    bookings: input.bookings.filter(({ id }) => wanted.has(id)),
    decisions: [...input.decisions, ...wish.decisions],
    settled: { ...input.settled, rundowns: input.settled.rundowns.filter(({ rundown }) => rundown.id !== frozen.id) },
  });
  const rundown = rundowns.find(({ id }) => id === frozen.id);
  if (!rundown) return { ok: false, why: 'not-planned-any-more' };
  const begun = frozen.items.filter(({ startAt, because }) => startAt <= input.asOf && because !== 'closing');
  const kept = begun.every((item) =>
    rundown.items.some(({ airingKey, startAt }) => airingKey === item.airingKey && startAt === item.startAt),
  );
  const intruding = rundown.items.some(
    ({ airingKey, startAt }) => startAt <= input.asOf && !begun.some((item) => item.airingKey === airingKey),
  );
  if (!kept || intruding) return { ok: false, why: 'already-sounding' };
  // What was left out before stays told: the override answers for its own changes only.
  const told = new Set(rundown.leftOut.map(({ bookingId }) => bookingId));
  const sounds = new Set(rundown.items.map(({ sourceId }) => sourceId));
  const before = frozen.leftOut.filter(({ bookingId }) => !told.has(bookingId) && !sounds.has(bookingId));
  return { ok: true, rundown: { ...rundown, frozen: true, leftOut: [...before, ...rundown.leftOut] } };
}
