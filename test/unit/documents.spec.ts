import fs from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { textsOf, type ReportDocument } from '../../src/domain/reports/document';
import { logBookSheet, type LoggedAiring } from '../../src/domain/reports/log-book';
import { missesSheet, reliabilitySheet } from '../../src/domain/reports/tables';
import { renderCsv } from '../../src/platform/documents/csv';
import { renderDocx } from '../../src/platform/documents/docx';
import { renderPdf } from '../../src/platform/documents/pdf';
import { renderXlsx } from '../../src/platform/documents/xlsx';
import { officeText, pdfPages } from '../support/document-texts';

const monday = Date.parse('2026-01-05T00:00:00+07:00');
const titles = [
  'Lịch tiêm chủng mở rộng',
  'Tuyển sinh đầu cấp',
  'Phòng, chống thiên tai',
  'Nghị quyết & đời sống',
  '=1+1',
];
const subjects = [
  'Nghị quyết Đại hội Đảng bộ xã nhiệm kỳ 2025–2030 và chương trình hành động',
  'Hướng dẫn kê khai đất đai, cấp giấy chứng nhận quyền sử dụng đất cho hộ gia đình',
  'Lịch tiêm chủng mở rộng và khuyến cáo phòng, chống sốt xuất huyết trong mùa mưa',
  'Thông báo lịch cắt điện, nước và phân luồng giao thông phục vụ thi công đường liên thôn',
  'Gương người tốt việc tốt: phụ nữ làng Ia Đal vượt khó, phát triển kinh tế vườn rừng',
  'Chuyển đổi số cộng đồng: cài đặt định danh điện tử, phòng tránh lừa đảo qua mạng',
  'Dự báo thời tiết, cảnh báo lũ quét, sạt lở đất ở vùng núi trong những ngày tới',
  'Giá cà phê, cao su, sắn tại địa phương; kỹ thuật chăm sóc cây trồng sau thu hoạch',
];
/** Three sessions a day of eight items with long titles; `fresh`: how many of a day's sessions bring new ones, `more`: what makes them longer. */
const busyWeek = (fresh: number, more = ''): LoggedAiring[] =>
  Array.from({ length: 7 * 3 * 8 }, (_, i) => {
    const [day, session, item] = [Math.floor(i / 24), Math.floor(i / 8) % 3, i % 8];
    return {
      ...airings[0]!,
      localDate: `2026-01-${String(5 + day).padStart(2, '0')}`,
      title: `${subjects[item]!}${more}, kỳ ${day * 3 + Math.min(session, fresh - 1) + 1}`,
      replay: session >= fresh,
      plannedStartAt: monday + day * 86_400_000 + (5.5 + session * 6) * 3_600_000 + item * 180_000,
    };
  });
/** A full week: three sessions a day of five items. */
const airings = Array.from({ length: 7 * 3 * 5 }, (_, i): LoggedAiring => {
  const [day, session, item] = [Math.floor(i / 15), Math.floor(i / 5) % 3, i % 5];
  return {
    localDate: `2026-01-${String(5 + day).padStart(2, '0')}`,
    title: titles[item]!,
    topicName: 'Y tế',
    itemKind: 'bulletin',
    origin: item === 4 ? 'relayed' : 'own',
    replay: session > 0,
    plannedStartAt: monday + day * 86_400_000 + (5.5 + session * 6) * 3_600_000 + item * 180_000,
    plannedMs: 180_000,
    airedMs: i === 7 ? 5_000 : 180_000,
    attestedMs: 0,
    result: i === 7 ? 'partial' : 'played',
    reason: i === 7 ? 'stopped' : null,
  };
});
const commune = { name: 'Xã Ia Tơi', zone: 'Asia/Ho_Chi_Minh', airings };
const device = {
  name: '',
  place: 'Xã Ia Tơi',
  planned: 10,
  played: 10,
  cut: 0,
  missed: 0,
  failed: 0,
  unreported: 0,
  heardMs: 1,
};
const report: ReportDocument = {
  slug: 'so-nhat-ky',
  title: 'Sổ nhật ký',
  station: 'Đài truyền thanh tỉnh Quảng Ngãi',
  sheets: [
    logBookSheet(commune, '2026-01-05', '2026-01-12'),
    logBookSheet({ ...commune, name: 'Xã Ia Đal', airings: [] }, '2026-01-05', '2026-01-12'),
    missesSheet('Tỉnh Quảng Ngãi', { from: '2026-01-05', to: '2026-01-11' }, [
      {
        result: 'partial',
        reason: 'stopped',
        commune: { code: '23538', name: 'Xã Ia Tơi' },
        airings: 1,
        plannedMs: 180_000,
        airedMs: 5_000,
      },
    ]),
    reliabilitySheet('Tỉnh Quảng Ngãi', { from: '2026-01-05', to: '2026-01-11' }, [
      { ...device, name: 'Cụm loa thôn 1' },
      { ...device, name: 'Cụm loa thôn 2', played: 5, missed: 5 },
    ]),
  ],
  footer: 'Lập lúc 08:00 ngày 12/01/2026. Niêm phong đến 11/01/2026: 0a1b2c3d.',
};

