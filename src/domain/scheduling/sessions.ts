/** The sessions of an area: occurrences of all slots that apply to it, and which of them stand (S12). */
import { type LocalDate } from '../time/local-date';
import { occurrencesOf, type Occurrence } from '../time/occurrences';
import { compareText } from './booking';
import { slotOccurrenceIdOf, type Hash } from './keys';
import { type Interval } from './open-time';
import { type Slot } from './slot';

export interface Session {
  slot: Slot;
  occurrence: Occurrence;
  slotOccurrenceId: string;
}

/** Local dates, both included. */
export interface DateRange {
  from: LocalDate;
  to: LocalDate;
}

/** All sessions of the slots on the dates, in order of start, then of level, then of id. */
export function sessionsOf(slots: readonly Slot[], range: DateRange, hash: Hash): Session[] {
  const sessions: Session[] = [];
  for (const slot of slots) {
    for (const occurrence of occurrencesOf(slot.rule, range.from, range.to)) {
      const slotOccurrenceId = slotOccurrenceIdOf(hash, slot.id, occurrence.localDate, occurrence.n);
      sessions.push({ slot, occurrence, slotOccurrenceId });
    }
  }
  return sessions.sort(compareSessions);
}

export function compareSessions(a: Session, b: Session): number {
  return (
    a.occurrence.startAt - b.occurrence.startAt ||
    a.slot.level - b.slot.level ||
    compareText(a.slotOccurrenceId, b.slotOccurrenceId)
  );
}

/** A session that gives way, and what it gives way to. */
export interface Overlapped {
  session: Session;
  bySlotId: string;
  bySlotOccurrenceId: string;
}

interface Claim extends Interval {
  slotId: string;
  slotOccurrenceId: string;
  /** Smaller wins: settled ones, then the wider area, then the earlier start. */
  rank: number;
  session: Session | null;
}

/**
 * Which sessions stand when some overlap: what is settled, then the wider area's (S12), then the earlier.
 * `sessions` are in order; a session that overlaps nothing costs one comparison.
 */
export function withoutOverlaps(
  sessions: readonly Session[],
  settled: ReadonlyArray<Interval & { slotId: string; slotOccurrenceId: string }>,
): { standing: Session[]; overlapped: Overlapped[] } {
  const claims: Claim[] = sessions.map((session) => ({
    startAt: session.occurrence.startAt,
    endAt: session.occurrence.endAt,
    slotId: session.slot.id,
    slotOccurrenceId: session.slotOccurrenceId,
    rank: session.slot.level,
    session,
  }));
  for (const one of settled) claims.push({ ...one, rank: -1, session: null });
  if (settled.length > 0) claims.sort((a, b) => a.startAt - b.startAt);
  const standing: Session[] = [];
  const overlapped: Overlapped[] = [];
  let cluster: Claim[] = [];
  let clusterEnd = Number.NEGATIVE_INFINITY;
  for (const claim of claims) {
    if (claim.startAt >= clusterEnd) {
      settleCluster(cluster, standing, overlapped);
      cluster = [];
    }
    cluster.push(claim);
    clusterEnd = Math.max(clusterEnd, claim.endAt);
  }
  settleCluster(cluster, standing, overlapped);
  return { standing: standing.sort(compareSessions), overlapped };
}

function settleCluster(cluster: Claim[], standing: Session[], overlapped: Overlapped[]): void {
  const winners: Claim[] = [];
  cluster.sort(
    (a, b) => a.rank - b.rank || a.startAt - b.startAt || compareText(a.slotOccurrenceId, b.slotOccurrenceId),
  );
  for (const claim of cluster) {
    const winner = winners.find((one) => one.startAt < claim.endAt && claim.startAt < one.endAt);
    if (!winner) winners.push(claim);
    if (!claim.session) continue;
    if (!winner) standing.push(claim.session);
    else {
      overlapped.push({
        session: claim.session,
        bySlotId: winner.slotId,
        bySlotOccurrenceId: winner.slotOccurrenceId,
      });
    }
  }
}
