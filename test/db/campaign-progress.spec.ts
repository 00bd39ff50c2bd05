import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Aired } from '../support/campaign-things';
import { aBulletinRow, anAiring, aVersionRow } from '../support/campaign-things';
import {
  BulletinAreaEntity,
  BulletinEntity,
  BulletinVersionEntity,
} from '../../src/features/bulletins/bulletin.entity';
import { AirtimeService } from '../../src/features/airtime';
import { CommuneAiringEntity } from '../../src/features/airtime/commune-airing.entity';
import { ProgressService, ProposalParts, ProposalsService } from '../../src/features/campaign-progress';
import { type Campaign, CampaignsService } from '../../src/features/campaigns';
import { CampaignReportsService, ReportsService, SavedReportsService } from '../../src/features/reports';
import { KeptPapers } from '../../src/features/reports/kept-papers.service';
import { viewOfReport } from '../../src/features/reports/report-view';
import { drawJob } from '../../src/features/reports/saved-reports.service';
import { OwnBookingsService } from '../../src/features/schedule';
import { TopicsService } from '../../src/features/topics';
import { cellText } from '../../src/domain/reports/document';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { JobEntity } from '../../src/platform/database/job.entity';
import { type DatabaseName, mainDatabaseNames } from '../support/databases';
import { referenceCsv } from '../support/reference-data';
import { approved, aSlot, here, openSchedule, type ScheduleStation, setup } from '../support/schedule-station';

const minute = 60_000;
const operator = { userId: 'u1', name: 'y.nhung' };
const other = '23535';

/** The clock stands on Monday 5 January 2026: the third day of a phase that began on Saturday. */
const plan = {
  title: 'Tuyên truyền Nghị quyết Đại hội Đảng bộ xã',
  areaCodes: ['51'],
  phases: [
    {
      ...{ title: 'Giai đoạn 1', fromDate: '2026-01-03', toDate: '2026-12-31' },
      contents: [
        { text: 'Nội dung cơ bản', topicCodes: ['3'] },
        { text: 'Chương trình hành động', topicCodes: ['4'] },
      ],
      // 363 days: five minutes a day.
      targets: [{ per: 'phase' as const, minutes: 1_815 }],
    },
    {
      ...{ title: 'Giai đoạn 2', fromDate: '2027-01-01', toDate: '2030-12-31' },
      contents: [{ text: 'Gương điển hình', topicCodes: ['6.1'] }],
      targets: [{ per: 'week' as const, airings: 2 }],
    },
  ],
};

