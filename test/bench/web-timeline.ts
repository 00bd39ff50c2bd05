import type { Browser } from 'playwright-core';
import type { z } from 'zod';
import type { dayRundownSchema } from '../../src/contracts/http/queue-schemas';
import { password } from '../support/web/station';

type DayRundown = z.infer<typeof dayRundownSchema>;

const communes = 200;
const sessionsEach = 10;
const hourMs = 3_600_000;

/** Of every state that a session can be in, so that no row is cheaper than another. */
function dayOf(startOfDay: number, localDate: string): DayRundown[] {
  return Array.from({ length: communes * sessionsEach }, (_, i) => {
    const [commune, nth] = [Math.floor(i / sessionsEach), i % sessionsEach];
    const startAt = startOfDay + 5 * hourMs + nth * 1.5 * hourMs;
    return {
      ...{ id: `r${i}`, version: 1, areaCode: `${30_000 + commune}`, areaName: `Xã Ia Tơi ${commune + 1}` },
      ...{ slotId: `s${nth}`, slotName: `Buổi ${nth + 1}`, localDate, startAt, endAt: startAt + hourMs / 2 },
      ...{ freezeAt: startAt - 600_000, frozen: nth % 3 === 0, overridden: false, items: 4, bulletins: 2 },
      ...{ awaiting: i % 7 === 0 ? 1 : 0, held: i % 11 === 0 ? 1 : 0, leftOut: 0, lengthMs: 900_000, notes: [] },
    };
  });
}

/** These run in the page, which is no part of this program: as text. */
const noteLongTasks = `
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true });`;
/** The frame after the next has been painted. */
const nextPaint = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))))`;
const scrollThrough = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  window.longTasks = [];
  const end = document.documentElement.scrollHeight;
  for (let at = 0; at < end; at += 400, await frame()) window.scrollTo(0, at);
  for (let at = end; at > 0; at -= 400, await frame()) window.scrollTo(0, at);
  await frame();
  return Math.max(0, ...window.longTasks);
})()`;

export interface TimelineFigures {
  /** From the address to a painted day of 200 communes with 2,000 items. */
  timelinePaintMs: number;
  /** The longest task while scrolling from top to bottom and back; 0: none was longer than 50 ms. */
  timelineScrollTaskMs: number;
}

/** The operator's day of a province of 200 communes, in the real browser: the service's answer is made up, everything else is real. */
export async function timelineBench(browser: Browser, url: string, today: string): Promise<TimelineFigures> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  try {
    await context.request.post('/api/sessions', { data: { username: 'anh.hoang', password } });
    const page = await context.newPage();
    const rundowns = dayOf(Date.parse(`${today}T00:00:00+07:00`), today);
    await page.route(/\/api\/areas\/[^/]+\/day\?/, (route) => route.fulfill({ json: { rundowns, next: null } }));
    await page.addInitScript(noteLongTasks);
    await page.goto(`/day?date=${today}`);
    await page
      .locator('.session')
      .nth(communes * sessionsEach - 1)
      .waitFor({ state: 'attached', timeout: 60_000 });
    const timelinePaintMs = await page.evaluate<number>(nextPaint);
    const timelineScrollTaskMs = await page.evaluate<number>(scrollThrough);
    return { timelinePaintMs: Math.round(timelinePaintMs), timelineScrollTaskMs: Math.round(timelineScrollTaskMs) };
  } finally {
    await context.close();
  }
}
