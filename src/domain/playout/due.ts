import { airingOfEmergency, airingOfItem, airingOfPlayNow, repetitionAt, type Airing } from './airing';
import { fateOf } from './fate';
import type { KnownEmergency, PlayoutState, Verdict } from './state';

/** What may begin next of each rundown and command, and what can no longer begin. */
export interface Due {
  settled: (Verdict & { airing: Airing })[];
  /** `nextAt`: when the item after it is planned, null at the end. */
  open: { airing: Airing; nextAt: number | null }[];
}

/** Looks at everything due up to `now + leadMs`; begun and settled airings are left out. */
export function findDue(state: PlayoutState, leadMs: number): Due {
  const due: Due = { settled: [], open: [] };
  for (const known of state.emergencies) collectEmergency(known, state, leadMs, due);
  for (const order of state.playNows) {
    const airing = airingOfPlayNow(order);
    if (isOpen(airing, state)) sort(airing, null, state, due);
  }
  for (const rundown of state.rundowns) {
    // Sorted by start: whatever follows lies further ahead.
    if (rundown.startAt > state.now + leadMs) break;
    collectRundown(rundown, state, due);
  }
  return due;
}

function collectRundown(rundown: PlayoutState['rundowns'][number], state: PlayoutState, due: Due): void {
  const open = rundown.items.map((item) => airingOfItem(item, rundown)).filter((airing) => isOpen(airing, state));
  for (const [i, airing] of open.entries()) {
    // The rest keeps its order: the first that may still begin holds back those behind it.
    if (sort(airing, open[i + 1]?.plannedStartAt ?? null, state, due)) return;
  }
}

function collectEmergency(known: KnownEmergency, state: PlayoutState, leadMs: number, due: Due): void {
  const { order, knownSince, clearedAt } = known;
  const until = Math.min(state.now, clearedAt ?? Infinity);
  const first = repetitionBefore(known, Math.max(knownSince, order.startAt));
  if (clearedAt !== null) {
    for (let n = first; n <= Math.max(first, repetitionBefore(known, until)); n += 1) {
      const airing = airingOfEmergency(order, n);
      if (airing.plannedStartAt > Math.max(until, knownSince) || !isOpen(airing, state)) continue;
      due.settled.push({ airing, result: 'skipped', reason: 'all-clear', by: known.clearedBy });
    }
    return;
  }
  if (order.startAt > state.now + leadMs) return;
  const last = repetitionBefore(known, state.now + leadMs);
  for (let n = first; n <= last; n += 1) {
    const airing = airingOfEmergency(order, n);
    if (!isOpen(airing, state)) continue;
    if (knownSince >= order.endAt) due.settled.push({ airing, result: 'expired', reason: 'order-ended', by: null });
    else sort(airing, null, state, due);
  }
}

/** The number of the last repetition due at or before `at` and before the order ends; at least 1. */
function repetitionBefore({ order }: KnownEmergency, at: number): number {
  if (order.repeatEveryMs === null) return 1;
  const latest = Math.min(at, order.endAt - 1);
  return Math.max(1, Math.floor((latest - repetitionAt(order, 1)) / order.repeatEveryMs) + 1);
}

function isOpen(airing: Airing, state: PlayoutState): boolean {
  return !state.settled.has(airing.airingKey) && !state.onAir.some((o) => o.airing.airingKey === airing.airingKey);
}

/** Puts an airing where it belongs; true when it may still begin. */
function sort(airing: Airing, nextAt: number | null, state: PlayoutState, due: Due): boolean {
  const fate = fateOf(airing, state, nextAt);
  if (fate) due.settled.push({ airing, ...fate });
  else due.open.push({ airing, nextAt });
  return fate === null;
}