describe.each(mainDatabaseNames)('campaigns measured by the ledger on %s', (name: DatabaseName) => {
  let station: ScheduleStation;
  let campaigns: CampaignsService;
  let progress: ProgressService;
  let proposals: ProposalsService;
  let campaign: Campaign;
  let slotId: string;

  beforeAll(async () => {
    station = await openSchedule(name);
    const { areas, test, clock, planner, repository } = station;
    const { uow, read } = test.database;
    const topics = new TopicsService(uow, read);
    await topics.importTopics(setup, { csv: referenceCsv('topics') });
    campaigns = new CampaignsService(uow, read, areas, topics);
    progress = new ProgressService(read, areas, clock);
    const bulletins = {
      find: async (id: string) => ({ areaCodes: [here], versions: [{ id: `${id}-v1`, state: 'approved' }] }),
      approvedVersion: async (id: string) =>
        approved(id.replace(/-v\d$/, ''), { versionId: id, topicCode: '3', durationMs: 5 * minute }),
    } as never;
    const own = new OwnBookingsService(uow, read, repository, areas, bulletins);
    proposals = new ProposalsService(new ProposalParts(read, uow, clock), areas, bulletins, planner, own);
    campaign = await campaigns.create(operator, plan);
    slotId = (await station.slots.create(setup, here, aSlot('Buổi chiều', '17:00', 15))).id;
    await station.settle();
    const [first, second] = campaign.phases[0]!.contents;
    await uow.run(setup, async ({ manager }) => {
      for (const [id, contentId] of [
        ['b1', first!.id],
        ['b2', second!.id],
        ['b3', null],
        ['b4', null],
      ] as const) {
        await manager.insert(
          BulletinEntity,
          aBulletinRow(id, { campaignId: id === 'b4' ? null : campaign.id, contentId }),
        );
        await manager.insert(BulletinAreaEntity, { bulletinId: id, areaCode: here });
        await manager.insert(BulletinVersionEntity, aVersionRow(id));
      }
      const heard: Aired[] = [
        { key: '1', communeCode: here, bulletinId: 'b1', localDate: '2026-01-03', airedMs: 4 * minute },
        { key: '2', communeCode: here, bulletinId: 'b3', localDate: '2026-01-04', airedMs: minute, result: 'partial' },
        { key: '3', communeCode: other, bulletinId: 'b1', localDate: '2026-01-04', airedMs: 20 * minute },
        { key: '4', communeCode: here, bulletinId: 'b4', localDate: '2026-01-04', airedMs: 60 * minute },
        { key: '5', communeCode: here, bulletinId: 'b1', localDate: '2026-01-02', airedMs: 60 * minute },
      ];
      await manager.insert(CommuneAiringEntity, heard.map(anAiring));
    });
  });
  afterAll(() => station.close());

  it('sums what its bulletins were heard on the dates of the phase, each commune against its target', async () => {
    const told = await progress.progress(campaign, undefined, null, 10);
    expect(told).toMatchObject({
      ...{ phase: { title: 'Giai đoạn 1', state: 'running' }, today: '2026-01-05' },
      ...{ total: { ms: 25 * minute, airings: 2 }, communesAll: 2, communesHeard: 2, communesBehind: 1, notShown: 0 },
      contents: [
        { text: 'Nội dung cơ bản', bulletins: 1, approved: 1, ms: 24 * minute, airings: 2, communes: 2 },
        { text: 'Chương trình hành động', bulletins: 1, approved: 1, ms: 0, airings: 0, communes: 0 },
      ],
      topics: [{ code: '3', ms: 25 * minute }],
      text: { vi: 'Giai đoạn 1: 1 trên 2 xã chậm tiến độ', en: 'Giai đoạn 1: 1 of 2 communes behind' },
    });
    expect(told.communes.map(({ code, ms, pace }) => [code, ms / minute, pace[0]?.behind.ms])).toEqual([
      [here, 5, 5 * minute],
      [other, 20, 0],
    ]);
    expect(told.weeks).toEqual([
      { from: '2026-01-03', to: '2026-01-04', ms: 25 * minute, airings: 2 },
      { from: '2026-01-05', to: '2026-01-11', ms: 0, airings: 0 },
    ]);
    const mine = await progress.progress(campaign, undefined, [other], 10);
    expect([mine.total.ms, mine.communesAll, mine.communesBehind]).toEqual([20 * minute, 1, 0]);
    const later = await progress.progress(campaign, campaign.phases[1]!.id, null, 1);
    expect(later).toMatchObject({ phase: { state: 'coming' }, total: { ms: 0, airings: 0 }, notShown: 1, weeks: [] });
    await expect(progress.progress(campaign, 'none', null, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('reports every phase: contents with the titles heard, counts, minutes, and what was aimed at', async () => {
    const { areas, test, clock } = station;
    const topics = new TopicsService(test.database.uow, test.database.read);
    const evidence = { lastSeal: async () => null } as never;
    const config = { stationName: 'Đài', zone: 'Asia/Ho_Chi_Minh' };
    const reports = new ReportsService({} as never, areas, evidence, clock, config);
    const drawn = await new CampaignReportsService(progress, areas, topics, reports).draw(campaign, {}, null);
    const [sheet] = drawn.sheets;
    const tables = sheet!.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
    const rows = tables.map((table) => [...table.rows, table.totals ?? []].map((row) => row.map(cellText)));
    expect(rows[0]!.slice(0, 2)).toEqual([
      ['Giai đoạn 1', '03/01/2026–31/12/2026', '1/2', '2', '0:25:00', '2/2'],
      ['Giai đoạn 2', '01/01/2027–31/12/2030', '0/1', '0', '0:00:00', '0/2'],
    ]);
    expect(rows[1]).toEqual([
      ['1', 'Nội dung cơ bản', '2', '0:24:00', '2/2'],
      ['1.1', 'b1', '2', '0:24:00', ''],
      ['2', 'Chương trình hành động', '0', '0:00:00', '0/2'],
      ['3', 'Bản tin khác của kế hoạch', '', '', ''],
      ['3.1', 'b3', '0', '0:01:00', ''],
      ['', 'Cộng', '2', '0:25:00', '2/2'],
    ]);
    expect(rows[2]![0]).toEqual([
      'Mọi lĩnh vực, mỗi xã, cả giai đoạn: 1815 phút',
      ...['3.630,0', '25,0', '0,7 %', '–', '2', '–', '0/2'],
    ]);
    expect(viewOfReport(drawn).sheets[0]!.signOff?.roles).toContain('XÁC NHẬN CỦA UBND');
    const mine = await progress.report(campaign, campaign.phases[0]!.id, [other]);
    expect([mine.phases[0]!.total.ms, mine.communes.length]).toEqual([20 * minute, 1]);
  });

  it('keeps its report: each Monday into the folder, counted up to the Sunday before, while a phase runs', async () => {
    const { areas, test, clock } = station;
    const { uow, read } = test.database;
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-kept-campaign-'));
    try {
      const config = { stationName: 'Đài', zone: 'Asia/Ho_Chi_Minh', dataDir, smtpUrl: null };
      const airtime = new AirtimeService(read, areas, clock);
      const reports = new ReportsService(airtime, areas, { lastSeal: async () => null } as never, clock, config);
      const drawer = new CampaignReportsService(progress, areas, new TopicsService(uow, read), reports);
      const papers = new KeptPapers(reports, drawer, campaigns, airtime);
      const saved = new SavedReportsService(uow, read, papers, clock, config);
      const wanted = {
        ...{ areaCode: here, name: 'Gửi UBND', kind: 'campaign' as const, campaignId: campaign.id },
        ...{ format: 'csv' as const, schedule: 'weekly' as const, mailTo: [] },
      };
      const { id } = await saved.create(operator, wanted);
      await saved.orderDue();
      const [job, ...more] = await read.manager.findBy(JobEntity, { kind: drawJob, key: id });
      expect([job?.payload, more]).toEqual([{ id, from: '2025-12-29', to: '2026-01-04' }, []]);
      await saved.drawOrdered(job!.payload as never);
      const [kept] = await saved.list([here], campaign.id);
      expect(kept).toMatchObject({ id, lastTo: '2026-01-04', campaignId: campaign.id });
      const paper = fs.readFileSync(path.join(dataDir, 'reports', kept!.lastFile!), 'utf8');
      for (const words of [campaign.title, 'Số liệu đến hết ngày 04/01/2026', '0:05:00'])
        expect(paper).toContain(words);
      expect(await saved.list([here], 'none')).toEqual([]);

      const shortly = await drawer.draw(campaign, { until: '2026-01-03' }, null);
      expect(viewOfReport(shortly).sheets[0]!.blocks[0]).toMatchObject({
        rows: [expect.arrayContaining(['0:04:00', '1/2']), expect.arrayContaining(['0:00:00', '0/2'])],
      });
      await expect(papers.isWanted(wanted, { from: '2025-12-22', to: '2025-12-28' })).resolves.toBe(false);
      const elsewhere = { ...wanted, areaCode: '01' };
      await expect(saved.create(operator, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(papers.isWanted(elsewhere, { from: '2026-01-05', to: '2026-01-11' })).resolves.toBe(false);
      await expect(saved.change(operator, id, { ...wanted, campaignId: 'none' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    } finally {
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('proposes bookings that fit; accepted, they are queued and aired as told, and nothing more is missing', async () => {
    const asked = await proposals.propose(campaign, here, undefined);
    const days = (Date.parse(asked.until) - Date.parse('2026-01-02')) / 86_400_000;
    expect(asked).toMatchObject({ behind: { ms: 5 * minute, airings: 0 }, missing: { ms: (days * 5 - 5) * minute } });
    expect(asked.left).toEqual({ ms: 0, airings: 0 });
    expect(asked.bookings).toHaveLength(days - 1);
    // The content that nobody here has heard of comes first.
    expect(asked.bookings[0]).toMatchObject({ bulletinId: 'b2', slotId, localDate: '2026-01-05', topicCode: '3' });
    expect(asked.text.vi).toBe(
      `Xã Ia Tơi chậm 5 phút; còn phải xếp ${days * 5 - 5} phút: ${days - 1} lượt sau đây vừa chỗ`,
    );
    const wanted = asked.bookings.map(({ bulletinId, localDate }) => ({
      ...{ bulletinId, slotIds: [slotId], dates: { kind: 'on' as const, dates: [localDate] }, readings: 1 },
      ...{ zones: null, position: null },
    }));
    const made = await proposals.accept(operator, campaign, here, wanted);
    await station.settle();
    const aired = (await station.rundowns.list(here, '2026-01-05', asked.until)).flatMap(({ items, localDate }) =>
      items.map(({ ref }) => `${localDate} ${ref}`),
    );
    expect(aired.sort()).toEqual(
      asked.bookings.map(({ bulletinId, localDate }) => `${localDate} ${bulletinId}`).sort(),
    );
    expect(await proposals.propose(campaign, here, undefined)).toMatchObject({ missing: { ms: 0 }, bookings: [] });
    const audit = await station.test.database.read.manager.findBy(AuditEntity, { entityId: campaign.id });
    expect(audit.at(-1)).toMatchObject({ action: 'campaign.booked', actorId: 'u1' });
    expect(made.every(({ origin }) => origin === 'operator')).toBe(true);
  });

  it('accepts all or none, and only bulletins of the campaign', async () => {
    const one = { dates: { kind: 'on' as const, dates: ['2026-01-05'] }, readings: 1, zones: null, position: null };
    const before = (await station.bookings.listFor(here)).length;
    const accept = (...wanted: { bulletinId: string; slotIds: string[] }[]) =>
      proposals.accept(operator, campaign, here, wanted.map((booking) => ({ ...one, ...booking }))); // prettier-ignore
    await expect(accept({ bulletinId: 'b4', slotIds: [] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      accept({ bulletinId: 'b1', slotIds: [slotId] }, { bulletinId: 'b1', slotIds: ['none'] }),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(await station.bookings.listFor(here)).toHaveLength(before);
    await expect(proposals.propose(campaign, '51', undefined)).rejects.toMatchObject({ code: 'AREA_LEVEL_WRONG' });
  });
});
