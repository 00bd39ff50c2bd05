import { tidyName } from '../../../domain/text/fold';
import { readCsv, type RowError } from '../../../platform/csv/read-csv';
import { areaNameSearch, type Successor } from '../area';
import type { AreaTree } from '../area-tree';
import { mergersOf2025 } from './editions';
import type { ImportRemark, RemarkKind } from '../../../contracts/http/areas';
import { UnitsOnDate } from './units-on-date';

const columns = [
  'old_code',
  'old_name',
  'old_district',
  'old_province',
  'new_code',
  'new_name',
  'new_province',
] as const;
type MergerValues = Record<(typeof columns)[number], string>;

export interface MergerPlan {
  rows: number;
  create: (Successor & { id: string })[];
  unchanged: number;
  errors: RowError[];
  remarks: ImportRemark[];
}

/** The identity of a link: the same list read again meets the same links. */
export function successorKey({ oldCode, oldName, oldDistrict, oldProvince, newCode }: Successor): string {
  return `${oldCode ?? [oldName, oldDistrict, oldProvince].join(', ')}>${newCode}`;
}

/**
 * Reads old -> new rows against the units known on both sides of 1 July 2025. A row is linked only when its new code exists and bears
 * the row's name and province; the old code is believed only when it exists in the row's province. What is not sure is remarked,
 * with why, and never completed from names: names do not identify an area. A link without a sure old code keeps the old name as words.
 * @param knownIds `successorKey`s already stored
 */
export function planMergers(csv: string, tree: AreaTree, knownIds: ReadonlySet<string>): MergerPlan {
  const { rows, errors } = readCsv(csv, columns);
  const before = new UnitsOnDate(tree, mergersOf2025.oldDate);
  const after = new UnitsOnDate(tree, mergersOf2025.newDate);
  errors.push(...missingLists(before, after));
  const plan: MergerPlan = { rows: rows.length, create: [], unchanged: 0, errors, remarks: [] };
  if (errors.length > 0) return plan;

  const seen = new Set<string>();
  for (const { row, values } of rows) {
    const newSide = judgeNew(values, after);
    const oldSide = judgeOld(values, before, after);
    for (const finding of [newSide, oldSide.finding]) if (finding) plan.remarks.push({ row, ...finding });
    if (newSide || values.old_name === '') continue;
    const link: Successor = {
      newCode: values.new_code,
      oldCode: oldSide.sure ? values.old_code : null,
      oldName: tidyName(values.old_name),
      oldNameSearch: areaNameSearch(values.old_name),
      oldDistrict: tidyName(values.old_district),
      oldProvince: tidyName(values.old_province),
    };
    const id = successorKey(link);
    if (seen.has(id)) {
      plan.remarks.push({ row, ...finding('row-repeated', id, 'the same link again', 'lặp lại dòng đã có') });
      continue;
    }
    seen.add(id);
    if (knownIds.has(id)) plan.unchanged += 1;
    else plan.create.push({ ...link, id });
  }
  const named = { old: new Set<string>(), new: new Set<string>() };
  for (const { values } of rows) {
    named.old.add(values.old_code);
    named.new.add(values.new_code);
  }
  plan.remarks.push(...withoutRow(before, named.old, after, named.new));
  return plan;
}

type Finding = Omit<ImportRemark, 'row'>;

const finding = (
  kind: RemarkKind,
  code: string,
  reason: string,
  reasonVi: string,
  candidate: string | null = null,
): Finding => ({ kind, code, reason, reasonVi, candidate });

function judgeNew(values: MergerValues, after: UnitsOnDate): Finding | undefined {
  const { new_code: code, new_name: name, new_province: province } = values;
  const candidate = after.onlyOne(name, [province]);
  const found = after.commune(code);
  if (!found) {
    return finding(
      'new-code-unknown',
      code,
      `no commune of 2025 has the code ${code} (“${name}”, ${province})`,
      `danh mục 2025 không có xã mang mã ${code} (“${name}”, ${province})`,
      candidate,
    );
  }
  if (found.name === tidyName(name) && after.provinceNamed(province) === found.province.code) return undefined;
  return finding(
    'new-code-names-another',
    code,
    `${code} is “${found.name}”, ${found.province.name}; the row says “${name}”, ${province}`,
    `mã ${code} là “${found.name}”, ${found.province.name}; dòng này ghi “${name}”, ${province}`,
    candidate,
  );
}

