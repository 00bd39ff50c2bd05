import { deviceResults, type ResultReason } from '../playout/row';

/** What became of a planned item (P8); `unreported` is the station's word for a row that never came. */
export const itemResults = [...deviceResults, 'unreported'] as const;
export type ItemResult = (typeof itemResults)[number];

/**
 * Which result speaks for a commune when its devices heard the same length of an item: what was heard first, then what failed, then what
 * was decided; the position is the rank.
 */
export const resultOrder: readonly ItemResult[] = [
  'played',
  'partial',
  'preempted',
  'failed',
  'missed',
  'skipped',
  'expired',
  'unreported',
];

/** Rank of a result, or of an item that still waits for one; lower speaks first. */
export function rankOf(result: ItemResult | null): number {
  return result === null ? resultOrder.length : resultOrder.indexOf(result);
}

/** Results that mean no sample was heard (P8). */
export const neverBegun: ReadonlySet<ItemResult> = new Set(['missed', 'skipped', 'expired', 'unreported']);

/** A result with the reason a row gave for it. */
export interface Outcome {
  result: ItemResult;
  reason: ResultReason | null;
  heardMs: number;
}
