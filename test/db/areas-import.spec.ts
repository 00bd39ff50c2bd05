import { isFault } from '../../src/domain/fault';
import { AreasService } from '../../src/features/areas';
import { AreaEntity, AreaFormerStateEntity, AreaSuccessorEntity } from '../../src/features/areas/area.entity';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { referenceCsv } from '../support/reference-data';

const actor = systemActor('test');
const csv2025 = referenceCsv('areas-2025');

/** A real file with one row changed, numbered as a spreadsheet counts. */
function withRow(csv: string, row: number, text: string): string {
  const lines = csv.split('\n');
  lines[row - 1] = text;
  return lines.join('\n');
}

async function open(name: DatabaseName): Promise<{ test: TestDatabase; areas: AreasService }> {
  const test = await openTestDatabase(name);
  const areas = new AreasService(test.database.uow, test.database.read, new FakeClock());
  await areas.load();
  return { test, areas };
}

async function rowCounts(test: TestDatabase): Promise<Record<string, number>> {
  const { manager } = test.database.read;
  return {
    areas: await manager.count(AreaEntity),
    formerStates: await manager.count(AreaFormerStateEntity),
    successors: await manager.count(AreaSuccessorEntity),
    audit: await manager.count(AuditEntity),
  };
}

async function seconds<T>(what: string, work: () => Promise<T>): Promise<{ value: T; took: number }> {
  const began = performance.now();
  const value = await work();
  const took = (performance.now() - began) / 1000;
  console.log(`${what}: ${took.toFixed(2)} s`);
  return { value, took };
}

describe.each(mainDatabaseNames)('areas-2025.csv on %s', (name: DatabaseName) => {
  let test: TestDatabase;
  let areas: AreasService;

  beforeAll(async () => ({ test, areas } = await open(name)));
  afterAll(() => test.close());

  it('a dry run reports everything and writes nothing', async () => {
    const report = await areas.importUnits(actor, { kind: 'areas-2025', csv: csv2025, dryRun: true });
    expect(report).toMatchObject({ dryRun: true, rows: 3355, created: 3355, updated: 0, closed: 0, errors: [] });
    expect(await rowCounts(test)).toMatchObject({ areas: 1, audit: 0 });
  });

  it('two faulty rows are named and nothing of the file is written', async () => {
    const faulty = withRow(withRow(csv2025, 17, '16,Tỉnh X,tinh,'), 3356, '32248,Xã Đất Mũi,commune,00');
    const dry = await areas.importUnits(actor, { kind: 'areas-2025', csv: faulty, dryRun: true });
    expect(dry.errors.filter(({ row }) => row === 17 || row === 3356)).toMatchObject([
      { row: 17, column: 'level' },
      { row: 3356, column: 'parent_code' },
    ]);
    const refused = await areas
      .importUnits(actor, { kind: 'areas-2025', csv: faulty })
      .catch((error: unknown) => error);
    expect(isFault(refused, 'IMPORT_REJECTED') && refused.data.errors).toEqual(dry.errors);
    expect(await rowCounts(test)).toMatchObject({ areas: 1, audit: 0 });
  });

  it('a failure while writing leaves nothing behind either', async () => {
    const work = test.database.uow.run(actor, async () => {
      await areas.importUnits(actor, { kind: 'areas-2025', csv: csv2025 });
      throw new Error('power cut');
    });
    await expect(work).rejects.toThrow('power cut');
    expect(await rowCounts(test)).toMatchObject({ areas: 1, audit: 0 });
    await areas.load();
  });

  it('3,355 rows are in at once, in under 3 s on SQLite', async () => {
    const { value, took } = await seconds(`areas-2025 on ${name}`, () =>
      areas.importUnits(actor, { kind: 'areas-2025', csv: csv2025 }),
    );
    expect(value).toMatchObject({ dryRun: false, rows: 3355, created: 3355, unchanged: 0, remarks: [] });
    // Alone it takes 0.3 to 0.6 s on two cores; the wish is 3 s, and the margin is for a busy machine.
    if (name === 'sqlite3') expect(took).toBeLessThan(3);
    expect(areas.descendantsOf('VN', 'province')).toHaveLength(34);
    expect(areas.communesUnder('VN')).toHaveLength(3321);
    expect(areas.ancestorsOf('23538')).toEqual(['23538', '51', 'VN']);
    expect(await rowCounts(test)).toEqual({ areas: 3356, formerStates: 0, successors: 0, audit: 1 });
  });

  it('a second run changes nothing', async () => {
    const again = await areas.importUnits(actor, { kind: 'areas-2025', csv: csv2025 });
    expect(again).toMatchObject({ created: 0, updated: 0, closed: 0, unchanged: 3355, remarks: [] });
    expect(await rowCounts(test)).toEqual({ areas: 3356, formerStates: 0, successors: 0, audit: 1 });
  });

  it('a corrected name is updated, and what the area says for itself stays', async () => {
    await areas.updateSettings(actor, '23538', { countsEmbedded: true });
    const corrected = csv2025.replace('23538,Xã Ia Tơi,', '23538,Xã Ia Tơi Mới,');
    const report = await areas.importUnits(actor, { kind: 'areas-2025', csv: corrected });
    expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 3354 });
    expect(areas.get('23538')).toMatchObject({ name: 'Xã Ia Tơi Mới', countsEmbedded: true, validTo: null });
    await areas.importUnits(actor, { kind: 'areas-2025', csv: csv2025 });
  });

  it('finds names as people type them', () => {
    expect(areas.search('ia toi', { limit: 5 })).toMatchObject([
      { area: { code: '23538', name: 'Xã Ia Tơi' }, path: [{ name: 'Tỉnh Quảng Ngãi' }], formerly: null },
    ]);
    expect(areas.search('ho chi minh', { limit: 1 })).toMatchObject([{ area: { code: '79' } }]);
    expect(areas.search('ea hleo', { limit: 1 })).toMatchObject([{ area: { name: 'Xã Ea H’Leo' } }]);
    expect(areas.search('xa', { limit: 1000 })).toHaveLength(100);
  });
});

