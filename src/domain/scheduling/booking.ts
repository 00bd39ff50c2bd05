/** What is queued: an item and where, when and how often it is wanted. */
import { type LocalDate } from '../time/local-date';
import { type AiringClass, type Level, type Slot } from './slot';

/** One recording of the item; several when it is read in several languages, which then follow each other. */
export interface BookingAudio {
  language: string;
  versionId: string | null;
  durationMs: number;
  /** Its recording awaits approval, though another language of the booking may be approved. */
  awaits?: boolean;
}

/** Whether a recording holds a place that it may not use yet (B2). */
export function awaitsApproval({ approvedAt }: Booking, { awaits }: BookingAudio): boolean {
  return approvedAt === null || awaits === true;
}

/** Local dates, both included; or an open end. */
export type BookingDates =
  { kind: 'on'; dates: readonly LocalDate[] } | { kind: 'between'; from: LocalDate; until: LocalDate | null };

/** S9, counted over all bookings of the same `ref`. `null` is no limit. */
export interface RepeatControl {
  playsPerDay: number | null;
  /** From the end of the last play to the start of the session. Readings within one session are no repeats. */
  gapMs: number | null;
  total: number | null;
}

export interface Booking {
  id: string;
  kind: 'bulletin' | 'relay' | 'rendered';
  /** The bulletin or programme: what repeat control counts and the manifest calls bulletinRef. */
  ref: string;
  audio: readonly BookingAudio[];
  class: AiringClass;
  /** The area whose operator or approver queued it. */
  areaId: string;
  level: Level;
  /** `null`: everywhere in the area. */
  zones: readonly string[] | null;
  /** Preferred slots; empty means every slot of the area that takes the item. */
  slotIds: readonly string[];
  dates: BookingDates;
  /** Times to read it in one session, 1 to 3. */
  readings: number;
  /** The operator's place in the order; `null` comes after all places. */
  position: number | null;
  /** Epoch milliseconds; `null` while it awaits approval. */
  approvedAt: number | null;
  /** It may start from `validFromAt` and before `validUntilAt`. */
  validFromAt: number | null;
  validUntilAt: number | null;
  /** Relays only: from the start of the session. */
  offsetMs: number | null;
  repeat: RepeatControl | null;
  onMiss: 'skip' | 'next-slot';
  /** What named events may exclude (T4). */
  topicCode?: string | null;
  /** How late it may still start; `null` is as late as the slot allows (S6). */
  lateByMs: number | null;
}

/** Whether a slot takes a booking at all, dates apart (S12, S13). */
export function slotTakes(slot: Slot, booking: Booking): boolean {
  if (slot.onlyRefs) return booking.class === 'priority' && slot.onlyRefs.includes(booking.ref);
  if (booking.slotIds.length > 0 && !booking.slotIds.includes(slot.id)) return false;
  if (slot.takes === 'priority' && booking.class !== 'priority') return false;
  return slot.sharing === 'shared' || booking.areaId === slot.areaId;
}

/**
 * Who gets room first in a shared session: the slot owner's bookings before those from below, relays and `priority`
 * before `normal`; among `priority` the earlier approval (S2), among `normal` the operator's position before that.
 */
export function compareForRoom(a: Booking, b: Booking): number {
  return (
    a.level - b.level ||
    classRank(a) - classRank(b) ||
    (a.class === 'normal' ? ascending(a.position, b.position) : 0) ||
    ascending(a.approvedAt, b.approvedAt) ||
    compareText(a.id, b.id)
  );
}

/** The order in which items of one class are heard (S2): the operator's position, approval time, id. */
export function compareForOrder(a: Booking, b: Booking): number {
  return (
    a.level - b.level ||
    ascending(a.position, b.position) ||
    ascending(a.approvedAt, b.approvedAt) ||
    compareText(a.id, b.id)
  );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const classRank = (booking: Booking): number => (booking.class === 'priority' ? 0 : 1);

/** `null` last. */
function ascending(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a - b;
}
