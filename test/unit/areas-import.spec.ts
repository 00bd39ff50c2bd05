import { type Area, areaNameSearch, type FormerState } from '../../src/features/areas/area';
import { type AreaRecords, AreaTree } from '../../src/features/areas/area-tree';
import { knownUnits, planImport } from '../../src/features/areas/import/plan-import';
import { planUnits } from '../../src/features/areas/import/plan-units';
import { readUnits } from '../../src/features/areas/import/read-units';
import type { Edition } from '../../src/features/areas/import/editions';
import type { Unit } from '../../src/features/areas/import/plan-units';
import { referenceCsv } from '../support/reference-data';

const header = 'code,name,level,parent_code';
const nothing: AreaRecords = { areas: [], formerStates: [], successors: [] };
const csvOf = (...rows: string[]): string => [header, ...rows].join('\n');

/** The records as they stand after a plan's units were written. */
function recordsOf(units: Iterable<Unit>): AreaRecords {
  const areas: Area[] = [];
  const formerStates: FormerState[] = [];
  for (const { code, level, timeline } of units) {
    timeline.forEach((state, i) => {
      const row = { code, ...state, nameSearch: areaNameSearch(state.name) };
      if (i === timeline.length - 1)
        areas.push({ ...row, level, countsEmbedded: null, timeZone: null, languages: null });
      else formerStates.push({ ...row, validTo: state.validTo! });
    });
  }
  return { areas, formerStates, successors: [] };
}

function afterImports(...lists: ['areas-2025' | 'areas-2021', string][]): AreaRecords {
  return lists.reduce((records, [kind, csv]) => {
    const { report, units } = planImport({ kind, csv }, records);
    expect(report.errors).toEqual([]);
    return recordsOf([
      ...new Map([...knownUnits(records), ...units.map((unit) => [unit.code, unit] as const)]).values(),
    ]);
  }, nothing);
}

const list2025 = csvOf('51,Tỉnh Quảng Ngãi,province,', '23535,Xã Ia Đal,commune,51', '23538,Xã Ia Tơi,commune,51');
const list2021 = csvOf(
  '23537,Xã Ia Dom,commune,62.618',
  '23535,Xã Ia Đal,commune,62.618',
  '23538,Xã Ia Tơi,commune,62.618',
  "62.618,Huyện Ia H' Drai,district,62",
  '62,Tỉnh Kon Tum,province,',
  '51,Tỉnh Quảng Ngãi,province,',
);

describe('reading a list of units', () => {
  it('names every faulty row as a spreadsheet counts, with column and reason in both languages', () => {
    const { report } = planImport(
      {
        kind: 'areas-2025',
        csv: csvOf(
          '51,Tỉnh Quảng Ngãi,province,',
          '2353,Xã Ia Đal,commune,51',
          '23538,,commune,51',
          '',
          '23540,Xã A,commune,99',
          '23541,Xã B,commune',
          '51,Tỉnh Khác,province,',
          '62.618,Huyện C,district,51',
          '23542,Xã D,commune,23538',
          '52,Tỉnh E,province,51',
        ),
      },
      nothing,
    );
    expect(report.errors.map(({ row, column }) => [row, column])).toEqual([
      [3, 'code'],
      [4, 'name'],
      [6, 'parent_code'],
      [7, undefined],
      [8, 'code'],
      [9, 'level'],
      [10, 'parent_code'],
      [11, 'parent_code'],
    ]);
    expect(report.errors[4]).toMatchObject({ reason: '51 stands in row 2 already', reasonVi: 'mã 51 đã có ở dòng 2' });
    expect(report).toMatchObject({ created: 0, updated: 0, closed: 0, unchanged: 0 });
  });

  it.each([
    ['no header', '51,Tỉnh Quảng Ngãi,province,', 1],
    ['semicolons', 'code;name;level;parent_code\n51;Tỉnh Quảng Ngãi;province;', 1],
    ['an open quote', csvOf('51,"Tỉnh Quảng Ngãi,province,'), 2],
    ['an empty file', '', 1],
  ])('refuses %s with one clear row', (_, csv, row) => {
    expect(planImport({ kind: 'areas-2025', csv }, nothing).report.errors).toMatchObject([{ row }]);
  });

  it('reads what spreadsheets write: byte order mark, CRLF, quotes, columns in another order, decomposed marks', () => {
    const csv = '\ufefflevel,code,parent_code,name\r\nprovince,51,,"Tỉnh Quảng Ngãi"\r\n'.normalize('NFD');
    const { report, units } = planImport({ kind: 'areas-2025', csv }, nothing);
    expect(report).toMatchObject({ errors: [], created: 1, remarks: [] });
    expect(units[0]?.timeline[0]?.name).toBe('Tỉnh Quảng Ngãi'.normalize('NFC'));
  });

  it('takes doubled spaces out of names and says so', () => {
    const { units, remarks } = readUnits(csvOf('51,Tỉnh  Quảng Ngãi,province,'), edition2026, () => undefined);
    expect(units[0]?.name).toBe('Tỉnh Quảng Ngãi');
    expect(remarks).toMatchObject([{ row: 2, kind: 'name-tidied', code: '51' }]);
  });
});

