import { sendFile, wav } from '../../support/web/sending';
import { password } from '../../support/web/station';
import { open, visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

export const installedStories = (at: BrowserStation): void => {
  it('issue 7: can be installed, opens without network, keeps what is sent then, and sends it once', async () => {
    const phone = { width: 360, height: 760, worker: true };
    const { context, page } = await visit(at.browser, at.station.url, 'y.nhung', phone);
    await open(page, '/send');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const manifest = await page.evaluate(async () => {
      const { icons } = (await (await fetch('/loa.webmanifest')).json()) as { icons: { src: string; sizes: string }[] };
      const sizes = icons.map(async ({ src }) => {
        const picture = new Image();
        picture.src = src;
        await picture.decode();
        return picture.naturalWidth;
      });
      return { said: icons.map((one) => one.sizes), real: await Promise.all(sizes) };
    });
    expect(manifest.said.slice(1)).toEqual(manifest.real.slice(1).map((size) => `${size}x${size}`));
    // Nothing but the form was ever opened; without network it opens again, takes a recording and keeps it.
    await context.setOffline(true);
    await page.goto('/send');
    const title = 'Họp thôn lúc mất mạng';
    await sendFile(page, title, wav(3));
    await page.getByText(/bản ghi nằm trong máy này/).waitFor();
    await page.close();
    const again = await context.newPage();
    await again.goto('/send');
    await again.getByText(/bản ghi nằm trong máy này/).waitFor();

    // Back online with its session over: it asks to sign in, and goes on.
    await context.clearCookies();
    await context.setOffline(false);
    await again.getByText('1 bản tin trong máy này đang chờ gửi').waitFor();
    await again.getByLabel('Tên đăng nhập').fill('y.nhung');
    await again.getByLabel('Mật khẩu', { exact: true }).fill(password);
    await again.getByRole('button', { name: 'Đăng nhập' }).click();
    await again.waitForURL(/bulletins\/\w+/);
    await again.getByText('Chờ người duyệt nghe và duyệt').waitFor();
    const { bulletins } = (await (await context.request.get('/api/bulletins?limit=100')).json()) as {
      bulletins: { title: string }[];
    };
    expect(bulletins.filter((one) => one.title === title)).toHaveLength(1);
    await context.close();
  }, 90_000);
};
