import fs from 'node:fs';
import readline from 'node:readline';
import { LedgerCheck, type LedgerFinding } from '../../domain/ledger/check';
import { readRecord } from '../../domain/ledger/record';
import type { SignedSeal } from '../../domain/ledger/seal';
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
  let header: Line = {};
  let check: LedgerCheck | null = null;
  let lastDay: string | null = null;
  let finding: LedgerFinding | null = null;
  let unsealed = false;
  let ended = false;
  for await (const text of readline.createInterface({ input: fs.createReadStream(file) })) {
    const line = read(text);
    if (!check) {
      if (line?.format !== 'loa-ledger') break;
      header = line;
      const keys = trusted ?? new Set([line.keyId ?? '']);
      check = new LedgerCheck({ judge: (seal) => judgeSeal(seal, keys), complete: line.complete === true });
      continue;
    }
    if (!line) break;
    if (line.seal) {
      finding = check.addSeal(line.seal, line.leaves ?? '');
      lastDay = line.seal.day;
    } else if (line.unsealed) {
      finding = check.endOfSeals();
      unsealed = true;
    } else if (line.row) {
      const record = readRecord(line.row[0], line.row[1]);
      if (!record) break;
      finding = unsealed ? check.addUnsealed(record) : check.addRow(record);
    } else if (line.end) {
      finding = check.end(header.received ?? null);
      ended = true;
    }
    if (finding || ended) break;
  }
  return {
    rows: check?.rows ?? 0,
    seals: check?.seals ?? 0,
    lastRoot: check?.lastRoot ?? '',
    lastDay,
    keyId: header.keyId ?? null,
    complete: header.complete === true,
    finding: finding ?? (ended ? null : cutOff),
  };
}

function read(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}
