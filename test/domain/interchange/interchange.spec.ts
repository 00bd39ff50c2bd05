import fc from 'fast-check';
import { checkInterchange, readInterchange } from '../../../src/contracts/interchange/check';
import { banTinSchema, lichPhatSchema, nhatKyPhatSchema } from '../../../src/contracts/interchange/records';
import { fromBanTin, isoAt, toBanTin, toLichPhat, toNhatKyPhat } from '../../../src/domain/interchange/mapping';
import type { Priority } from '../../../src/domain/bulletins/request';
import type { ItemResult } from '../../../src/domain/airtime/result';
import { jsonFaultOf } from '../../../src/domain/text/json-fault';

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
    expect(paths({})).toEqual(['DinhDang', 'PhienBan', 'Loai', 'DonVi', 'DuLieu']);
    expect(paths(fileOf('BanTin', record, null, [], 'x'))).toEqual(['DuLieu[1]', 'DuLieu[2]', 'DuLieu[3]']);
    for (const [file, value] of [
      [null, 'null'],
      [[record], expect.stringMatching(/^\[/)],
      [7, '7'],
      [undefined, 'null'],
    ])
      expect(checkInterchange(file).issues).toMatchObject([
        { path: '', value, messageVi: expect.stringMatching(/^cả tệp phải là/) as string },
      ]);
    expect(paths({ ...fileOf('Khac'), PhienBan: 2 })).toEqual(['PhienBan', 'Loai']);
  });

  it('whatever stands in a field, its fault is told in both languages with what belongs there', () => {
    const item = { ...{ BanTinID: 'b', TieuDe: 'Tin', DiaBanPhat: '23538', ThoiLuong: 60 }, MucDoUuTien: 3 };
    const plan = { ...item, LichPhatID: 'k', TiepAm: false, ThoiDiemBatDau: '2026-01-05T05:00:00+07:00' };
    const heard = { NhatKyID: '7', LoaiLinhVuc: '5', NgonNgu: 'vi', CumLoaID: 'd', KetQua: 'played', LyDo: null };
    const log = { ...plan, ...heard, ThoiDiemKeHoach: plan.ThoiDiemBatDau, ThoiLuongKeHoach: 60, MaKiem: 'ab' };
    const wrongs = [undefined, null, '', ' ', 'x'.repeat(30_000), -1, 1e12, 0.5, true, [], {}, [null], ['']];
    for (const [kind, good] of Object.entries({ BanTin: record, LichPhat: plan, NhatKyPhat: log })) {
      expect(checkInterchange(fileOf(kind, good)).issues).toEqual([]);
      for (const field of Object.keys(good))
        for (const wrong of wrongs)
          for (const issue of checkInterchange(fileOf(kind, { ...good, [field]: wrong })).issues) {
            expect(issue.path).toMatch(new RegExp(`^DuLieu\\[0\\]\\.${field}(\\[0\\])?$`));
            expect([issue.messageVi, issue.message]).toEqual([
              expect.stringMatching(/^(chưa có: )?cần /),
              expect.stringMatching(/^(is missing: )?must be /),
            ]);
          }
    }
  });

  it.each<[string, string, string, string | null, RegExp]>([
    ['an empty file', ' \n', 'dòng 2, cột 1', null, /tệp trống/],
    ['a comma too many', '{\n  "Loai": "BanTin",\n}', 'dòng 3, cột 1', '"}"', /thừa dấu phẩy/],
    ['no comma between fields', '{"a": 1\r\n "b": 2}', 'dòng 2, cột 2', '"\\"b\\": 2}"', /dấu phẩy hoặc }/],
    ['a name without quotes', '{Loai: 1}', 'dòng 1, cột 2', '"Loai: 1}"', /tên trường/],
    ['quotes of a word processor', '{"a": “ă”}', 'dòng 1, cột 7', '"“ă”}"', /ngoặc kép thẳng/],
    ['a line break in a text', '{"a": "ă\nb"}', 'dòng 1, cột 9', '""', /ngắt dòng/],
    ['a decimal comma', '{"a": 60,5}', 'dòng 1, cột 10', '"5}"', /tên trường/],
    ['a number with a zero before it', '[007]', 'dòng 1, cột 2', '"007]"', /^số viết/],
    ['a file that was cut off', '{"a": [1, 2', 'dòng 1, cột 12', null, /giữa chừng/],
    ['a text that was cut off', '{"a": "Bản t', 'dòng 1, cột 7', '"\\"Bản t"', /ngoặc kép đóng/],
    ['a web page instead', '<html>', 'dòng 1, cột 1', '"<html>"', /cần một giá trị/],
    ['two files in one', '{"a": 1}\n{}', 'dòng 2, cột 1', '"{}"', /thừa nội dung/],
  ])('what is no JSON is told by line and column: %s', (_, text, where, value, vi) => {
    const read = readInterchange(Buffer.from(text));
    if (!('issue' in read)) throw new Error('was read');
    const [place, said] = read.issue.messageVi.split(/: (.*)/s);
    expect([read.issue.path, read.issue.value, place, said]).toEqual(['', value, where, expect.stringMatching(vi)]);
    expect(read.issue.message).toMatch(/^line \d+, column \d+: /);
  });

  it('reads what Loa or an office program writes as UTF-8, and says so of other encodings', () => {
    const file = fileOf('BanTin', record);
    expect(readInterchange(Buffer.from(`\uFEFF${JSON.stringify(file)}`))).toEqual({ file });
    for (const bytes of [Buffer.from('\uFEFF{}', 'utf16le'), Buffer.from('{"a": "\xe9"}', 'latin1')])
      expect(readInterchange(bytes)).toMatchObject({
        issue: { messageVi: expect.stringContaining('UTF-8') as string },
      });
  });

  it('finds a fault exactly where the parser of the language finds one', () => {
    const json = fc.json({ maxDepth: 4 });
    fc.assert(
      fc.property(json, (text) => expect(jsonFaultOf(text)).toBeNull()),
      { numRuns: 50 },
    );
    const torn = fc.tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '0', '\\', ':', 'x', '\n', '-', '.'));
    fc.assert(
      fc.property(torn, ([text, at, put]) => {
        const cut = at % (text.length + 1);
        const wrong = text.slice(0, cut) + put + text.slice(cut + (at % 2));
        let good = true;
        try {
          JSON.parse(wrong);
        } catch {
          good = false;
        }
        expect(jsonFaultOf(wrong) === null).toBe(good);
      }),
      { numRuns: 500 },
    );
  });
});
