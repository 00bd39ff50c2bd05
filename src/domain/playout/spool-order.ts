import { airingOfEmergency, airingOfItem, airingOfPlayNow, type Airing } from './airing';
import type { EmergencyOrder } from './manifest';
import type { PlayoutState } from './state';

/** A file to decode: how long it is said to be and when it is first needed. */
export interface SpoolWish {
  sha256: string;
  durationMs: number;
  neededAt: number;
}

/** 48 kHz mono s16le. */
export const pcmBytesPerMs = 96;

/** What is still to sound, each file once: commands first, then the soonest (P3). */
export function spoolOrder(
  state: Pick<PlayoutState, 'now' | 'emergencies' | 'playNows' | 'rundowns' | 'settled'>,
): SpoolWish[] {
  const { now, settled } = state;
  const urgent: Airing[] = [
    ...state.emergencies
      .filter((e) => e.clearedAt === null && e.order.endAt > now)
      .map((e) => airingOfEmergency(e.order, 1)),
    ...state.playNows.map(airingOfPlayNow).filter((a) => !settled.has(a.airingKey)),
  ];
  const planned = state.rundowns
    .filter((r) => r.endAt > now)
    .flatMap((r) => r.items.map((item) => airingOfItem(item, r)))
    .filter((a) => !settled.has(a.airingKey))
    .sort((a, b) => a.plannedStartAt - b.plannedStartAt);
  const wishes = new Map<string, SpoolWish>();
  for (const { sha256, plannedMs, plannedStartAt } of [...urgent, ...planned]) {
    if (sha256 === null || wishes.has(sha256)) continue;
    wishes.set(sha256, { sha256, durationMs: plannedMs, neededAt: plannedStartAt });
  }
  return [...wishes.values()];
}

/** When each recording is next needed; those of emergencies at any moment. */
export function mediaNeededAt(
  state: Parameters<typeof spoolOrder>[0],
  emergencies: readonly EmergencyOrder[],
): Map<string, number> {
  const needed = new Map(spoolOrder(state).map((wish) => [wish.sha256, wish.neededAt]));
  for (const order of [...emergencies, ...state.emergencies.map((known) => known.order)]) {
    needed.set(order.source.sha256, 0);
  }
  return needed;
}

/** The files whose PCM is kept ready: the first of the order that fit the budget, and always the first. */
export function spoolKeep(order: readonly SpoolWish[], budgetBytes: number): Set<string> {
  const keep = new Set<string>();
  let bytes = 0;
  for (const wish of order) {
    bytes += wish.durationMs * pcmBytesPerMs;
    if (keep.size > 0 && bytes > budgetBytes) break;
    keep.add(wish.sha256);
  }
  return keep;
}
