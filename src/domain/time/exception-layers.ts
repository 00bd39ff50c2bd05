/** Whose exceptions count (T4): areas above and below a slot, and named events, all write exceptions for the same rule. */
import { type LocalDate } from './local-date';
import { type SlotException } from './slot-rule';

export interface LayeredException extends SlotException {
  /** Depth of the area that wrote it: 0 is the nation, greater is narrower. */
  level: number;
  /** A binding one beats everything that a narrower area wrote for its date; the others are defaults. */
  binding: boolean;
  /** Epoch milliseconds. */
  writtenAt: number;
}

/**
 * The exceptions of a canonical rule, in an order in which "the last written wins" gives what T4 says: among defaults the
 * narrower, then the later; above them the binding ones, the widest area last. What a binding skip or move of a wider
 * area rules out is not in the result, additions included; a binding addition rules out nothing.
 */
export function effectiveExceptions(layers: readonly LayeredException[]): SlotException[] {
  const bound = new Map<LocalDate, number>();
  for (const { binding, kind, date, level } of layers) {
    if (binding && kind !== 'add') bound.set(date, Math.min(level, bound.get(date) ?? level));
  }
  return layers
    .filter(({ date, level }) => level <= (bound.get(date) ?? level))
    .map((exception, i) => ({ exception, i }))
    .sort((a, b) => rank(a.exception, b.exception) || a.i - b.i)
    .map(({ exception: { date, kind, startLocal, lengthMinutes } }) => ({ date, kind, startLocal, lengthMinutes }));
}

function rank(a: LayeredException, b: LayeredException): number {
  if (a.binding !== b.binding) return a.binding ? 1 : -1;
  const byLevel = a.binding ? b.level - a.level : a.level - b.level;
  return byLevel || a.writtenAt - b.writtenAt;
}
