/** What people decided about single sessions; kept with who, when and why, and honoured by every later plan. */
import { type Booking } from './booking';
import { type Level, type Slot } from './slot';

/** `level` is that of the area for which the person decided: what comes from above is not theirs to remove (S12). */
export type Decision =
  /**
   * Which bookings of a class come first, here only: settles two priorities that do not both fit (S2), and takes in again what was left
   * out before.
   */
  | { kind: 'order'; slotOccurrenceId: string; bookingIds: readonly string[]; level: Level }
  | { kind: 'leave-out'; slotOccurrenceId: string; bookingId: string; level: Level }
  /** P9: its place stays, silent; everywhere when `slotOccurrenceId` is null. Anyone on the area may hold. */
  | { kind: 'hold'; slotOccurrenceId: string | null; bookingId: string; level: Level }
  /** Ends holds made before it at its own level or below, in one session or everywhere; a hold from above stands (S12). */
  | { kind: 'release'; slotOccurrenceId: string | null; bookingId: string; level: Level }
  | { kind: 'cancel-session'; slotOccurrenceId: string; level: Level };

/** The decisions of one session, ready to ask. */
export interface SessionDecisions {
  /** Rank of a booking in the last decided order; undecided ones come after. */
  rankOf(booking: Booking): number;
  hasOrder: boolean;
  isHeld(booking: Pick<Booking, 'id'>): boolean;
  leaveOut(booking: Booking): 'yes' | 'no' | 'not-allowed';
  cancels(slot: Slot): 'yes' | 'no' | 'not-allowed';
}

/**
 * Sorts decisions, oldest first, by session once, so that asking costs nothing for the many sessions without any. The later decision
 * stands where two speak of the same.
 */
export function decisionsBySession(decisions: readonly Decision[]): (slotOccurrenceId: string) => SessionDecisions {
  const everywhere: Numbered[] = [];
  const bySession = new Map<string, Numbered[]>();
  decisions.forEach((decision, number) => {
    const { slotOccurrenceId } = decision;
    if (slotOccurrenceId === null) everywhere.push({ decision, number });
    else {
      const list = bySession.get(slotOccurrenceId);
      if (list) list.push({ decision, number });
      else bySession.set(slotOccurrenceId, [{ decision, number }]);
    }
  });
  const none = sessionDecisions(everywhere);
  return (id) => {
    const list = bySession.get(id);
    return list ? sessionDecisions([...everywhere, ...list].sort((a, b) => a.number - b.number)) : none;
  };
}

interface Numbered {
  decision: Decision;
  number: number;
}

function sessionDecisions(decisions: readonly Numbered[]): SessionDecisions {
  /** By booking, the widest level that holds it. */
  const held = new Map<string, Level>();
  const leftOut = new Map<string, Level>();
  const ranks = new Map<string, number>();
  let cancelledBy: Level | null = null;
  for (const { decision } of decisions) {
    if (decision.kind === 'hold') {
      held.set(decision.bookingId, Math.min(decision.level, held.get(decision.bookingId) ?? decision.level));
    } else if (decision.kind === 'release') {
      if (decision.level <= (held.get(decision.bookingId) ?? decision.level)) held.delete(decision.bookingId);
    } else if (decision.kind === 'leave-out') {
      leftOut.set(decision.bookingId, Math.min(decision.level, leftOut.get(decision.bookingId) ?? decision.level));
    } else if (decision.kind === 'cancel-session') {
      cancelledBy = Math.min(decision.level, cancelledBy ?? decision.level);
    } else {
      ranks.clear();
      for (const [rank, id] of decision.bookingIds.entries()) {
        ranks.set(id, rank);
        // Naming an item in the order takes it in again, unless a wider area left it out.
        if (decision.level <= (leftOut.get(id) ?? decision.level)) leftOut.delete(id);
      }
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
