import fc from 'fast-check';
import { checkInterchange } from '../../../src/contracts/interchange/check';
import { banTinSchema, lichPhatSchema, nhatKyPhatSchema } from '../../../src/contracts/interchange/records';
import { fromBanTin, isoAt, toBanTin, toLichPhat, toNhatKyPhat } from '../../../src/domain/interchange/mapping';
import type { Priority } from '../../../src/domain/bulletins/request';
import type { ItemResult } from '../../../src/domain/airtime/result';

const zone = 'Asia/Ho_Chi_Minh';
const five = Date.UTC(2026, 0, 4, 22);
const bulletin = {
  ...{ id: '01kb', title: 'Lịch tiêm chủng', summary: null, textTwin: 'Mời bà con', topicCode: '5.1', language: 'jra' },
  ...{ priority: 'priority' as Priority, durationMs: 60_500, areaCode: '23538', areaCodes: ['23538', '23535'] },
  ...{ author: 'Y Nhung', source: null, sha256: 'a'.repeat(64) },
};
const record = toBanTin(bulletin);
const fileOf = (Loai: string, ...DuLieu: unknown[]) => ({
  ...{ DinhDang: 'loa-lien-thong', PhienBan: 1, Loai, DonVi: 'Sở', DuLieu },
});

describe('interchange in the national field names', () => {
  it('T6 an instant is written with its offset and is the same instant when read', () => {
    expect(isoAt(zone, five)).toBe('2026-01-05T05:00:00+07:00');
    expect(isoAt('America/St_Johns', five + 7)).toBe('2026-01-04T18:30:00.007-03:30');
    const zones = fc.constantFrom(zone, 'UTC', 'Europe/Berlin', 'America/St_Johns');
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4_000_000_000_000 }), (z, at) => {
        expect(Date.parse(isoAt(z, at))).toBe(at);
      }),
    );
  });

  it('B8 a bulletin that goes out and comes back is the same', () => {
    const text = fc.string({ minLength: 1, maxLength: 50 });
    const any = fc.record({
      ...{ id: text, title: text, summary: fc.option(text), textTwin: fc.option(text) },
      ...{ topicCode: fc.constant('5.1'), language: fc.constant('vi'), areaCode: text, areaCodes: fc.array(text) },
      priority: fc.constantFrom<Priority>('emergency', 'priority', 'normal'),
      durationMs: fc.option(fc.integer({ min: 0, max: 86_400_000 })),
      ...{ author: fc.option(text), source: fc.option(text), sha256: fc.option(fc.constant('b'.repeat(64))) },
    });
    fc.assert(fc.property(any, (one) => expect(fromBanTin(toBanTin(one))).toEqual(one)));
  });

  it('what Loa writes, Loa reads', () => {
    expect(banTinSchema.parse(record)).toEqual(record);
    const item = { airingKey: 'k', bulletinId: '01kb', title: 'Tin', areaCode: '23538', startAt: five };
    const relay = { durationMs: 1, priority: 'normal' as const, relayed: true, originAreaCode: '51' };
    const schedule = toLichPhat({ ...item, ...relay }, zone);
    expect(lichPhatSchema.parse(schedule)).toEqual(schedule);
    expect(schedule).toMatchObject({
      ThoiLuong: 0.001,
      TiepAm: true,
      NguonTiepAm: '51',
      CumLoaID: null,
      AmLuong: null,
    });
    const row = {
      receivedNumber: 7,
      bulletinId: null,
      title: '',
      topicCode: '',
      priority: 'normal' as const,
      language: '',
    };
    const heard = { plannedStartAt: five, actualStartAt: null, plannedMs: 60_000, heardMs: 0, hash: 'h', reason: null };
    const placed = { deviceId: 'd', communeCode: '23538', areaCode: '23538', origin: 'own' as const };
    const log = toNhatKyPhat({ ...row, ...heard, ...placed, result: 'missed' satisfies ItemResult }, zone);
    expect(nhatKyPhatSchema.parse(log)).toEqual(log);
  });

  it.each<[string, Record<string, unknown>, string, string | null, RegExp]>([
    [
      'a length in words',
      { ThoiLuong: 'một phút' },
      'DuLieu[0].ThoiLuong',
      '"một phút"',
      /^cần số giây từ 0 đến 86400$/,
    ],
    ['a priority that is none', { MucDoUuTien: 4 }, 'DuLieu[0].MucDoUuTien', '4', /^cần 1 \(khẩn cấp\)/],
    ['no title', { TieuDe: undefined }, 'DuLieu[0].TieuDe', null, /^chưa có: cần chữ/],
    [
      'an area that is a number',
      { DanhSachDiaBanNhan: ['23538', 5] },
      'DuLieu[0].DanhSachDiaBanNhan[1]',
      '5',
      /mã địa bàn/,
    ],
    ['no area at all', { DanhSachDiaBanNhan: [] }, 'DuLieu[0].DanhSachDiaBanNhan', '[]', /ít nhất một/],
    ['a topic in words', { LoaiLinhVuc: 'y tế' }, 'DuLieu[0].LoaiLinhVuc', '"y tế"', /mã lĩnh vực/],
  ])('names the field, its value and what it should be: %s', (_, over, path, value, vi) => {
    const { issues, records } = checkInterchange(fileOf('BanTin', { ...record, ...over }));
    expect(issues).toEqual([{ path, value, message: expect.any(String), messageVi: expect.stringMatching(vi) }]);
    expect(issues[0]!.message).not.toBe(issues[0]!.messageVi);
    expect(records).toEqual([]);
  });

  it('names every fault of a file at once, an instant without its offset and an id that comes twice too', () => {
    const item = { LichPhatID: 'k', BanTinID: 'b', TieuDe: 'Tin', DiaBanPhat: '23538', ThoiLuong: 60 };
    const good = { ...item, MucDoUuTien: 3, TiepAm: false, ThoiDiemBatDau: '2026-01-05T05:00:00+07:00' };
    const late = { ...good, LichPhatID: 'l', ThoiDiemBatDau: '2026-01-05 05:00', AmLuong: 101 };
    const { issues, records } = checkInterchange(fileOf('LichPhat', good, late, good));
    expect(issues.map((one) => one.path)).toEqual([
      'DuLieu[1].ThoiDiemBatDau',
      'DuLieu[1].AmLuong',
      'DuLieu[2].LichPhatID',
    ]);
    expect(records[0]).toMatchObject({ CumLoaID: null, AmLuong: null });
    const paths = (file: unknown): string[] => checkInterchange(file).issues.map((one) => one.path);
    expect(paths(null)).toEqual(['DinhDang', 'PhienBan', 'Loai', 'DonVi', 'DuLieu']);
    expect(paths({ ...fileOf('Khac'), PhienBan: 2 })).toEqual(['PhienBan', 'Loai']);
  });
});
