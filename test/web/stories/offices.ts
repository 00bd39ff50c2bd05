import path from 'node:path';
import type { Page } from 'playwright-core';
import { approvalsRoutes } from '../../../src/contracts/http/approvals';
import { campaignsRoutes } from '../../../src/contracts/http/campaigns';
import { complaintsRoutes } from '../../../src/contracts/http/complaints';
import { eventsRoutes } from '../../../src/contracts/http/events';
import { queueRoutes } from '../../../src/contracts/http/queue';
import { relayRoutes } from '../../../src/contracts/http/relays';
import { savedReportsRoutes } from '../../../src/contracts/http/saved-reports';
import { scheduleRoutes } from '../../../src/contracts/http/schedule';
import { addDays } from '../../../src/domain/time/local-date';
import { projectRoot } from '../../../src/platform/config/config';
import { open, visit, type Visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

const phone = { width: 360, height: 760 };
const commune = { code: '23538' };
const province = { code: '51' };

/** What approvers, reviewers and administrators write in a browser, and that it is really stored: for the long run. */
export const officeStories = (at: BrowserStation): void => {
  const asks = (who: string, secret?: string): Promise<Visit> =>
    visit(at.browser, at.station.url, who, { ...phone, ...(secret ? { secret } : {}) });
  const asAdmin = (): Promise<Visit> => asks('admin', at.station.service.firstStart.admin!.password);

  it('an approver lends the power to approve for some days, takes it back, and approves a programme ahead', async () => {
    const { context, page } = await asks('ba.lan');
    const stored = () => at.station.cast.approver.call(approvalsRoutes.get, { params: commune });
    await open(page, '/approvals?area=23538');
    await page.getByRole('button', { name: 'Ủy quyền cho người khác' }).click();
    await dialog(page).getByLabel('Cho ai').selectOption({ label: 'Ông Tám' });
    await dialog(page).getByLabel('Đến hết ngày').fill(addDays(at.station.today, 3));
    await dialog(page).getByLabel('Lý do').fill('Đi tập huấn ở tỉnh');
    await dialog(page).getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Bà Lan ủy quyền cho Ông Tám').waitFor();
    expect((await stored()).delegations.map(({ reason }) => reason)).toEqual(['Đi tập huấn ở tỉnh']);
    await page.getByRole('button', { name: 'Thu lại' }).click();
    await page.getByText('Không ai đang ủy quyền.').waitFor();
    expect((await stored()).delegations).toEqual([]);

    await page.getByRole('button', { name: 'Duyệt trước', exact: true }).click();
    await dialog(page).getByRole('radio', { name: 'Chương trình lặp lại' }).check();
    await dialog(page).getByLabel('Tên chương trình').fill('Bản tin thời tiết hằng ngày');
    await topic(page);
    await dialog(page).getByLabel('Lý do').fill('Phát mỗi sáng');
    await dialog(page).getByRole('button', { name: 'Lưu' }).click();
    const line = page.locator('li', { hasText: 'Bản tin thời tiết hằng ngày' });
    await line.waitFor();
    expect((await stored()).standing.map(({ key }) => key)).toContain('Bản tin thời tiết hằng ngày');
    await line.getByRole('button', { name: 'Thôi duyệt trước' }).click();
    await line.waitFor({ state: 'detached' });
    await context.close();
  }, 60_000);

  it('a complaint is recorded with what was frozen for it, looked at again, answered, and stands so in the book', async () => {
    const { context, page } = await asks('y.nhung');
    const place = `đầu thôn Hai, ${Date.now()}`;
    await open(page, '/complaints');
    await page.getByRole('button', { name: 'Ghi khiếu nại' }).click();
    await dialog(page).getByLabel('Ở đâu', { exact: true }).fill(place);
    await dialog(page).getByLabel('Nghe thấy gì').fill('Loa phát quá to lúc năm giờ sáng');
    await dialog(page).getByLabel('Ngày nghe').fill(addDays(at.station.today, -1));
    await dialog(page).getByLabel('Từ lúc').fill('05:00');
    await dialog(page).getByLabel('Đến lúc').fill('05:10');
    await dialog(page).getByRole('button', { name: 'Ghi lại' }).click();
    await page.waitForURL(/complaints\/\w+/);
    // Yesterday's rows of the commune's loudspeaker are frozen with it.
    await page.getByText('Niêm yết danh sách cử tri').waitFor();
    await page.locator('.hash').waitFor();
    await page.getByRole('button', { name: 'Xem lại lần nữa' }).click();
    await page.locator('.hash').nth(1).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await context.close();

    const { page: answering, context: other } = await asks('ba.lan');
    await open(answering, `/complaints/${id}`);
    await answering.getByRole('button', { name: 'Trả lời' }).click();
    await dialog(answering).getByLabel('Kết quả').selectOption({ label: 'Của đài, đúng kế hoạch' });
    await dialog(answering).getByLabel('Đã trả lời người dân thế nào').fill('Đã giảm âm lượng buổi sáng');
    await dialog(answering).getByRole('button', { name: 'Trả lời' }).click();
    await answering.getByText('Đã ghi câu trả lời').waitFor();
    await open(answering, '/complaints');
    await answering.getByText(place).first().waitFor();
    const { complaint, evidence } = await at.station.cast.approver.call(complaintsRoutes.get, { params: { id } });
    expect([complaint.state, complaint.outcome]).toEqual(['answered', 'ours-as-planned']);
    expect(complaint.verdict).toBe('ours');
    expect(evidence).toHaveLength(2);
    await other.close();
  }, 60_000);

  it('an administrator limits a commune, is shown which slots that would hit, and an approver grants an exception', async () => {
    const { context, page } = await asAdmin();
    const stored = () => at.station.cast.admin.call(scheduleRoutes.readPolicy, { params: commune });
    const former = await stored();
    await open(page, '/policies?area=23538');
    const longest = page.getByLabel('Một buổi dài nhất (phút)');
    await longest.fill('10');
    await page.getByRole('button', { name: 'Kiểm tra và lưu' }).click();
    await page.getByText('Nếu lưu, các khung giờ này trái giới hạn').waitFor();
    expect((await stored()).revision).toBe(former.revision);
    await longest.fill('45');
    await page.getByRole('button', { name: 'Kiểm tra và lưu' }).click();
    await page.getByText('Đã lưu giới hạn phát').waitFor();
    expect((await stored()).limits.maxSessionMinutes).toBe(45);
    await open(page, '/policies?area=23538');
    expect(await longest.inputValue()).toBe('45');
    await context.close();

    const { page: granting, context: other } = await asks('ba.lan');
    await open(granting, '/policies?area=23538');
    await granting.getByRole('button', { name: 'Cho ngoại lệ' }).click();
    await dialog(granting).getByLabel('Một buổi dài nhất (phút)').fill('60');
    await dialog(granting).getByLabel('Đến hết ngày').fill(addDays(at.station.today, 2));
    await dialog(granting).getByLabel('Lý do').fill('Họp hội đồng nhân dân');
    await dialog(granting).getByRole('button', { name: 'Cho ngoại lệ' }).click();
    await granting.getByText('Một buổi dài nhất (phút): 60').waitFor();
    expect((await stored()).exceptions.map(({ limit, reason }) => [limit, reason])).toContainEqual([
      'maxSessionMinutes',
      'Họp hội đồng nhân dân',
    ]);
    const line = granting.locator('li', { hasText: 'Họp hội đồng nhân dân' });
    await line.getByRole('button', { name: 'Thu lại' }).click();
    await line.getByText('Đã thu lại').waitFor();
    await other.close();
    const { revision } = await stored();
    const body = { limits: former.limits, revision };
    await at.station.cast.admin.call(scheduleRoutes.writePolicy, { params: commune, body });
  }, 60_000);

  it('an approver declares the lunar new year for a commune, and ends it', async () => {
    const { context, page } = await asks('ba.lan');
    const stored = async () =>
      (await at.station.cast.approver.call(eventsRoutes.list, { params: commune })).events.find(
        ({ name }) => name === 'Tết Nguyên đán ở Ia Tơi',
      );
    await open(page, '/events?area=23538');
    await page.getByRole('button', { name: 'Thêm sự kiện' }).click();
    await dialog(page).getByLabel('Tên sự kiện').fill('Tết Nguyên đán ở Ia Tơi');
    await dialog(page).getByLabel('Loại').selectOption({ label: 'Tết' });
    await dialog(page).getByRole('radio', { name: 'Hằng năm, âm lịch' }).check();
    await dialog(page).getByLabel('Từ ngày/tháng').fill('1/1');
    await dialog(page).getByLabel('Đến ngày/tháng').fill('3/1');
    await dialog(page).getByRole('radio', { name: 'Bỏ nhạc' }).check();
    await dialog(page).getByLabel('Lý do').fill('Nghỉ Tết');
    await saveThoughWarned(page, 'Đã thêm sự kiện');
    await page.getByText('Tết Nguyên đán ở Ia Tơi').waitFor();
    expect((await stored())?.days).toContain('2027-02-06');
    await page
      .locator('.card', { hasText: 'Tết Nguyên đán ở Ia Tơi' })
      .getByRole('button', { name: 'Kết thúc sớm' })
      .click();
    await page.getByText('Đã kết thúc').first().waitFor();
    const after = await stored();
    expect(after === undefined || after.revokedAt !== null).toBe(true);
    await context.close();
  }, 60_000);

  it('an operator draws up a campaign with two phases, and finds it as written', async () => {
    const { context, page } = await asks('anh.hoang');
    await open(page, '/campaigns/new');
    await page.getByLabel('Tên kế hoạch').fill('Tháng an toàn giao thông');
    await page.getByLabel('Tên giai đoạn').fill('Ra quân');
    await page.getByLabel('Nội dung 1').fill('Đội mũ bảo hiểm khi đi xe máy');
    await page.getByRole('button', { name: 'Thêm chỉ tiêu' }).click();
    await page.getByLabel('Số phút').fill('20');
    await page.getByRole('button', { name: 'Thêm giai đoạn' }).click();
    await page.getByLabel('Tên giai đoạn').nth(1).fill('Tổng kết');
    await page.getByLabel('Nội dung 1').nth(1).fill('Kết quả sau một tháng');
    await page.getByRole('button', { name: 'Lưu kế hoạch' }).click();
    await page.getByText('Đã lưu kế hoạch').waitFor();
    await page.getByRole('heading', { name: 'Tháng an toàn giao thông' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    const { phases, areaCodes } = await at.station.cast.operator.call(campaignsRoutes.get, { params: { id } });
    expect(areaCodes).toEqual(['51']);
    expect(phases.map(({ title, targets }) => [title, targets.map(({ minutes }) => minutes)])).toEqual([
      ['Ra quân', [20]],
      ['Tổng kết', []],
    ]);
    await context.close();
  }, 60_000);

  it('an administrator allows a source with a recording behind it, and an operator queues and withdraws it', async () => {
    const name = `Đài huyện, kênh ${Date.now()}`;
    const { context, page } = await asAdmin();
    await open(page, '/relays?area=51');
    await page.getByRole('button', { name: 'Cho phép một nguồn' }).first().click();
    await dialog(page).getByLabel('Tên nguồn').fill(name);
    await dialog(page).getByLabel('Địa chỉ luồng').fill('https://stream.example.vn/huyen.mp3');
    await topic(page);
    await dialog(page).getByLabel('Bản ghi dự phòng').setInputFiles(path.join(projectRoot, 'audio/samples/bau-cu.wav'));
    await page.getByText(/Bản ghi dùng được/).waitFor({ timeout: 60_000 });
    await dialog(page).getByRole('button', { name: 'Cho phép một nguồn' }).click();
    await page.getByText(name).first().waitFor();
    const { relays } = await at.station.cast.admin.call(relayRoutes.listRelays, { params: province });
    expect(relays.map((one) => one.name)).toContain(name);
    await context.close();

    const { page: booking, context: other } = await asks('anh.hoang');
    const queued = async () => {
      const { bookings } = await at.station.cast.operator.call(queueRoutes.listQueue, {
        params: commune,
        query: { limit: 200 },
      });
      return bookings.filter(({ title }) => title === name);
    };
    await open(booking, '/relays?area=23538');
    await booking.locator('.list-line', { hasText: name }).getByRole('button', { name: 'Xếp vào buổi' }).click();
    await dialog(booking)
      .getByRole('checkbox', { name: /Buổi sáng/ })
      .check();
    await dialog(booking).getByRole('button', { name: 'Xếp vào buổi' }).click();
    await booking.getByText('Đã xếp tiếp sóng').waitFor();
    expect((await queued()).map(({ approval }) => approval)).toEqual(['awaiting']);
    await booking.locator('.list-line', { hasText: name }).getByRole('button', { name: 'Rút khỏi lịch' }).click();
    await dialog(booking).getByRole('textbox').fill('Chưa được duyệt trước');
    await dialog(booking).getByRole('button', { name: 'Rút khỏi lịch' }).click();
    await booking.getByText('Đã rút khỏi lịch').waitFor();
    expect(await queued()).toEqual([]);
    await other.close();
  }, 120_000);

  it('a reviewer keeps a report, is told what is wrong with its addresses, changes it, and removes it', async () => {
    const { context, page } = await asks('co.thu');
    const stored = async () =>
      (await at.station.cast.reviewer.call(savedReportsRoutes.list, { query: {} })).reports.find(({ name }) =>
        name.startsWith('Gửi phòng văn hóa'),
      );
    await open(page, '/airtime');
    await page.getByRole('button', { name: 'Thêm báo cáo định kỳ' }).click();
    await dialog(page).getByLabel('Tên', { exact: true }).fill('Gửi phòng văn hóa');
    await dialog(page).getByLabel('Gửi thư tới').fill('vanhoa@tinh.example\nkhong phai');
    await page.getByText(/không phải địa chỉ thư/).waitFor();
    await dialog(page).getByLabel('Gửi thư tới').fill('vanhoa@tinh.example');
    await dialog(page).getByRole('button', { name: 'Lưu' }).click();
    // This station has no mail server: nothing is kept that could never be sent.
    await dialog(page).getByText('Chưa gửi được thư').waitFor();
    expect(await stored()).toBeUndefined();
    await dialog(page).getByLabel('Gửi thư tới').fill('');
    await dialog(page).getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('button', { name: 'Sửa: Gửi phòng văn hóa' }).click();
    expect(await stored()).toMatchObject({ kind: 'log-book', schedule: 'weekly', mailTo: [] });
    await dialog(page).getByLabel('Văn bản').selectOption('airtime');
    await dialog(page).getByLabel('Lập khi nào').selectOption('monthly');
    await dialog(page).getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu báo cáo định kỳ').last().waitFor();
    expect(await stored()).toMatchObject({ kind: 'airtime', schedule: 'monthly' });
    await page.getByRole('button', { name: 'Bỏ: Gửi phòng văn hóa' }).click();
    await page.getByText('Đã bỏ báo cáo định kỳ').waitFor();
    expect(await stored()).toBeUndefined();
    await context.close();
  }, 60_000);
};

const dialog = (page: Page) => page.getByRole('dialog');

async function topic(page: Page): Promise<void> {
  await dialog(page).getByLabel('Lĩnh vực').fill('bau cu');
  await dialog(page).locator('.hit').first().click();
}

/** Presses once more where warnings are shown first. */
async function saveThoughWarned(page: Page, said: string): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Kiểm tra và lưu' }).click();
  const again = dialog(page).getByRole('button', { name: 'Vẫn lưu' });
  await page.getByText(said).or(again).first().waitFor();
  if (await again.isVisible()) await again.click();
  await page.getByText(said).waitFor();
}
