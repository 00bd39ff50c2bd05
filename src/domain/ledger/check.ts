import { createHash } from 'node:crypto';
import type { RowSource } from '../airtime/effective';
import { ChainLinks, type ChainRow } from './chain-links';
import { leafOf, recordText, type LedgerRecord, type RecordField } from './record';
import { LeafSum, rootOf, sealGenesis, type SignedSeal } from './seal';

/** What is not as it was sealed. `receivedNumber` names the row, where it is about one. */
export interface LedgerFinding {
  kind:
    | 'row-altered'
    | 'row-missing'
    | 'row-added'
    | 'row-reordered'
    | 'bytes-altered'
    | 'chain-broken'
    | 'seal-altered'
    | 'seal-missing'
    | 'seal-not-signed'
    | 'key-unknown'
    | 'cut-off';
  day: string | null;
  receivedNumber: number | null;
}

/** How a seal's signature is judged: `ok`, by a key that is not trusted, or false. */
export type SignatureVerdict = 'ok' | 'unknown-key' | 'false';

export interface CheckOptions {
  judge: (seal: SignedSeal) => SignatureVerdict;
  /** False for an export of some areas: rows of others are not there, and that is right. */
  complete: boolean;
}

/** Leaves are kept for one day at a time: 64 hex digits a row. */
const leafDigits = 64;

/**
 * Goes through a ledger in its order and names the first fault: each seal with its leaves, the rows under it, then the rows of the day that
 * is not sealed yet. A signed root vouches for the leaves, the leaves for each row, so that the very row is named. Feed it in order and
 * stop at the first finding.
 */
export class LedgerCheck {
  rows = 0;
  seals = 0;
  lastRoot = sealGenesis;
  private seal: SignedSeal | null = null;
  private leaves = '';
  private next = 1;
  private readonly links = new ChainLinks();

  constructor(private readonly options: CheckOptions) {}

  /** The next seal, with the leaves of its rows as one text. */
  addSeal(seal: SignedSeal, leaves: string): LedgerFinding | null {
    const unfinished = this.endOfSeal();
    if (unfinished) return unfinished;
    const fault = (kind: LedgerFinding['kind']): LedgerFinding => ({ kind, day: seal.day, receivedNumber: null });
    if (seal.previousRoot !== this.lastRoot || seal.firstNumber !== this.next) return fault('seal-missing');
    if (rootOf(seal) !== seal.root) return fault('seal-altered');
    const verdict = this.options.judge(seal);
    if (verdict !== 'ok') return fault(verdict === 'unknown-key' ? 'key-unknown' : 'seal-not-signed');
    if (leaves.length !== (seal.lastNumber - seal.firstNumber + 1) * leafDigits) return fault('seal-altered');
    if (sumOf(leaves) !== seal.leavesHash) return fault('seal-altered');
    this.seal = seal;
    this.leaves = leaves;
    this.seals += 1;
    this.lastRoot = seal.root;
    return null;
  }

  /** The next row under the seal that was added last. */
  addRow(record: LedgerRecord): LedgerFinding | null {
    return this.addLeaf(record.receivedNumber, leafOf(recordText(record)));
  }

  /** The same for a row whose leaf was taken from its text already. */
  addLeaf(receivedNumber: number, leaf: string): LedgerFinding | null {
    if (!this.seal || receivedNumber > this.seal.lastNumber || receivedNumber < this.next)
      return this.added(receivedNumber);
    const fault = (kind: LedgerFinding['kind'], row: number): LedgerFinding => ({
      kind,
      day: this.seal?.day ?? null,
      receivedNumber: row,
    });
    if (this.options.complete && receivedNumber > this.next) return fault('row-missing', this.next);
    if (this.leafAt(receivedNumber) !== leaf)
      return fault(this.leaves.includes(leaf) ? 'row-reordered' : 'row-altered', receivedNumber);
    this.next = receivedNumber + 1;
    this.rows += 1;
    return null;
  }

  /** Ends the sealed part; what follows are rows that no seal covers yet, from this number on. */
  endOfSeals(): LedgerFinding | null {
    const unfinished = this.endOfSeal();
    if (unfinished) return unfinished;
    this.seal = null;
    return null;
  }

  /** A row of the day that is not sealed yet: its bytes against its hash, its place against the rows before it, its hash against its device's chain. */
  addUnsealed(record: LedgerRecord): LedgerFinding | null {
    const fault = (kind: LedgerFinding['kind'], receivedNumber: number): LedgerFinding => ({
      kind,
      day: null,
      receivedNumber,
    });
    if (record.receivedNumber < this.next) return fault('row-added', record.receivedNumber);
    if (this.options.complete && record.receivedNumber > this.next) return fault('row-missing', this.next);
    const own = faultOfRow(record);
    if (own) return fault(own, record.receivedNumber);
    const unlinked = unlinkedBy(this.links, record);
    if (unlinked !== null) return fault('chain-broken', unlinked);
    this.next = record.receivedNumber + 1;
    this.rows += 1;
    return null;
  }

