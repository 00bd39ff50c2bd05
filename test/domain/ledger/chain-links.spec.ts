import fc from 'fast-check';
import { ChainLinks, type ChainRow } from '../../../src/domain/ledger/chain-links';

/** Rows of one boot, each naming the one before it. */
const chain = (length: number, deviceId = 'a'): ChainRow[] =>
  Array.from({ length }, (_, i) => ({
    deviceId,
    boot: 'b',
    sequence: i + 1,
    previousHash: `${deviceId}${i}`,
    hash: `${deviceId}${i + 1}`,
  }));

const firstFault = (rows: readonly ChainRow[]): number | null => {
  const links = new ChainLinks();
  for (const row of rows) {
    const fault = links.add(row, row.sequence);
    if (fault !== null) return fault;
  }
  return null;
};

const rows = fc.integer({ min: 2, max: 12 }).chain((length) =>
  fc.record({
    order: fc.shuffledSubarray(chain(length), { minLength: length }),
    at: fc.integer({ min: 1, max: length }),
    missing: fc.subarray(chain(length).map((row) => row.sequence)),
  }),
);

describe('L4: the chains of devices', () => {
  it('nothing is found in whole chains, in whatever order rows came and whatever is not there', () =>
    fc.assert(
      fc.property(rows, ({ order, missing }) => {
        expect(firstFault(order)).toBeNull();
        expect(firstFault(order.filter((row) => !missing.includes(row.sequence)))).toBeNull();
        expect(firstFault([...order, ...chain(3, 'other')])).toBeNull();
      }),
    ));

  it('a row changed with its hash is named, in whatever order rows came, unless it is the last', () =>
    fc.assert(
      fc.property(rows, ({ order, at }) => {
        const changed = order.map((row) => (row.sequence === at ? { ...row, hash: 'changed' } : row));
        expect(firstFault(changed)).toBe(at < order.length ? at : null);
      }),
    ));

  it('a row that names another before it is named by that', () =>
    fc.assert(
      fc.property(rows, ({ order, at }) => {
        const changed = order.map((row) => (row.sequence === at ? { ...row, previousHash: 'changed' } : row));
        expect(firstFault(changed)).toBe(at > 1 ? at - 1 : null);
      }),
    ));
});
