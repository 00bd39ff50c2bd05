/** What planning yields (S1-S6): rundowns with exact times, and what could not be placed and why. */
import { type LocalDate } from '../time/local-date';
import { type LocalTime } from '../time/local-time';
import { type AiringClass } from './slot';

export type AiringResult =
  'played' | 'partial' | 'preempted' | 'missed' | 'skipped' | 'expired' | 'failed' | 'unreported';

/** Why an item stands in a rundown (S10). */
export type ItemReason = 'opening' | 'fixed' | 'relay' | 'booked' | 'carried-over' | 'missed-before' | 'closing';

export interface RundownItem {
  /** S4: unique per device, the same in every plan of the same play. */
  airingKey: string;
  because: ItemReason;
  class: AiringClass;
  kind: 'bulletin' | 'relay' | 'rendered' | 'template';
  /** The booking's id, or the template item's. */
  sourceId: string;
  ref: string;
  language: string;
  /** The audio; not part of the key, so that an edit never replays. */
  versionId: string | null;
  /** The play number of the key. */
  play: number;
  /** Which of the booking's readings it is, from 1. */
  reading: number;
  /** Heard here before, marked "(PL)" (S9). */
  replay: boolean;
  /** `null`: all zones. */
  zones: readonly string[] | null;
  state: 'planned' | 'awaiting-approval' | 'held';
  startAt: number;
  durationMs: number;
  latestStartAt: number;
  onMiss: 'skip' | 'next-slot';
  /** The occurrence that had no room for it, or that missed it. */
  carriedFrom: string | null;
}

export type LeftOutReason =
  | 'no-room'
  | 'longer-than-session'
  | 'fixed-place-taken'
  | 'validity-ended'
  | 'validity-not-begun'
  | 'not-approved-in-time'
  | 'kind-excluded'
  | 'left-out-by-operator'
  | 'session-cancelled'
  | 'outside-window'
  | 'weekday-not-allowed'
  | 'too-many-sessions'
  | 'overlapped'
  | 'no-session-that-day'
  | 'plays-a-day'
  | 'gap'
  | 'total';

/** What is carried over once (S3); every other reason is final, or means that no play is due. */
export const carriedReasons: ReadonlySet<LeftOutReason> = new Set(['no-room', 'longer-than-session']);

/** What becomes of a left-out item. `not-due`: repeat control says so, nobody is owed a play. */
export type LeftOutOutcome =
  | { kind: 'carried'; slotOccurrenceId: string; startAt: number }
  | { kind: 'waits-for-next-session' }
  | { kind: 'unplaced' }
  | { kind: 'not-due' };

export interface LeftOut {
  bookingId: string;
  ref: string;
  language: string;
  reading: number;
  durationMs: number;
  reason: LeftOutReason;
  carriedFrom: string | null;
  outcome: LeftOutOutcome;
}

export type NoteCode =
  | 'partly-outside-window'
  | 'session-cap-applies'
  | 'template-does-not-fit'
  | 'priority-needs-decision'
  | 'decision-not-allowed'
  | 'policy-exception-used'
  | 'event-excludes'
  | 'repeats-last-session';

/** Something about the whole rundown that its people should know. */
export interface Note {
  code: NoteCode;
  /** Ids of the bookings, areas or template items concerned. */
  ids: readonly string[];
}

export interface Rundown {
  /** hash(programme area, slotOccurrenceId): stays while versions count up. */
  id: string;
  programmeAreaId: string;
  slotId: string;
  slotOccurrenceId: string;
  localDate: LocalDate;
  startLocal: LocalTime;
  zone: string;
  /** The slot's occurrence, half-open. */
  startAt: number;
  endAt: number;
  freezeAt: number;
  /** Planned at or after its freeze: nothing unapproved is in it, and it belongs into `settled` from now on. */
  frozen: boolean;
  /** In order of start; empty when nothing is to be said, and then no chime sounds either. */
  items: readonly RundownItem[];
  leftOut: readonly LeftOut[];
  notes: readonly Note[];
}

/** A play that was asked for and will not be given. */
export interface Unplaced {
  bookingId: string;
  ref: string;
  language: string;
  reading: number;
  /** `null` when no session exists. */
  slotOccurrenceId: string | null;
  localDate: LocalDate;
  reason: LeftOutReason;
}
