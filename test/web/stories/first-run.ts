import { openEmptyStation } from '../../support/web/station';
import { open, visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

/** From nothing to a station that can air, in the browser alone; the long run has time for a station of its own. */
export const firstRunStories = (at: Pick<BrowserStation, 'browser'>): void => {
  it('an administrator sets an empty station up on a phone, leaving once in between', async () => {
    const { service, close } = await openEmptyStation();
    const { password: secret } = service.firstStart.admin!;
    const { context, page } = await visit(at.browser, service.url, 'admin', { width: 360, height: 760, secret });
    await open(page, '/');
    await page.waitForURL(/\/setup/);
    for (const rows of ['3355 dòng, sẽ thêm 3355', ' dòng, sẽ thêm ']) {
      await page.getByRole('button', { name: 'Kiểm tra danh mục' }).click();
      await page.getByText(rows).waitFor();
      await page.getByRole('button', { name: 'Nhập danh mục' }).click();
    }
    await page.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Tỉnh Quảng Ngãi' });
    await page.getByLabel('Xã, phường đầu tiên').selectOption({ label: 'Xã Ia Tơi' });
    await page.getByRole('button', { name: 'Chọn', exact: true }).click();
    await page
      .getByText('Giờ phát: 05:30–20:00')
      .or(page.getByText(/05:30–20:00$/))
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Dùng giới hạn này' }).click();
    for (const [role, name] of [
      ['Cán bộ xã', 'Y Nhung'],
      ['Người duyệt', 'Bà Lan'],
      ['Điều hành', 'Anh Hoàng'],
      ['Kiểm tra', 'Cô Thu'],
    ] as const) {
      const person = page.getByRole('region', { name: role });
      await person.getByLabel('Họ và tên').fill(name);
      await person.getByRole('button', { name: 'Tạo tài khoản' }).click();
      await page.locator('.one-time-code').waitFor();
      await page.getByRole('button', { name: 'Đã đưa mã' }).click();
      // Left and come back to: what the station has is all it needs to know.
      if (role === 'Cán bộ xã') await open(page, '/setup');
    }
    await page.getByRole('button', { name: 'Tạo các khung giờ đã chọn' }).click();
    await page.getByText('Xong 6/6 bước').waitFor();
    await context.close();
    await close();
  }, 120_000);
};
