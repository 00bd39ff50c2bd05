/** One session laid out: who gets room, in which order, from which instant (S2, S3). */
import { compareForOrder, type Booking, type BookingAudio } from './booking';
import { type ItemReason, type LeftOutReason } from './rundown';
import { type AiringClass, type FixedPart, type Template, type TemplateItem } from './slot';

/** One reading of a booking that wants a place in this session. */
export interface Candidate {
  booking: Booking;
  audio: BookingAudio;
  reading: number;
  zones: readonly string[] | null;
  carriedFrom: string | null;
  because: ItemReason;
}

/** Epoch milliseconds. */
export interface Frame {
  /** Where fixed offsets count from. */
  slotStartAt: number;
  /** First chime and last sample lie between these: slot, windows and the longest session allowed. */
  startAt: number;
  limitAt: number;
  template: Template | null;
  zones: readonly string[];
}

export type Placement = { startAt: number; durationMs: number; zones: readonly string[] | null } & (
  | { candidate: Candidate; part: null }
  | { candidate: null; part: 'opening' | 'fixed' | 'closing'; item: TemplateItem; class: AiringClass; play: number }
);

export interface Layout {
  /** In order of start. */
  placements: Placement[];
  dropped: { candidate: Candidate; reason: LeftOutReason }[];
  /** Template items that found no place. */
  templateLeftOut: string[];
}

/** Who may still play. Asked once per candidate in the order of room; what is admitted and then dropped is given back. */
export interface Gate {
  refuses(candidate: Candidate): LeftOutReason | null;
  admit(candidate: Candidate): unknown;
  giveBack(candidate: Candidate): unknown;
  /** Rank by the operator's decision for this session. */
  rankOf(booking: Booking): number;
}

/**
 * Lays out one session. Candidates come in the order in which they get room; nothing is cut and nothing moves out of
 * S2's order, so that what does not fit where its turn comes is left out and shorter ones after it may still go in.
 */
export function layOut(frame: Frame, candidates: readonly Candidate[], gate: Gate): Layout {
  const layout: Layout = { placements: [], dropped: [], templateLeftOut: [] };
  const { opening, closing } = framing(frame, layout);
  const contentStart = frame.startAt + lengthOf(opening);
  const contentEnd = frame.limitAt - lengthOf(closing);
  const anchors = placeAnchors(frame, contentStart, contentEnd, candidates, gate, layout);
  const admitted = admit(contentStart, contentEnd, anchors, candidates, gate, layout);
  const content = [...anchors, ...inOrder(admitted, contentStart, contentEnd, anchors, gate, layout)];
  if (content.length === 0) return layout;

  const heardIn = zonesThatHear(content);
  let at = frame.startAt;
  for (const item of opening) {
    layout.placements.push({
      startAt: at,
      durationMs: item.durationMs,
      zones: heardIn,
      candidate: null,
      part: 'opening',
      item,
      class: 'normal',
      play: 1,
    });
    at += item.durationMs;
  }
  layout.placements.push(...content);
  placeClosings(frame, closing, content, heardIn, layout);
  layout.placements.sort((a, b) => a.startAt - b.startAt);
  return layout;
}

const lengthOf = (items: readonly TemplateItem[]): number => items.reduce((sum, item) => sum + item.durationMs, 0);
const none: readonly TemplateItem[] = [];

/** The closing yields before the opening when a session is too short for both. */
function framing(frame: Frame, layout: Layout): { opening: readonly TemplateItem[]; closing: readonly TemplateItem[] } {
  const room = frame.limitAt - frame.startAt;
  let { opening, closing } = frame.template ?? { opening: none, closing: none };
  if (lengthOf(opening) + lengthOf(closing) > room) {
    layout.templateLeftOut.push(...closing.map(({ id }) => id));
    closing = none;
  }
  if (lengthOf(opening) > room) {
    layout.templateLeftOut.push(...opening.map(({ id }) => id));
    opening = none;
  }
  return { opening, closing };
}

/** Relays and fixed parts stand where their offset says, or nowhere. */
function placeAnchors(
  frame: Frame,
  contentStart: number,
  contentEnd: number,
  candidates: readonly Candidate[],
  gate: Gate,
  layout: Layout,
): Placement[] {
  const wanted: { startAt: number; durationMs: number; what: Candidate | FixedPart }[] = [];
  for (const part of frame.template?.fixed ?? []) {
    wanted.push({ startAt: frame.slotStartAt + part.offsetMs, durationMs: part.durationMs, what: part });
  }
  for (const candidate of candidates) {
    if (candidate.booking.offsetMs === null) continue;
    const startAt = frame.slotStartAt + candidate.booking.offsetMs;
    wanted.push({ startAt, durationMs: candidate.audio.durationMs, what: candidate });
  }
  const anchors: Placement[] = [];
  let free = contentStart;
  // Stable: of two that want the same instant, the one with the better claim to room comes first.
  for (const { startAt, durationMs, what } of wanted.sort((a, b) => a.startAt - b.startAt)) {
    const fits = startAt >= free && startAt + durationMs <= contentEnd;
    if ('booking' in what) {
      const reason = gate.refuses(what) ?? (fits ? validityAt(what.booking, startAt) : 'fixed-place-taken');
      if (reason) {
        layout.dropped.push({ candidate: what, reason });
        continue;
      }
      gate.admit(what);
      anchors.push({ startAt, durationMs, zones: what.zones, candidate: what, part: null });
    } else if (fits) {
      anchors.push({
        startAt,
        durationMs,
        zones: null,
        candidate: null,
        part: 'fixed',
        item: what,
        class: what.class,
        play: 1,
      });
    } else {
      layout.templateLeftOut.push(what.id);
      continue;
    }
    free = startAt + durationMs;
  }
  return anchors;
}