/** Lines break where the page ends; what is said stays. */
const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/g, '').toLocaleLowerCase('vi');

describe('a report says the same on paper, in a workbook and in an office document', () => {
  it('as PDF: exact Vietnamese, one A4 for each commune with lines to sign', async () => {
    const longer =
      ' – chuyên mục phát thanh của Trung tâm Văn hóa, Thông tin và Thể thao, phối hợp cùng Ủy ban Mặt trận';
    const weeks = [busyWeek(1), busyWeek(3), busyWeek(3, longer)];
    const busy = weeks.map((week) => logBookSheet({ ...commune, airings: week }, '2026-01-05', '2026-01-12'));
    const pdf = await renderPdf({ ...report, sheets: [...report.sheets, ...busy] });
    if (process.env.LOA_TEST_KEEP) fs.writeFileSync(process.env.LOA_TEST_KEEP, pdf);
    const pages = pdfPages(pdf);
    expect(pages).toHaveLength(9);
    expect(squeezed(pages[0]!)).toContain(squeezed('XÁC NHẬN CỦA UBND'));
    const all = squeezed(pages.join(' '));
    // Seven days of 24 items: what is replayed fits one page, 168 different titles take the two sides of one sheet and say so.
    const [replayed, front, back, crowded, reverse] = pages.slice(4).map(squeezed);
    for (const { title } of weeks[0]!) expect(replayed).toContain(squeezed(title));
    expect(replayed).toContain(squeezed('số 1–8 (PL)'));
    expect(replayed).toContain(squeezed('XÁC NHẬN CỦA UBND'));
    expect(replayed).not.toContain(squeezed('Xem tiếp'));
    for (const { title } of weeks[1]!) expect(`${front} ${back}`).toContain(squeezed(title));
    expect(front).toContain(squeezed('Xem tiếp trang sau'));
    expect(back).toContain(squeezed('Xã Ia Tơi, tuần từ 05/01/2026 đến 11/01/2026 (tiếp theo)'));
    expect(back).toContain(squeezed('XÁC NHẬN CỦA UBND'));
    // Titles that two sides do not hold are summed by topic, which the sheet says; sessions and sums stay.
    expect(crowded).toContain(squeezed('lượt khác – Y tế: '));
    expect(reverse).toContain(squeezed('Tuần có 168 lượt phát chương trình, một tờ A4 không ghi hết tên'));
    expect(reverse).toContain(squeezed('Cộng 21 buổi phát 8:24:00'));
    expect(reverse).toContain(squeezed('XÁC NHẬN CỦA UBND'));
    for (const text of textsOf(report)) expect(all).toContain(squeezed(text));
    // The charts of what went wrong: the worst device first.
    expect(squeezed(pages[2]!)).toContain(squeezed('Số lượt theo nguyên nhân Phát dở: bị dừng 1 100,0 %'));
    expect(squeezed(pages[3]!)).toContain(
      squeezed('Cụm loa thôn 2, Xã Ia Tơi 50,0 % Cụm loa thôn 1, Xã Ia Tơi 100,0 %'),
    );
    expect(all).toContain(squeezed('Trang 9/9'));
  });

  it('as DOCX, with the same texts', async () => {
    const all = squeezed(officeText(await renderDocx(report)));
    for (const text of textsOf(report)) expect(all).toContain(squeezed(text));
  });

  it('as CSV, with the same texts, and nothing that a spreadsheet would run', async () => {
    const text = (await renderCsv(report)).toString('utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const all = squeezed(text);
    for (const one of textsOf(report).filter((said) => said !== '=1+1')) expect(all).toContain(squeezed(one));
    expect(text).not.toMatch(/(^|,)[=+@]/m);
  });

  it('as XLSX: the texts as texts, never formulas; lengths as numbers', async () => {
    const file = await renderXlsx(report);
    const all = squeezed(officeText(file));
    for (const text of ['Sổ nhật ký chương trình phát thanh', '(PL)', 'Nghị quyết & đời sống', '=1+1', report.footer])
      expect(all).toContain(squeezed(text));
    const parts = unzipSync(new Uint8Array(file));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
    expect(sheet).not.toContain('<f>');
    // 15 minutes of 24 hours.
    expect(sheet).toContain(`<v>${900 / 86_400}</v>`);
    expect(strFromU8(parts['xl/workbook.xml']!)).toMatch(/Xã Ia Tơi.*Xã Ia Đal.*Lỡ phát/);
  });
});
