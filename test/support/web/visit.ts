import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { password } from './station';

export interface Visit {
  context: BrowserContext;
  page: Page;
}

/** One person at one screen, signed in. The service worker fills its cache in the background, so only those who look at it have one. */
export async function visit(
  browser: Browser,
  url: string,
  who: string,
  {
    width = 1440,
    height = 900,
    language = 'vi',
    timezoneId = 'Asia/Ho_Chi_Minh',
    secret = password,
    worker = false,
  } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    timezoneId,
    locale: language === 'vi' ? 'vi-VN' : 'en-GB',
    permissions: ['microphone'],
    reducedMotion: 'reduce',
    hasTouch: width < 900,
    serviceWorkers: worker ? 'allow' : 'block',
  });
  const answer = await context.request.post('/api/sessions', { data: { username: who, password: secret } });
  if (!answer.ok()) throw new Error(`${who} cannot log in: ${await answer.text()}`);
  await context.addInitScript((chosen) => window.localStorage.setItem('loa.language', chosen), language);
  const page = await context.newPage();
  watch(page);
  return { context, page };
}

/** Opens a page of the application and waits until it has what it asked for. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForSelector('h1');
  await answered(page);
  await page.waitForFunction(() => document.querySelector('.loading') === null);
}

const underWay = new WeakMap<Page, Set<Request>>();

/** Keeps what the page has asked for; the stream of live news is never over and does not count. */
function watch(page: Page): void {
  const asked = new Set<Request>();
  underWay.set(page, asked);
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/api/live') asked.add(request);
  });
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
}

/** Resolves when nothing was under way for a while. */
async function answered(page: Page): Promise<void> {
  const asked = underWay.get(page);
  if (!asked) {
    watch(page);
    return answered(page);
  }
  for (let quiet = 0; quiet < 6; quiet = asked.size === 0 ? quiet + 1 : 0) await page.waitForTimeout(60);
}
