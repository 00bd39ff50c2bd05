/** One session of the fold: from those who want in to a rundown with exact times. */
import { awaitsApproval, compareForRoom } from './booking';
import { type CarryOver } from './carry-over';
import { type SessionDecisions } from './decision';
import { freezeAtOf, isFrozen } from './freeze';
import { rundownIdOf, type Hash } from './keys';
import { layOut, type Candidate, type Layout } from './lay-out';
import { type Interval } from './open-time';
import { type PlayCounts } from './repeat-control';
import { carriedReasons, type LeftOut, type LeftOutReason, type Note, type Rundown } from './rundown';
import { itemsOf } from './session-items';
import { excludesTopic, type Exclusion } from './schedule-event';
import { type Session } from './sessions';
import { type ProgrammeArea, type Template, type TemplateItem } from './slot';
import { type WishList } from './wishes';

export interface SessionContext {
  area: ProgrammeArea;
  session: Session;
  decisions: SessionDecisions;
  /** The part of the session inside the windows, shortened to the longest session allowed at `limitAt`. */
  open: Interval;
  limitAt: number;
  notes: Note[];
  /** What named events leave out of this session. */
  excluded: Exclusion | null;
  asOf: number;
  freezeMs: number;
  wishes: WishList;
  plays: PlayCounts;
  carryOver: CarryOver;
  hash: Hash;
}

/** Two `priority` items that do not both fit (S2): for the commune's operator, by a decision of kind `order`. */
export interface DecisionNeeded {
  slotId: string;
  slotOccurrenceId: string;
  localDate: string;
  keptBookingIds: readonly string[];
  leftOutBookingIds: readonly string[];
}

export interface PlannedSession {
  rundown: Rundown;
  decisionNeeded: DecisionNeeded | null;
}

/** Plans one session and tells the play counts and the carry-over what came of it. */
export function planSession(context: SessionContext): PlannedSession {
  const { session, area, plays, decisions, open, limitAt, notes } = context;
  const { occurrence, slot } = session;
  const frozen = isFrozen(occurrence.startAt, context.freezeMs, context.asOf);
  const notAllowed = new Set<string>();
  const origins = new Map<Candidate, LeftOut>();

  const layout = layOut(
    {
      slotStartAt: occurrence.startAt,
      startAt: open.startAt,
      limitAt,
      template: templateWithout(slot.template, context.excluded),
      zones: area.zones,
    },
    candidatesOf(context, origins),
    {
      rankOf: (booking) => decisions.rankOf(booking),
      refuses: (candidate) => refusal(candidate, context, frozen, notAllowed),
      // What is held will not be heard, so it uses up no play.
      admit: ({ booking }) => decisions.isHeld(booking) || plays.add(booking.ref, occurrence.localDate),
      giveBack: ({ booking }) => decisions.isHeld(booking) || plays.takeBack(booking.ref, occurrence.localDate),
    },
  );

  const items = itemsOf(layout.placements, context);
  plays.closeSession();
  if (layout.templateLeftOut.length > 0) notes.push({ code: 'template-does-not-fit', ids: layout.templateLeftOut });
  const leftOut = layout.dropped.map(({ candidate, reason }) =>
    leaveOut(candidate, reason, origins.get(candidate), context),
  );
  if (notAllowed.size > 0) notes.push({ code: 'decision-not-allowed', ids: [...notAllowed] });
  const decisionNeeded = decisionFor(layout, context);
  if (decisionNeeded) notes.push({ code: 'priority-needs-decision', ids: decisionNeeded.leftOutBookingIds });
  return {
    decisionNeeded,
    rundown: {
      id: rundownIdOf(context.hash, area.id, session.slotOccurrenceId),
      programmeAreaId: area.id,
      slotId: slot.id,
      slotOccurrenceId: session.slotOccurrenceId,
      localDate: occurrence.localDate,
      startLocal: occurrence.startLocal,
      zone: occurrence.zone,
      startAt: occurrence.startAt,
      endAt: occurrence.endAt,
      freezeAt: freezeAtOf(occurrence.startAt, context.freezeMs),
      frozen,
      items,
      leftOut,
      notes,
    },
  };
}

