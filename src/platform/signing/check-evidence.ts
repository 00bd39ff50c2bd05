import { hash } from 'node:crypto';
import { LedgerCheck, type LedgerFinding } from '../../domain/ledger/check';
import { readRecord } from '../../domain/ledger/record';
import type { SignedSeal } from '../../domain/ledger/seal';
import { lineBatches } from './line-batches';
import { judgeSeal } from './seal-signature';

export interface EvidenceVerdict {
  rows: number;
  seals: number;
  lastRoot: string;
  lastDay: string | null;
  /** The key that signed; compare it, or the root, with what the station put on paper. */
  keyId: string | null;
  complete: boolean;
  finding: LedgerFinding | null;
}

interface Line {
  format?: unknown;
  keyId?: string;
  complete?: boolean;
  received?: number;
  seal?: SignedSeal;
  leaves?: string;
  unsealed?: true;
  row?: [number, unknown];
  end?: true;
}

const cutOff: LedgerFinding = { kind: 'cut-off', day: null, receivedNumber: null };

/**
 * Checks an export line by line, without the station that made it, and ends at the first fault. A line that is no JSON, and a file without
 * its last line, is `cut-off`.
 * @param trusted key ids known to be the station's; null takes the key that the file names
 */
export async function checkEvidence(file: string, trusted: ReadonlySet<string> | null): Promise<EvidenceVerdict> {
  const reading = new Reading(trusted);
  for await (const lines of lineBatches(file)) {
    for (const line of lines) if (!reading.take(line)) return reading.verdict();
  }
  return reading.verdict();
}

class Reading {
  private header: Line = {};
  private check: LedgerCheck | null = null;
  private lastDay: string | null = null;
  private finding: LedgerFinding | null = null;
  private unsealed = false;
  private ended = false;

  constructor(private readonly trusted: ReadonlySet<string> | null) {}

  /** Takes the next line; false when there is no more to check. */
  take(bytes: Buffer): boolean {
    if (this.check && !this.unsealed && this.takesAsText(this.check, bytes)) return true;
    const line = read(bytes.toString('utf8'));
    if (!line) return false;
    if (!this.check) {
      if (line.format !== 'loa-ledger') return false;
      this.header = line;
      const keys = this.trusted ?? new Set([line.keyId ?? '']);
      this.check = new LedgerCheck({ judge: (seal) => judgeSeal(seal, keys), complete: line.complete === true });
      return true;
    }
    if (!this.takeParsed(this.check, line)) return false;
    return !this.finding && !this.ended;
  }

  verdict(): EvidenceVerdict {
    const { check, header } = this;
    return {
      rows: check?.rows ?? 0,
      seals: check?.seals ?? 0,
      lastRoot: check?.lastRoot ?? '',
      lastDay: this.lastDay,
      keyId: header.keyId ?? null,
      complete: header.complete === true,
      finding: this.finding ?? (this.ended ? null : cutOff),
    };
  }

  /**
   * A sealed row is written as its text, so its leaf is taken from the bytes as they stand, which is several times as fast as reading them
   * and writing them anew. What does not fit is read whole: only then is it judged.
   */
  private takesAsText(check: LedgerCheck, bytes: Buffer): boolean {
    if (bytes.length < rowHead.length || bytes.compare(rowHead, 0, rowHead.length, 0, rowHead.length) !== 0)
      return false;
    const comma = bytes.indexOf(0x2c, rowHead.length);
    if (comma === -1 || bytes[bytes.length - 1] !== 0x7d || bytes[bytes.length - 2] !== 0x5d) return false;
    const number = Number(bytes.toString('latin1', rowHead.length, comma));
    if (!Number.isSafeInteger(number)) return false;
    return check.addLeaf(number, hash('sha256', bytes.subarray(comma + 1, bytes.length - 2), 'hex')) === null;
  }

  private takeParsed(check: LedgerCheck, line: Line): boolean {
    if (line.seal) {
      this.finding = check.addSeal(line.seal, line.leaves ?? '');
      this.lastDay = line.seal.day;
    } else if (line.unsealed) {
      this.finding = check.endOfSeals();
      this.unsealed = true;
    } else if (line.row) {
      const record = readRecord(line.row[0], line.row[1]);
      if (!record) return false;
      this.finding = this.unsealed ? check.addUnsealed(record) : check.addRow(record);
    } else if (line.end) {
      this.finding = check.end(this.header.received ?? null);
      this.ended = true;
    }
    return true;
  }
}

const rowHead = Buffer.from('{"row":[');

function read(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}
