import type { Browser } from 'playwright-core';
import { findChromium, openChromium } from '../support/web/chromium';
import { openWebStation, password, type WebStation } from '../support/web/station';
import { open, visit } from '../support/web/visit';

const chromium = findChromium();
if (typeof chromium === 'string') console.warn(chromium);

(typeof chromium === 'string' ? describe.skip : describe)('the pages in a browser', () => {
  let station: WebStation;
  let browser: Browser;
  beforeAll(async () => {
    station = await openWebStation();
    browser = await openChromium();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await station?.close();
  });

  it('logs in at the place that was asked for, and shows the log-in form again when the session has ended', async () => {
    const context = await browser.newContext({ baseURL: station.url });
    const page = await context.newPage();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text());
    });
    await page.goto('/bulletins?state=submitted');
    await page.getByLabel('Tên đăng nhập').fill('y.nhung');
    await page.getByLabel('Mật khẩu', { exact: true }).fill('sai rồi');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.locator('main#main h1').waitFor();
    expect(new URL(page.url()).search).toBe('?state=submitted');

    await context.clearCookies();
    await page.goto('/today');
    await page.getByLabel('Tên đăng nhập').waitFor();
    expect(violations).toEqual([]);
    await context.close();
  }, 60_000);

  it('shows each role its own places', async () => {
    const places = async (who: string): Promise<string[]> => {
      const { context, page } = await visit(browser, station.url, who);
      await open(page, '/');
      const names = await page.locator('.side nav a').allInnerTexts();
      await context.close();
      return names;
    };
    expect(await places('y.nhung')).toEqual(['Hôm nay', 'Gửi bản tin', 'Bản tin']);
    expect(await places('ba.lan')).toEqual(['Chờ duyệt', 'Hôm nay', 'Bản tin']);
  }, 60_000);
});
