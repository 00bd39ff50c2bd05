/** What people decided about single sessions; kept with who, when and why, and honoured by every later plan. */
import { type Booking } from './booking';
import { type Level, type Slot } from './slot';

/** `level` is that of the area for which the person decided: what comes from above is not theirs to remove (S12). */
export type Decision =
  /** Which bookings of a class come first, here only: settles two priorities that do not both fit (S2). */
  | { kind: 'order'; slotOccurrenceId: string; bookingIds: readonly string[]; level: Level }
  | { kind: 'leave-out'; slotOccurrenceId: string; bookingId: string; level: Level }
  /** P9: its place stays, silent; everywhere when `slotOccurrenceId` is null. Anyone on the area may hold. */
  | { kind: 'hold'; slotOccurrenceId: string | null; bookingId: string; level: Level }
  | { kind: 'cancel-session'; slotOccurrenceId: string; level: Level };

/** The decisions of one session, ready to ask. */
export interface SessionDecisions {
  /** Rank of a booking in the last decided order; undecided ones come after. */
  rankOf(booking: Booking): number;
  hasOrder: boolean;
  isHeld(booking: Booking): boolean;
  leaveOut(booking: Booking): 'yes' | 'no' | 'not-allowed';
  cancels(slot: Slot): 'yes' | 'no' | 'not-allowed';
}

/** Sorts decisions by session once, so that asking costs nothing for the many sessions without any. */
export function decisionsBySession(decisions: readonly Decision[]): (slotOccurrenceId: string) => SessionDecisions {
  const everywhere = new Set<string>();
  const bySession = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const { slotOccurrenceId } = decision;
    if (slotOccurrenceId !== null)
      bySession.set(slotOccurrenceId, [...(bySession.get(slotOccurrenceId) ?? []), decision]);
    else if (decision.kind === 'hold') everywhere.add(decision.bookingId);
  }
  const none = sessionDecisions([], everywhere);
  return (id) => {
    const list = bySession.get(id);
    return list ? sessionDecisions(list, everywhere) : none;
  };
}

function sessionDecisions(decisions: readonly Decision[], heldEverywhere: ReadonlySet<string>): SessionDecisions {
  const held = new Set(heldEverywhere);
  const leftOut = new Map<string, Level>();
  const ranks = new Map<string, number>();
  let cancelledBy: Level | null = null;
  for (const decision of decisions) {
    if (decision.kind === 'hold') held.add(decision.bookingId);
    else if (decision.kind === 'leave-out') {
      leftOut.set(decision.bookingId, Math.min(decision.level, leftOut.get(decision.bookingId) ?? decision.level));
    } else if (decision.kind === 'cancel-session') {
      cancelledBy = Math.min(decision.level, cancelledBy ?? decision.level);
    } else {
      ranks.clear();
      decision.bookingIds.forEach((id, rank) => ranks.set(id, rank));
    }
  }
  return {
    hasOrder: ranks.size > 0,
    rankOf: ({ id }) => ranks.get(id) ?? Number.MAX_SAFE_INTEGER,
    isHeld: ({ id }) => held.has(id),
    leaveOut: ({ id, level }) => {
      const by = leftOut.get(id);
      return by === undefined ? 'no' : by <= level ? 'yes' : 'not-allowed';
    },
    cancels: ({ level }) => (cancelledBy === null ? 'no' : cancelledBy <= level ? 'yes' : 'not-allowed'),
  };
}
