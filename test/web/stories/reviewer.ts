import fs from 'node:fs';
import type { Page } from 'playwright-core';
import { airtimeRoutes } from '../../../src/contracts/http/airtime';
import { campaignsRoutes } from '../../../src/contracts/http/campaigns';
import { savedReportsRoutes } from '../../../src/contracts/http/saved-reports';
import { addDays } from '../../../src/domain/time/local-date';
import { officeText, pdfPages } from '../../support/document-texts';
import { open, visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

export const reviewerStories = (at: BrowserStation): void => {
  it('downloads the airtime as paper, and every topic and length on the screen stands in it', async () => {
    const { context, page } = await visit(at.browser, at.station.url, 'co.thu');
    await open(page, `/airtime?from=${addDays(at.station.today, -9)}&to=${at.station.today}&by=topic`);
    const lines = await page.locator('.figures').first().locator('tbody tr').all();
    const shown = await Promise.all(
      lines.map(async (line) => ({
        topic: (await line.locator('th').innerText()).trim(),
        aired: (await line.locator('td.number').first().innerText()).trim(),
      })),
    );
    expect(shown.map(({ topic }) => topic)).toContain('Bầu cử');
    const pdf = flat(pdfPages(await paper(page, 'pdf')).join(' '));
    const sheet = flat(officeText(await paper(page, 'xlsx')));
    for (const { topic, aired } of shown.filter((line) => !line.topic.includes('nhạc hiệu'))) {
      expect(pdf).toContain(flat(topic));
      expect(pdf).toContain(aired.length > 5 ? aired : `0:${aired.padStart(5, '0')}`);
      expect(sheet).toContain(flat(topic));
    }
    await context.close();
  }, 60_000);

  it('follows a miss down to its row, corrects it, and finds the old row beside the new one and the figure moved', async () => {
    const { context, page } = await visit(at.browser, at.station.url, 'co.thu');
    // Up to yesterday: what other stories let sound today is not in it.
    const days = `from=${addDays(at.station.today, -9)}&to=${addDays(at.station.today, -1)}`;
    const heardSeconds = async (): Promise<number> => {
      await open(page, `/airtime?${days}&by=commune`);
      const line = page
        .locator('.figures')
        .first()
        .getByRole('row', { name: /Xã Ia Tơi/ });
      const text = await line.locator('td.number').first().innerText();
      return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    };
    const before = await heardSeconds();
    await page
      .getByRole('row', { name: /Phát dở.*Xã Ia Tơi/ })
      .getByRole('link')
      .click();
    await page.getByRole('button', { name: 'Sửa' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Thời lượng nghe được').fill('một phút');
    await dialog.getByLabel('Lý do').fill('Đã nghe lại bản thu ở thôn 1');
    expect(await dialog.getByRole('button', { name: 'Ghi dòng mới' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Thời lượng nghe được').fill('2:00');
    await dialog.getByRole('button', { name: 'Ghi dòng mới' }).click();
    await page.getByText('Đã ghi dòng mới vào sổ').waitFor();
    const rows = page.locator('.figures tbody tr');
    await rows.nth(1).waitFor();
    const texts = (await rows.allInnerTexts()).join('\n');
    expect(texts).toMatch(/sửa bởi/);
    expect(texts).toMatch(/đã được thay/);
    expect(texts).toContain('Đã nghe lại bản thu ở thôn 1');

    // Two minutes now stand in the place of 1:05.
    expect((await heardSeconds()) - before).toBe(55);
    await context.close();
  }, 60_000);

  it('reads the ledger rows of one bulletin', async () => {
    const { station } = at;
    const days = { from: addDays(station.today, -9), to: station.today };
    const { rows } = await station.cast.reviewer.call(airtimeRoutes.rows, { query: { ...days, limit: 500 } });
    const bulletin = rows.find(({ bulletinId }) => bulletinId !== null)!.bulletinId!;
    const own = rows.filter(({ bulletinId }) => bulletinId === bulletin);
    expect(own.length).toBeLessThan(rows.length);
    const found = await station.cast.reviewer.call(airtimeRoutes.rows, { query: { ...days, bulletin, limit: 500 } });
    expect(found.rows.map(({ receivedNumber }) => receivedNumber)).toEqual(
      own.map(({ receivedNumber }) => receivedNumber),
    );
  }, 30_000);

  if (process.env.LOA_TEST_LONG === '1') {
    it('takes a file of another system in after its faults are mended, and gives one out', async () => {
      const { context, page } = await visit(at.browser, at.station.url, 'anh.hoang');
      await open(page, `/airtime?from=${addDays(at.station.today, -9)}&to=${at.station.today}&area=23538`);
      const given = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Nhật ký phát', exact: true }).click();
      const log = JSON.parse(fs.readFileSync(await (await given).path(), 'utf8')) as {
        Loai: string;
        DuLieu: unknown[];
      };
      expect([log.Loai, log.DuLieu.length > 0]).toEqual(['NhatKyPhat', true]);
      const record = {
        ...{ BanTinID: 'T-1', TieuDe: 'Cắt điện thôn 2', LoaiLinhVuc: '3.3', LoaiBanTin: 1, MucDoUuTien: 9 },
        ...{ NgonNgu: 'vi', DiaBanTao: '23538', DanhSachDiaBanNhan: ['23538'] },
      };
      const take = (text: string) =>
        page
          .getByLabel('Nhận tệp từ hệ thống khác')
          .setInputFiles({ name: 'tinh.json', mimeType: 'application/json', buffer: Buffer.from(text) });
      const file = (one: object): string =>
        JSON.stringify({ DinhDang: 'loa-lien-thong', PhienBan: 1, Loai: 'BanTin', DonVi: 'Sở Văn hóa', DuLieu: [one] });
      await take(file(record).slice(0, -2));
      await page.getByText('tệp kết thúc giữa chừng').waitFor();
      await take(file(record));
      await page.getByRole('row', { name: /DuLieu\[0\]\.MucDoUuTien.*9/ }).waitFor();
      await take(file({ ...record, MucDoUuTien: 3 }));
      await page.getByRole('button', { name: 'Tạo 1 bản nháp' }).click();
      await page.getByText('Đã tạo 1 bản nháp').waitFor();
      await context.close();
    }, 60_000);

    it('keeps the report of a campaign on its page, changes how often it is drawn up, and drops it again', async () => {
      const { cast, today } = at.station;
      const { id } = await cast.operator.call(campaignsRoutes.create, {
        body: {
          ...{ title: 'Chuyển đổi số', areaCodes: ['23538'] },
          phases: [{ fromDate: addDays(today, -7), toDate: addDays(today, 8), contents: [{ text: 'Dịch vụ công' }] }],
        },
      });
      const { context, page } = await visit(at.browser, at.station.url, 'co.thu');
      await open(page, `/campaigns/${id}`);
      await page.getByRole('button', { name: 'Thêm báo cáo định kỳ' }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByLabel('Tên').inputValue()).resolves.toBe('Chuyển đổi số');
      await dialog.getByRole('button', { name: 'Lưu' }).click();
      await page.getByText('Mỗi thứ hai, cho tuần trước · DOCX').waitFor();
      await page.getByRole('button', { name: 'Sửa: Chuyển đổi số' }).click();
      await dialog.getByLabel('Lập khi nào').selectOption('monthly');
      await dialog.getByRole('button', { name: 'Lưu' }).click();
      await page.getByText('Mỗi mồng một, cho tháng trước · DOCX').waitFor();
      const listed = await cast.reviewer.call(savedReportsRoutes.list, { query: { campaign: id } });
      expect(listed.reports).toMatchObject([{ kind: 'campaign', campaignId: id, schedule: 'monthly' }]);
      await page.getByRole('button', { name: 'Bỏ: Chuyển đổi số' }).click();
      await page.getByText('Chưa có báo cáo nào.').waitFor();
      await context.close();
    }, 60_000);
  }
};

const flat = (text: string): string => text.normalize('NFC').replace(/\s+/g, '').toLowerCase();

async function paper(page: Page, format: string): Promise<Buffer> {
  await page.getByLabel('Dạng tệp').selectOption(format);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải văn bản' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
  return fs.readFileSync(await download.path());
}
