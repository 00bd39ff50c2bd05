import { copyLine, plainLine, rowsOfPiece, type CopyValue } from '../../platform/database/copy-in';
import type { LedgerRowEntity } from './ledger-row.entity';

/** What is settled only when a row is stored (L1, L2): these columns stand first in what is sent to PostgreSQL. */
export const settledColumns = [
  'receivedNumber',
  'supersedes',
  'sequence',
  'localDate',
  'planned',
  'counts',
  'communeDevices',
  'communeZones',
] as const satisfies (keyof LedgerRowEntity)[];

/** What the ledger looks at of a row while it stores it. */
export type LedgerEntry = Pick<
  LedgerRowEntity,
  | (typeof settledColumns)[number]
  | 'source'
  | 'deviceId'
  | 'boot'
  | 'kind'
  | 'previousHash'
  | 'hash'
  | 'communeCode'
  | 'airingKey'
  | 'areaCode'
  | 'slotOccurrenceId'
  | 'bulletinId'
  | 'result'
  | 'reason'
  | 'heardMs'
>;

/** A row whose other columns are written out for PostgreSQL: bytes `from` to `to` of `page`, the end of the line included. */
export interface PackedRow extends LedgerEntry {
  /** Its `airingId`, put together once. */
  itemId: string;
  page: Buffer;
  from: number;
  to: number;
}

export const isPacked = (row: LedgerEntry): row is PackedRow => 'page' in row;

const pageBytes = 256 * 1024;
/** UTF-8 takes at most so many bytes for a unit of a JavaScript text. */
const bytesPerUnit = 3;
const lineEnd = 0x0a;

/**
 * Writes rows out ahead of their transaction, which then only puts their numbers before them: while one transaction is in the database
 * the next is written. What waits stands outside the heap, where thousands of rows of sixty fields would be the collector's work.
 */
export class RowPacker {
  private page = Buffer.alloc(0);
  private used = 0;
  private readonly values: CopyValue[];

  /** @param rest the columns that are not settled later, in the order of the COPY */
  constructor(private readonly rest: readonly (keyof LedgerRowEntity)[]) {
    this.values = new Array<CopyValue>(rest.length);
  }

  /** @param plain no text of the row holds what COPY would read as something else */
  pack(row: LedgerRowEntity, itemId: string, plain: boolean): PackedRow {
    for (let i = 0; i < this.rest.length; i += 1) this.values[i] = row[this.rest[i]!];
    const line = plain ? plainLine(this.values) : copyLine(this.values);
    const room = line.length * bytesPerUnit + 1;
    if (this.page.length - this.used < room) this.turnPage(room);
    const from = this.used;
    this.used += this.page.write(line, from);
    this.page[this.used++] = lineEnd;
    return {
      receivedNumber: row.receivedNumber,
      supersedes: row.supersedes,
      sequence: row.sequence,
      localDate: row.localDate,
      planned: row.planned,
      counts: row.counts,
      communeDevices: row.communeDevices,
      communeZones: row.communeZones,
      source: row.source,
      deviceId: row.deviceId,
      boot: row.boot,
      kind: row.kind,
      previousHash: row.previousHash,
      hash: row.hash,
      communeCode: row.communeCode,
      airingKey: row.airingKey,
      areaCode: row.areaCode,
      slotOccurrenceId: row.slotOccurrenceId,
      bulletinId: row.bulletinId,
      result: row.result,
      reason: row.reason,
      heardMs: row.heardMs,
      itemId,
      page: this.page,
      from,
      to: this.used,
    };
  }

  private turnPage(atLeast: number): void {
    this.page = Buffer.allocUnsafeSlow(Math.max(pageBytes, atLeast));
    this.used = 0;
  }
}

/** The rows as lines of a COPY, in pieces: what was settled, then what was written out ahead. */
export function* packedLines(rows: readonly PackedRow[]): Generator<Buffer> {
  for (let start = 0; start < rows.length; start += rowsOfPiece) {
    const some = rows.slice(start, start + rowsOfPiece);
    const fronts = some.map((row) => `${copyLine(settledColumns.map((column) => row[column]))}\t`);
    const piece = Buffer.allocUnsafe(some.reduce((sum, row, i) => sum + fronts[i]!.length + row.to - row.from, 0));
    let at = 0;
    for (const [i, row] of some.entries()) {
      // Numbers, dates and truth values: a byte a letter.
      at += piece.write(fronts[i]!, at, 'latin1');
      at += row.page.copy(piece, at, row.from, row.to);
    }
    yield piece;
  }
}
