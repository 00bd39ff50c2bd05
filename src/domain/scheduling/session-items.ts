/** From places in a session to the items that a manifest carries. */
import { awaitsApproval, type Booking } from './booking';
import { type SessionDecisions } from './decision';
import { airingKeyOf, type Hash } from './keys';
import { type Placement } from './lay-out';
import { type Interval } from './open-time';
import { type PlayCounts } from './repeat-control';
import { type RundownItem } from './rundown';
import { type Session } from './sessions';
import { type ProgrammeArea } from './slot';

/** What the placements need to become items. */
export interface ItemContext {
  area: ProgrammeArea;
  session: Session;
  decisions: SessionDecisions;
  /** The part of the session inside the windows. */
  open: Interval;
  plays: PlayCounts;
  hash: Hash;
}

/** The items of one session, with their keys (S4) and the latest instant at which each may still start (S6). */
export function itemsOf(placements: readonly Placement[], context: ItemContext): RundownItem[] {
  const { area, session, hash, decisions, open, plays } = context;
  const carriedPlays = new Map<string, number>();
  return placements.map((placement): RundownItem => {
    const { startAt, durationMs, zones, candidate } = placement;
    const latest = Math.max(startAt, open.endAt - durationMs);
    if (!candidate) {
      const { item, part, play } = placement;
      return {
        airingKey: airingKeyOf(hash, area.id, session.slotOccurrenceId, item.id, item.language, play),
        because: part,
        class: placement.class,
        kind: 'template',
        sourceId: item.id,
        ref: item.ref,
        language: item.language,
        versionId: item.versionId,
        play,
        reading: 1,
        replay: false,
        zones,
        state: 'planned',
        startAt,
        durationMs,
        latestStartAt: latest,
        onMiss: 'skip',
        carriedFrom: null,
      };
    }
    const { booking, audio, reading, carriedFrom, because } = candidate;
    // What was carried here counts on behind the session's own readings, so that no key is ever given twice.
    const play = carriedFrom === null ? reading : nextPlay(carriedPlays, booking.id, audio.language, booking.readings);
    const held = decisions.isHeld(booking);
    if (!held) plays.ends(booking.ref, startAt + durationMs);
    return {
      airingKey: airingKeyOf(hash, area.id, session.slotOccurrenceId, booking.id, audio.language, play),
      because,
      class: booking.class,
      kind: booking.kind,
      sourceId: booking.id,
      ref: booking.ref,
      language: audio.language,
      versionId: audio.versionId,
      play,
      reading,
      replay: plays.heardBefore(booking.ref),
      zones,
      state: held ? 'held' : awaitsApproval(booking, audio) ? 'awaiting-approval' : 'planned',
      startAt,
      durationMs,
      latestStartAt: latestStartOf(booking, startAt, latest),
      onMiss: booking.onMiss,
      carriedFrom,
    };
  });
}

/** The earliest of: what the slot allows, what the booking allows, and the end of its validity. */
function latestStartOf({ lateByMs, validUntilAt }: Booking, startAt: number, latest: number): number {
  const byBooking = lateByMs === null ? latest : startAt + lateByMs;
  const byValidity = validUntilAt === null ? latest : validUntilAt - 1;
  return Math.max(startAt, Math.min(latest, byBooking, byValidity));
}

function nextPlay(counts: Map<string, number>, bookingId: string, language: string, readings: number): number {
  const key = JSON.stringify([bookingId, language]);
  const play = (counts.get(key) ?? readings) + 1;
  counts.set(key, play);
  return play;
}