/** The day's own items in the order of claims, then what was carried here (S3). */
function candidatesOf(
  { session, wishes, carryOver, decisions }: SessionContext,
  origins: Map<Candidate, LeftOut>,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { booking, zones, wantsDate } of wishes.ofSlot(session.slot.id)) {
    if (!session.slot.onlyRefs && !wantsDate(session.occurrence.localDate)) continue;
    const because = booking.offsetMs !== null ? 'relay' : 'booked';
    for (let reading = 1; reading <= booking.readings; reading += 1) {
      for (const audio of booking.audio)
        candidates.push({ booking, audio, reading, zones, carriedFrom: null, because });
    }
  }
  if (decisions.hasOrder) {
    const byClass = (candidate: Candidate): number => (candidate.booking.class === 'priority' ? 0 : 1);
    candidates.sort(
      (a, b) =>
        a.booking.level - b.booking.level ||
        byClass(a) - byClass(b) ||
        decisions.rankOf(a.booking) - decisions.rankOf(b.booking) ||
        compareForRoom(a.booking, b.booking),
    );
  }
  for (const { booking, audio, reading, carriedFrom, because, leftOut } of carryOver.takeAll(session.slot.id)) {
    const zones = wishes.byBookingId.get(booking.id)?.zones ?? null;
    const candidate: Candidate = { booking, audio, reading, zones, carriedFrom, because };
    candidates.push(candidate);
    if (!leftOut) continue;
    leftOut.outcome = {
      kind: 'carried',
      slotOccurrenceId: session.slotOccurrenceId,
      startAt: session.occurrence.startAt,
    };
    origins.set(candidate, leftOut);
  }
  return candidates;
}

/** A session without the sounds that an event excludes keeps the rest of its frame. */
function templateWithout(template: Template | null, excluded: Exclusion | null): Template | null {
  if (!template || !excluded || excluded.sounds.size === 0) return template;
  const stays = ({ sound }: TemplateItem): boolean => sound === undefined || !excluded.sounds.has(sound);
  const { opening, fixed, closing } = template;
  return { opening: opening.filter(stays), fixed: fixed.filter(stays), closing: closing.filter(stays) };
}

const reasonOfLimit = { total: 'total', playsPerDay: 'plays-a-day', gapMs: 'gap' } as const;

function refusal(
  { booking, audio }: Candidate,
  { decisions, plays, session, open, excluded }: SessionContext,
  frozen: boolean,
  notAllowed: Set<string>,
): LeftOutReason | null {
  if (excluded && excludesTopic(excluded, booking.topicCode)) return 'kind-excluded';
  const decided = decisions.leaveOut(booking);
  if (decided === 'yes') return 'left-out-by-operator';
  if (decided === 'not-allowed') notAllowed.add(booking.id);
  if (frozen && awaitsApproval(booking, audio)) return 'not-approved-in-time';
  const limit = plays.refuses(booking, session.occurrence.localDate, open.startAt);
  return limit && reasonOfLimit[limit];
}

const notDue: ReadonlySet<LeftOutReason> = new Set(['plays-a-day', 'gap', 'total']);

function leaveOut(
  candidate: Candidate,
  reason: LeftOutReason,
  origin: LeftOut | undefined,
  context: SessionContext,
): LeftOut {
  const { booking, audio, reading, carriedFrom } = candidate;
  const leftOut: LeftOut = {
    bookingId: booking.id,
    ref: booking.ref,
    language: audio.language,
    reading,
    durationMs: audio.durationMs,
    reason,
    carriedFrom,
    outcome: { kind: notDue.has(reason) ? 'not-due' : 'unplaced' },
  };
  if (origin) origin.outcome = leftOut.outcome;
  if (carriedReasons.has(reason) && carriedFrom === null) {
    leftOut.outcome = { kind: 'waits-for-next-session' };
    context.carryOver.put(
      {
        booking,
        audio,
        reading,
        because: 'carried-over',
        carriedFrom: context.session.slotOccurrenceId,
        leftOut,
        taken: false,
      },
      context.wishes.byBookingId.get(booking.id)?.slotIds ?? [],
    );
  }
  return leftOut;
}

function decisionFor(layout: Layout, { session, decisions }: SessionContext): DecisionNeeded | null {
  const undecided = layout.dropped.filter(
    ({ candidate, reason }) =>
      reason === 'no-room' &&
      candidate.booking.class === 'priority' &&
      candidate.carriedFrom === null &&
      decisions.rankOf(candidate.booking) === Number.MAX_SAFE_INTEGER,
  );
  if (undecided.length === 0) return null;
  const levels = new Set(undecided.map(({ candidate }) => candidate.booking.level));
  const kept = layout.placements.flatMap(({ candidate }) =>
    candidate?.booking.class === 'priority' && candidate.carriedFrom === null && levels.has(candidate.booking.level)
      ? [candidate.booking.id]
      : [],
  );
  if (kept.length === 0) return null;
  return {
    slotId: session.slot.id,
    slotOccurrenceId: session.slotOccurrenceId,
    localDate: session.occurrence.localDate,
    keptBookingIds: [...new Set(kept)],
    leftOutBookingIds: [...new Set(undecided.map(({ candidate }) => candidate.booking.id))],
  };
}
