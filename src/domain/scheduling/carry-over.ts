/** Carry-over (S3) and next-slot (S6): items on their way to the next session of their booking's slots. */
import { type Booking, type BookingAudio } from './booking';
import { type LeftOut } from './rundown';

export interface Waiting {
  booking: Booking;
  audio: BookingAudio;
  reading: number;
  because: 'carried-over' | 'missed-before';
  /** The occurrence that had no room for it, or that missed it. */
  carriedFrom: string;
  /** The entry to tell where it went; `null` when it comes from a settled rundown. */
  leftOut: LeftOut | null;
  /** Set when a session has taken it up: it lies in the queue of each of its slots and leaves all of them at once. */
  taken: boolean;
}

/** Waiting items by slot, so that a session looks only at its own. First in, first out. */
export class CarryOver {
  private readonly bySlot = new Map<string, Waiting[]>();

  put(waiting: Waiting, slotIds: readonly string[]): void {
    for (const slotId of slotIds) {
      const queue = this.bySlot.get(slotId);
      if (queue) queue.push(waiting);
      else this.bySlot.set(slotId, [waiting]);
    }
  }

  /** Hands over all that wait for a slot. They do not wait any more, whatever becomes of them: once only (S3). */
  takeAll(slotId: string): Waiting[] {
    const queue = this.bySlot.get(slotId);
    if (!queue) return [];
    this.bySlot.delete(slotId);
    const due = queue.filter((waiting) => !waiting.taken);
    for (const waiting of due) waiting.taken = true;
    return due;
  }

  /** Hands over those for which `isSettled` says so, and keeps the others waiting. */
  takeSettled(slotId: string, isSettled: (waiting: Waiting) => boolean): void {
    const queue = this.bySlot.get(slotId);
    if (!queue) return;
    for (const waiting of queue) waiting.taken ||= isSettled(waiting);
    this.bySlot.set(
      slotId,
      queue.filter((waiting) => !waiting.taken),
    );
  }
}
