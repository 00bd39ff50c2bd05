import type { RowError } from '../../../platform/csv/read-csv';

export const importKinds = ['areas-2025', 'areas-2021', 'mergers-2025'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What an importer found worth telling though it does not stop the import; config/data/README.md says what each means. */
export const remarkKinds = [
  'name-tidied',
  'absent-kept',
  'new-code-unknown',
  'new-code-names-another',
  'old-code-missing',
  'old-code-unknown',
  'old-code-elsewhere',
  'old-name-differs',
  'old-code-goes-on',
  'row-repeated',
  'old-unit-without-row',
  'new-unit-without-row',
] as const;
export type RemarkKind = (typeof remarkKinds)[number];

export interface ImportRemark {
  /** As a spreadsheet counts, header row 1; null where the remark is about something the file does not have. */
  row: number | null;
  kind: RemarkKind;
  /** The code the remark is about; empty where there is none. */
  code: string;
  reason: string;
  reasonVi: string;
  /** The one code that bears the row's names, for a person to decide; never used by itself. */
  candidate: string | null;
}

/** What an import did, or in a dry run would do. With errors nothing is written and all counts are 0. */
export interface ImportReport {
  kind: ImportKind;
  dryRun: boolean;
  /** Rows with content, without the header. */
  rows: number;
  created: number;
  updated: number;
  closed: number;
  unchanged: number;
  errors: RowError[];
  remarks: ImportRemark[];
}
