import { open, visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

export const installedStories = (at: BrowserStation): void => {
  it('issue 7: opens without network once it was open, and can be installed', async () => {
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
    await context.setOffline(true);
    await page.goto('/send');
    await page
      .getByRole('heading', { name: 'Không nối được với máy chủ' })
      .or(page.locator('.alone'))
      .first()
      .waitFor();
    await context.close();
  }, 60_000);
};
