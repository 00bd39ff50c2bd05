import type { ItemResult } from './result';
import type { ResultReason } from '../playout/row';

/** A planned item on one device that no row has spoken for. Instants are epoch milliseconds. */
export interface AwaitedAiring {
  communeCode: string;
  airingKey: string;
  deviceId: string;
  plannedEndAt: number;
  /** Whether the manifest the device had applied when the occurrence began held the item (P8). */
  delivered: boolean;
}

export interface MissingResult<A extends AwaitedAiring = AwaitedAiring> {
  airing: A;
  result: Extract<ItemResult, 'missed' | 'unreported'>;
  reason: ResultReason | null;
}

/**
 * The results the station must give itself, so that every planned item has exactly one (P8): an item the device never received is `missed`
 * once its time is over; one it had is `unreported` after `unreportedAfterMs` of silence. A device's late row replaces either (L1).
 */
export function missingResults<A extends AwaitedAiring>(
  awaited: readonly A[],
  nowMs: number,
  unreportedAfterMs: number,
): MissingResult<A>[] {
  return awaited.flatMap((airing): MissingResult<A>[] => {
    if (!airing.delivered && airing.plannedEndAt <= nowMs) {
      return [{ airing, result: 'missed', reason: 'not-delivered' }];
    }
    if (airing.plannedEndAt + unreportedAfterMs <= nowMs) return [{ airing, result: 'unreported', reason: null }];
    return [];
  });
}
