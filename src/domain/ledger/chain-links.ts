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
  private readonly boots = new Map<string, Stretch[]>();

  /** Adds a row. The number of receipt of the row that its neighbour does not go with, the earlier of the two; null when all is well. */
  add(row: ChainRow, receivedNumber: number): number | null {
    const key = `${row.deviceId}\n${row.boot}`;
    const stretches = this.boots.get(key) ?? [];
    if (stretches.length === 0) this.boots.set(key, stretches);
    const before = stretches.find((stretch) => stretch.last + 1 === row.sequence);
    const after = stretches.find((stretch) => stretch.first - 1 === row.sequence);
    if (before && before.lastHash !== row.previousHash) return before.lastReceived;
    if (after && after.firstPrevious !== row.hash) return receivedNumber;
    const own = { last: row.sequence, lastHash: row.hash, lastReceived: receivedNumber };
    const end = after ? { last: after.last, lastHash: after.lastHash, lastReceived: after.lastReceived } : own;
    if (before) {
      Object.assign(before, end);
      if (after) stretches.splice(stretches.indexOf(after), 1);
    } else if (after) {
      Object.assign(after, { first: row.sequence, firstPrevious: row.previousHash });
    } else {
      stretches.push({ first: row.sequence, firstPrevious: row.previousHash, ...own });
    }
    return null;
  }
}