const edition2026: Edition = {
  validFrom: '2026-01-01',
  validTo: null,
  parentLevels: { province: 'nation', commune: 'province' },
};

describe('planning units: codes identify, each has a timeline', () => {
  it('the same code before and after July 2025 keeps both its states, whichever list comes first', () => {
    const forward = afterImports(['areas-2021', list2021], ['areas-2025', list2025]);
    const backward = afterImports(['areas-2025', list2025], ['areas-2021', list2021]);
    const byCode = (records: AreaRecords) => new Map([...knownUnits(records)].sort());
    expect(byCode(forward)).toEqual(byCode(backward));
    expect(knownUnits(forward).get('23535')?.timeline).toEqual([
      { name: 'Xã Ia Đal', parentCode: '62.618', validFrom: null, validTo: '2025-06-30' },
      { name: 'Xã Ia Đal', parentCode: '51', validFrom: '2025-07-01', validTo: null },
    ]);
    // Same name, same parent, no day between: one state.
    expect(knownUnits(forward).get('51')?.timeline).toEqual([
      { name: 'Tỉnh Quảng Ngãi', parentCode: 'VN', validFrom: null, validTo: null },
    ]);
    expect(new AreaTree(forward).get('23537')).toMatchObject({ validTo: '2025-06-30' });
    expect(new AreaTree(forward).pathOf('23537').map(({ name }) => name)).toEqual(["Huyện Ia H' Drai", 'Tỉnh Kon Tum']);
  });

  it('the real lists too leave the same timelines in either order', () => {
    const [list2021, list2025] = [referenceCsv('areas-2021'), referenceCsv('areas-2025')];
    const lines = (records: AreaRecords): string[] =>
      [...knownUnits(records).values()].map((unit) => JSON.stringify(unit)).sort();
    const forward = lines(afterImports(['areas-2021', list2021], ['areas-2025', list2025]));
    const backward = lines(afterImports(['areas-2025', list2025], ['areas-2021', list2021]));
    expect(forward.filter((line, i) => line !== backward[i])).toEqual([]);
    expect(forward).toHaveLength(backward.length);
  });

  it('a second run of either list changes nothing', () => {
    const records = afterImports(['areas-2021', list2021], ['areas-2025', list2025]);
    for (const [kind, csv] of [
      ['areas-2021', list2021],
      ['areas-2025', list2025],
    ] as const) {
      const { report, units } = planImport({ kind, csv }, records);
      expect(report).toMatchObject({ created: 0, updated: 0, closed: 0, remarks: [] });
      expect(units).toEqual([]);
    }
  });

  it('a corrected name changes only the dates of its list', () => {
    const records = afterImports(['areas-2021', list2021], ['areas-2025', list2025]);
    const corrected = list2021.replace('23535,Xã Ia Đal', '23535,Xã Ia Dal');
    const { report, units } = planImport({ kind: 'areas-2021', csv: corrected }, records);
    expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 5 });
    expect(units[0]?.timeline.map(({ name }) => name)).toEqual(['Xã Ia Dal', 'Xã Ia Đal']);
  });

  it('a torn file ends nothing: what it lacks is kept and remarked', () => {
    const records = afterImports(['areas-2025', list2025]);
    const torn = list2025.split('\n').slice(0, 3).join('\n');
    const { report } = planImport({ kind: 'areas-2025', csv: torn }, records);
    expect(report).toMatchObject({ updated: 0, closed: 0, unchanged: 2 });
    expect(report.remarks).toMatchObject([{ row: null, kind: 'absent-kept', code: '23538' }]);
  });

  it('a later complete list ends the day before it what it lacks', () => {
    const known = knownUnits(afterImports(['areas-2021', list2021], ['areas-2025', list2025]));
    const { units } = readUnits(list2025.split('\n').slice(0, 3).join('\n'), edition2026, () => undefined);
    const plan = planUnits(units, edition2026, known);
    expect(plan.close.map(({ code, timeline }) => [code, timeline.at(-1)?.validTo])).toEqual([['23538', '2025-12-31']]);
    expect(plan).toMatchObject({ create: [], update: [], unchanged: 2, remarks: [] });
  });
});

