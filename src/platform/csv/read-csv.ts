import { parse } from 'csv-parse/sync';

/** What is wrong with one row of a file. `row` counts as a spreadsheet does: the header is row 1. */
export interface RowError {
  row: number;
  column?: string;
  reason: string;
  reasonVi: string;
}

export interface CsvRow<C extends string> {
  row: number;
  values: Record<C, string>;
}

/**
 * Reads a CSV text with a header. The columns may stand in any order; others are ignored, blank rows skipped. Values are NFC and
 * trimmed. What cannot be read is named by row and left out of `rows`; without a usable header there are no rows.
 */
export function readCsv<C extends string>(
  text: string,
  columns: readonly C[],
): { rows: CsvRow<C>[]; errors: RowError[] } {
  let records: string[][];
  try {
    records = parse(text, { bom: true, relax_column_count: true });
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    const reasonVi = 'dấu ngoặc kép không khớp, không đọc tiếp được';
    return { rows: [], errors: [{ row: lines ?? 1, reason: `cannot be read: ${message}`, reasonVi }] };
  }
  const header = (records[0] ?? []).map((name) => name.trim());
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    const reason = `the header lacks ${missing.join(', ')}; values are separated by commas`;
    const reasonVi = `dòng tiêu đề thiếu cột ${missing.join(', ')}; các cột cách nhau bằng dấu phẩy`;
    return { rows: [], errors: [{ row: 1, reason, reasonVi }] };
  }
  const place = columns.map((column) => [column, header.indexOf(column)] as const);
  const rows: CsvRow<C>[] = [];
  const errors: RowError[] = [];
  for (const [i, record] of records.entries()) {
    if (i === 0 || record.every((value) => value.trim() === '')) continue;
    const row = i + 1;
    if (record.length !== header.length) {
      const reason = `has ${record.length} values, the header has ${header.length}`;
      errors.push({ row, reason, reasonVi: `có ${record.length} giá trị, tiêu đề có ${header.length} cột` });
      continue;
    }
    const values = place.map(([column, at]) => [column, (record[at] ?? '').normalize('NFC').trim()] as const);
    rows.push({ row, values: Object.fromEntries(values) as Record<C, string> });
  }
  return { rows, errors };
}
