/** A state machine as data: for each state the events it takes and where each leads. A state without events is final. */
export interface StateTable<S extends string, E extends string> {
  readonly initial: S;
  readonly transitions: Readonly<Record<S, Readonly<Partial<Record<E, S>>>>>;
}

/** Where an event leads from a state, or undefined where the state does not take it. */
export function nextState<S extends string, E extends string>(
  table: StateTable<S, E>,
  state: S,
  event: E,
): S | undefined {
  return table.transitions[state][event];
}

/** Every state the table names. */
export function statesOf<S extends string, E extends string>(table: StateTable<S, E>): S[] {
  return Object.keys(table.transitions) as S[];
}

/** The states from which an event is taken. */
export function statesTaking<S extends string, E extends string>(table: StateTable<S, E>, event: E): S[] {
  return statesOf(table).filter((state) => nextState(table, state, event) !== undefined);
}

/** States that nothing leaves. */
export function finalStates<S extends string, E extends string>(table: StateTable<S, E>): S[] {
  return statesOf(table).filter((state) => Object.keys(table.transitions[state]).length === 0);
}

/**
 * The shortest way of events from the initial state to each state that can be reached; the initial one has none.
 */
export function waysToStates<S extends string, E extends string>(table: StateTable<S, E>): Map<S, E[]> {
  const ways = new Map<S, E[]>([[table.initial, []]]);
  const waiting: S[] = [table.initial];
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    for (const [event, next] of Object.entries(table.transitions[state]) as [E, S][]) {
      if (ways.has(next)) continue;
      ways.set(next, [...(ways.get(state) ?? []), event]);
      waiting.push(next);
    }
  }
  return ways;
}

/** What is wrong with a table, one line each: states that nothing reaches or that it does not name, events nobody takes. */
export function faultsOfTable<S extends string, E extends string>(
  table: StateTable<S, E>,
  events: readonly E[],
): string[] {
  const states = statesOf(table);
  const ways = waysToStates(table);
  const named = states.flatMap((state) => Object.entries(table.transitions[state]) as [E, S][]);
  return [
    ...states.filter((state) => !ways.has(state)).map((state) => `${state} is never reached`),
    ...named.filter(([, next]) => !states.includes(next)).map(([event, next]) => `${event} leads to unknown ${next}`),
    ...named.filter(([event]) => !events.includes(event)).map(([event]) => `${event} is not a known event`),
    ...events.filter((event) => statesTaking(table, event).length === 0).map((event) => `nothing takes ${event}`),
  ];
}
