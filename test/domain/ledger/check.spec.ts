import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { faultOfRow, LedgerCheck, type LedgerFinding } from '../../../src/domain/ledger/check';
import { leafOf, recordFields, recordText, type LedgerRecord } from '../../../src/domain/ledger/record';
import { daysToSeal, LeafSum, rootOf, sealGenesis, type SignedSeal } from '../../../src/domain/ledger/seal';

function record(receivedNumber: number): LedgerRecord {
  const fields = Object.fromEntries(recordFields.map((field) => [field, null]));
  const bytes = JSON.stringify({ sequence: receivedNumber, heardMs: receivedNumber * 10 });
  const previousHash = receivedNumber > 1 ? String(record(receivedNumber - 1).hash) : sealGenesis;
  const hash = createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(bytes).digest('hex');
  const said = { source: 'device', sequence: receivedNumber, heardMs: receivedNumber * 10, bytes, hash };
  return {
    ...fields,
    ...said,
    previousHash,
    title: `Bản tin ${receivedNumber}`,
    receivedNumber,
  } as LedgerRecord;
}

interface Sealed {
  seal: SignedSeal;
  leaves: string;
}

/** Three days of 4, 0 and 3 rows, and two rows of today. */
function ledger(): { seals: Sealed[]; rows: LedgerRecord[] } {
  const rows = Array.from({ length: 9 }, (_, i) => record(i + 1));
  let previousRoot = sealGenesis;
  const seals = [
    [1, 4],
    [5, 4],
    [5, 7],
  ].map(([firstNumber = 0, lastNumber = 0], i) => {
    const leaves = rows.slice(firstNumber - 1, lastNumber).map((row) => leafOf(recordText(row)));
    const sum = new LeafSum();
    leaves.forEach((leaf) => sum.add(leaf));
    const said = {
      day: `2026-01-0${i + 1}`,
      firstNumber,
      lastNumber,
      leavesHash: sum.sum(),
      previousRoot,
      sealedAt: i,
    };
    previousRoot = rootOf(said);
    return {
      seal: { ...said, root: previousRoot, keyId: 'k', publicPem: '', signature: 's' },
      leaves: leaves.join(''),
    };
  });
  return { seals, rows };
}

function check(
  { seals, rows }: ReturnType<typeof ledger>,
  received = 9,
  complete = true,
  receivedNow = received,
): LedgerFinding | null {
  const judged = new LedgerCheck({
    judge: (seal) => (seal.keyId !== 'k' ? 'unknown-key' : seal.signature === 's' ? 'ok' : 'false'),
    complete,
  });
  let next = 0;
  for (const { seal, leaves } of seals) {
    const fault = judged.addSeal(seal, leaves);
    if (fault) return fault;
    for (; next < rows.length && rows[next]!.receivedNumber <= seal.lastNumber; next += 1) {
      const found = judged.addRow(rows[next]!);
      if (found) return found;
    }
  }
  const fault = judged.endOfSeals();
  if (fault) return fault;
  for (const row of rows.slice(next)) {
    const found = judged.addUnsealed(row);
    if (found) return found;
  }
  return judged.end(received, receivedNow);
}

