import { isFault } from '../../src/domain/fault';
import { TopicsService } from '../../src/features/topics';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { sampledDatabaseNames, openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { referenceCsv } from '../support/reference-data';

const admin = { userId: 'u1', name: 'quan.tri' };
const csv = referenceCsv('topics');

describe.each(sampledDatabaseNames('postgres'))('topics on %s', (name: DatabaseName) => {
  let test: TestDatabase;
  let topics: TopicsService;

  beforeEach(async () => {
    test = await openTestDatabase(name);
    topics = new TopicsService(test.database.uow, test.database.read);
    await topics.load();
    await topics.importTopics(admin, { csv });
  });
  afterEach(() => test.close());

  it('lists the six official topics with the local ones under them', () => {
    const tree = topics.list();
    expect(tree.map(({ code, topics: local }) => [code, local.length])).toEqual([
      ['1', 0],
      ['2', 3],
      ['3', 4],
      ['4', 3],
      ['5', 5],
      ['6', 2],
    ]);
    expect(topics.get('3.3')).toMatchObject({
      nameVi: 'Bầu cử',
      nameEn: 'Elections',
      parentCode: '3',
      nameSearch: 'bau cu',
    });
    expect(() => topics.get('9')).toThrow('TOPIC_UNKNOWN');
  });

  it('imports all or nothing, names faulty rows, and the second time changes nothing', async () => {
    expect(await topics.importTopics(admin, { csv })).toMatchObject({ created: 0, updated: 0, unchanged: 23 });
    const faulty = `${csv.trim()}\n7.1,7,Lạc,Lost\n3.3,3,Bầu cử,Elections\n1.1,1,,Empty\n4.12,5,Sai,Wrong`;
    const refused = await topics.importTopics(admin, { csv: faulty }).catch((error: unknown) => error);
    expect(isFault(refused, 'IMPORT_REJECTED') && refused.data.errors.map(({ row, column }) => [row, column])).toEqual([
      [25, 'parent_code'],
      [26, 'code'],
      [27, 'name_vi'],
      [28, 'code'],
    ]);
    expect(topics.list().flatMap((branch) => branch.topics)).toHaveLength(17);
    const dry = await topics.importTopics(admin, { csv: csv.replace('Bầu cử', 'Bầu cử các cấp'), dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, updated: 1, unchanged: 22 });
    expect(topics.get('3.3').nameVi).toBe('Bầu cử');
    expect(await test.database.read.manager.countBy(AuditEntity, { action: 'topics.imported' })).toBe(1);
  });

  it('makes, renames and retires local topics under the official codes', async () => {
    const made = await topics.create(admin, { parentCode: '5', nameVi: 'Làng nghề', nameEn: 'Craft villages' });
    expect(made).toMatchObject({ code: '5.6', parentCode: '5', origin: 'local', retiredAt: null });
    await topics.create(admin, { parentCode: '5', nameVi: 'Du lịch', nameEn: 'Tourism', code: '5.10' });
    expect((await topics.create(admin, { parentCode: '5', nameVi: 'Chợ', nameEn: 'Markets' })).code).toBe('5.11');
    expect(
      topics
        .list()[4]
        ?.topics.slice(-3)
        .map(({ code }) => code),
    ).toEqual(['5.6', '5.10', '5.11']);

    expect(await topics.rename(admin, '5.6', { nameVi: 'Làng nghề truyền thống' })).toMatchObject({
      nameVi: 'Làng nghề truyền thống',
      nameEn: 'Craft villages',
      nameSearch: 'lang nghe truyen thong',
    });
    const retired = await topics.retire(admin, '5.6');
    expect(retired.retiredAt).toEqual(expect.any(Number));
    expect(await topics.retire(admin, '5.6')).toEqual(retired);
    expect(topics.list().flatMap((branch) => branch.topics.map(({ code }) => code))).not.toContain('5.6');
    expect(topics.list({ retired: true }).flatMap((branch) => branch.topics.map(({ code }) => code))).toContain('5.6');
    expect(topics.get('5.6').nameVi).toBe('Làng nghề truyền thống');
    expect(() => topics.getInUse('5.6')).toThrow('STATE_FORBIDS');
    // Its number is never given again.
    await expect(
      topics.create(admin, { parentCode: '5', nameVi: 'X', nameEn: 'X', code: '5.6' }),
    ).rejects.toMatchObject({
      code: 'TOPIC_EXISTS',
    });
  });

  it('refuses a local topic of no official one, with a code of another, or without a name', async () => {
    const refused = [
      [{ parentCode: '9', nameVi: 'X', nameEn: 'X' }, 'TOPIC_UNKNOWN'],
      [{ parentCode: '5.1', nameVi: 'X', nameEn: 'X' }, 'STATE_FORBIDS'],
      [{ parentCode: '5', nameVi: 'X', nameEn: 'X', code: '4.9' }, 'INPUT_INVALID'],
      [{ parentCode: '5', nameVi: '  ', nameEn: 'X' }, 'INPUT_INVALID'],
    ] as const;
    for (const [topic, code] of refused) await expect(topics.create(admin, topic)).rejects.toMatchObject({ code });
    expect(topics.list()[4]?.topics).toHaveLength(5);
  });

  it('official topics change by importing a list only, and a list does not take over a local code', async () => {
    await expect(topics.rename(admin, '3', { nameVi: 'X' })).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(topics.retire(admin, '3')).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await topics.create(admin, { parentCode: '5', nameVi: 'Làng nghề', nameEn: 'Craft villages' });
    const later = `${csv.trim()}\n5.6,5,Chuyển đổi số,Digital life`;
    const report = await topics.importTopics(admin, { csv: later, dryRun: true });
    expect(report.errors).toMatchObject([{ row: 25, column: 'code' }]);
    const shorter = csv.trim().split('\n').slice(0, -1).join('\n');
    expect(await topics.importTopics(admin, { csv: shorter })).toMatchObject({ unchanged: 22, absent: ['6.2'] });
    expect(topics.get('6.2').retiredAt).toBeNull();
  });
});
