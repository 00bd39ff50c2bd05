import { airingOfItem, type Airing } from './airing';
import { latestBegin, skippedBy } from './fate';
import type { PlayoutState } from './state';

/** A source is opened this long before its programme: time to connect, and to try again. */
export const relayAheadMs = 10_000;

/** The relays whose sources are to be open now, though they do not sound yet: the soonest first. */
export function upcomingRelays(
  state: Pick<PlayoutState, 'now' | 'rundowns' | 'settled' | 'onAir' | 'silences'>,
  aheadMs = relayAheadMs,
): Airing[] {
  const { now, settled, onAir } = state;
  return state.rundowns
    .flatMap((rundown) =>
      rundown.items
        .filter(({ source, startAt }) => source.kind === 'relay' && startAt - aheadMs <= now)
        .map((item) => airingOfItem(item, rundown)),
    )
    .filter((airing) => now <= latestBegin(airing) && !settled.has(airing.airingKey))
    .filter(({ airingKey }) => !onAir.some((one) => one.airing.airingKey === airingKey))
    .filter((airing) => skippedBy(airing, state, Math.max(now, airing.plannedStartAt)) === null)
    .sort((a, b) => a.plannedStartAt - b.plannedStartAt);
}
