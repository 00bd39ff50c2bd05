import { compareNewest, outranks, type Airing } from './airing';
import { findDue, type Due } from './due';
import { cutBySilence, deadlineOf, graceOf, latestBegin, skippedBy, storedState } from './fate';
import type { OnAir, PlayoutState, Step, Verdict } from './state';
import { insideWindows } from './windows';

export interface DecideSettings {
  /** How far ahead of its first sample an airing is given to the stream: longer than a slow disk may take. */
  leadMs: number;
  /** Look again at least this often, whatever nothing seems to change. */
  longestWaitMs: number;
}

export const defaultDecideSettings: DecideSettings = { leadMs: 2000, longestWaitMs: 1000 };

const rank = { emergency: 2, priority: 1, normal: 0 } as const;

/**
 * The player's core (P3-P9, S6): what to do now, as data. The caller performs the steps in order, brings the state up to date and asks
 * again, until the only answer is `wait`. Pure; never two steps that contradict each other.
 */
export function decide(state: PlayoutState, settings: DecideSettings = defaultDecideSettings): Step[] {
  const ended = state.onAir.flatMap((o) => (o.finished ? [finish(o)] : []));
  if (ended.length) return ended;
  const cuts = state.onAir.flatMap((o) => cut(o, state));
  if (cuts.length) return cuts;
  if (state.clock !== 'good') return [{ kind: 'wait', untilAt: state.now + settings.longestWaitMs }];
  const due = findDue(state, settings.leadMs);
  if (due.settled.length) return due.settled.map((verdict) => ({ kind: 'settle', ...verdict }));
  return begin(due, state, settings) ?? [{ kind: 'wait', untilAt: nextLook(due, state, settings) }];
}

function finish({ airing, finished }: OnAir): Step {
  const cutter = finished?.cutBy;
  if (finished?.whole || !cutter) return { kind: 'finish', airing, result: 'played', reason: null, by: null };
  const reason = cutter.class === airing.class ? 'newer-emergency' : 'higher-class';
  return { kind: 'finish', airing, result: 'preempted', reason, by: null };
}

function cut({ airing, startAt }: OnAir, state: PlayoutState): Step[] {
  const verdict = cutBySilence(airing, state) ?? cutByAllClear(airing, state);
  if (!verdict) return [];
  return [{ kind: 'cut', airing, ...verdict, result: startAt > state.now ? 'skipped' : 'partial' }];
}

function cutByAllClear(airing: Airing, state: PlayoutState): Verdict | null {
  const known = state.emergencies.find((e) => e.order.commandId === airing.commandId);
  if (!known || known.clearedAt === null) return null;
  return { result: 'partial', reason: 'all-clear', by: known.clearedBy };
}

/** When an airing could begin: its time, or when what it may not cut has ended. */
function earliestStart(airing: Airing, state: PlayoutState): number {
  const blocking = state.onAir.filter((o) => !outranks(airing, o.airing));
  return Math.max(airing.plannedStartAt, state.now, ...blocking.map((o) => endOf(o, state)));
}

/**
 * When something on the air will fall silent: at its own end, or where what follows it cuts it. Past that and still not finished, the
 * machine has stood still in between: nobody knows until the stream has caught up.
 */
function endOf(on: OnAir, state: PlayoutState): number {
  const next = state.onAir.slice(state.onAir.indexOf(on) + 1).find((o) => o.startAt >= on.startAt);
  const endAt = Math.min(on.startAt + on.airing.plannedMs, next?.startAt ?? Infinity);
  return endAt <= state.now ? Infinity : endAt;
}

function begin(due: Due, state: PlayoutState, settings: DecideSettings): Step[] | null {
  const ready = due.open
    .map(({ airing }) => ({ airing, startAt: earliestStart(airing, state) }))
    .filter(({ airing, startAt }) => startAt <= state.now + settings.leadMs && mayBegin(airing, startAt, state))
    .sort((a, b) => compare(a.airing, b.airing) || a.startAt - b.startAt);
  const chosen = ready[0];
  if (!chosen) return null;
  const postponed = state.onAir.filter((o) => outranks(chosen.airing, o.airing) && o.startAt >= chosen.startAt);
  return [...postponed.map((o): Step => ({ kind: 'postpone', airing: o.airing })), { kind: 'begin', ...chosen }];
}

/** Higher class first; among emergencies the newest; then as planned. */
function compare(a: Airing, b: Airing): number {
  if (a.class !== b.class) return rank[b.class] - rank[a.class];
  if (a.class === 'emergency' && a.commandId !== b.commandId) return compareNewest(a, b);
  return a.plannedStartAt - b.plannedStartAt;
}

/** P5: whatever begins, and above all what cuts in, has been found fit before. */
function mayBegin(airing: Airing, startAt: number, state: PlayoutState): boolean {
  if (storedState(airing, state) !== 'ready' && !(airing.relay && state.flowing?.has(airing.airingKey))) return false;
  if (startAt > latestBegin(airing) + graceOf(airing, state)) return false;
  if (skippedBy(airing, state, startAt)) return false;
  const validUntil = state.snapshots[airing.bulletinRef]?.validUntil ?? null;
  if (validUntil !== null && validUntil <= startAt) return false;
  if (!airing.windowed) return true;
  if (airing.rundownId !== null && state.notAfter <= startAt) return false;
  return insideWindows(state.windows, startAt, startAt + airing.plannedMs - graceOf(airing, state));
}

/** The next instant at which the answer may change by itself. */
function nextLook(due: Due, state: PlayoutState, settings: DecideSettings): number {
  const times = [state.now + settings.longestWaitMs];
  for (const { airing, nextAt } of due.open) {
    times.push(
      airing.plannedStartAt,
      airing.plannedStartAt - settings.leadMs,
      earliestStart(airing, state) - settings.leadMs,
    );
    times.push(deadlineOf(airing, state, nextAt) + graceOf(airing, state) + 1);
    times.push(airing.plannedStartAt + graceOf(airing, state) + 1);
  }
  return Math.min(...times.filter((at) => at > state.now));
}
