import type { TopicImportReport } from '../../contracts/http/topics';
import { foldVietnamese, tidyName } from '../../domain/text/fold';
import { readCsv, type RowError } from '../../platform/csv/read-csv';
import type { Topic } from './topic';

export interface TopicPlan {
  report: TopicImportReport;
  /** New and changed topics. */
  write: Topic[];
}

const columns = ['code', 'parent_code', 'name_vi', 'name_en'] as const;
const longestName = 200;

/**
 * Plans the import of a topic list. Official codes are whole numbers without a parent; local ones stand one level below. A code that a
 * local topic of another name took in the meantime is an error: codes in the ledger must not change their meaning. Retired stays retired.
 */
export function planTopics(csv: string, known: readonly Topic[], dryRun: boolean): TopicPlan {
  const { rows, errors } = readCsv(csv, columns);
  const byCode = new Map(known.map((topic) => [topic.code, topic]));
  const inFile = new Map<string, { row: number; topic: Topic }>();
  for (const { row, values } of rows) {
    const { code, parent_code: parentCode } = values;
    const names = [tidyName(values.name_vi), tidyName(values.name_en)] as const;
    const earlier = inFile.get(code);
    const before = byCode.get(code);
    if (!(parentCode === '' ? /^[1-9]\d{0,2}$/ : /^[1-9]\d{0,2}\.[1-9]\d{0,2}$/).test(code)) {
      errors.push(fault(row, 'code', `“${code}” is not a topic code`, `“${code}” không đúng dạng mã lĩnh vực`));
    } else if (earlier) {
      errors.push(
        fault(row, 'code', `${code} stands in row ${earlier.row} already`, `mã ${code} đã có ở dòng ${earlier.row}`),
      );
    } else if (before?.origin === 'local' && before.nameVi !== names[0]) {
      const reasons = [
        `${code} is the local topic “${before.nameVi}”`,
        `${code} đang là chuyên mục “${before.nameVi}”`,
      ] as const;
      errors.push(fault(row, 'code', ...reasons));
    } else {
      errors.push(...nameErrors(row, names));
      inFile.set(code, { row, topic: topicOf(code, parentCode, names, before) });
    }
  }
  for (const { row, topic } of inFile.values()) errors.push(...parentErrors(row, topic, inFile, byCode));
  errors.sort((a, b) => a.row - b.row);

  const planned = errors.length > 0 ? [] : [...inFile.values()].map(({ topic }) => topic);
  const write = planned.filter((topic) => !same(topic, byCode.get(topic.code)));
  const created = write.filter(({ code }) => !byCode.has(code)).length;
  return {
    write,
    report: {
      dryRun,
      rows: rows.length,
      created,
      updated: write.length - created,
      unchanged: planned.length - write.length,
      errors,
      absent: known.filter(({ code, origin }) => origin === 'list' && !inFile.has(code)).map(({ code }) => code),
    },
  };
}

function topicOf(code: string, parentCode: string, [nameVi, nameEn]: readonly [string, string], before?: Topic): Topic {
  return {
    code,
    parentCode: parentCode === '' ? null : parentCode,
    nameVi,
    nameEn,
    nameSearch: foldVietnamese(nameVi),
    origin: 'list',
    retiredAt: before?.retiredAt ?? null,
  };
}

function parentErrors(
  row: number,
  { code, parentCode }: Topic,
  inFile: ReadonlyMap<string, { topic: Topic }>,
  known: ReadonlyMap<string, Topic>,
): RowError[] {
  if (parentCode === null) return [];
  const parent = inFile.get(parentCode)?.topic ?? known.get(parentCode);
  if (!parent || parent.parentCode !== null) {
    return [fault(row, 'parent_code', `${parentCode} is no official topic`, `${parentCode} không phải lĩnh vực chính`)];
  }
  if (code.startsWith(`${parentCode}.`)) return [];
  return [
    fault(row, 'code', `${code} does not begin with ${parentCode}.`, `mã ${code} không bắt đầu bằng ${parentCode}.`),
  ];
}

function nameErrors(row: number, names: readonly [string, string]): RowError[] {
  return (['name_vi', 'name_en'] as const).flatMap((column, i) => {
    const name = names[i] ?? '';
    if (name !== '' && name.length <= longestName) return [];
    const reason = `a name of 1 to ${longestName} characters is needed`;
    return [fault(row, column, reason, `cần tên từ 1 đến ${longestName} ký tự`)];
  });
}

function same(topic: Topic, before: Topic | undefined): boolean {
  return (
    before !== undefined &&
    (['parentCode', 'nameVi', 'nameEn', 'origin'] as const).every((key) => topic[key] === before[key])
  );
}

const fault = (row: number, column: string, reason: string, reasonVi: string): RowError => ({
  row,
  column,
  reason,
  reasonVi,
});