  /**
   * The end: `received` is the number of rows the ledger says it ever took, null where that is not known; `receivedNow` the same after the
   * last row was read, where rows may have come meanwhile.
   */
  end(received: number | null, receivedNow = received): LedgerFinding | null {
    if (received === null || receivedNow === null || !this.options.complete) return null;
    if (received >= this.next) return { kind: 'row-missing', day: null, receivedNumber: this.next };
    return receivedNow < this.next - 1 ? { kind: 'row-added', day: null, receivedNumber: receivedNow + 1 } : null;
  }

  private endOfSeal(): LedgerFinding | null {
    if (!this.seal) return null;
    const { day, lastNumber } = this.seal;
    if (this.options.complete && this.next <= lastNumber)
      return { kind: 'row-missing', day, receivedNumber: this.next };
    this.next = lastNumber + 1;
    return null;
  }

  private added(receivedNumber: number): LedgerFinding {
    return { kind: 'row-added', day: this.seal?.day ?? null, receivedNumber };
  }

  private leafAt(receivedNumber: number): string {
    const at = (receivedNumber - (this.seal?.firstNumber ?? 0)) * leafDigits;
    return this.leaves.slice(at, at + leafDigits);
  }
}

function sumOf(leaves: string): string {
  const sum = new LeafSum();
  sum.add(leaves);
  return sum.sum();
}

/** As `ChainLinks.add`, for a row of any source: only devices chain theirs. */
export const unlinkedBy = (links: ChainLinks, record: LedgerRecord): number | null =>
  record.source === 'device' ? links.add(record as LedgerRecord & ChainRow, record.receivedNumber) : null;

/** L4: the hash of a row is that of the one before it and its own bytes. */
function bytesFit({ previousHash, bytes, hash }: LedgerRecord): boolean {
  const found = createHash('sha256')
    .update(Buffer.from(String(previousHash), 'hex'))
    .update(String(bytes))
    .digest('hex');
  return found === hash;
}

/** What a row's bytes and its columns both say under one name. */
const saidTwice: Readonly<Record<RowSource, readonly RecordField[]>> = {
  device: [
    'deviceId',
    'boot',
    'sequence',
    'kind',
    'airingKey',
    'rundownId',
    'rundownVersion',
    'slotOccurrenceId',
    'commandId',
    'repetition',
    'manifestVersion',
    'areaCode',
    'bulletinRef',
    'sha256',
    'plannedStartAt',
    'plannedMs',
    'heardMs',
    'result',
    'reason',
    'actualStartAt',
    'actualEndAt',
    'output',
    'clockTrust',
    'recordedAt',
  ],
  station: ['source', 'deviceId', 'kind', 'communeCode', 'airingKey', 'result', 'reason'],
  correction: ['supersedes', 'result', 'heardMs', 'note'],
};
const saidOfProgramme = [
  'title',
  'language',
  'priority',
  'replay',
  'bulletinId',
  'versionId',
  'originAreaCode',
] as const;

/**
 * What is wrong with a row by itself: its bytes are not those that were hashed, or its columns say something else than they do. Null when
 * it is as it came. A seal does not ask: it vouches for whatever stood in the row on its day, so this is asked before one is made.
 */
export function faultOfRow(record: LedgerRecord): 'bytes-altered' | 'row-altered' | null {
  if (!bytesFit(record)) return 'bytes-altered';
  const said = read(String(record.bytes));
  if (!said) return 'bytes-altered';
  const differs = (from: Said, field: RecordField): boolean => field in from && from[field] !== record[field];
  const fields = saidTwice[record.source] as readonly RecordField[] | undefined;
  if (!fields || fields.some((field) => differs(said, field))) return 'row-altered';
  const programme = said.snapshot as Said | null | undefined;
  if (!programme) return null;
  const topicCode = programme.kind === 'chime' ? '' : (programme.topicCode ?? '');
  const same = programme.kind === record.itemKind && topicCode === record.topicCode;
  return same && !saidOfProgramme.some((field) => differs(programme, field)) ? null : 'row-altered';
}

type Said = Record<string, unknown>;

function read(bytes: string): Said | null {
  try {
    const said: unknown = JSON.parse(bytes);
    return typeof said === 'object' ? (said as Said | null) : null;
  } catch {
    return null;
  }
}
