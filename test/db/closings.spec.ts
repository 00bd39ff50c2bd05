import { textsOf } from '../../src/domain/reports/document';
import { AirtimeService } from '../../src/features/airtime';
import type { AreasService } from '../../src/features/areas';
import type { StationKeys } from '../../src/features/devices';
import { LedgerEvidence, SealerService } from '../../src/features/playout';
import { ClosingsService } from '../../src/features/reports';
import { findClosing, insertClosing } from '../../src/features/reports/closings.repository';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { zone } from '../support/manifest-builder';

const day = 86_400_000;
const reviewer = { userId: 'u', name: 'co.thu' };

describe.each(mainDatabaseNames)('L4 a month is signed, on %s', (name) => {
  let test: TestDatabase;
  afterEach(() => test.close());

  it('once it is over and sealed, by once; late rows and corrections leave it as it was and stand beside it', async () => {
    // 10:00 in Hanoi on 20 January 2026.
    const clock = new FakeClock(Date.UTC(2026, 0, 20, 3));
    test = await openTestDatabase(name, { clock });
    const station = new InMemoryStation()
      .addCommune('23538', 'Xã Ia Tơi')
      .addDevice({ deviceId: 'device-1' })
      .addDevice({ deviceId: 'device-2' });
    const ledger = openLedger(test.database, station, clock);
    const key = generateSigningKey();
    const keys = { station: () => key, everKnown: () => new Set([key.keyId]) } as unknown as StationKeys;
    const config = { zone, stationName: 'Đài thử' };
    const { uow, read } = test.database;
    const areas = {
      get: (code: string) => ({ code, name: 'Xã Ia Tơi', level: 'commune' }),
      communesUnder: () => [],
      formerUnder: () => [],
    } as unknown as AreasService;
    const sealer = new SealerService(uow, read, keys, clock, config);
    const evidence = new LedgerEvidence(read, keys, clock, config);
    const airtime = new AirtimeService(read, areas, clock);
    const closings = new ClosingsService(uow, read, airtime, areas, evidence, clock, config);
    const close = () => closings.close(reviewer, '23538', '2026-01', 'đã đối chiếu');

    const [one, two] = [new DeviceLog('device-1'), new DeviceLog('device-2')];
    await ledger.playout.ingest('device-1', [
      one.result({ airingKey: 'a', heardMs: 5_000, result: 'partial', reason: 'stopped' }),
      one.result({ airingKey: 'b' }),
    ]);
    await expect(close()).rejects.toMatchObject({ code: 'MONTH_NOT_OVER' });
    await clock.advance(13 * day);
    await expect(close()).rejects.toMatchObject({ code: 'MONTH_NOT_SEALED' });
    await sealer.sealDue();
    const signed = await close();
    expect(signed).toMatchObject({ month: '2026-01', closedBy: 'co.thu', lastNumber: 2 });
    await expect(close()).rejects.toMatchObject({ code: 'MONTH_CLOSED' });
    const before = await closings.month('23538', '2026-01');
    expect(before.adjustments).toEqual([]);
    expect(before.report.totals.airedMs).toBe(65_000);

    await ledger.playout.ingest('device-2', [two.result({ airingKey: 'a' })]);
    const after = await closings.month('23538', '2026-01');
    expect(after.report).toEqual(before.report);
    expect(after.closing).toEqual(before.closing);
    expect(after.adjustments).toEqual([
      expect.objectContaining({ changes: expect.objectContaining({ airedMs: 55_000, played: 1, partial: -1 }) }),
    ]);
    const paper = await closings.paper('23538', '2026-01');
    const said = textsOf(paper);
    expect(
      said.some((line) => line.includes(`ký ngày 02/02/2026, tính đến dòng số 2`) && line.includes(signed.reportHash)),
    ).toBe(true);
    expect(said).toEqual(expect.arrayContaining(['Xã Ia Tơi, ngày 02 tháng 02 năm 2026', '0:01:05', '+0:00:55']));
    await clock.advance(day);
    expect(await closings.paper('23538', '2026-01')).toEqual(paper);
    // Signed before delivered and sounded time were kept: left out, no zeros and no adjustments.
    const kept = (await findClosing(read.manager, '23538', '2026-01'))!;
    const report = kept.report.replace(/"(deliveredMs|soundedMs)":\d+,/g, '');
    await uow.run(systemActor('past'), ({ manager }) =>
      insertClosing(manager, { ...kept, id: 'old', month: '2025-12', report }),
    );
    const { report: old, adjustments, asSigned } = await closings.month('23538', '2025-12');
    expect(textsOf(await closings.paper('23538', '2025-12')).join()).toContain('không còn đúng mã đã ký');
    // What stands there is not what the hash was taken of, as after a change with SQL.
    expect([before.asSigned, after.asSigned, asSigned]).toEqual([true, true, false]);
    expect([before.report.totals, before.report.lines[0]]).toEqual(
      Array(2).fill(expect.objectContaining({ deliveredMs: 120_000, soundedMs: expect.any(Number) })),
    );
    for (const line of [old.totals, ...old.lines]) {
      expect(line.airedMs).toBe(65_000);
      expect(line).not.toHaveProperty('deliveredMs');
      expect(line).not.toHaveProperty('soundedMs');
    }
    expect(adjustments.flatMap(({ changes }) => Object.keys(changes))).not.toContain('deliveredMs');
    const forge = uow.run(systemActor('thief'), (tx) => tx.manager.query(`UPDATE report_closings SET note = ''`));
    await expect(forge).rejects.toThrow(/append-only/);
    await expect(closings.month('23538', '2026-02')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const listed = (await closings.list(null)).closings;
    expect(listed.map(({ month }) => month)).toEqual(['2026-01', '2025-12']);
  });
});
