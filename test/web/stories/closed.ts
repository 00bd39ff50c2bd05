import { createHash } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { until } from '../../../src/cli/demo/bulletins';
import type { BulletinView } from '../../../src/contracts/http/bulletins';
import { sendFile, wav } from '../../support/web/sending';
import { open, visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

const phone = { width: 360, height: 760, worker: true };

/** What the service worker does by itself, with no page of Loa open: for the long run. */
export const closedStories = (at: BrowserStation): void => {
  it('issue 7: what was sent without network goes out by itself once there is one, with no page open, and once', async () => {
    const { context, page } = await officer(at);
    await allowSync(context);
    const title = `Họp thôn, ${Date.now()}`;
    const recording = wav(4);
    await context.setOffline(true);
    await sendFile(page, title, recording);
    await page.getByText(/bản ghi nằm trong máy này/).waitFor();
    await until(async () => (await syncsOf(page)).includes('loa-outbox'));
    await page.close();
    expect(await sent(context, title)).toEqual([]);

    await context.setOffline(false);
    await arrives(context, title, recording);
    expect(context.pages().map((one) => one.url())).toEqual(['about:blank']);
    await nothingWaits(context);
    await context.close();
  }, 90_000);

  it('issue 7: a page that is closed in the middle of sending leaves the rest to the service worker', async () => {
    const { context, page } = await officer(at);
    const title = `Họp thôn dở dang, ${Date.now()}`;
    const recording = wav(5);
    // The line of the page hangs: it is sending, and never ends.
    await page.route(/\/api\/uploads/, () => undefined);
    await Promise.all([page.waitForRequest(/\/api\/uploads/), sendFile(page, title, recording)]);
    // The browser, which has a network, calls the worker at once.
    await allowSync(context);
    await page.evaluate(async () => {
      const { sync } = (await navigator.serviceWorker.ready) as unknown as Syncing;
      await sync.register('loa-outbox');
    });
    await until(async () => (await syncsOf(page)).length === 0 || (await waitsForTurn(page)));
    await page.close();
    await arrives(context, title, recording);
    await nothingWaits(context);
    await context.close();
  }, 90_000);
};

/** The officer of Ia Tơi at the form, in a browser that stays when its page is closed. */
async function officer(at: BrowserStation): Promise<{ context: BrowserContext; page: Page }> {
  const { context, page } = await visit(at.browser, at.station.url, 'y.nhung', phone);
  await context.newPage();
  await open(page, '/send');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return { context, page };
}

const allowSync = (context: BrowserContext): Promise<void> => context.grantPermissions(['background-sync']);

interface Syncing {
  sync: { register(tag: string): Promise<void>; getTags(): Promise<string[]> };
}

/** What the browser will call the worker for. */
const syncsOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => ((await navigator.serviceWorker.ready) as unknown as Syncing).sync.getTags());

/** Whether the worker stands behind the page that is sending. */
const waitsForTurn = (page: Page): Promise<boolean> =>
  page.evaluate(async () => ((await navigator.locks.query()).pending ?? []).length > 0);

async function sent(context: BrowserContext, title: string): Promise<BulletinView[]> {
  const answer = await context.request.get('/api/bulletins?limit=100');
  const { bulletins } = (await answer.json()) as { bulletins: BulletinView[] };
  return bulletins.filter((one) => one.title === title);
}

/** One bulletin of this title, handed in, with exactly this recording. */
async function arrives(context: BrowserContext, title: string, recording: Buffer): Promise<void> {
  await until(async () => (await sent(context, title))[0]?.versions[0]?.state === 'submitted');
  const all = await sent(context, title);
  const originalSha256 = createHash('sha256').update(recording).digest('hex');
  expect(all).toMatchObject([{ versions: [{ state: 'submitted', media: { originalSha256 } }] }]);
}

async function nothingWaits(context: BrowserContext): Promise<void> {
  const again = await context.newPage();
  await open(again, '/bulletins');
  expect(await again.getByText(/bản ghi nằm trong máy này/).count()).toBe(0);
}
