import { AirtimeService } from '../../src/features/airtime';
import { AreasService } from '../../src/features/areas';
import { WritingService } from '../../src/features/bulletins';
import { InterchangeExport, InterchangeImport } from '../../src/features/interchange';
import { RundownEntity } from '../../src/features/schedule/rundown.entity';
import { TopicsService } from '../../src/features/topics';
import { checkInterchange } from '../../src/contracts/interchange/check';
import { systemActor } from '../../src/platform/database/transaction';
import { serveBulletins, type BulletinService, type User } from '../support/bulletin-service';
import { mainDatabaseNames } from '../support/databases';
import { FakeNormaliser } from '../support/fake-normaliser';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { zone } from '../support/manifest-builder';

const startAt = Date.UTC(2026, 0, 4, 22);
const record = {
  ...{ BanTinID: 'T-1', TieuDe: 'Lịch tiêm chủng', LoaiLinhVuc: '1', LoaiBanTin: 1, MucDoUuTien: 2 },
  ...{ NgonNgu: 'jra', DiaBanTao: '23538', DanhSachDiaBanNhan: ['23538'], ThoiLuong: 60 },
};
const seal = { day: '2026-01-05', root: 'ab'.repeat(32) };
const fileOf = (...DuLieu: unknown[]) => ({
  ...{ DinhDang: 'loa-lien-thong', PhienBan: 1, Loai: 'BanTin', DonVi: 'Sở Văn hóa', DuLieu },
});

