import { dateVi } from '../text/vietnamese';

/** Excel takes a file for UTF-8 only when it begins with this. */
export const byteOrderMark = '\uFEFF';

/**
 * One record of RFC 4180 with its line end. Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are
 * written with a point and never altered.
 */
export function csvRecord(fields: readonly (string | number | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

/** What a file stands on: the last sealed day and its root (L4). */
export type LastSeal = { day: string; root: string } | null;

/** The seal as the last record, with as many fields as every other record has; nothing before the first day was sealed. */
export function sealRecord(seal: LastSeal, columns: readonly unknown[]): string {
  if (!seal) return '';
  return csvRecord(columns.map((_, i) => [`Nhật ký đã niêm phong đến ${dateVi(seal.day)}`, seal.root][i] ?? ''));
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