describe('L4: a ledger is checked against its seals', () => {
  it('as it was sealed, nothing is found', () => expect(check(ledger())).toBeNull());

  it.each(recordFields.filter((field) => field !== 'source'))('a changed %s names the row', (field) => {
    const whole = ledger();
    whole.rows[5] = { ...whole.rows[5]!, [field]: 'khác' };
    expect(check(whole)).toEqual({ kind: 'row-altered', day: '2026-01-03', receivedNumber: 6 });
  });

  it('removed, inserted and reordered rows are named', () => {
    const removed = ledger();
    removed.rows.splice(2, 1);
    expect(check(removed)).toEqual({ kind: 'row-missing', day: '2026-01-01', receivedNumber: 3 });
    const inserted = ledger();
    inserted.rows.splice(3, 0, { ...record(3), title: 'thêm' });
    expect(check(inserted)).toEqual({ kind: 'row-added', day: '2026-01-01', receivedNumber: 3 });
    const swapped = ledger();
    [swapped.rows[0], swapped.rows[1]] = [
      { ...record(2), receivedNumber: 1 },
      { ...record(1), receivedNumber: 2 },
    ];
    expect(check(swapped)).toEqual({ kind: 'row-reordered', day: '2026-01-01', receivedNumber: 1 });
    const last = ledger();
    last.rows.splice(6, 1);
    expect(check(last)).toEqual({ kind: 'row-missing', day: '2026-01-03', receivedNumber: 7 });
  });

  it('L2 a row says of its programme what its device said; one of another maker what the station wrote', () => {
    const said = (over: object): LedgerRecord => {
      const bytes = JSON.stringify(over);
      const hash = createHash('sha256').update(Buffer.from(sealGenesis, 'hex')).update(bytes).digest('hex');
      return { ...record(1), bytes, hash };
    };
    const snapshot = { title: 'Bản tin 1', kind: 'bulletin', topicCode: '5.3', replay: false };
    const row = { ...said({ snapshot }), itemKind: 'bulletin', topicCode: '5.3', replay: false };
    expect(faultOfRow(row)).toBeNull();
    for (const other of [{ title: 'khác' }, { topicCode: '9' }, { replay: true }, { itemKind: 'music' }])
      expect([other, faultOfRow({ ...row, ...other })]).toEqual([other, 'row-altered']);
    const chime = { ...said({ snapshot: { ...snapshot, kind: 'chime' } }), itemKind: 'chime', replay: false };
    expect(faultOfRow({ ...chime, topicCode: '' })).toBeNull();
    const correction = { ...said({ kind: 'correction', heardMs: 5 }), source: 'correction', kind: 'result' } as const;
    expect(faultOfRow({ ...correction, heardMs: 5 })).toBeNull();
    expect(faultOfRow({ ...correction, heardMs: 6 })).toBe('row-altered');
    expect(faultOfRow(said({}))).toBeNull();
    expect(faultOfRow({ ...said({}), source: 'khác' as 'device' })).toBe('row-altered');
  });

  it('rows of today: bytes against hash, columns against bytes, and the count', () => {
    const bytes = ledger();
    bytes.rows[7] = { ...bytes.rows[7]!, bytes: '{"sequence":8,"heardMs":81}' };
    expect(check(bytes)).toMatchObject({ kind: 'bytes-altered', receivedNumber: 8 });
    const column = ledger();
    column.rows[7] = { ...column.rows[7]!, heardMs: 81 };
    expect(check(column)).toMatchObject({ kind: 'row-altered', receivedNumber: 8 });
    const cut = ledger();
    cut.rows.pop();
    expect(check(cut)).toMatchObject({ kind: 'row-missing', receivedNumber: 9 });
    const more = ledger();
    more.rows.push(record(10));
    expect(check(more)).toMatchObject({ kind: 'row-added', receivedNumber: 10 });
  });

  it('rows of today: one changed with its hash is told by the row that its device wrote next', () => {
    const whole = ledger();
    const { previousHash } = whole.rows[7]!;
    const bytes = '{"sequence":8,"heardMs":81}';
    const hash = createHash('sha256')
      .update(Buffer.from(String(previousHash), 'hex'))
      .update(bytes)
      .digest('hex');
    whole.rows[7] = { ...whole.rows[7]!, bytes, hash, heardMs: 81 };
    expect(check(whole)).toEqual({ kind: 'chain-broken', day: null, receivedNumber: 8 });
  });

  it('a seal taken out, changed, forged or by another key is named', () => {
    const gone = ledger();
    gone.seals.splice(1, 1);
    expect(check(gone)).toMatchObject({ kind: 'seal-missing', day: '2026-01-03' });
    const changed = ledger();
    changed.seals[0]!.seal.sealedAt = 99;
    expect(check(changed)).toMatchObject({ kind: 'seal-altered', day: '2026-01-01' });
    const leaves = ledger();
    leaves.seals[0]!.leaves = leaves.seals[0]!.leaves.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(check(leaves)).toMatchObject({ kind: 'seal-altered', day: '2026-01-01' });
    const forged = ledger();
    forged.seals[2]!.seal.signature = 'x';
    expect(check(forged)).toMatchObject({ kind: 'seal-not-signed', day: '2026-01-03' });
    const other = ledger();
    other.seals[2]!.seal.keyId = 'x';
    expect(check(other)).toMatchObject({ kind: 'key-unknown', day: '2026-01-03' });
  });

  it('rows that came while it was checked are not taken for forged ones', () => {
    expect(check(ledger(), 7, true, 9)).toBeNull();
    expect(check(ledger(), 7, true, 8)).toEqual({ kind: 'row-added', day: null, receivedNumber: 9 });
  });

  it('an export of some areas lacks the rows of others, and every row it has is still judged', () => {
    const some = ledger();
    some.rows = some.rows.filter((row) => row.receivedNumber % 2 === 0);
    expect(check(some, 9, false)).toBeNull();
    some.rows[2] = { ...some.rows[2]!, title: 'khác' };
    expect(check(some, 9, false)).toMatchObject({ kind: 'row-altered', receivedNumber: 6 });
  });

  it('any one change of any row is found (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom(...recordFields.filter((field) => field !== 'source')),
        fc.oneof(fc.string(), fc.integer(), fc.boolean()),
        (at, field, value) => {
          const whole = ledger();
          fc.pre(whole.rows[at]![field] !== value);
          whole.rows[at] = { ...whole.rows[at]!, [field]: value };
          expect(check(whole)).toMatchObject({ kind: 'row-altered', receivedNumber: at + 1 });
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('L4: days to seal', () => {
  it('each day that is over, also after a standstill; today never', () => {
    expect(daysToSeal(null, null, '2026-03-01')).toEqual([]);
    expect(daysToSeal(null, '2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28']);
    expect(daysToSeal('2026-02-27', '2026-01-01', '2026-03-02')).toEqual(['2026-02-28', '2026-03-01']);
    expect(daysToSeal('2026-02-28', '2026-01-01', '2026-03-01')).toEqual([]);
  });
});