describe.each(mainDatabaseNames)('interchange on %s', (name) => {
  let service: BulletinService;
  let operator: User;
  let importing: InterchangeImport;
  let exporting: InterchangeExport;

  beforeAll(async () => {
    service = await serveBulletins(name, new FakeNormaliser());
    operator = await service.user('y.nhung', 'operator', '23538');
    const { uow, read } = service.test.database;
    const get = <T>(type: abstract new (...args: never[]) => T): T => service.app.get(type as never, { strict: false });
    const areas = get(AreasService);
    const topics = new TopicsService(uow, read);
    await topics.load();
    importing = new InterchangeImport(uow, read, areas, topics, get(WritingService));
    const airtime = new AirtimeService(read, areas, service.clock);
    const evidence = { lastSeal: () => Promise.resolve(seal as never) };
    exporting = new InterchangeExport(read, areas, airtime, evidence, service.clock, { stationName: 'Đài thử', zone });
  });
  afterAll(() => service.close());

  const count = async (): Promise<number> =>
    Number(
      (await service.test.database.read.manager.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM bulletins'))[0]!.n,
    );
  const written = async (kind: 'BanTin' | 'LichPhat' | 'NhatKyPhat', from = '2026-01-01', to = '2026-12-31') => {
    let text = '';
    for await (const part of exporting.write({ kind, area: '51', from, to })) text += part;
    const file = JSON.parse(text) as { NiemPhong?: unknown };
    expect(file.NiemPhong).toEqual(kind === 'NhatKyPhat' ? { Ngay: seal.day, MaGoc: seal.root } : undefined);
    const checked = checkInterchange(file);
    expect(checked.issues).toEqual([]);
    expect(checked.sender).toBe('Đài thử');
    return checked.records;
  };

  it('checks first and writes nothing; then makes drafts, all or nothing, and none twice', async () => {
    const file = fileOf(record, { ...record, BanTinID: 'T-2' });
    expect((await importing.check('23538', file)).report).toMatchObject({ records: 2, made: 2, known: 0, issues: [] });
    expect(await count()).toBe(0);
    const wrong = fileOf(record, {
      ...record,
      BanTinID: 'T-3',
      LoaiLinhVuc: '99',
      DanhSachDiaBanNhan: ['23538', '01'],
    });
    await expect(importing.take(operator.principal, '23538', wrong)).rejects.toMatchObject({
      code: 'IMPORT_REJECTED',
      data: {
        errors: [
          { row: 2, column: 'DuLieu[1].LoaiLinhVuc', reasonVi: '"99": cần lĩnh vực đang dùng ở đây' },
          { row: 2, column: 'DuLieu[1].DanhSachDiaBanNhan[1]', reasonVi: expect.stringContaining('"01": cần địa bàn') },
        ],
      },
    });
    expect(await count()).toBe(0);
    expect(await importing.take(operator.principal, '23538', file)).toMatchObject({ made: 2, known: 0, dryRun: false });
    expect(await importing.take(operator.principal, '23538', file)).toMatchObject({ made: 0, known: 2 });
    expect(await count()).toBe(2);
    const elsewhere = fileOf({ ...record, BanTinID: 'T-9', DiaBanTao: '23535', DanhSachDiaBanNhan: ['23535'] });
    const { issues } = (await importing.check('23538', elsewhere)).report;
    expect(issues.map((one) => [one.path, one.value])).toEqual([['DuLieu[0].DiaBanTao', '"23535"']]);
  });

  it('what was approved, planned and played goes out in the national names, play logs with the seal they stand on (L4), and can be read back', async () => {
    const { database } = service.test;
    await database.uow.run(systemActor('test'), ({ manager }) =>
      manager.query(`UPDATE bulletin_versions SET state = 'approved'`),
    );
    const today = new Date(service.clock.nowMs()).getUTCFullYear();
    const bulletins = await written('BanTin', `${today}-01-01`, `${today}-12-31`);
    expect(bulletins).toHaveLength(2);
    expect(bulletins[0]).toMatchObject({
      TieuDe: 'Lịch tiêm chủng',
      NgonNgu: 'jra',
      MucDoUuTien: 2,
      NguonTin: 'Sở Văn hóa',
    });

    const item = { airingKey: 'k1', kind: 'bulletin', ref: 'b1', class: 'normal', startAt, durationMs: 60_500 };
    const chime = { ...item, airingKey: 'k0', kind: 'template' };
    const audio = { k1: { title: 'Tin một', relayed: true, originAreaCode: '51' } };
    const session = {
      slotId: 's',
      slotOccurrenceId: 'o',
      localDate: '2026-01-05',
      startAt,
      endAt: startAt + 1_800_000,
    };
    const rest = {
      freezeAt: startAt,
      frozen: true,
      version: 1,
      withdrawn: [],
      summary: null,
      searchText: '',
      topics: '',
    };
    await database.uow.run(systemActor('test'), ({ manager }) =>
      manager.insert(RundownEntity, {
        ...{ id: 'r', areaCode: '23538', ...session, ...rest, overridden: null, plannedAt: 1 },
        ...({ body: { ...session, items: [chime, item] }, audio } as object),
      }),
    );
    expect(await written('LichPhat')).toEqual([
      {
        ...{ LichPhatID: 'k1', BanTinID: 'b1', TieuDe: 'Tin một', DiaBanPhat: '23538', CumLoaID: null, AmLuong: null },
        ...{ ThoiDiemBatDau: '2026-01-05T05:00:00+07:00', ThoiLuong: 60.5, MucDoUuTien: 3, TiepAm: true },
        NguonTiepAm: '51',
      },
    ]);

    const station = new InMemoryStation().addCommune('23538', 'Xã Ia Tơi').addDevice({ deviceId: 'device-1' });
    const ledger = openLedger(database, station, service.clock);
    const log = new DeviceLog('device-1');
    await ledger.playout.ingest('device-1', [
      log.intent({ airingKey: 'a' }),
      log.result({ airingKey: 'a', heardMs: 5_000, result: 'partial', reason: 'stopped' }),
    ]);
    expect(await written('NhatKyPhat')).toMatchObject([
      {
        ...{ NhatKyID: '2', CumLoaID: 'device-1', ThoiDiemBatDau: '2026-01-05T05:00:00+07:00', ThoiLuong: 5 },
        ...{ ThoiLuongKeHoach: 60, KetQua: 'partial', LyDo: 'stopped', TiepAm: false },
      },
    ]);
  });
});
