import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password } from './station';

export interface Visit {
  context: BrowserContext;
  page: Page;
}

/** One person at one screen, signed in. */
export async function visit(
  browser: Browser,
  url: string,
  who: string,
  { width = 1440, height = 900, language = 'vi', timezoneId = 'Asia/Ho_Chi_Minh', secret = password } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    timezoneId,
    locale: language === 'vi' ? 'vi-VN' : 'en-GB',
    permissions: ['microphone'],
    reducedMotion: 'reduce',
    hasTouch: width < 900,
  });
  const answer = await context.request.post('/api/sessions', { data: { username: who, password: secret } });
  if (!answer.ok()) throw new Error(`${who} cannot log in: ${await answer.text()}`);
  await context.addInitScript((chosen) => window.localStorage.setItem('loa.language', chosen), language);
  return { context, page: await context.newPage() };
}

/** Opens a page of the application and waits until it has what it asked for. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForSelector('h1');
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('.loading') === null);
}