describe('planning mergers: sure or remarked, never guessed', () => {
  const columns = 'old_code,old_name,old_district,old_province,new_code,new_name,new_province';
  const records = afterImports(['areas-2021', list2021], ['areas-2025', list2025]);
  const plan = (...rows: string[]) => planImport({ kind: 'mergers-2025', csv: [columns, ...rows].join('\n') }, records);
  const dom = "Xã Ia Dom,Huyện Ia H' Drai,Tỉnh Kon Tum";
  const kindsOf = ({ report }: ReturnType<typeof plan>) =>
    report.remarks.filter(({ row }) => row !== null).map(({ row, kind, candidate }) => [row, kind, candidate]);

  it('links a row whose codes both exist and whose new name and province agree', () => {
    const { successors, report } = plan(`23537,${dom},23538,Xã Ia Tơi,Quảng Ngãi`);
    expect(successors).toMatchObject([{ id: '23537>23538', oldCode: '23537', newCode: '23538' }]);
    expect(report.remarks.map(({ kind, code }) => [kind, code])).toEqual([
      ['old-unit-without-row', '23535'],
      ['old-unit-without-row', '23538'],
      ['new-unit-without-row', '23535'],
    ]);
  });

  it.each([
    ['a code that does not exist', '244,Xã Ia Tơi,Quảng Ngãi', 'new-code-unknown'],
    ['a code of another commune', '23535,Xã Ia Tơi,Quảng Ngãi', 'new-code-names-another'],
    ['a commune of that name in another province', '23538,Xã Ia Tơi,Gia Lai', 'new-code-names-another'],
  ])('does not link to %s', (_, newUnit, kind) => {
    const result = plan(`23537,${dom},${newUnit}`);
    expect(result.successors).toEqual([]);
    expect(kindsOf(result)).toEqual([[2, kind, newUnit.includes('Gia Lai') ? null : '23538']]);
  });

  it.each([
    ['no old code', `,${dom}`, 'old-code-missing', '23537'],
    ['an old code that does not exist', `23999,${dom}`, 'old-code-unknown', '23537'],
    ['an old code of another province', `23537,Xã X,Huyện Y,Tỉnh Quảng Ngãi`, 'old-code-elsewhere', null],
  ])('keeps the old name as words for %s', (_, oldUnit, kind, candidate) => {
    const result = plan(`${oldUnit},23538,Xã Ia Tơi,Quảng Ngãi`);
    expect(result.successors).toMatchObject([{ oldCode: null, newCode: '23538', oldName: oldUnit.split(',')[1] }]);
    expect(kindsOf(result)).toEqual([[2, kind, candidate]]);
  });

  it('links by code under another old name, drops repeated rows, and stores nothing without an old unit', () => {
    const row = `23537,Xã Ia Khác,Huyện X,Tỉnh Kon Tum,23538,Xã Ia Tơi,Quảng Ngãi`;
    const result = plan(row, row, ',,,,23535,Xã Ia Đal,Quảng Ngãi');
    expect(result.successors).toHaveLength(1);
    expect(kindsOf(result)).toEqual([
      [2, 'old-name-differs', null],
      [3, 'old-name-differs', null],
      [3, 'row-repeated', null],
      [4, 'old-code-missing', null],
    ]);
  });

  it('asks for the lists of units first', () => {
    const { report } = planImport({ kind: 'mergers-2025', csv: columns }, nothing);
    expect(report.errors.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('areas-2025'),
      expect.stringContaining('areas-2021'),
    ]);
  });
});
