import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { registerRetention } from '../../src/cli/commands/retention';
import { AirtimeService } from '../../src/features/airtime';
import { AreasService } from '../../src/features/areas';
import { insertArea } from '../../src/features/areas/area.repository';
import type { LedgerEvidence } from '../../src/features/playout';
import { ReportsService, SavedReportsService } from '../../src/features/reports';
import { KeptPapers } from '../../src/features/reports/kept-papers.service';
import { ReportMailJob } from '../../src/features/reports/report-mail.job';
import { RetentionJudge, RetentionService } from '../../src/features/retention';
import { RetentionRunEntity } from '../../src/features/retention/retention-run.entity';
import { retentionJob, RetentionUpkeep } from '../../src/features/retention/retention-upkeep';
import { loadConfig } from '../../src/platform/config/config';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import type { JobHandler } from '../../src/platform/jobs/job-runner';
import { JobEntity } from '../../src/platform/database/job.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { ServiceStart } from '../../src/platform/lifecycle/service-start';
import { openTestDatabase, sampledDatabaseNames, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { MailServer } from '../support/mail-server';
import { zone } from '../support/manifest-builder';

const by = { userId: 'u', name: 'y.nhung' };

it.each(sampledDatabaseNames('postgres'))(
  'a kept report is drawn up once a week, whole, into the folder, on %s',
  async (name) => {
    // 05:00 in Hanoi on Monday, 12 January 2026.
    const clock = new FakeClock(Date.UTC(2026, 0, 11, 22));
    const mailServer = new MailServer();
    const test = await openTestDatabase(name, { clock });
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-saved-'));
    try {
      const { uow, read } = test.database;
      const unknown = { validFrom: null, validTo: null, countsEmbedded: null, timeZone: null, languages: null };
      const commune = { code: '23538', level: 'commune' as const, parentCode: 'VN', name: 'Xã Ia Tơi', nameSearch: '' };
      await uow.run(systemActor('test'), (tx) => insertArea(tx.manager, { ...unknown, ...commune }, tx.nowMs));
      const areas = new AreasService(uow, read, clock);
      await areas.load();
      const airtime = new AirtimeService(read, areas, clock);
      const smtpUrl = await mailServer.start();
      const config = { stationName: 'Đài', zone, dataDir, smtpUrl, mailFrom: 'loa@iatoi.example' };
      const evidence: Pick<LedgerEvidence, 'lastSeal'> = { lastSeal: async () => null };
      const reports = new ReportsService(airtime, areas, evidence as LedgerEvidence, clock, config);
      const papers = new KeptPapers(reports, {} as never, {} as never, airtime);
      const saved = new SavedReportsService(uow, read, papers, clock, config);
      const weekly = {
        areaCode: '23538',
        name: 'Sổ tuần',
        ...{ kind: 'log-book' as const, campaignId: null },
        format: 'xlsx',
        schedule: 'weekly' as const,
        mailTo: [] as string[],
      } as const;
      const { id } = await saved.create(by, weekly);
      await saved.change(by, id, { ...weekly, mailTo: ['ubnd@iatoi.example', 'cu@iatoi.example'] });
      await saved.create(by, { ...weekly, name: 'Khi cần', schedule: 'by-hand' });
      const ordered = () => read.manager.find(JobEntity);

      await saved.orderDue();
      expect(await ordered()).toEqual([]);
      await clock.advance(3_600_000);
      await saved.orderDue();
      await saved.orderDue();
      const [job, ...more] = await ordered();
      expect([job?.payload, more]).toEqual([{ id, from: '2026-01-05', to: '2026-01-11' }, []]);
      await saved.drawOrdered(job!.payload as never);
      const drawn = await saved.get(id);
      expect(drawn).toMatchObject({ lastTo: '2026-01-11', next: { from: '2026-01-05' } });
      const file = path.join(dataDir, 'reports', drawn.lastFile!);
      expect(fs.readFileSync(file).subarray(0, 2).toString()).toBe('PK');
      expect(fs.readdirSync(path.dirname(file))).toHaveLength(1);

      const handlers: JobHandler[] = [];
      const jobs = { register: (_kind: string, handler: JobHandler) => handlers.push(handler) };
      const mailer = new ReportMailJob(uow, read, jobs as never, config);
      mailer.onModuleInit();
      const [waiting, other] = (await ordered()).filter(({ kind }) => kind === 'report.mail');
      const send = (order: JobEntity) => handlers[0]!.run(order.payload, new AbortController().signal);
      mailServer.answers.push(451);
      await expect(send(waiting!)).rejects.toThrow('451');
      expect((await saved.get(id)).mails.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
      await send(waiting!);
      await send(waiting!);
      mailServer.answers.push(550);
      await send(other!);
      mailer.onApplicationShutdown();
      const { mails } = await saved.get(id);
      expect(mails.map(({ state }) => state).sort()).toEqual(['refused', 'sent']);
      expect(mails.find(({ state }) => state === 'refused')?.detail).toContain('550');
      const [letter, ...twice] = mailServer.mails;
      expect(twice).toEqual([]);
      expect(letter?.headers.get('subject')).toBe('[Đài] Sổ tuần, 05/01/2026–11/01/2026');
      expect(letter?.raw).toContain(path.basename(file));
      expect(letter?.raw.replace(/\s/g, '')).toContain(fs.readFileSync(file).toString('base64'));

      await oldPapersGo(test, dataDir, drawn.lastFile!);

      fs.rmSync(file);
      await saved.drawOrdered(job!.payload as never);
      expect(fs.existsSync(file)).toBe(false);
      expect((await saved.list(['23538'])).map((one) => one.name)).toEqual(['Khi cần', 'Sổ tuần']);
      const without = new SavedReportsService(uow, read, papers, clock, { ...config, smtpUrl: null });
      await expect(without.create(by, { ...weekly, mailTo: ['a@b.example'] })).rejects.toMatchObject({
        code: 'MAIL_NOT_SET',
      });
      await saved.remove(by, id);
      await expect(saved.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await saved.drawOrdered({ id, from: '2026-01-12', to: '2026-01-18' });
      expect(await saved.list([])).toEqual([]);
    } finally {
      await Promise.all([test.close(), mailServer.stop()]);
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
  },
);

/** L1: files of kept reports older than the limit go, at night or by the command; the newest of each report stays however old. */
async function oldPapersGo({ database }: TestDatabase, dataDir: string, newest: string): Promise<void> {
  const { uow, read } = database;
  const day = 86_400_000;
  // 01:55 in Hanoi on Friday, 13 March 2026.
  const clock = new FakeClock(Date.UTC(2026, 2, 12, 18, 55));
  const at = (paper: string): string => path.join(dataDir, 'reports', paper);
  const put = (paper: string, agedDays: number): void => {
    if (paper !== newest) fs.writeFileSync(at(paper), 'PK');
    fs.utimesSync(at(paper), (clock.nowMs() - agedDays * day) / 1000, (clock.nowMs() - agedDays * day) / 1000);
  };
  const folder = path.dirname(newest);
  const [old, young] = [path.join(folder, 'cũ.pdf'), path.join(folder, 'mới.pdf')];
  put(newest, 60);
  put(old, 31);
  put(young, 29);
  const left = (): string[] => [old, young, newest].filter((paper) => fs.existsSync(at(paper)));

  const limits = { retainOriginalsDays: null, retainMastersDays: null, retainRenditionsDays: null };
  const config = { ...loadConfig({}), zone, dataDir, ...limits, retainPapersDays: 30 };
  const serviceWith = (retainPapersDays: number | null): RetentionService =>
    new RetentionService(uow, read, {} as never, new RetentionJudge(read, clock, { ...config, retainPapersDays }));
  const retention = serviceWith(30);
  const command = async (...words: string[]): Promise<string> => {
    let said = '';
    const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said += String(text))));
    const program = new Command().exitOverride();
    registerRetention(program, (_, work) => work(retention));
    await program.parseAsync(['retention', ...words], { from: 'user' }).finally(() => out.mockRestore());
    return said;
  };
  const handlers = new Map<string, JobHandler>();
  const jobs = { register: (kind: string, handler: JobHandler) => handlers.set(kind, handler) };
  const upkeepWith = (service: RetentionService): RetentionUpkeep =>
    new RetentionUpkeep(service, uow, read, jobs as never, new ServiceStart(), clock, config);
  const upkeep = upkeepWith(retention);
  upkeep.onModuleInit();
  const ordered = () => read.manager.findBy(JobEntity, { kind: retentionJob });
  const night = () => handlers.get(retentionJob)!.run({}, new AbortController().signal);

  const listed = await command('--dry-run');
  for (const words of ['báo cáo: 30 ngày/days', 'sẽ xoá / would go', 'bản mới nhất', 'chưa đến hạn'])
    expect(listed).toContain(words);
  await upkeep.look();
  await night();
  expect(await ordered()).toEqual([]);
  expect(left()).toEqual([old, young, newest]);

  await clock.advance(5 * 60_000);
  await upkeepWith(serviceWith(null)).look();
  expect(await ordered()).toEqual([]);
  await upkeep.look();
  await upkeep.look();
  expect(await ordered()).toHaveLength(1);
  await night();
  expect(left()).toEqual([young, newest]);
  const [removal] = await read.manager.findBy(AuditEntity, { action: 'retention.removed' });
  expect(removal).toMatchObject({ entity: 'paper', entityId: old, before: { kind: 'papers', limitDays: 30 } });

  // Once a night; by hand at any time, and the day's sum tells both.
  put(old, 31);
  await night();
  expect(left()).toEqual([old, young, newest]);
  const { removed } = JSON.parse(await command('--json')) as { removed: object[] };
  expect(removed).toEqual([{ kind: 'papers', name: old, title: 'cũ.pdf', bytes: 2 }]);
  expect(left()).toEqual([young, newest]);
  expect(await read.manager.find(RetentionRunEntity)).toMatchObject([{ localDate: '2026-03-13', files: 2, bytes: 4 }]);

  // A night that was slept through is made up for in the day.
  await clock.advance(day + 8 * 3_600_000);
  await night();
  expect(left()).toEqual([newest]);
}
