import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { projectRoot } from '../../src/platform/config/config';
import { findChromium, openChromium } from '../support/web/chromium';
import { openWebStation, password } from '../support/web/station';
import { timelineBench } from './web-timeline';

const folder = path.join(projectRoot, 'dist/web');

interface Chunk {
  file: string;
  imports?: string[];
}

/**
 * What a phone loads before it shows anything (gzip, 1 kB = 1,000 bytes), the same with the first page of a commune's officer, and how
 * long a first bulletin takes from the log-in form until it waits for approval: one run of every step, without the talking and without
 * the time a person needs to think; then the operator's day of a large province. What needs a browser is null where none runs.
 */
export async function webBench(): Promise<object> {
  const chunks = JSON.parse(fs.readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const first = filesOf(chunks, 'index.html');
  const page = new Set([...first, ...filesOf(chunks, 'pages/staff/today-page.tsx')]);
  return {
    firstLoadGzipKb: kilobytes(first),
    staffFirstPageGzipKb: kilobytes(page),
    ...(await inBrowser()),
  };
}

/** A chunk and everything it needs at once. */
function filesOf(chunks: Record<string, Chunk>, name: string, known = new Set<string>()): Set<string> {
  const chunk = chunks[name];
  if (!chunk || known.has(chunk.file)) return known;
  known.add(chunk.file);
  for (const one of chunk.imports ?? []) filesOf(chunks, one, known);
  return known;
}

function kilobytes(files: Set<string>): number {
  const bytes = [...files].reduce((sum, file) => sum + fs.statSync(path.join(folder, `${file}.gz`)).size, 0);
  return Math.round(bytes / 100) / 10;
}

async function inBrowser(): Promise<object> {
  const found = findChromium();
  if (typeof found === 'string') {
    process.stderr.write(`${found}\n`);
    return { sendBulletinSeconds: null, timelinePaintMs: null };
  }
  const station = await openWebStation();
  const browser = await openChromium();
  try {
    const sendBulletinSeconds = await sendBulletin(browser, station.url);
    return { sendBulletinSeconds, ...(await timelineBench(browser, station.url, station.today)) };
  } finally {
    await browser.close();
    await station.close();
  }
}

async function sendBulletin(browser: Browser, baseURL: string): Promise<number> {
  const context = await browser.newContext({
    ...{ baseURL, permissions: ['microphone'] },
    viewport: { width: 360, height: 760 },
  });
  const page = await context.newPage();
  const began = performance.now();
  await page.goto('/');
  await page.getByLabel('Tên đăng nhập').fill('y.nhung');
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('link', { name: 'Gửi bản tin' }).click();
  await page.getByRole('button', { name: /Ghi âm/ }).click();
  const talkFrom = performance.now();
  await page.getByText('0:03', { exact: true }).waitFor();
  const talkedMs = performance.now() - talkFrom;
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByLabel('Tiêu đề').fill('Lịch tiêm chủng tháng Ba');
  await page.getByLabel('Lĩnh vực').fill('bau cu');
  await page.locator('.hit').first().click();
  await page.getByRole('button', { name: 'Gửi duyệt' }).click();
  await page.getByText('Chờ người duyệt nghe và duyệt').waitFor({ timeout: 120_000 });
  return Math.round((performance.now() - began - talkedMs) / 100) / 10;
}
