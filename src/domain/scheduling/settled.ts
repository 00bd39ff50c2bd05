/** What has happened, or is frozen, as the planner's starting point (S1). */
import { type CarryOver } from './carry-over';
import { countsAsPlay, wasMissed, type PlayCounts, type PlayHistory } from './repeat-control';
import { carriedReasons, type AiringResult, type LeftOut, type Rundown } from './rundown';
import { type WishList } from './wishes';

export interface SettledRundown {
  rundown: Rundown;
  /** By airing key, the commune's best result of its devices. What has none yet is still planned. */
  results: ReadonlyMap<string, AiringResult>;
}

export interface Settled {
  /** Frozen rundowns of the window, and the past ones that matter: of the first day, and of the last session of each slot. */
  rundowns: readonly SettledRundown[];
  /** Plays before those rundowns, for repeat control and "(PL)". */
  history: readonly PlayHistory[];
}

export const nothingSettled: Settled = { rundowns: [], history: [] };

/** Counts the plays of a settled rundown, and passes on what it left out or what was missed in it. */
export function foldSettled(settled: SettledRundown, wishes: WishList, plays: PlayCounts, carryOver: CarryOver): void {
  const { rundown, results } = settled;
  const mentioned = new Set<string>();
  for (const { carriedFrom, sourceId, language, reading } of rundown.items) {
    if (carriedFrom !== null) mentioned.add(carriedKey(carriedFrom, sourceId, language, reading));
  }
  for (const { carriedFrom, bookingId, language, reading } of rundown.leftOut) {
    if (carriedFrom !== null) mentioned.add(carriedKey(carriedFrom, bookingId, language, reading));
  }
  // A miss reported after this rundown froze is not in it, and goes on waiting.
  carryOver.takeSettled(rundown.slotId, ({ carriedFrom, booking, audio, reading }) =>
    mentioned.has(carriedKey(carriedFrom, booking.id, audio.language, reading)),
  );

  for (const item of rundown.items) {
    if (item.kind === 'template') continue;
    const result = results.get(item.airingKey);
    if (item.state !== 'held' && countsAsPlay(result)) {
      plays.add(item.ref, rundown.localDate);
      plays.ends(item.ref, item.startAt + item.durationMs);
    }
    if (item.onMiss === 'next-slot' && item.kind !== 'relay' && item.carriedFrom === null && wasMissed(result)) {
      const { sourceId: bookingId, language, reading } = item;
      passOn({ bookingId, language, reading }, 'missed-before', rundown, wishes, carryOver);
    }
  }
  plays.closeSession();
  for (const leftOut of rundown.leftOut) {
    // Whatever was foreseen when it froze: the next session may have changed since.
    if (leftOut.carriedFrom === null && carriedReasons.has(leftOut.reason)) {
      passOn(leftOut, 'carried-over', rundown, wishes, carryOver);
    }
  }
}

function carriedKey(carriedFrom: string, bookingId: string, language: string, reading: number): string {
  return JSON.stringify([carriedFrom, bookingId, language, reading]);
}

/** A booking that is gone, or lost that language, has nothing to pass on. */
function passOn(
  { bookingId, language, reading }: Pick<LeftOut, 'bookingId' | 'language' | 'reading'>,
  because: 'carried-over' | 'missed-before',
  rundown: Rundown,
  wishes: WishList,
  carryOver: CarryOver,
): void {
  const wish = wishes.byBookingId.get(bookingId);
  const audio = wish?.booking.audio.find((one) => one.language === language);
  if (!wish || !audio) return;
  carryOver.put(
    {
      booking: wish.booking,
      audio,
      reading,
      because,
      carriedFrom: rundown.slotOccurrenceId,
      leftOut: null,
      taken: false,
    },
    wish.slotIds,
  );
}
