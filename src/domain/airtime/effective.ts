/** Who made a ledger row: a device, the station for a row that never came, a reviewer who corrects (L1). */
export const rowSources = ['device', 'station', 'correction'] as const;
export type RowSource = (typeof rowSources)[number];

/** The row that speaks for one item on one device at present. */
export interface EffectiveRow {
  receivedNumber: number;
  source: RowSource;
}

/** What a new result row means for the item it is about. */
export type Effect =
  | { kind: 'first' }
  /** The new row names the old one and speaks from now on (L1). */
  | { kind: 'supersedes'; receivedNumber: number }
  /** Kept as evidence; the row that came first goes on speaking, since an item has one result (P8). */
  | { kind: 'repeated'; receivedNumber: number };

/**
 * Decides which of two result rows of one item on one device speaks. A correction names the row it corrects and is refused before this
 * when that row no longer speaks; a device's late report replaces what the station had put in its place.
 */
export function effectOf(current: EffectiveRow | null, source: RowSource): Effect {
  if (current === null) return { kind: 'first' };
  const replaces = source === 'correction' || (source === 'device' && current.source === 'station');
  return { kind: replaces ? 'supersedes' : 'repeated', receivedNumber: current.receivedNumber };
}
