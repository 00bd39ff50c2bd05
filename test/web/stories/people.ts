import fs from 'node:fs';
import { addDays } from '../../../src/domain/time/local-date';
import { wallClockAt } from '../../../src/domain/time/wall-clock';
import { manualDevice } from '../../support/web/manual-device';
import { password } from '../../support/web/station';
import { open, visit } from '../../support/web/visit';
import { scenes } from '../scenes';
import type { BrowserStation } from './browser-station';

export const peopleStories = (at: BrowserStation): void => {
  it('logs in at the place that was asked for, and shows the log-in form again when the session has ended', async () => {
    const context = await at.browser.newContext({ baseURL: at.station.url });
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

  it('leads the administrator of an empty station to its setting up, and checks the list that comes with it', async () => {
    const { password: secret } = at.station.service.firstStart.admin!;
    const { context, page } = await visit(at.browser, at.station.url, 'admin', { width: 360, height: 760, secret });
    await page.route('**/api/areas/VN/children', (route) => route.fulfill({ json: { areas: [] } }));
    await open(page, '/');
    await page.waitForURL(/\/setup/);
    await page.getByRole('button', { name: 'Kiểm tra danh mục' }).click();
    await page.getByText('3355 dòng, sẽ thêm 0. Không có lỗi.').waitFor();
    await page.getByRole('button', { name: 'Bỏ qua bước này' }).click();
    await page.getByLabel('Xã, phường đầu tiên').or(page.getByLabel('Mẫu')).waitFor();
    await context.close();
  }, 30_000);

  it('shows each role its own places, and none of them after a log-out', async () => {
    const places = async (who: string): Promise<string[]> => {
      const { context, page } = await visit(at.browser, at.station.url, who);
      await open(page, '/');
      const names = await page.locator('.side nav a').allInnerTexts();
      await page.locator('.side').getByRole('button', { name: 'Đăng xuất' }).click();
      await page.getByLabel('Tên đăng nhập').waitFor();
      expect((await context.request.get('/api/me')).status()).toBe(401);
      await context.close();
      return names;
    };
    expect(await places('y.nhung')).toEqual(['Hôm nay', 'Gửi bản tin', 'Bản tin', 'Khiếu nại']);
    expect(await places('ba.lan')).toEqual([
      'Chờ duyệt',
      'Phát khẩn',
      'Kiểm tra',
      'Giới hạn phát',
      'Hôm nay',
      'Bản tin',
      'Khiếu nại',
    ]);
  }, 60_000);

  it('a bulletin is recorded on a phone, sent over a line that breaks, approved in two taps, and stands in its session', async () => {
    // A second try finds what the first one sent.
    const title = `Lịch cắt điện thôn Một, ${Date.now()}`;
    const staff = await visit(at.browser, at.station.url, 'y.nhung', { width: 360, height: 760 });
    const { page, context } = staff;
    await open(page, '/send');
    await page.getByRole('button', { name: /Ghi âm/ }).click();
    await page.waitForFunction(() => document.querySelector('.live-clock')?.textContent === '0:02');
    await page.getByRole('button', { name: 'Tạm dừng' }).click();
    await page.getByRole('button', { name: 'Ghi tiếp' }).click();
    await page.getByRole('button', { name: 'Xong' }).click();
    await page.getByLabel('Tiêu đề').fill(title);
    await page.getByLabel('Lĩnh vực').fill('bau cu');
    await page.locator('.hit').first().click();
    await page.getByText(/Sẽ phát .* phải được duyệt trước/).waitFor();

    await context.setOffline(true);
    await page.getByRole('button', { name: 'Gửi duyệt' }).click();
    await page.getByText(/bản ghi nằm trong máy này/).waitFor();
    // Closed and opened again, with a connection: it goes on by itself.
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    const live = again.waitForRequest(/api\/live$/);
    await open(again, '/bulletins');
    await live;
    await again.getByRole('link', { name: new RegExp(title) }).click();
    await again.waitForURL(/bulletins\/\w+/);
    await again.getByText('Chờ người duyệt nghe và duyệt').waitFor();

    const approver = await visit(at.browser, at.station.url, 'ba.lan', { width: 360, height: 760 });
    await open(approver.page, '/inbox');
    await approver.page.getByRole('link', { name: new RegExp(title) }).click();
    await approver.page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await approver.page.getByText('Đã duyệt, bản tin đã vào lịch phát').waitFor();
    await approver.context.close();

    // The officer's open page says so by itself.
    await again
      .getByText(/sẽ phát trong Buổi/)
      .first()
      .waitFor();
    await context.close();
  }, 120_000);

  it('a browser in Tokyo shows the commune’s clock and its times', async () => {
    const { context, page } = await visit(at.browser, at.station.url, 'y.nhung', { timezoneId: 'Asia/Tokyo' });
    await open(page, '/today');
    const hanoi = (ms: number) => wallClockAt('Asia/Ho_Chi_Minh', ms).localTime.slice(0, 5);
    const shown = (await page.locator('.page-head time.numbers').first().innerText()).slice(0, 5);
    expect([hanoi(Date.now() - 60_000), hanoi(Date.now())]).toContain(shown);
    // What is over when the test begins is not on the page.
    const sessions = await page.locator('.card h2').allInnerTexts();
    for (const session of sessions.filter((one) => !one.endsWith('phát thêm'))) {
      expect([
        ...['05:00–05:30 Buổi sáng', '11:00–11:30 Buổi trưa', '17:00–17:30 Buổi chiều', '19:10–19:40 Buổi tối'],
      ]).toContain(session);
    }
    await context.close();
  }, 30_000);

  it('an officer without a box takes the file, confirms start and end with a tap each, and declares a speech afterwards', async () => {
    await manualDevice(at.station);
    const { context, page } = await visit(at.browser, at.station.url, 'y.nhung', { width: 360, height: 760 });
    await open(page, '/today');
    await page.getByRole('link', { name: 'Phát tay' }).click();
    const session = page.locator('.card', { has: page.getByRole('button', { name: 'Bắt đầu phát' }) }).first();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      session.getByRole('button', { name: /^Tải/ }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^Tăng âm nhà văn hóa thôn 1 .* v\d+-[0-9a-f]{8}\.mp3$/);
    await page.getByText(/^y.nhung đã tải /).waitFor();
    await session.getByRole('button', { name: 'Bắt đầu phát' }).click();
    await page.getByRole('button', { name: 'Đã phát xong' }).click();
    await page.getByText('Đã vào nhật ký phát, ghi là do người phát xác nhận.').waitFor();

    await page.getByRole('button', { name: 'Báo nói trực tiếp' }).click();
    await page.getByLabel('Nội dung').fill('Chủ tịch xã nói về phòng bão');
    await page.getByLabel('Lĩnh vực').fill('bau cu');
    await page.locator('.dialog .hit').first().click();
    await page.getByLabel('Người nói').fill('Rơ Châm H’Lan');
    await page.getByLabel('Ngày').fill(addDays(at.station.today, -1));
    await page.getByText('Giờ này đã qua').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Báo nói trực tiếp' }).click();
    await page.locator('.items li', { hasText: 'phòng bão' }).getByText('Đã nói').waitFor();
    await context.close();
  }, 60_000);

  it('an officer holds an item and stops every loudspeaker, each with a second tap', async () => {
    const { context, page } = await visit(at.browser, at.station.url, 'y.nhung', { width: 360, height: 760 });
    await open(page, '/today');
    await page
      .getByRole('button', { name: /^Giữ lại: Thông báo niêm yết/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Giữ lại' }).click();
    await page.getByText('Đã giữ lại').waitFor();
    await page.getByText('Đang giữ lại').first().waitFor();
    await page.getByRole('button', { name: 'Dừng' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dừng' }).click();
    await page.getByText('Loa đang bị dừng').waitFor();
    await context.close();
  }, 60_000);

  const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  // Three of the scenes, and all of them in the long run.
  const looked =
    process.env.LOA_TEST_LONG === '1' ? scenes : scenes.filter((_, i) => i % Math.ceil(scenes.length / 3) === 0);
  it.each(looked)(
    'axe finds nothing serious: $name',
    async ({ who, path: place, act }) => {
      const { admin } = at.station.service.firstStart;
      const secret = who === 'admin' ? admin!.password : password;
      const size = { width: 360, height: 760 };
      const { context, page } = await visit(at.browser, at.station.url, who || 'y.nhung', { ...size, secret });
      if (!who) await context.clearCookies();
      await open(page, typeof place === 'string' ? place : await place(at.station));
      await act?.(page);
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: Axe }).axe.run();
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
      });
      expect(found).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      await context.close();
    },
    30_000,
  );
};

interface Axe {
  run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}
