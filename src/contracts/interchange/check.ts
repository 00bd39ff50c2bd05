import type { z } from 'zod';
import { interchangeKinds, type InterchangeKind } from '../../domain/interchange/records';
import { jsonFaultOf, placeOf } from '../../domain/text/json-fault';
import { banTinSchema, lichPhatSchema, nhatKyPhatSchema } from './records';

export const interchangeFormat = 'loa-lien-thong';
export const interchangeVersion = 1;

export const recordSchemas = {
  BanTin: banTinSchema,
  LichPhat: lichPhatSchema,
  NhatKyPhat: nhatKyPhatSchema,
} as const satisfies Record<InterchangeKind, z.ZodType>;

export type RecordOf<K extends InterchangeKind> = z.infer<(typeof recordSchemas)[K]>;

/** One fault of a file: which field, what stands in it, and what it should be. */
export interface InterchangeIssue {
  /** Such as `DuLieu[3].ThoiLuong`; empty: the file as a whole. */
  path: string;
  /** As JSON; null where the field is missing. */
  value: string | null;
  message: string;
  messageVi: string;
}

export interface CheckedFile {
  kind: InterchangeKind | null;
  sender: string;
  records: unknown[];
  issues: InterchangeIssue[];
}

const idOf: Record<InterchangeKind, string> = { BanTin: 'BanTinID', LichPhat: 'LichPhatID', NhatKyPhat: 'NhatKyID' };
const longestValue = 80;

/**
 * The JSON of a file's bytes, or the one fault that keeps it from being read, with line and column. Other encodings than UTF-8 are told
 * as such: an office program writes them unless it is asked otherwise.
 */
export function readInterchange(bytes: Uint8Array): { file: unknown } | { issue: InterchangeIssue } {
  const text = new TextDecoder('utf-8').decode(bytes);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const foreign = utf16 ? 0 : text.indexOf('\uFFFD');
  if (foreign >= 0) {
    const words = ['tệp không phải UTF-8; hãy lưu lại bằng UTF-8', 'the file is not UTF-8; save it as UTF-8'] as const;
    return { issue: fileIssue(words, { ...placeOf(text, foreign), found: null }) };
  }
  try {
    return { file: JSON.parse(text) as unknown };
  } catch (error) {
    const fault = jsonFaultOf(text);
    if (!fault) throw error;
    return { issue: fileIssue([fault.vi, fault.en], fault) };
  }
}

/** @param at where in the text; left out where the file as a whole is meant */
function fileIssue(
  [vi, en]: readonly [vi: string, en: string],
  at: { line: number; column: number; found: string | null },
): InterchangeIssue {
  return {
    path: '',
    value: at.found === null ? null : JSON.stringify(at.found),
    message: `line ${at.line}, column ${at.column}: ${en}`,
    messageVi: `dòng ${at.line}, cột ${at.column}: ${vi}`,
  };
}

/** Reads a whole file and names every fault in it, field by field. `records` are the good ones, brought to their form. */
export function checkInterchange(file: unknown): CheckedFile {
  const envelope = asObject(file);
  // Five missing fields would not say that this is another kind of file.
  if (!envelope)
    return { kind: null, sender: '', records: [], issues: [issueOf('', file ?? null, envelopeTakes(file))] };
  const issues: InterchangeIssue[] = [];
  const must = (path: string, value: unknown, good: boolean, text: string): void => {
    if (!good) issues.push(issueOf(path, value, text));
  };
  const { DinhDang, PhienBan, Loai, DonVi, DuLieu } = envelope;
  must(
    'DinhDang',
    DinhDang,
    DinhDang === interchangeFormat,
    `cần “${interchangeFormat}” / must be “${interchangeFormat}”`,
  );
  must(
    'PhienBan',
    PhienBan,
    PhienBan === interchangeVersion,
    `cần ${interchangeVersion} / must be ${interchangeVersion}`,
  );
  const kind = interchangeKinds.find((one) => one === Loai) ?? null;
  const kinds = interchangeKinds.join(', ');
  must('Loai', Loai, kind !== null, `cần một trong: ${kinds} / must be one of: ${kinds}`);
  const named = typeof DonVi === 'string' && DonVi.trim() !== '';
  must('DonVi', DonVi, named, 'cần tên đơn vị gửi / must be the name of the sender');
  must('DuLieu', DuLieu, Array.isArray(DuLieu), 'cần danh sách bản ghi / must be a list of records');
  const records: unknown[] = [];
  const seen = new Map<unknown, number>();
  if (kind !== null && Array.isArray(DuLieu)) {
    for (const [i, raw] of (DuLieu as unknown[]).entries()) {
      if (!asObject(raw)) {
        const text = `cần một bản ghi {…} có các trường của ${kind} / must be a record {…} with the fields of ${kind}`;
        issues.push(issueOf(pathTo(i, []), raw, text));
        continue;
      }
      const parsed = recordSchemas[kind].safeParse(raw);
      if (!parsed.success) {
        for (const issue of parsed.error.issues)
          issues.push(issueOf(pathTo(i, issue.path), valueAt(raw, issue.path), issue.message));
        continue;
      }
      const id = (parsed.data as Record<string, unknown>)[idOf[kind]];
      const first = seen.get(id);
      if (first !== undefined) {
        const text = `trùng với DuLieu[${first}] / the same as DuLieu[${first}]`;
        issues.push(issueOf(pathTo(i, [idOf[kind]]), id, text));
      } else seen.set(id, i);
      records.push(parsed.data);
    }
  }
  return { kind, sender: named ? DonVi.trim() : '', records, issues };
}

/** @param text Vietnamese and English with ` / ` between */
export function issueOf(path: string, value: unknown, text: string): InterchangeIssue {
  const [vi = text, en = text] = text.split(' / ');
  const missing = value === undefined;
  const shown = missing ? null : JSON.stringify(value).slice(0, longestValue);
  return {
    path,
    value: shown,
    message: missing ? `is missing: ${en}` : en,
    messageVi: missing ? `chưa có: ${vi}` : vi,
  };
}

export const pathTo = (index: number, path: readonly PropertyKey[]): string =>
  `DuLieu[${index}]${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')}`;

const asObject = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

function envelopeTakes(file: unknown): string {
  const vi = 'cả tệp phải là {…} có DinhDang, PhienBan, Loai, DonVi và DuLieu';
  const en = 'the whole file must be {…} with DinhDang, PhienBan, Loai, DonVi and DuLieu';
  return Array.isArray(file)
    ? `${vi}; danh sách này thuộc về DuLieu / ${en}; this list belongs into DuLieu`
    : `${vi} / ${en}`;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined | null)?.[key], value);
