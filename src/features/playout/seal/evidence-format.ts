import { recordFields, type LedgerRecord, type RecordValue } from '../../../domain/ledger/record';
import type { SignedSeal } from '../../../domain/ledger/seal';

export interface EvidenceHeader {
  format: 'loa-ledger';
  formatVersion: 1;
  station: string;
  zone: string;
  /** The key that the station signs with now. */
  keyId: string;
  /** False where only the rows of some areas are in it. */
  complete: boolean;
  /** Rows the ledger ever took. */
  received: number;
  exportedAt: number;
  /** Names of a row's values, in their order. */
  fields: readonly string[];
}

/** One line of an export; docs/evidence.md describes the format for those who write a verifier of their own. */
export type EvidenceLine =
  | EvidenceHeader
  | { seal: SignedSeal; leaves: string }
  | { unsealed: true }
  /** Number of receipt, then the values. */
  | { row: [number, RecordValue[]] }
  | { end: true };

export const evidenceHeader = { format: 'loa-ledger', formatVersion: 1, fields: recordFields } as const;

export const rowLine = (record: LedgerRecord): EvidenceLine => ({
  row: [record.receivedNumber, recordFields.map((field) => record[field])],
});
