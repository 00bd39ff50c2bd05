import { AreasService } from '../../src/features/areas';
import { BulletinEntity } from '../../src/features/bulletins/bulletin.entity';
import { CampaignsService } from '../../src/features/campaigns';
import { TopicsService } from '../../src/features/topics';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { sampledDatabaseNames, openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { referenceCsv } from '../support/reference-data';

const operator = { userId: 'u1', name: 'y.nhung' };
const areasCsv = [
  'code,name,level,parent_code',
  '51,Tỉnh Quảng Ngãi,province,',
  '52,Tỉnh Gia Lai,province,',
  '23535,Xã Ia Đal,commune,51',
  '23538,Xã Ia Tơi,commune,51',
].join('\n');

/** One phase to the end of a year, another for the years after, each with its contents. */
const plan = {
  title: 'Tuyên truyền Nghị quyết Đại hội Đảng bộ xã',
  areaCodes: ['23538', '23535', '23538'],
  phases: [
    { fromDate: '2027-01-01', toDate: '2030-12-31', contents: [{ text: 'Gương điển hình', topicCodes: ['6.1'] }] },
    {
      title: 'Giai đoạn 1',
      fromDate: '2026-01-15',
      toDate: '2026-12-31',
      contents: [{ text: 'Nội dung  cơ bản', topicCodes: ['3.1', '3.1'] }, { text: 'Chương trình hành động' }],
    },
  ],
};

describe.each(sampledDatabaseNames('sqlite'))('campaigns on %s', (name: DatabaseName) => {
  let test: TestDatabase;
  let campaigns: CampaignsService;

  beforeAll(async () => {
    test = await openTestDatabase(name);
    const { uow, read } = test.database;
    const [areas, topics] = [new AreasService(uow, read, new FakeClock()), new TopicsService(uow, read)];
    await areas.importUnits(operator, { kind: 'areas-2025', csv: areasCsv });
    await topics.importTopics(operator, { csv: referenceCsv('topics') });
    campaigns = new CampaignsService(uow, read, areas, topics);
  });
  afterAll(() => test.close());

  it('keeps title, areas, and phases in the order of their dates with their contents in the order written', async () => {
    const made = await campaigns.create(operator, plan);
    expect(made).toMatchObject({
      title: plan.title,
      areaCodes: ['23535', '23538'],
      phases: [
        {
          title: 'Giai đoạn 1',
          fromDate: '2026-01-15',
          contents: [
            { text: 'Nội dung cơ bản', topicCodes: ['3.1'] },
            { text: 'Chương trình hành động', topicCodes: [] },
          ],
        },
        { title: '', fromDate: '2027-01-01', toDate: '2030-12-31', contents: [{ topicCodes: ['6.1'] }] },
      ],
    });
    expect(await campaigns.get(made.id)).toEqual(made);
    const audit = await test.database.read.manager.findBy(AuditEntity, { entityId: made.id });
    expect(audit).toMatchObject([{ action: 'campaign.created', actorId: 'u1' }]);
  });

  it('a bulletin finds the content it refers to, and only in its own campaign', async () => {
    const [one, other] = [await campaigns.create(operator, plan), await campaigns.create(operator, plan)];
    const content = one.phases[0]!.contents[1]!;
    expect(await campaigns.contentOf(one.id, content.id)).toEqual(content);
    await expect(campaigns.contentOf(other.id, content.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(campaigns.get('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is seen from its areas, from below and from above, and from nowhere else', async () => {
    const province = await campaigns.create(operator, { ...plan, title: 'Tỉnh', areaCodes: ['51'] });
    const titles = async (seenFrom: string[]) =>
      new Set((await campaigns.list({ seenFrom })).map(({ title }) => title));
    expect(await titles(['23538'])).toEqual(new Set([plan.title, 'Tỉnh']));
    expect(await titles(['51'])).toEqual(new Set([plan.title, 'Tỉnh']));
    expect(await titles(['VN'])).toEqual(new Set([plan.title, 'Tỉnh']));
    expect(await titles(['52'])).toEqual(new Set());
    expect(await titles([])).toEqual(new Set());
    expect((await campaigns.list())[0]).toEqual(province);
  });

  it('keeps what each phase aims at, and what stays of a changed campaign stays the same', async () => {
    const targets = [{ per: 'week' as const, topicCode: '3', areaCode: '23538', minutes: 25 }];
    const made = await campaigns.create(operator, { ...plan, phases: [{ ...plan.phases[1]!, targets }] });
    const [first] = made.phases;
    expect(first?.targets).toEqual([
      {
        ...{ id: first?.targets[0]?.id, topicCode: '3', areaCode: '23538' },
        ...{ per: 'week', minutes: 25, airings: null },
      },
    ]);
    const [kept, gone] = first!.contents;
    await test.database.uow.run(operator, async ({ manager }) => {
      const empty = { summary: null, textTwin: null, source: null, author: null, validFrom: null, validUntil: null };
      const about = { id: `b-${name}`, areaCode: '23538', title: 'Tin', topicCode: '3', priority: 'normal' as const };
      const edits = { editNumber: 1, createdAt: 1, createdBy: null, updatedAt: 1, updatedBy: null };
      const named = { campaignId: made.id, contentId: kept!.id, request: null, searchText: '' };
      await manager.insert(BulletinEntity, { ...empty, ...about, ...edits, ...named });
    });
    const wanted = { title: 'Đổi tên', areaCodes: ['23538'], revision: 1 };
    const phase = { ...first!, contents: [{ text: 'Nội dung mới' }, kept!], targets: [] };
    const after = await campaigns.update(operator, made.id, { ...wanted, phases: [phase] });
    expect(after).toMatchObject({ title: 'Đổi tên', areaCodes: ['23538'], revision: 2, createdAt: made.createdAt });
    expect(after.phases[0]).toMatchObject({ id: first!.id, targets: [] });
    expect(after.phases[0]?.contents[1]).toEqual(kept);
    expect(after.phases[0]?.contents[0]?.id).not.toBe(gone?.id);
    expect(await campaigns.get(made.id)).toEqual(after);
    const audit = await test.database.read.manager.findBy(AuditEntity, { entityId: made.id });
    expect(audit.map(({ action }) => action)).toEqual(['campaign.created', 'campaign.changed']);

    await expect(campaigns.update(operator, made.id, { ...wanted, phases: [phase] })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    const without = { ...first!, contents: [{ text: 'Khác' }] };
    await expect(
      campaigns.update(operator, made.id, { ...wanted, revision: 2, phases: [without] }),
    ).rejects.toMatchObject({ code: 'STATE_FORBIDS', data: { state: 'has-bulletins' } });
    await expect(campaigns.update(operator, 'none', { ...wanted, phases: [phase] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await campaigns.get(made.id)).toEqual(after);
  });

  const phase = plan.phases[0]!;
  const aim = { per: 'week' as const, minutes: 5 };
  it.each([
    [
      'a target beside the campaign',
      { ...plan, phases: [{ ...phase, targets: [{ ...aim, areaCode: '52' }] }] },
      'INPUT_INVALID',
    ],
    [
      'a target of an unknown topic',
      { ...plan, phases: [{ ...phase, targets: [{ ...aim, topicCode: '99' }] }] },
      'TOPIC_UNKNOWN',
    ],
    ['an unknown area', { ...plan, areaCodes: ['99999'] }, 'AREA_UNKNOWN'],
    ['no area', { ...plan, areaCodes: [] }, 'INPUT_INVALID'],
    ['no phase', { ...plan, phases: [] }, 'INPUT_INVALID'],
    [
      'an unknown topic',
      { ...plan, phases: [{ ...phase, contents: [{ text: 'X', topicCodes: ['9'] }] }] },
      'TOPIC_UNKNOWN',
    ],
    [
      'phases that overlap by a day',
      { ...plan, phases: [...plan.phases, { ...phase, fromDate: '2026-12-31', toDate: '2026-12-31' }] },
      'INPUT_INVALID',
    ],
    ['an end before the start', { ...plan, phases: [{ ...phase, toDate: '2026-12-31' }] }, 'INPUT_INVALID'],
    ['a date that is none', { ...plan, phases: [{ ...phase, toDate: '2031-02-29' }] }, 'INPUT_INVALID'],
    ['a phase without contents', { ...plan, phases: [{ ...phase, contents: [] }] }, 'INPUT_INVALID'],
  ])('refuses %s and stores nothing', async (_, wanted, code) => {
    const before = (await campaigns.list()).length;
    await expect(campaigns.create(operator, wanted)).rejects.toMatchObject({ code });
    expect(await campaigns.list()).toHaveLength(before);
  });
});
