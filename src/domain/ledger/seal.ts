import { createHash } from 'node:crypto';
import { addDays } from '../time/local-date';

/** What the first seal names as the root before it. */
export const sealGenesis = '0'.repeat(64);

/**
 * The rows received on one day, in order, under one root (L4). A day without rows is sealed too, with `lastNumber` one below `firstNumber`,
 * so that the chain has no gap.
 */
export interface Seal {
  /** Local date of receipt, in the station's zone. */
  day: string;
  firstNumber: number;
  lastNumber: number;
  /** SHA-256 over the leaves' bytes, in order. */
  leavesHash: string;
  previousRoot: string;
  root: string;
  sealedAt: number;
}

/** A seal with the station's signature over its root. */
export interface SignedSeal extends Seal {
  keyId: string;
  publicPem: string;
  /** Ed25519 over the root's 64 hex digits, base64. */
  signature: string;
}

/** The leaves of a day as they are added, one after another. */
export class LeafSum {
  private readonly hash = createHash('sha256');

  add(leaf: string): void {
    this.hash.update(leaf, 'hex');
  }

  sum(): string {
    return this.hash.digest('hex');
  }
}

/** The root of a seal: SHA-256 over what it says and the root before it. */
export function rootOf(seal: Omit<Seal, 'root'>): string {
  const { day, firstNumber, lastNumber, leavesHash, previousRoot, sealedAt } = seal;
  return createHash('sha256')
    .update(JSON.stringify(['loa-seal-1', previousRoot, day, firstNumber, lastNumber, leavesHash, sealedAt]))
    .digest('hex');
}

/**
 * The days to seal now, oldest first: each day that is over and stands after the last sealed one; before any seal, from the day of the
 * first row on. `today` is the local date at the moment.
 */
export function daysToSeal(lastSealed: string | null, firstDay: string | null, today: string): string[] {
  const days: string[] = [];
  const from = lastSealed === null ? firstDay : addDays(lastSealed, 1);
  if (from === null) return days;
  for (let day = from; day < today; day = addDays(day, 1)) days.push(day);
  return days;
}