function judgeOld(values: MergerValues, before: UnitsOnDate, after: UnitsOnDate): { sure: boolean; finding?: Finding } {
  const { old_code: code, old_name: name, old_district: district, old_province: province } = values;
  const place = `“${name}”, ${district}, ${province}`;
  const candidate = name === '' ? null : before.onlyOne(name, [district, province]);
  if (code === '') {
    const [what, whatVi] =
      name === ''
        ? ['names no old unit', 'không ghi đơn vị cũ']
        : [`has no old code for ${place}`, `thiếu mã cũ của ${place}`];
    return {
      sure: false,
      finding: finding('old-code-missing', code, `the row ${what}`, `dòng này ${whatVi}`, candidate),
    };
  }
  const found = before.commune(code);
  if (!found) {
    const reason = `no commune of 2021 has the code ${code} (${place})`;
    const reasonVi = `danh mục 2021 không có xã mang mã ${code} (${place})`;
    return { sure: false, finding: finding('old-code-unknown', code, reason, reasonVi, candidate) };
  }
  if ((before.provinceNamed(province) ?? after.provinceNamed(province)) !== found.province.code) {
    const reason = `${code} is “${found.name}” in ${found.province.name}; the row says ${place}`;
    const reasonVi = `mã ${code} là “${found.name}” ở ${found.province.name}; dòng này ghi ${place}`;
    return { sure: false, finding: finding('old-code-elsewhere', code, reason, reasonVi, candidate) };
  }
  if (areaNameSearch(found.name) !== areaNameSearch(name)) {
    const reason = `${code} was “${found.name}” in 2021, the row calls it “${name}”; linked by its code`;
    const reasonVi = `năm 2021 mã ${code} là “${found.name}”, dòng này ghi “${name}”; nối theo mã`;
    return { sure: true, finding: finding('old-name-differs', code, reason, reasonVi) };
  }
  const goesOn = after.commune(code);
  if (goesOn && values.new_code !== code) {
    const reason = `${code} went into ${values.new_code}, yet the code goes on as “${goesOn.name}”: another place`;
    const reasonVi = `${code} đã nhập vào ${values.new_code} nhưng mã này nay là “${goesOn.name}”: một nơi khác`;
    return { sure: true, finding: finding('old-code-goes-on', code, reason, reasonVi) };
  }
  return { sure: true };
}

function missingLists(before: UnitsOnDate, after: UnitsOnDate): RowError[] {
  const lacking = [
    ...(after.isEmpty ? ['areas-2025'] : []),
    // The 2025 list alone may know provinces that live on, so the districts tell whether the older list is there.
    ...(before.isEmpty ? ['areas-2021'] : []),
  ];
  return lacking.map((kind) => ({
    row: 1,
    reason: `import ${kind} first: the codes here are checked against it`,
    reasonVi: `hãy nhập ${kind} trước: các mã ở đây được đối chiếu với danh mục đó`,
  }));
}

function withoutRow(
  before: UnitsOnDate,
  oldNamed: ReadonlySet<string>,
  after: UnitsOnDate,
  newNamed: ReadonlySet<string>,
): ImportRemark[] {
  const old = before.communes.filter(({ code }) => !oldNamed.has(code));
  const fresh = after.communes.filter(({ code }) => !newNamed.has(code));
  return [
    ...old.map(({ code, name }) => ({
      row: null,
      ...finding(
        'old-unit-without-row',
        code,
        `no row says where ${code} ${name} went`,
        `không có dòng nào cho biết ${code} ${name} nhập vào đâu`,
      ),
    })),
    ...fresh.map(({ code, name }) => ({
      row: null,
      ...finding(
        'new-unit-without-row',
        code,
        `no row says what ${code} ${name} was made of`,
        `không có dòng nào cho biết ${code} ${name} lập từ đâu`,
      ),
    })),
  ];
}
