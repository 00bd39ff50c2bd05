import { AirtimeService } from '../../src/features/airtime';
import { reportCsv, rowsCsv } from '../../src/features/airtime/airtime-csv';
import { AreasService } from '../../src/features/areas';
import { AreaEntity, AreaSuccessorEntity } from '../../src/features/areas/area.entity';
import { insertArea } from '../../src/features/areas/area.repository';
import { ReportsService } from '../../src/features/reports';
import type { LedgerEvidence } from '../../src/features/playout';
import { TopicEntity } from '../../src/features/topics/topic.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { zone } from '../support/manifest-builder';
import { referenceCsv } from '../support/reference-data';

const setup = systemActor('test');
const year = { from: '2026-01-01', to: '2026-12-31' };

/** A merger from the official list: the first commune that took in two whole ones under other codes than its own. */
function merger(): { into: { code: string; name: string }; old: { code: string; name: string }[] } {
  const rows = referenceCsv('mergers-2025').trim().split('\n').slice(1);
  const links = rows.map((row) => row.split(',')).filter((row) => row.length === 7 && !row.join('').includes('"'));
  const parts = new Map<string, number>();
  for (const [oldCode = ''] of links) parts.set(oldCode, (parts.get(oldCode) ?? 0) + 1);
  const newCodes = [...new Set(links.map((row) => row[4]!))];
  for (const code of newCodes) {
    const into = links.filter((row) => row[4] === code);
    const whole = into.filter(
      ([old = '']) => old !== '' && old !== code && parts.get(old) === 1 && !newCodes.includes(old),
    );
    if (whole.length < 2) continue;
    const old = whole.slice(0, 2).map((row) => ({ code: row[0]!, name: row[1]! }));
    return { into: { code, name: into[0]![5]! }, old };
  }
  throw new Error('no such merger in the list');
}

describe.each(mainDatabaseNames)('L2 last year’s report on %s', (name) => {
  let test: TestDatabase;
  afterEach(() => test.close());

  it('is the same byte for byte after communes were merged, and topic, bulletin and user renamed or deleted', async () => {
    const clock = new FakeClock(Date.UTC(2027, 0, 5));
    test = await openTestDatabase(name, { clock });
    const { uow, read } = test.database;
    const { into, old } = merger();
    const unknown = { validFrom: null, countsEmbedded: null, timeZone: null, languages: null, nameSearch: '' };
    const commune = (one: { code: string; name: string }, validTo: string | null = null) => ({
      ...{ ...unknown, ...one, level: 'commune' as const, parentCode: 'P', validTo },
    });
    await uow.run(setup, async ({ manager, nowMs }) => {
      const province = {
        ...unknown,
        code: 'P',
        level: 'province' as const,
        name: 'Tỉnh',
        parentCode: 'VN',
        validTo: null,
      };
      for (const area of [province, ...old.map((one) => commune(one))]) await insertArea(manager, area, nowMs);
      const topic = {
        code: '05',
        parentCode: null,
        nameVi: 'Y tế',
        nameEn: 'Health',
        nameSearch: 'y te',
        origin: 'list',
      } as const;
      await manager.insert(TopicEntity, { ...topic, retiredAt: null, createdAt: nowMs, updatedAt: nowMs });
    });
    const areas = new AreasService(uow, read, clock);
    await areas.load();
    const station = new InMemoryStation();
    station.topicNamesByCode.set('05', 'Y tế');
    old.forEach(({ code, name: called }, i) =>
      station.addCommune(code, called).addDevice({ deviceId: `d${i}`, areaCode: code, communeCode: code }),
    );
    const ledger = openLedger(test.database, station, clock);
    for (const [i, { code: areaCode }] of old.entries()) {
      const log = new DeviceLog(`d${i}`);
      await ledger.playout.ingest(`d${i}`, [
        log.result({ areaCode, airingKey: `a${i}` }),
        log.result({
          areaCode,
          airingKey: `b${i}`,
          heardMs: 5_000,
          result: 'partial',
          reason: 'stopped',
          by: 'y.nhung',
        }),
      ]);
    }
    const airtime = new AirtimeService(read, areas, clock);
    const evidence = { lastSeal: async () => null } as unknown as LedgerEvidence;
    const reports = new ReportsService(airtime, areas, evidence, clock, { stationName: 'Đài', zone });
    const papers = async (area: string): Promise<string> => {
      const communes = airtime.communesOf(area);
      const report = await airtime.report({ ...year, communes, area });
      const parts = [JSON.stringify(report), ...reportCsv(report)];
      for await (const csv of rowsCsv(airtime.stream({ ...year, communes }), () => zone)) parts.push(csv);
      for (const kind of ['airtime', 'statistics', 'misses', 'devices'] as const)
        parts.push(JSON.stringify(await reports.draw({ ...year, kind, area }, communes)));
      return parts.join('\n');
    };
    const before = await papers('P');
    const beforeOld = await papers(old[0]!.code);
    expect(before).toContain(old[0]!.name);
    expect(before).toContain('Y tế');

    await uow.run(setup, async ({ manager, nowMs }) => {
      await insertArea(manager, commune(into), nowMs);
      for (const { code: oldCode, name: oldName } of old) {
        await manager.update(AreaEntity, { code: oldCode }, { validTo: '2026-12-31' });
        const names = { oldName, oldNameSearch: '', oldDistrict: '', oldProvince: '' };
        await manager.insert(AreaSuccessorEntity, {
          id: oldCode,
          newCode: into.code,
          oldCode,
          createdAt: nowMs,
          ...names,
        });
      }
      await manager.query(`UPDATE topics SET name_vi = 'Khác' WHERE code = '05'`);
      await manager.query('DELETE FROM bulletins');
      await manager.query('DELETE FROM users');
    });
    station.topicNamesByCode.set('05', 'Khác');
    await areas.load();
    expect(await papers('P')).toBe(before);
    expect(await papers(old[0]!.code)).toBe(beforeOld);

    const under = async (code: string) =>
      airtime.report({ ...year, communes: airtime.communesOf(code), area: code, by: ['commune'] });
    const whole = await under(into.code);
    const parts = await Promise.all(old.map((one) => under(one.code)));
    expect(whole.lines.map((line) => line.commune?.name).sort()).toEqual(old.map((one) => one.name).sort());
    expect(whole.totals.airedMs).toBe(130_000);
    expect(parts.reduce((sum, part) => sum + part.totals.airedMs, 0)).toBe(whole.totals.airedMs);
  });
});
