import { until } from '../../../src/cli/demo/bulletins';
import { bulletinsRoutes, type BulletinView } from '../../../src/contracts/http/bulletins';
import { notificationsRoutes } from '../../../src/contracts/http/notifications';
import { PushService } from '../../support/push-service';
import { deliver, openedBy, shownIn, subscribeAt, subscribedWith, tap } from '../../support/web/push-browser';
import { changing, sendBulletin } from '../../support/web/station';
import { open, visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

/** Told on the phone, from the switch to the page behind a notification: for the long run. */
export const pushStories = (at: BrowserStation): void => {
  const push = new PushService();
  beforeAll(() => push.start());
  afterAll(() => push.stop());

  it('issue 7: an officer turns web push on, is told that a bulletin came back, opens it from there, and turns it off again', async () => {
    const { cast, today, url } = at.station;
    const returned = async (title: string): Promise<BulletinView> => {
      const sent = await sendBulletin(cast, title, 'bau-cu.wav', today);
      const { params, body } = changing(sent);
      return cast.approver.call(bulletinsRoutes.return, { params, body: { ...body, reason: 'Thiếu giờ họp' } });
    };
    const subscriptions = async (): Promise<string[]> =>
      (await cast.staffIaToi.call(notificationsRoutes.settings, {})).subscriptions;
    const phone = { width: 360, height: 760, worker: true };
    const { context, page } = await visit(at.browser, url, 'y.nhung', phone);
    await subscribeAt(context, push, 'y.nhung');
    await open(page, '/notices');
    await page.getByText(/Trình duyệt đang chặn thông báo/).waitFor();
    await context.grantPermissions(['notifications']);
    await open(page, '/notices');
    await page.getByRole('button', { name: 'Bật', exact: true }).click();
    await page.getByText('Máy này đang nhận tin báo.').waitFor();
    expect(await subscriptions()).toHaveLength(1);

    const title = `Họp dân thôn Hai, ${Date.now()}`;
    const { id } = await returned(title);
    const place = `/bulletins/${id}`;
    const pushed = () => push.received.filter(({ message }) => (message as { page: string }).page === place);
    await until(() => Promise.resolve(pushed().length > 0));
    const [told] = pushed();
    expect(told?.key).toBe(await subscribedWith(page));
    // The browser may be given one message twice.
    await deliver(context, page, told!.message);
    await deliver(context, page, told!.message);
    await until(async () => (await shownIn(page)).length > 0);
    const shown = await shownIn(page);
    expect(shown).toHaveLength(1);
    expect(shown[0]!.body).toContain(title);
    expect(shown[0]!.body).toContain('Thiếu giờ họp');

    const [worker] = context.serviceWorkers();
    await tap(worker!);
    await page.waitForURL(`**${place}`);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await shownIn(page)).toEqual([]);
    // A page in which something may be recorded just now stays as it is.
    await open(page, '/send');
    await deliver(context, page, told!.message);
    await until(async () => (await shownIn(page)).length > 0);
    await tap(worker!);
    await until(async () => (await openedBy(worker!)).length > 0);
    expect(await openedBy(worker!)).toEqual([url + place]);
    expect(new URL(page.url()).pathname).toBe('/send');

    await open(page, '/notices');
    await page.getByRole('button', { name: 'Tắt', exact: true }).click();
    await page.getByText('Đã tắt tin báo trên máy này').waitFor();
    await page.getByRole('button', { name: 'Bật', exact: true }).waitFor();
    expect(await subscriptions()).toEqual([]);
    expect(await subscribedWith(page)).toBeNull();
    const quiet = await returned(`Sau khi tắt, ${Date.now()}`);
    // The open page shows the notice by itself, and that it went nowhere else.
    await page.locator('.notice', { hasText: quiet.title }).first().waitFor();
    const { notices } = await cast.staffIaToi.call(notificationsRoutes.list, {});
    expect(notices.find((one) => one.page.includes(quiet.id))?.deliveries).toEqual([]);
    expect(notices.find((one) => one.page === place)?.deliveries).toHaveLength(1);
    expect(pushed()).toHaveLength(1);

    // What is read in one page is read in all of hers.
    const other = await context.newPage();
    await open(other, '/today');
    await other.getByRole('link', { name: /chưa đọc/ }).waitFor();
    await page.getByRole('button', { name: 'Đánh dấu đã đọc hết' }).click();
    await other.getByRole('link', { name: 'Thông báo', exact: true }).waitFor();
    await other.close();

    // A log-out that the station does not hear of is none, and says so.
    await page.getByRole('button', { name: 'Thêm' }).click();
    const more = page.getByRole('dialog');
    await context.setOffline(true);
    await more.getByRole('button', { name: 'Đăng xuất' }).click();
    await more.getByRole('alert').waitFor();
    await context.setOffline(false);
    await more.getByRole('button', { name: 'Đóng' }).click();

    // The next person at this device is told nothing, and sees nothing, of hers.
    await page.getByRole('button', { name: 'Bật', exact: true }).click();
    await page.getByText('Máy này đang nhận tin báo.').waitFor();
    await deliver(context, page, told!.message);
    await until(async () => (await shownIn(page)).length > 0);
    await page.getByRole('button', { name: 'Thêm' }).click();
    await more.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByLabel('Tên đăng nhập').waitFor();
    expect(await shownIn(page)).toEqual([]);
    expect(await subscriptions()).toEqual([]);
    await context.close();
  }, 120_000);
};
