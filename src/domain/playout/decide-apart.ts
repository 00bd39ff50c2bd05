import { airingOfEmergency, airingOfItem, airingOfPlayNow, type Airing } from './airing';
import { decide } from './decide';
import type { PlayoutState, Step } from './state';

export interface Decision {
  steps: Step[];
  /** What the core cannot judge, and why: left out of this and every later question. */
  faulty: { airing: Airing; error: Error }[];
}

/**
 * Asks the core; when it throws, finds the items and orders that make it throw by asking about each alone, and asks again without
 * them. One bad item must not keep the others silent.
 */
export function decideApart(state: PlayoutState, ask: (state: PlayoutState) => Step[] = decide): Decision {
  try {
    return { steps: ask(state), faulty: [] };
  } catch (error) {
    const faulty = findFaulty(state, ask);
    // Nothing alone is to blame: the caller must hear of it.
    if (faulty.length === 0) throw error;
    return { steps: ask(without(state, new Set(faulty.map((f) => f.airing.airingKey)))), faulty };
  }
}

/** The state as if the airings of these keys had never been planned. */
export function without(state: PlayoutState, keys: ReadonlySet<string>): PlayoutState {
  if (keys.size === 0) return state;
  return {
    ...state,
    rundowns: state.rundowns.map((r) => ({ ...r, items: r.items.filter((i) => !keys.has(i.airingKey)) })),
    emergencies: state.emergencies.filter((e) => !keys.has(airingOfEmergency(e.order, 1).airingKey)),
    playNows: state.playNows.filter((order) => !keys.has(airingOfPlayNow(order).airingKey)),
    onAir: state.onAir.filter((o) => !keys.has(o.airing.airingKey)),
  };
}

function findFaulty(state: PlayoutState, ask: (state: PlayoutState) => Step[]): Decision['faulty'] {
  const none = { ...state, rundowns: [], emergencies: [], playNows: [], onAir: [] };
  const alone: { airing: Airing; state: PlayoutState }[] = [
    ...state.rundowns.flatMap((rundown) =>
      rundown.items.map((item) => ({
        airing: airingOfItem(item, rundown),
        state: { ...none, rundowns: [{ ...rundown, items: [item] }] },
      })),
    ),
    ...state.emergencies.map((e) => ({ airing: airingOfEmergency(e.order, 1), state: { ...none, emergencies: [e] } })),
    ...state.playNows.map((order) => ({ airing: airingOfPlayNow(order), state: { ...none, playNows: [order] } })),
    ...state.onAir.map((on) => ({ airing: on.airing, state: { ...none, onAir: [on] } })),
  ];
  return alone.flatMap(({ airing, state: one }) => {
    try {
      ask(one);
      return [];
    } catch (error) {
      return [{ airing, error: error as Error }];
    }
  });
}
