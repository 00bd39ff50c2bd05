/** Whether a session is the last one over again (S9): what people complain of when the morning repeats the evening word for word. */
import { type Rundown, type RundownItem } from './rundown';

/** More than this part of a session's own minutes, in thousandths, is worth a warning. */
export const repeatedPerMilleLimit = 500;

export interface Likeness {
  /** The bookings of this session whose programme was in the last one too. */
  repeatedSourceIds: readonly string[];
  /** Their part of the session's minutes, chimes and fixed parts left out. */
  perMille: number;
}

type Items = Pick<Rundown, 'items'>['items'];

/** How much of a session was in the one before it; held items are heard in neither. */
export function likenessOf(items: Items, before: Items): Likeness {
  const known = new Set(before.filter(isHeard).map(({ ref }) => ref));
  const heard = items.filter(isHeard);
  const repeated = heard.filter(({ ref }) => known.has(ref));
  const whole = lengthOf(heard);
  return {
    repeatedSourceIds: [...new Set(repeated.map(({ sourceId }) => sourceId))],
    perMille: whole === 0 ? 0 : Math.round((lengthOf(repeated) * 1000) / whole),
  };
}

/** Remembers the last session that had something to say, while sessions go by in order of start. */
export class LastSession {
  private items: Items = [];

  /** What the warning names: the repeated bookings, or null while no more than half is repeated. */
  repeatedIn(items: Items): readonly string[] | null {
    const { perMille, repeatedSourceIds } = likenessOf(items, this.items);
    return perMille > repeatedPerMilleLimit ? repeatedSourceIds : null;
  }

  passes({ items }: Pick<Rundown, 'items'>): void {
    if (items.some(isHeard)) this.items = items;
  }
}

const isHeard = ({ kind, state }: RundownItem): boolean => kind !== 'template' && state !== 'held';

const lengthOf = (items: Items): number => items.reduce((sum, { durationMs }) => sum + durationMs, 0);
