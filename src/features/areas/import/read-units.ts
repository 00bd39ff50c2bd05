import { tidyName } from '../../../domain/text/fold';
import { readCsv, type RowError } from '../../../platform/csv/read-csv';
import { rootAreaCode } from '../area';
import { codeForms, type Edition, type UnitLevel } from './editions';
import type { ImportRemark } from '../../../contracts/http/areas';

export interface UnitRow {
  row: number;
  code: string;
  level: UnitLevel;
  name: string;
  parentCode: string;
}

/** What is already known of a code, so that a parent need not stand in the file. */
export type KnownLevelOf = (code: string) => string | undefined;

const longestName = 120;
const columns = ['code', 'name', 'level', 'parent_code'] as const;

/** Reads and checks a list of units; every fault is named by row. Parents may stand anywhere in the file. */
export function readUnits(
  csv: string,
  edition: Edition,
  knownLevelOf: KnownLevelOf,
): { units: UnitRow[]; errors: RowError[]; remarks: ImportRemark[] } {
  const { rows, errors } = readCsv(csv, columns);
  const remarks: ImportRemark[] = [];
  const units: UnitRow[] = [];
  const rowOf = new Map<string, number>();
  for (const { row, values } of rows) {
    const fail = (column: string, reason: string, reasonVi: string): void =>
      void errors.push({ row, column, reason, reasonVi });
    const { code, level, parent_code: parent } = values;
    const name = tidyName(values.name);
    if (!isLevelOf(edition, level)) {
      fail('level', `“${level}” is no level of this list`, `“${level}” không phải cấp của danh mục này`);
      continue;
    }
    if (!codeForms[level].test(code)) {
      fail('code', `“${code}” is not a ${level} code`, `“${code}” không đúng dạng mã ${levelNames[level]}`);
      continue;
    }
    const earlier = rowOf.get(code);
    if (earlier !== undefined) {
      fail('code', `${code} stands in row ${earlier} already`, `mã ${code} đã có ở dòng ${earlier}`);
      continue;
    }
    rowOf.set(code, row);
    // eslint-disable-next-line no-control-regex
    if (name === '' || name.length > longestName || /[\u0000-\u001f]/.test(name)) {
      fail('name', `a name of 1 to ${longestName} characters is needed`, `cần tên từ 1 đến ${longestName} ký tự`);
    } else if (name !== values.name) {
      remarks.push(tidied(row, code, values.name));
    }
    units.push({
      row,
      code,
      level,
      name,
      parentCode: edition.parentLevels[level] === 'nation' ? rootAreaCode : parent,
    });
    if (edition.parentLevels[level] === 'nation' && parent !== '' && parent !== rootAreaCode) {
      fail('parent_code', 'a province has no parent code', 'tỉnh không có mã cấp trên');
    }
  }
  errors.push(...parentErrors(units, edition, knownLevelOf));
  return { units, errors: errors.sort((a, b) => a.row - b.row), remarks };
}

function parentErrors(units: UnitRow[], edition: Edition, knownLevelOf: KnownLevelOf): RowError[] {
  const levelInFile = new Map(units.map(({ code, level }) => [code, level]));
  return units.flatMap(({ row, code, level, parentCode }) => {
    const wanted = edition.parentLevels[level];
    if (wanted === 'nation' || wanted === undefined) return [];
    const found = levelInFile.get(parentCode) ?? knownLevelOf(parentCode);
    const fault = (reason: string, reasonVi: string): RowError[] => [{ row, column: 'parent_code', reason, reasonVi }];
    if (parentCode === '') return fault(`${code} has no parent code`, `mã ${code} thiếu mã cấp trên`);
    if (found === undefined) {
      return fault(`the parent ${parentCode} does not exist`, `không có cấp trên mang mã ${parentCode}`);
    }
    if (found !== wanted) {
      return fault(
        `the parent ${parentCode} is a ${found}, a ${wanted} is needed`,
        `cấp trên ${parentCode} sai cấp, cần ${levelNames[wanted]}`,
      );
    }
    if (level === 'district' && !code.startsWith(`${parentCode}.`)) {
      return fault(`district ${code} is not of province ${parentCode}`, `huyện ${code} không thuộc tỉnh ${parentCode}`);
    }
    return [];
  });
}

const levelNames: Record<UnitLevel, string> = { province: 'tỉnh', district: 'huyện', commune: 'xã' };

const isLevelOf = (edition: Edition, level: string): level is UnitLevel => Object.hasOwn(edition.parentLevels, level);

function tidied(row: number, code: string, written: string): ImportRemark {
  return {
    row,
    kind: 'name-tidied',
    code,
    reason: `the name “${written}” was written with single spaces`,
    reasonVi: `tên “${written}” được viết lại với một dấu cách`,
    candidate: null,
  };
}
