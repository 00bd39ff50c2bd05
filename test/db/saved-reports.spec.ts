import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AirtimeService } from '../../src/features/airtime';
import { AreasService } from '../../src/features/areas';
import { insertArea } from '../../src/features/areas/area.repository';
import type { LedgerEvidence } from '../../src/features/playout';
import { ReportsService, SavedReportsService } from '../../src/features/reports';
import { JobEntity } from '../../src/platform/database/job.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { zone } from '../support/manifest-builder';

const by = { userId: 'u', name: 'y.nhung' };

it.each(mainDatabaseNames)('a kept report is drawn up once a week, whole, into the folder, on %s', async (name) => {
  // 05:00 in Hanoi on Monday, 12 January 2026.
  const clock = new FakeClock(Date.UTC(2026, 0, 11, 22));
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
    const config = { stationName: 'Đài', zone, dataDir };
    const evidence: Pick<LedgerEvidence, 'lastSeal'> = { lastSeal: async () => null };
    const reports = new ReportsService(airtime, areas, evidence as LedgerEvidence, clock, config);
    const saved = new SavedReportsService(uow, read, reports, airtime, clock, config);
    const weekly = {
      areaCode: '23538',
      name: 'Sổ tuần',
      kind: 'log-book',
      format: 'xlsx',
      schedule: 'weekly',
    } as const;
    const { id } = await saved.create(by, weekly);
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

    fs.rmSync(file);
    await saved.drawOrdered(job!.payload as never);
    expect(fs.existsSync(file)).toBe(false);
    expect((await saved.list(['23538'])).map((one) => one.name)).toEqual(['Khi cần', 'Sổ tuần']);
    await saved.remove(by, id);
    await expect(saved.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await saved.drawOrdered({ id, from: '2026-01-12', to: '2026-01-18' });
    expect(await saved.list([])).toEqual([]);
  } finally {
    await test.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
});
