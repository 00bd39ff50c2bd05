/** Why something plays, or does not, in one session (S10): read from the stored rundown, never worked out afresh. */
import { type ItemReason, type LeftOutOutcome, type LeftOutReason, type NoteCode, type Rundown } from './rundown';

export type Explanation =
  | {
      kind: 'plays';
      because: ItemReason;
      state: 'planned' | 'awaiting-approval' | 'held';
      startAt: number;
      replay: boolean;
      carriedFrom: string | null;
    }
  | { kind: 'left-out'; reason: LeftOutReason; outcome: LeftOutOutcome; carriedFrom: string | null }
  | { kind: 'note'; code: NoteCode; ids: readonly string[] }
  | { kind: 'not-asked-for' };

/** Everything the rundown knows about a booking; `not-asked-for` alone when it never wanted this session. */
export function explain(rundown: Rundown, bookingId: string): Explanation[] {
  const found: Explanation[] = [];
  for (const { kind, sourceId, because, state, startAt, replay, carriedFrom } of rundown.items) {
    if (kind !== 'template' && sourceId === bookingId) {
      found.push({ kind: 'plays', because, state, startAt, replay, carriedFrom });
    }
  }
  for (const { bookingId: id, reason, outcome, carriedFrom } of rundown.leftOut) {
    if (id === bookingId) found.push({ kind: 'left-out', reason, outcome, carriedFrom });
  }
  if (found.length === 0) return [{ kind: 'not-asked-for' }];
  for (const { code, ids } of rundown.notes) if (ids.includes(bookingId)) found.push({ kind: 'note', code, ids });
  return found;
}
