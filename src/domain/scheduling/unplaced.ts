/** What will not air, gathered so that people see it before the day (S3). */
import { carriedReasons, type LeftOutReason, type Rundown, type Unplaced } from './rundown';
import { type DateRange, type Session } from './sessions';
import { type Settled } from './settled';
import { type WishList } from './wishes';

/** The plays that a rundown finally refuses. One that was carried over is told by the session that refused it last. */
export function unplacedOf({ leftOut, slotOccurrenceId, localDate }: Rundown): Unplaced[] {
  return leftOut
    .filter(
      ({ outcome, carriedFrom, reason }) =>
        outcome.kind === 'unplaced' && (carriedFrom !== null || !carriedReasons.has(reason)),
    )
    .map(({ bookingId, ref, language, reading, reason }) => ({
      bookingId,
      ref,
      language,
      reading,
      slotOccurrenceId,
      localDate,
      reason,
    }));
}

/** What named a session that does not air. Bookings for any slot lose nothing by one session less. */
export function blockedWishes(wishes: WishList, session: Session, reason: LeftOutReason): Unplaced[] {
  const { localDate } = session.occurrence;
  return wishes
    .ofSlot(session.slot.id)
    .filter(({ booking, wantsDate }) => booking.slotIds.length > 0 && wantsDate(localDate))
    .flatMap(({ booking }) => playsOf(booking.id, wishes, session.slotOccurrenceId, localDate, reason));
}

/** Dates that a booking names and on which none of its slots has a session. */
export function datesWithoutSession(
  wishes: WishList,
  window: DateRange,
  sessions: readonly Session[],
  settled: Settled,
): Unplaced[] {
  const held = new Set(sessions.map(({ slot, occurrence }) => JSON.stringify([slot.id, occurrence.localDate])));
  for (const { rundown } of settled.rundowns) held.add(JSON.stringify([rundown.slotId, rundown.localDate]));
  const missing: Unplaced[] = [];
  for (const { booking, slotIds } of wishes.byBookingId.values()) {
    if (booking.dates.kind !== 'on') continue;
    for (const date of booking.dates.dates) {
      if (date < window.from || date > window.to) continue;
      if (slotIds.some((slotId) => held.has(JSON.stringify([slotId, date])))) continue;
      missing.push(...playsOf(booking.id, wishes, null, date, 'no-session-that-day'));
    }
  }
  return missing;
}

function playsOf(
  bookingId: string,
  wishes: WishList,
  slotOccurrenceId: string | null,
  localDate: string,
  reason: LeftOutReason,
): Unplaced[] {
  const booking = wishes.byBookingId.get(bookingId)?.booking;
  if (!booking) return [];
  const { ref, audio } = booking;
  return Array.from({ length: booking.readings }, (_, i) => i + 1).flatMap((reading) =>
    audio.map(({ language }) => ({ bookingId, ref, language, reading, slotOccurrenceId, localDate, reason })),
  );
}
