import { silenceOver, type Airing } from './airing';
import type { MediaState, PlayoutState, Verdict } from './state';
import { insideWindows } from './windows';

/** How late a start may come by the machine's own slowness before it counts as late. */
export const graceMs = 250;
/** The same after something else has sounded: its end was not foreseen to the millisecond. */
export const graceAfterSoundMs = 2000;

const silenceReason = { hold: 'held', stop: 'stopped', recall: 'recalled' } as const;

/** What a silence makes of an airing that has not sounded. */
export function skippedBy(airing: Airing, state: Pick<PlayoutState, 'silences'>, at: number): Verdict | null {
  const silence = silenceOver(airing, state.silences, at);
  return silence && { result: 'skipped', reason: silenceReason[silence.kind], by: silence.by };
}

/** What a silence makes of an airing that sounds. */
export function cutBySilence(airing: Airing, state: PlayoutState): Verdict | null {
  const skipped = skippedBy(airing, state, state.now);
  return skipped && { ...skipped, result: 'partial' };
}

/** The last instant an airing may begin whatever held it up: its own limit and the end of its slot (P4, S6). */
export function latestBegin(airing: Airing): number {
  return Math.min(airing.latestStartAt, airing.endBy === null ? Infinity : airing.endBy - airing.plannedMs);
}

/** Slowness forgiven to this airing: more when it waited for something else to end. */
export function graceOf(airing: Airing, state: PlayoutState): number {
  return state.freeAt > airing.plannedStartAt ? graceAfterSoundMs : graceMs;
}

/**
 * The last instant this airing may begin now. What waited for an interruption may push the rest of its rundown (P4); what is late by
 * itself (slow file, restart, jumped clock) must leave the next item, planned for `nextAt`, on time.
 */
export function deadlineOf(airing: Airing, state: PlayoutState, nextAt: number | null): number {
  const hard = latestBegin(airing);
  const waits = state.onAir.some((o) => !o.finished);
  const base = Math.max(airing.plannedStartAt, state.freeAt);
  if (waits || nextAt === null || state.now <= base + graceOf(airing, state)) return hard;
  return Math.min(hard, nextAt - airing.plannedMs);
}

/** The result of an airing that can no longer begin, or null while it still may. `nextAt`: when the next of its rundown is planned. */
export function fateOf(airing: Airing, state: PlayoutState, nextAt: number | null): Verdict | null {
  const { now } = state;
  if (now < airing.plannedStartAt) return null;
  const deadline = deadlineOf(airing, state, nextAt);
  const lastChance = Math.max(airing.plannedStartAt, Math.min(now, deadline));
  const skipped = skippedBy(airing, state, now) && skippedBy(airing, state, lastChance);
  if (skipped) return skipped;
  const validUntil = state.snapshots[airing.bulletinRef]?.validUntil ?? null;
  if (validUntil !== null && validUntil <= lastChance) return verdict('expired', 'validity-ended');
  if (airing.rundownId !== null && state.notAfter <= lastChance) return verdict('expired', 'manifest-ended');
  if (now > deadline + graceOf(airing, state)) return tooLate(airing, state, deadline);
  if (airing.windowed && !insideWindows(state.windows, now, now + airing.plannedMs - graceOf(airing, state))) {
    return verdict('missed', 'outside-window');
  }
  return null;
}

/** Of its recording; the one that stands in for a relay may be of any length, it ends with the relay's time (P1). */
export function storedState(airing: Airing, state: Pick<PlayoutState, 'media'>): MediaState {
  return airing.sha256 === null ? 'absent' : state.media(airing.sha256, airing.relay ? null : airing.plannedMs);
}

function tooLate(airing: Airing, state: PlayoutState, deadline: number): Verdict {
  if (deadline < state.readySince.at) return verdict('missed', state.readySince.because);
  const stored = storedState(airing, state);
  if (airing.relay && stored !== 'ready') return verdict('failed', 'relay-unavailable');
  switch (stored) {
    case 'corrupt':
      return verdict('failed', 'file-corrupt');
    case 'length-wrong':
      return verdict('failed', 'length-wrong');
    case 'absent':
      return verdict('missed', 'not-delivered');
    case 'pending':
      return verdict('missed', 'not-ready');
    case 'ready':
      return airing.commandId === null || airing.class === 'emergency'
        ? verdict('missed', 'no-time-left')
        : verdict('expired', 'order-ended');
  }
}

function verdict(result: Verdict['result'], reason: Verdict['reason']): Verdict {
  return { result, reason, by: null };
}
