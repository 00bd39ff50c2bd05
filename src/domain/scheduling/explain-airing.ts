/** Why something played here then, or did not (S10): told from stored decisions, rundowns and the ledger, never worked out afresh. */
import { type Decision } from './decision';
import { explain } from './explain';
import { type PlanNews } from './plan-news';
import { type Rundown } from './rundown';

/** What was heard, in one word; `unknown` while devices have not reported. */
export type Verdict = 'played' | 'partly' | 'not-played' | 'will-play' | 'will-not-play' | 'unknown';

/** One fact of an answer: its code, and the values its sentence needs. */
export interface Fact {
  code: FactCode;
  /** When it was, or was decided. */
  at: number | null;
  /** Who: a person, or a device. */
  who: string | null;
  /** Why: a code of the planner or the device, or a person's words. */
  reason: string | null;
  /** Who had a device stopped or held. */
  by: string | null;
}

export type FactCode =
  | 'not-booked'
  | 'booking-withdrawn'
  | 'no-session'
  | 'session-blocked'
  | 'session-cancelled'
  | 'not-asked-for'
  | 'planned'
  | 'planned-again'
  | 'carried-here'
  | 'awaiting-approval'
  | 'held'
  | 'left-out'
  | 'carried-on'
  | 'approval-lost'
  | 'audio-lost'
  | 'decision-open'
  | 'decided-order'
  | 'decided-leave-out'
  | 'decided-hold'
  | 'decided-release'
  | 'overridden'
  | 'device-played'
  | 'device-partly'
  | 'device-not'
  | 'device-not-reported';

export interface TakenDecision {
  decision: Decision;
  by: string;
  reason: string;
  at: number;
}

/** What one device logged of an item; `result` null while nothing was reported. */
export interface LoggedResult {
  airingKey: string;
  device: string;
  result: string | null;
  reason: string | null;
  stoppedBy: string | null;
  startAt: number | null;
}

export interface AiringFacts {
  now: number;
  bookings: readonly { id: string; state: 'active' | 'withdrawn'; withdrawnBecause: string | null }[];
  /** The session asked about; null where the area has none then. */
  session: {
    rundown: Rundown;
    withdrawn: readonly string[];
    /** Airing keys of what the store has lost the recording of, as it was found last. */
    lost?: readonly string[];
    overridden: { byName: string; reason: string; at: number } | null;
  } | null;
  /** What the plan told of that day, of these bookings and of whole sessions. */
  news: readonly PlanNews[];
  /** Oldest first. */
  decisions: readonly TakenDecision[];
  results: readonly LoggedResult[];
}

export interface AiringAnswer {
  verdict: Verdict;
  facts: readonly Fact[];
}

const fact = (code: FactCode, said: Partial<Fact> = {}): Fact => ({
  ...{ code, at: null, who: null, reason: null, by: null },
  ...said,
});

/** The answer for one bulletin in one session of one area. */
export function explainAiring(facts: AiringFacts): AiringAnswer {
  const { bookings, session, now } = facts;
  const ids = new Set(bookings.map(({ id }) => id));
  if (ids.size === 0) return { verdict: 'not-played', facts: [fact('not-booked')] };
  const said: Fact[] = bookings
    .filter(({ state }) => state === 'withdrawn')
    .map(({ withdrawnBecause }) => fact('booking-withdrawn', { reason: withdrawnBecause }));
  if (!session) {
    const blocked = facts.news.filter(({ kind }) => kind === 'blocked');
    const none = blocked.map(({ reason }) => fact('session-blocked', { reason }));
    const decided = decisionsOf(facts.decisions, ids);
    return { verdict: 'not-played', facts: [...said, ...(none.length > 0 ? none : [fact('no-session')]), ...decided] };
  }
  const { rundown, withdrawn, lost = [], overridden } = session;
  said.push(...plannedFacts(rundown, [...ids]));
  const items = rundown.items.filter(({ sourceId }) => ids.has(sourceId));
  const keys = new Set(items.map(({ airingKey }) => airingKey));
  if (items.length > 0 && items.every(({ airingKey }) => withdrawn.includes(airingKey)))
    said.push(fact('approval-lost'));
  said.push(...decisionsOf(facts.decisions, ids));
  if (overridden)
    said.push(fact('overridden', { at: overridden.at, who: overridden.byName, reason: overridden.reason }));
  const results = facts.results.filter(({ airingKey }) => keys.has(airingKey));
  said.push(...results.map(resultFact));
  const ahead = now < rundown.startAt;
  // What was lost after it aired takes nothing back.
  const isLost = (key: string): boolean => lost.includes(key) && !results.some(({ result }) => result === 'played');
  if (items.some(({ airingKey }) => isLost(airingKey))) said.push(fact('audio-lost'));
  const silent = items.every(
    ({ airingKey, state }) => state !== 'planned' || withdrawn.includes(airingKey) || (ahead && isLost(airingKey)),
  );
  return { verdict: verdictOf(results, items.length > 0 && !silent, ahead), facts: said };
}

