import { addDays } from '../../domain/time/local-date';

/** What a code stands for during a stretch of local dates, both included; null is open. */
export interface AreaState {
  name: string;
  parentCode: string | null;
  validFrom: string | null;
  validTo: string | null;
}

/** Before any date, and after any: dates compare as text. */
const startOf = (state: AreaState): string => state.validFrom ?? '';
const endOf = (state: AreaState): string => state.validTo ?? '9999-99-99';

/**
 * The timeline with `state` true for all of its stretch, whatever stood there before. Neighbours that say the same become one,
 * so the order in which lists of different years are imported makes no difference, and importing one again changes nothing.
 * @param timeline states in order, not overlapping
 */
export function recordState(timeline: readonly AreaState[], state: AreaState): AreaState[] {
  const pieces = [...timeline.flatMap((other) => outside(other, state)), state];
  pieces.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  const joined: AreaState[] = [];
  for (const piece of pieces) {
    const last = joined[joined.length - 1];
    if (last && saysTheSame(last, piece) && last.validTo !== null && addDays(last.validTo, 1) === piece.validFrom) {
      joined[joined.length - 1] = { ...last, validTo: piece.validTo };
    } else {
      joined.push(piece);
    }
  }
  return joined;
}

/** The timeline that ends with `lastDate`; states that begin later are left out. */
export function endTimeline(timeline: readonly AreaState[], lastDate: string): AreaState[] {
  return timeline
    .filter((state) => startOf(state) <= lastDate)
    .map((state) => (endOf(state) > lastDate ? { ...state, validTo: lastDate } : state));
}

/** The state of a date, if the code existed then. */
export function stateAt(timeline: readonly AreaState[], date: string): AreaState | undefined {
  return timeline.find((state) => startOf(state) <= date && date <= endOf(state));
}

/** The states that share a date with the stretch. */
export function statesWithin(
  timeline: readonly AreaState[],
  stretch: { validFrom: string | null; validTo: string | null },
): AreaState[] {
  const asked = { ...stretch, name: '', parentCode: null };
  return timeline.filter((state) => startOf(state) <= endOf(asked) && startOf(asked) <= endOf(state));
}

export function sameTimeline(a: readonly AreaState[], b: readonly AreaState[]): boolean {
  return (
    a.length === b.length &&
    a.every((state, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        saysTheSame(state, other) &&
        state.validFrom === other.validFrom &&
        state.validTo === other.validTo
      );
    })
  );
}

function saysTheSame(a: AreaState, b: AreaState): boolean {
  return a.name === b.name && a.parentCode === b.parentCode;
}

/** The parts of `other` that lie before and after `state`. */
function outside(other: AreaState, state: AreaState): AreaState[] {
  const parts: AreaState[] = [];
  if (state.validFrom !== null && startOf(other) < state.validFrom) {
    const lastDate = addDays(state.validFrom, -1);
    parts.push(endOf(other) > lastDate ? { ...other, validTo: lastDate } : other);
  }
  if (state.validTo !== null && endOf(other) > state.validTo) {
    const firstDate = addDays(state.validTo, 1);
    parts.push(startOf(other) < firstDate ? { ...other, validFrom: firstDate } : other);
  }
  return parts;
}
