import type { Page } from 'playwright-core';
import { queueRoutes } from '../../../src/contracts/http/queue';
import { scheduleRoutes } from '../../../src/contracts/http/schedule';
import { addDays } from '../../../src/domain/time/local-date';
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
    await page.getByText(/trùng giờ \(Buổi chiều\)/).waitFor();
    await page.getByLabel('Giờ bắt đầu').fill('19:10');
    await page.getByRole('button', { name: 'Kiểm tra và lưu' }).click();
    await page.getByText('19:10 Buổi tối').waitFor();
  }, 60_000);
};