/** Everything that the stored rundown knows of the bookings, each fact once. */
function plannedFacts(rundown: Rundown, ids: readonly string[]): Fact[] {
  const explained = ids.map((id) => explain(rundown, id));
  const known = explained.flat().filter(({ kind }) => kind !== 'not-asked-for');
  if (known.length === 0) return [fact('not-asked-for', { at: rundown.startAt })];
  return known.flatMap((one): Fact[] => {
    if (one.kind === 'plays') {
      const { startAt: at, replay, state, carriedFrom, because } = one;
      const planned = fact(replay ? 'planned-again' : 'planned', { at, reason: because });
      const moved = carriedFrom === null ? [] : [fact('carried-here', { reason: because })];
      return [planned, ...moved, ...(state === 'planned' ? [] : [fact(state)])];
    }
    if (one.kind === 'left-out') {
      const { reason, outcome } = one;
      const next = outcome.kind === 'carried' ? [fact('carried-on', { at: outcome.startAt })] : [];
      return [fact('left-out', { reason }), ...next];
    }
    return one.kind === 'note' && one.code === 'priority-needs-decision' ? [fact('decision-open')] : [];
  });
}

function decisionsOf(decisions: readonly TakenDecision[], ids: ReadonlySet<string>): Fact[] {
  return decisions.flatMap(({ decision, by: who, reason, at }) => {
    const said = { who, reason, at };
    if (decision.kind === 'cancel-session') return [fact('session-cancelled', said)];
    if (decision.kind === 'order')
      return decision.bookingIds.some((id) => ids.has(id)) ? [fact('decided-order', said)] : [];
    return ids.has(decision.bookingId) ? [fact(`decided-${decision.kind}`, said)] : [];
  });
}

const heardInPart: ReadonlySet<string> = new Set(['partial', 'preempted']);

function resultFact({ device: who, result, reason, stoppedBy, startAt: at }: LoggedResult): Fact {
  if (result === null || result === 'unreported') return fact('device-not-reported', { who });
  // Heard whole all the same: what stood in for a relay.
  if (result === 'played') return fact('device-played', { who, at, reason });
  const code = heardInPart.has(result) ? 'device-partly' : 'device-not';
  return fact(code, { who, at, reason: reason ?? result, by: stoppedBy });
}

function verdictOf(results: readonly LoggedResult[], planned: boolean, ahead: boolean): Verdict {
  if (results.some(({ result }) => result === 'played')) return 'played';
  if (results.some(({ result }) => result !== null && heardInPart.has(result))) return 'partly';
  if (ahead) return planned ? 'will-play' : 'will-not-play';
  if (!planned) return 'not-played';
  const known = results.filter(({ result }) => result !== null && result !== 'unreported');
  return results.length > 0 && known.length === results.length ? 'not-played' : 'unknown';
}

/** What sounded from one device at an instant. */
export type Sounding = 'ours' | 'nothing-of-ours' | 'unknown';

export interface DeviceAtInstant {
  device: string;
  /** What it logged as sounding then. */
  title: string | null;
  startAt: number | null;
  endAt: number | null;
  /** Something was planned for it then, and it has said nothing of it; or it began something, and has not said how that ended. */
  awaited: boolean;
  /** It heard sound then that it did not give. */
  alarmed: boolean;
  /** Until when it has told everything: its last row, or its last word that none is held back. */
  heardAt: number | null;
}

/** A device that has reported since speaks for itself; of one that has not, nobody knows. */
export function soundingOf({ title, awaited, alarmed, heardAt }: DeviceAtInstant, at: number): Sounding {
  if (title !== null) return 'ours';
  return awaited || alarmed || heardAt === null || heardAt < at ? 'unknown' : 'nothing-of-ours';
}