/** Gives room in the order of claims, by length alone. */
function admit(
  contentStart: number,
  contentEnd: number,
  anchors: readonly Placement[],
  candidates: readonly Candidate[],
  gate: Gate,
  layout: Layout,
): Candidate[] {
  const whole = contentEnd - contentStart;
  let room = anchors.reduce((rest, anchor) => rest - anchor.durationMs, whole);
  const admitted: Candidate[] = [];
  for (const candidate of candidates) {
    if (candidate.booking.offsetMs !== null) continue;
    const length = candidate.audio.durationMs;
    const reason =
      gate.refuses(candidate) ?? (length > whole ? 'longer-than-session' : length > room ? 'no-room' : null);
    if (reason) {
      layout.dropped.push({ candidate, reason });
      continue;
    }
    room -= length;
    gate.admit(candidate);
    admitted.push(candidate);
  }
  return admitted;
}

/** S2: `priority`, `normal`, what was carried over, what only some zones hear. */
function inOrder(
  admitted: readonly Candidate[],
  contentStart: number,
  contentEnd: number,
  anchors: readonly Placement[],
  gate: Gate,
  layout: Layout,
): Placement[] {
  const groups: [Candidate[], Candidate[], Candidate[], Candidate[]] = [[], [], [], []];
  for (const candidate of admitted) {
    const { class: airingClass } = candidate.booking;
    groups[candidate.zones !== null ? 3 : candidate.carriedFrom !== null ? 2 : airingClass === 'normal' ? 1 : 0].push(
      candidate,
    );
  }
  const byOrder = (a: Candidate, b: Candidate): number =>
    a.booking.level - b.booking.level ||
    gate.rankOf(a.booking) - gate.rankOf(b.booking) ||
    compareForOrder(a.booking, b.booking);
  groups[0].sort(byOrder);
  groups[1].sort(byOrder);

  const placed: Placement[] = [];
  let cursor = contentStart;
  let passed = 0;
  for (const candidate of groups.flat()) {
    const { durationMs } = candidate.audio;
    let startAt = cursor;
    let next = passed;
    for (let anchor = anchors[next]; anchor && startAt + durationMs > anchor.startAt; anchor = anchors[next]) {
      startAt = anchor.startAt + anchor.durationMs;
      next += 1;
    }
    const reason = startAt + durationMs > contentEnd ? 'no-room' : validityAt(candidate.booking, startAt);
    if (reason) {
      gate.giveBack(candidate);
      layout.dropped.push({ candidate, reason });
      continue;
    }
    placed.push({ startAt, durationMs, zones: candidate.zones, candidate, part: null });
    cursor = startAt + durationMs;
    passed = next;
  }
  return placed;
}

function validityAt({ validFromAt, validUntilAt }: Booking, startAt: number): LeftOutReason | null {
  if (validUntilAt !== null && startAt >= validUntilAt) return 'validity-ended';
  if (validFromAt !== null && startAt < validFromAt) return 'validity-not-begun';
  return null;
}

/** Chimes sound where something follows them: everywhere, or in the zones of the only items there are. */
function zonesThatHear(content: readonly Placement[]): readonly string[] | null {
  const zones = new Set<string>();
  for (const placement of content) {
    if (placement.zones === null) return null;
    for (const zone of placement.zones) zones.add(zone);
  }
  return [...zones].sort();
}

/** Each zone hears the closing right after its last item, so that it ends instead of pausing (S2). */
function placeClosings(
  frame: Frame,
  closing: readonly TemplateItem[],
  content: readonly Placement[],
  heardIn: readonly string[] | null,
  layout: Layout,
): void {
  if (closing.length === 0) return;
  const endOf = (placements: readonly Placement[]): number =>
    placements.reduce((end, { startAt, durationMs }) => Math.max(end, startAt + durationMs), frame.startAt);
  const groups = new Map<number, string[] | null>();
  const zoned = content.filter(({ zones }) => zones !== null);
  if (zoned.length === 0) groups.set(endOf(content), null);
  else {
    const commonEnd = endOf(content.filter(({ zones }) => zones === null));
    const ends = new Map((heardIn ?? frame.zones).map((zone) => [zone, commonEnd]));
    for (const { startAt, durationMs, zones } of zoned) {
      for (const zone of zones ?? []) ends.set(zone, Math.max(ends.get(zone) ?? 0, startAt + durationMs));
    }
    for (const [zone, end] of ends) groups.set(end, [...(groups.get(end) ?? []), zone]);
    if (groups.size === 1) for (const end of groups.keys()) groups.set(end, heardIn === null ? null : [...heardIn]);
  }
  let play = 1;
  for (const [end, zones] of [...groups].sort(([a], [b]) => a - b)) {
    let at = end;
    for (const item of closing) {
      layout.placements.push({
        startAt: at,
        durationMs: item.durationMs,
        zones,
        candidate: null,
        part: 'closing',
        item,
        class: 'normal',
        play,
      });
      at += item.durationMs;
    }
    play += 1;
  }
}
