import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { projectRoot } from '../../src/platform/config/config';
import { openChromium } from '../support/web/chromium';
import { openWebStation, type WebStation } from '../support/web/station';
import { open, visit } from '../support/web/visit';
import { scenes } from './scenes';

/** `npm run screenshots`: every page at three widths in both languages, into .cache/screenshots. LOA_TEST_SHOTS is a pattern of names. */
const folder = path.join(projectRoot, '.cache/screenshots');
const widths = [360, 768, 1440];
const tallest = 6_000;
const wanted = new RegExp(process.env.LOA_TEST_SHOTS ?? '');

describe('screenshots', () => {
  let station: WebStation;
  let browser: Browser;
  beforeAll(async () => {
    fs.mkdirSync(folder, { recursive: true });
    station = await openWebStation();
    browser = await openChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await station?.close();
  });

  it.each(scenes.filter((scene) => wanted.test(scene.name)))(
    '$name',
    async ({ name, who, path: place, act }) => {
      const secret = who === 'admin' ? station.service.firstStart.admin!.password : undefined;
      const overflowing: string[] = [];
      for (const language of ['vi', 'en']) {
        for (const width of widths) {
          const { context, page } = await visit(browser, station.url, who || 'y.nhung', {
            width,
            height: width < 600 ? 760 : 900,
            language,
            ...(secret ? { secret } : {}),
          });
          if (!who) await context.clearCookies();
          await open(page, typeof place === 'string' ? place : await place(station));
          await act?.(page);
          // As tall as the page: a bar that stands at the foot of a screen stands at the foot of the picture.
          const tall = await page.evaluate(() => document.documentElement.scrollHeight);
          await page.setViewportSize({ width, height: Math.min(Math.max(tall, width < 600 ? 760 : 900), tallest) });
          await page.screenshot({ path: path.join(folder, `${name}-${width}-${language}.png`), fullPage: true });
          // Nothing stands beside the page, whatever its width.
          const beside = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          if (beside > 0) overflowing.push(`${language} ${width}: ${beside} px`);
          await context.close();
        }
      }
      expect(overflowing).toEqual([]);
    },
    120_000,
  );
});
