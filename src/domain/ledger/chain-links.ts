/** A device's row as far as its place in the chain goes (L4). */
export interface ChainRow {
  deviceId: string;
  boot: string;
  sequence: number;
  previousHash: string;
  hash: string;
}

/** Rows of one boot that follow each other without a break: only its ends are known. */
interface Stretch {
  first: number;
  /** What the first row says of the row before it. */
  firstPrevious: string;
  last: number;
  lastHash: string;
  lastReceived: number;
}

/**
 * Follows the chains of devices (L4) through rows in whatever order they came: within a boot, each row names the hash of the one before it.
 * A row that was changed together with its own hash is found so: the row after it tells. Rows that are not there are not missed, since an
 * export of some communes has gaps.
 */
export class ChainLinks {
  /** Stretches by boot and the number of their first row, and of their last: a device that leaves many gaps costs no search. */
  private readonly byFirst = new Map<string, Stretch>();
  private readonly byLast = new Map<string, Stretch>();

  /** Adds a row. The number of receipt of the row that its neighbour does not go with, the earlier of the two; null when all is well. */
  add(row: ChainRow, receivedNumber: number): number | null {
    const at = (sequence: number): string => `${row.deviceId}\n${row.boot}\n${sequence}`;
    const before = this.byLast.get(at(row.sequence - 1));
    const after = this.byFirst.get(at(row.sequence + 1));
    if (before && before.lastHash !== row.previousHash) return before.lastReceived;
    if (after && after.firstPrevious !== row.hash) return receivedNumber;
    const whole = {
      first: before?.first ?? row.sequence,
      firstPrevious: before?.firstPrevious ?? row.previousHash,
      last: after?.last ?? row.sequence,
      lastHash: after?.lastHash ?? row.hash,
      lastReceived: after?.lastReceived ?? receivedNumber,
    };
    if (before) this.byLast.delete(at(before.last));
    if (after) this.byFirst.delete(at(after.first));
    this.byFirst.set(at(whole.first), whole);
    this.byLast.set(at(whole.last), whole);
    return null;
  }
}
