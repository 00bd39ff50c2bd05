import fs from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { textsOf, type ReportDocument } from '../../src/domain/reports/document';
import { logBookSheet, type LoggedAiring } from '../../src/domain/reports/log-book';
import { missesSheet } from '../../src/domain/reports/tables';
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
  ],
  footer: 'Lập lúc 08:00 ngày 12/01/2026. Niêm phong đến 11/01/2026: 0a1b2c3d.',
};

/** Lines break where the page ends; what is said stays. */
const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/g, '').toLocaleLowerCase('vi');

describe('a report says the same on paper, in a workbook and in an office document', () => {
  it('as PDF: exact Vietnamese, one A4 for each commune with lines to sign', async () => {
    const pdf = await renderPdf(report);
    if (process.env.LOA_TEST_KEEP) fs.writeFileSync(process.env.LOA_TEST_KEEP, pdf);
    const pages = pdfPages(pdf);
    expect(pages).toHaveLength(3);
    expect(squeezed(pages[0]!)).toContain(squeezed('XÁC NHẬN CỦA UBND'));
    const all = squeezed(pages.join(' '));
    for (const text of textsOf(report)) expect(all).toContain(squeezed(text));
    expect(all).toContain(squeezed('Trang 3/3'));
  });

  it('as DOCX, with the same texts', async () => {
    const all = squeezed(officeText(await renderDocx(report)));
    for (const text of textsOf(report)) expect(all).toContain(squeezed(text));
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