// The lists of 2021 and the mergers take seconds each: on the other databases in the long run.
const listDatabases = process.env.LOA_TEST_LONG === '1' ? mainDatabaseNames : mainDatabaseNames.slice(0, 1);
describe.each(listDatabases)('all three lists on %s', (name: DatabaseName) => {
  let test: TestDatabase;
  let areas: AreasService;
  const kinds = ['areas-2025', 'areas-2021', 'mergers-2025'] as const;

  beforeAll(async () => ({ test, areas } = await open(name)));
  afterAll(() => test.close());

  it('mergers say which rows they could not resolve and why', async () => {
    const lists = [];
    for (const kind of kinds) {
      const { value } = await seconds(`${kind} on ${name}`, () =>
        areas.importUnits(actor, { kind, csv: referenceCsv(kind) }),
      );
      lists.push(value);
    }
    const [, older, mergers] = lists;
    expect(older).toMatchObject({ rows: 11_367, errors: [] });
    expect(older?.remarks.map(({ kind }) => kind)).toEqual(Array(17).fill('name-tidied'));
    const counts: Record<string, number> = {};
    for (const { kind } of mergers?.remarks ?? []) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual({
      'new-code-unknown': 431,
      // Numbers of another table that happen to be some commune's code.
      'new-code-names-another': 22,
      'old-code-missing': 943,
      'old-code-unknown': 3,
      'old-name-differs': 452,
      'old-code-goes-on': 1,
      'row-repeated': 80,
      'old-unit-without-row': 568,
      'new-unit-without-row': 1,
    });
    expect(mergers).toMatchObject({ rows: 10_977, created: 10_439, errors: [] });
    expect(mergers?.remarks.find(({ row }) => row === 10_553 || row === 10_554)).toBeDefined();
    const wrong =
      mergers?.remarks.filter(({ kind }) => kind === 'new-code-names-another').map(({ code }) => code) ?? [];
    expect(wrong).toEqual(expect.arrayContaining(['31473', '28501']));
  });

  it('a second run of each changes nothing', async () => {
    const before = await rowCounts(test);
    for (const kind of kinds) {
      const report = await areas.importUnits(actor, { kind, csv: referenceCsv(kind) });
      expect(report).toMatchObject({ created: 0, updated: 0, closed: 0 });
    }
    expect(await rowCounts(test)).toEqual(before);
  });

  it('the same code before and after: 23535 is a commune of Quảng Ngãi and was one of Ia H’Drai', async () => {
    expect(areas.get('23535')).toMatchObject({ parentCode: '51', validFrom: '2025-07-01', validTo: null });
    const former = await test.database.read.manager.findBy(AreaFormerStateEntity, { code: '23535' });
    expect(former).toMatchObject([{ parentCode: '62.618', validFrom: null, validTo: '2025-06-30' }]);
    expect(areas.communesUnder('VN')).toHaveLength(3321);
    expect(areas.communesUnder('51').map(({ code }) => code)).toEqual(expect.arrayContaining(['23535', '23538']));
  });

  it('an old name finds the merged commune, and the other Ia Dom stays itself', () => {
    expect(areas.search('ia dom', { limit: 5 })).toMatchObject([
      { area: { code: '23872' }, path: [{ name: 'Tỉnh Gia Lai' }], formerly: null },
      {
        area: { code: '23538', name: 'Xã Ia Tơi' },
        path: [{ name: 'Tỉnh Quảng Ngãi' }],
        formerly: { name: 'Xã Ia Dom', place: "Huyện Ia H' Drai, Tỉnh Kon Tum" },
      },
    ]);
    expect(areas.successorsOf('23537').map(({ code }) => code)).toEqual(['23538']);
    expect(areas.search('phuong 5 go vap', { limit: 1 })).toMatchObject([{ area: { name: 'Phường An Nhơn' } }]);
    expect(areas.search('kon tum', { limit: 1, level: 'province' })).toMatchObject([{ area: { code: '51' } }]);
    // The code of Ia Mơ Nông is another commune's now; its people live in Ia Ly.
    expect(areas.search('ia mo nong', { limit: 1 })).toMatchObject([{ area: { code: '23734' } }]);
  });

  it('fills its memory and its search in well under a second', async () => {
    const { took } = await seconds(`load on ${name}`, () => areas.load());
    const { took: search } = await seconds(`first search on ${name}`, async () => areas.search('ia toi', { limit: 5 }));
    expect(took + search).toBeLessThan(3);
  });
});
