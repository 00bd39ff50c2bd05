import type { Page } from 'playwright-core';
import { bulletinsRoutes } from '../../../src/contracts/http/bulletins';
import { campaignsRoutes } from '../../../src/contracts/http/campaigns';
import { queueRoutes } from '../../../src/contracts/http/queue';
import { scheduleRoutes } from '../../../src/contracts/http/schedule';
import { addDays } from '../../../src/domain/time/local-date';
import { password } from '../../support/web/station';
import { open, visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

export const operatorStories = (at: BrowserStation): void => {
  let page: Page;
  let tomorrow: string;
  beforeAll(async () => {
    tomorrow = addDays(at.station.today, 1);
    ({ page } = await visit(at.browser, at.station.url, 'anh.hoang'));
  });

  const morning = async () => {
    const query = { from: tomorrow, to: tomorrow };
    const { rundowns } = await at.station.cast.operator.call(scheduleRoutes.listRundowns, {
      params: { code: '23538' },
      query,
    });
    return rundowns[0]!;
  };
  const titles = async (): Promise<string[]> => [...new Set((await morning()).items.map(({ title }) => title))];

  it('leads from a session of the day to its items, and stores an order made with buttons', async () => {
    await open(page, `/day?date=${tomorrow}`);
    await page.locator('.lane', { hasText: 'Xã Ia Tơi' }).locator('.session').first().click();
    await page.getByRole('heading', { name: /^Buổi sáng/ }).waitFor();
    const before = await titles();
    expect(before).toHaveLength(2);
    await page
      .getByRole('button', { name: /^Đưa xuống/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByText('Đã lưu buổi phát').waitFor();
    expect(await titles()).toEqual([...before].reverse());
  }, 60_000);

  it('shows both differences to the second at one session, and puts an order on top of theirs', async () => {
    await open(page, `/build?area=23538&date=${tomorrow}`);
    await page
      .getByRole('button', { name: /^Đưa xuống/ })
      .first()
      .click();
    const { id, version, items } = await morning();
    const seen = items.map(({ airingKey }) => airingKey);
    const [gone] = items;
    const wanted = items.filter(({ ref }) => ref !== gone!.ref).map(({ airingKey }) => airingKey);
    await at.station.cast.operator.call(queueRoutes.changeRundown, { params: { id }, body: { version, seen, wanted } });
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByRole('heading', { name: 'Người khác vừa đổi buổi này' }).waitFor();
    expect(await page.locator('.difference').innerText()).toContain(`bỏ ra: ${gone!.title}`);
    await page.getByRole('button', { name: 'Đặt thay đổi của tôi lên bản mới' }).click();
    await page.getByRole('button', { name: 'Lưu buổi phát' }).click();
    await page.getByText('Đã lưu buổi phát').waitFor();
    expect(await titles()).not.toContain(gone!.title);
  }, 60_000);

  it('names what a new slot runs into, and saves one that runs into nothing', async () => {
    await open(page, '/slots?area=23538');
    await page.getByRole('button', { name: 'Thêm khung giờ' }).click();
    await page.getByLabel('Tên', { exact: true }).fill('Buổi tối');
    await page.getByLabel('Giờ bắt đầu').fill('17:10');
    await page.getByRole('button', { name: 'Kiểm tra và lưu' }).click();
    await page.getByText(/trùng giờ “Buổi chiều”/).waitFor();
    await page.getByLabel('Giờ bắt đầu').fill('19:10');
    await page.getByRole('button', { name: 'Kiểm tra và lưu' }).click();
    await page.getByText('19:10 Buổi tối').waitFor();
  }, 60_000);

  it('sees where a campaign lags, and queues what is proposed as it was changed', async () => {
    const { station } = at;
    const { operator, staffIaToi } = station.cast;
    const dates = { fromDate: addDays(station.today, -7), toDate: addDays(station.today, 8) };
    const campaign = await operator.call(campaignsRoutes.create, {
      body: {
        title: 'Bầu cử ở xã',
        areaCodes: ['23538'],
        phases: [{ ...dates, contents: [{ text: 'Danh sách cử tri' }], targets: [{ per: 'phase', minutes: 600 }] }],
      },
    });
    const params = { id: station.approved.id };
    const { editNumber } = await staffIaToi.call(bulletinsRoutes.get, { params });
    const contentId = campaign.phases[0]!.contents[0]!.id;
    await staffIaToi.call(bulletinsRoutes.update, { params, body: { editNumber, campaignId: campaign.id, contentId } });
    await open(page, '/campaigns');
    await page.getByRole('link', { name: 'Bầu cử ở xã' }).click();
    await page.getByText('1 trên 1 bản tin đã duyệt').waitFor();
    await page.getByRole('button', { name: 'Gợi ý xếp lịch: Xã Ia Tơi' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Xã Ia Tơi chậm \d+ phút/).waitFor();
    const ticks = dialog.getByRole('checkbox');
    const proposed = await ticks.count();
    expect(proposed).toBeGreaterThan(1);
    await ticks.first().uncheck();
    await dialog.getByRole('button', { name: `Xếp ${proposed - 1} lượt đã chọn` }).click();
    await page.getByText(`Đã xếp ${proposed - 1} lượt`).waitFor();
    const { bookings } = await operator.call(queueRoutes.listQueue, { params: { code: '23538' } });
    expect(bookings.filter(({ origin, bulletinId }) => origin === 'operator' && bulletinId === params.id)).toHaveLength(
      proposed - 1,
    );
  }, 60_000);

  it('S8 S10 goes from tomorrow’s findings to the session that is wrong, and asks why an item is not in it', async () => {
    await open(page, '/preflight?area=51');
    await page.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await page.locator('.flight-line', { hasText: 'Xã Ia Tơi' }).click();
    await page.getByRole('heading', { name: 'Xã Ia Tơi' }).waitFor();
    const missing = page.locator('.finding', { hasText: 'chưa được duyệt' }).first();
    await missing.getByText(/Hạn chót/).waitFor();
    await missing.getByRole('link', { name: 'Mở bản tin' }).click();
    await page.waitForURL(/\/bulletins\/\w+$/);
    await page.goBack();
    await page.getByRole('link', { name: 'Mở buổi phát' }).first().click();
    await page.waitForURL(new RegExp(`/build\\?area=23538&date=${tomorrow}&start=`));

    await open(page, `/build?area=23538&date=${tomorrow}`);
    await page
      .getByRole('link', { name: /^Vì sao phát, vì sao không: / })
      .first()
      .click();
    await page.locator('.explain-facts li').first().waitFor();
    await page.getByText(/^Sẽ (không )?phát$/).waitFor();
    await page.getByRole('heading', { name: 'Loa nào đã phát gì?' }).waitFor();
  }, 60_000);

  it('X2 gives a drill with a second step, names the device that has not confirmed, and clears it', async () => {
    await page.setViewportSize({ width: 360, height: 760 });
    await open(page, '/emergency?area=23538');
    await page.getByRole('radio', { name: 'Diễn tập' }).check();
    await page.getByLabel('Tìm bản tin').fill('niem yet');
    await page.getByRole('button', { name: 'Thông báo niêm yết danh sách cử tri' }).click();
    await page.getByRole('button', { name: 'Bắt đầu diễn tập' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bắt đầu diễn tập' }).click();
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Xác nhận' }).click();
    const card = page.locator('.order.alarm-drill:not(.order-over)');
    await card.getByText('[Diễn tập] Thông báo niêm yết danh sách cử tri').waitFor();
    await card.getByText('0/1 thiết bị đã xác nhận').waitFor();
    await card.getByText(/^Chưa xác nhận: /).waitFor();
    await card.getByRole('button', { name: 'Báo yên' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Báo yên' }).click();
    await page.getByText('Gần đây (1)').waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  }, 60_000);

  it('X2 an emergency of a province waits until an approver agrees', async () => {
    await open(page, '/emergency?area=51');
    await page.getByLabel('Tìm bản tin').fill('niem yet');
    await page.getByRole('button', { name: 'Thông báo niêm yết danh sách cử tri' }).click();
    await page.getByRole('button', { name: 'Phát khẩn cấp' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Phát khẩn cấp' }).click();
    await page.locator('.order.alarm-live').getByText('Chờ người thứ hai').waitFor();
    expect(await page.getByRole('button', { name: /^Phát một mình được sau/ }).isDisabled()).toBe(true);

    const approver = await visit(at.browser, at.station.url, 'ba.lan', { width: 360, height: 760 });
    await open(approver.page, '/inbox');
    await approver.page.getByRole('link', { name: 'Xem ngay' }).click();
    await approver.page.getByRole('button', { name: 'Đồng ý cho phát' }).click();
    await approver.page.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await approver.page.getByRole('button', { name: 'Xác nhận' }).click();
    await approver.page.getByText('ba.lan đồng ý').waitFor();
    await approver.context.close();

    await page.getByText('ba.lan đồng ý').waitFor();
    await page.getByRole('button', { name: 'Báo yên' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Báo yên' }).click();
    await page.locator('.order:not(.order-over)').waitFor({ state: 'detached' });
  }, 60_000);

  it('finds a bulletin by words without marks, topic and language, and shows where it is used', async () => {
    await open(page, '/bulletins?q=niem%20yet&topic=3.3&lang=jra');
    await page.getByText('Không tìm thấy bản tin nào').waitFor();
    await page.getByLabel('Tiếng').selectOption('vi');
    await page.getByRole('link', { name: /Thông báo niêm yết danh sách cử tri/ }).click();
    const used = page.locator('.card', { hasText: 'Dùng ở đâu' });
    await used.getByText('Buổi chiều, Xã Ia Tơi').first().waitFor();
    await used.getByText('Chưa phát lần nào').waitFor();
  }, 60_000);

  it('names what ails a device, with the likely cause and what to do', async () => {
    await open(page, '/devices?area=23538');
    const card = page.locator('.card', { hasText: 'Cần xem ngay' });
    await card.getByText('Mất điện, mất mạng hoặc máy hỏng').waitFor();
    await card.getByText('Xem đèn nguồn, sóng 4G và SIM').waitFor();
  }, 60_000);
};
