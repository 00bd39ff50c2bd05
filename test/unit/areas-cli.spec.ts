import { Command } from 'commander';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { registerAreas } from '../../src/cli/commands/areas';
import { registerTopics } from '../../src/cli/commands/topics';
import { Fault } from '../../src/domain/fault';
import type { AreasService, ImportRequest } from '../../src/features/areas';
import { areaNameSearch } from '../../src/features/areas/area';
import { AreaSearch } from '../../src/features/areas/area-search';
import { type AreaRecords, AreaTree } from '../../src/features/areas/area-tree';
import { planImport } from '../../src/features/areas/import/plan-import';
import { planTopics } from '../../src/features/topics/plan-topics';
import type { TopicsService } from '../../src/features/topics';
import { referenceCsv } from '../support/reference-data';

const iaToi = { code: '23538', level: 'commune', name: 'Xã Ia Tơi', nameSearch: areaNameSearch('Xã Ia Tơi') } as const;
const records: AreaRecords = {
  areas: [
    {
      ...iaToi,
      parentCode: 'VN',
      validFrom: null,
      validTo: null,
      countsEmbedded: null,
      timeZone: null,
      languages: null,
    },
  ],
  formerStates: [],
  successors: [],
};

/** What a command asked of the data folder; the services behind it plan for real and store nothing. */
async function run(...words: string[]): Promise<{ out: string; err: string; code: number; mode?: string }> {
  const said = { out: '', err: '' };
  let mode: string | undefined;
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text))));
  const err = jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.err += String(text))));
  const importing = (request: ImportRequest) => {
    const { report } = planImport(request, { ...records, areas: [] });
    if (!request.dryRun && report.errors.length > 0) throw new Fault('IMPORT_REJECTED', { errors: report.errors });
    return Promise.resolve(report);
  };
  const areas = {
    importUnits: (_: unknown, request: ImportRequest) => importing(request),
    search: (text: string, options: never) => new AreaSearch(new AreaTree(records)).find(text, options),
  } as unknown as AreasService;
  const topics = {
    importTopics: (_: unknown, { csv, dryRun }: { csv: string; dryRun: boolean }) =>
      Promise.resolve(planTopics(csv, [], dryRun).report),
  } as unknown as TopicsService;
  const program = new Command().exitOverride();
  registerAreas(program, (asked, work) => ((mode = asked), work(areas)));
  registerTopics(program, (asked, work) => ((mode = asked), work(topics)));
  try {
    await program.parseAsync(words, { from: 'user' });
    return { ...said, code: Number(process.exitCode ?? 0), mode };
  } finally {
    process.exitCode = undefined;
    out.mockRestore();
    err.mockRestore();
  }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-cli-'));
const fileOf = (name: string, content: string | Buffer): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  return file;
};
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe('loa areas', () => {
  it('prints the report of a dry run, which only reads', async () => {
    const file = fileOf('areas.csv', referenceCsv('areas-2025'));
    const { out, code, mode } = await run('areas', 'import', '--kind', 'areas-2025', file, '--dry-run', '--json');
    expect(JSON.parse(out)).toMatchObject({ dryRun: true, rows: 3355, created: 3355, errors: [] });
    expect([code, mode]).toEqual([0, 'read']);
    const plain = await run('areas', 'import', '--kind', 'areas-2021', fileOf('old.csv', referenceCsv('areas-2021')));
    expect(plain.out).toContain('11367 dòng/rows: 11367 mới/created');
    expect(plain.out).toContain('    17  name-tidied');
    expect(plain.mode).toBe('write');
  });

  it('names every faulty row in both languages and fails, dry run or not', async () => {
    const file = fileOf('bad.csv', 'code,name,level,parent_code\n51,,province,\n52,Tỉnh X,tinh,');
    const lines = [
      'dòng/row 2 (name): cần tên từ 1 đến 120 ký tự / a name of 1 to 120 characters is needed',
      'dòng/row 3 (level): “tinh” không phải cấp của danh mục này / “tinh” is no level of this list',
    ];
    for (const dry of [[], ['--dry-run']]) {
      const { err, code } = await run('areas', 'import', '--kind', 'areas-2025', file, ...dry);
      expect(err.trim().split('\n')).toEqual(lines);
      expect(code).toBe(1);
    }
  });

  it('says in one line that a file is missing or not UTF-8', async () => {
    const missing = await run('areas', 'import', '--kind', 'areas-2025', path.join(folder, 'none.csv'));
    expect(missing.err).toMatch(/^areas import: không có tệp \/ no such file: .*none\.csv\n$/);
    const utf16 = fileOf('utf16.csv', Buffer.from('\ufeffcode', 'utf16le'));
    expect((await run('areas', 'import', '--kind', 'areas-2025', utf16)).err).toContain('CSV UTF-8');
    expect(missing.code).toBe(1);
  });

  it('finds areas without marks', async () => {
    const { out } = await run('areas', 'search', 'ia', 'toi', '--json');
    expect(JSON.parse(out).hits).toEqual([
      { code: '23538', level: 'commune', name: 'Xã Ia Tơi', path: [], inForce: true, formerly: null },
    ]);
    expect((await run('areas', 'search', 'IA TOI')).out).toBe('23538       Xã Ia Tơi\n');
    expect((await run('areas', 'search', 'nowhere')).out).toContain('không tìm thấy');
  });
});

describe('loa topics', () => {
  it('imports the list and tells what it did', async () => {
    const file = fileOf('topics.csv', referenceCsv('topics'));
    expect((await run('topics', 'import', file)).out).toBe(
      '23 dòng/rows: 23 mới/created, 0 sửa/updated, 0 như cũ/unchanged\n',
    );
    const bad = await run(
      'topics',
      'import',
      fileOf('bad-topics.csv', 'code,parent_code,name_vi,name_en\nx,,A,B'),
      '--dry-run',
    );
    expect(bad.err).toContain('dòng/row 2 (code)');
    expect(bad.code).toBe(1);
  });
});
