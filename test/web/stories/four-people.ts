import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { nextStart } from '../../../src/cli/demo/session';
import { gather, signIn } from '../../../src/cli/demo/cast';
import { furnish, importLists } from '../../../src/cli/demo/stage';
import { Voice } from '../../../src/cli/demo/voice';
import { createClient } from '../../../src/contracts/http/client';
import { scheduleRoutes } from '../../../src/contracts/http/schedule';
import { weekdayOf } from '../../../src/domain/time/local-date';
import { readCsv } from '../../../src/platform/csv/read-csv';
import { knownSamples, writeWav } from '../../support/manifest-station';
import { openEmptyStation, password, zone } from '../../support/web/station';
import { open, visit } from '../../support/web/visit';
import type { BrowserStation } from './browser-station';

const readingMs = 40_000;
const title = 'Thông báo lịch cắt nước thôn Hai';
const phone = { width: 360, height: 760 };
const silent = new Voice(
  () => 0,
  () => undefined,
);

/** The whole way of the data through four people in four windows, on a station whose own player sounds: in real time, for the long run. */
export const fourPeopleStories = (at: Pick<BrowserStation, 'browser'>): void => {
  it('sent over a line that is cut, approved, seen, heard, stopped, let sound again, and found in the log', async () => {
    const { service, close } = await openEmptyStation({ LOA_EMBEDDED_PLAYERS: 'on', LOA_FREEZE_MINUTES: '0' });
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-four-'));
    try {
      const anonymous = createClient({ baseUrl: service.url });
      const names = await importLists(await signIn(anonymous, service.firstStart.admin!), silent);
      const cast = await gather(anonymous, await signIn(anonymous, service.firstStart.admin!), password);
      const { localDate: today } = nextStart(Date.now());
      await furnish(cast, names, today, silent);
      const recording = path.join(folder, 'cắt nước thôn Hai.wav');
      writeWav(recording, knownSamples(7, readingMs));

      // The officer.
      const staff = await visit(at.browser, service.url, 'y.nhung', phone);
      await sendOverBadLine(staff.page, recording);
      await staff.page.getByRole('link', { name: new RegExp(title) }).click();
      await staff.page.getByText('Chờ người duyệt nghe và duyệt').waitFor({ timeout: 60_000 });

      // The leader.
      const approver = await visit(at.browser, service.url, 'ba.lan', phone);
      await open(approver.page, '/inbox');
      await approver.page.getByRole('link', { name: new RegExp(title) }).click();
      await approver.page.getByRole('button', { name: 'Duyệt', exact: true }).click();
      await approver.page.getByText('Đã duyệt, bản tin đã vào lịch phát').waitFor();

      // The operator makes the session and sees the bulletin in it.
      const operator = await visit(at.browser, service.url, 'anh.hoang');
      const { startAt, localDate, startLocal } = nextStart(Date.now() + 5_000);
      await cast.operator.call(scheduleRoutes.createSlot, {
        params: { code: '23538' },
        body: {
          name: 'Buổi bất thường',
          rule: {
            ...{ zone, weekdays: [weekdayOf(localDate)], startLocal, lengthMinutes: 5 },
            ...{ validFrom: localDate, validTo: localDate, exceptions: [] },
          },
        },
      });
      await open(operator.page, `/build?area=23538&date=${localDate}`);
      await operator.page.getByText(title).first().waitFor();

      // It sounds, and the officer stops it.
      await open(staff.page, '/today');
      await staff.page.getByText('Đang phát trên loa').waitFor({ timeout: 60_000 });
      await staff.page.locator('.on-air').getByText(title).waitFor();
      expect(Date.now()).toBeGreaterThanOrEqual(startAt);
      await staff.page.getByRole('button', { name: 'Dừng', exact: true }).click();
      await staff.page.getByRole('dialog').getByRole('button', { name: 'Dừng' }).click();
      await staff.page.getByText('Loa đang bị dừng').waitFor();
      await staff.page.getByText('Loa đang im').waitFor();
      // Only an operator brings it back (P9).
      expect(await staff.page.getByRole('button', { name: /^Cho phát lại/ }).count()).toBe(0);

      await open(operator.page, '/day');
      await operator.page.getByRole('button', { name: 'Cho phát lại: Dừng tất cả loa' }).click();
      await operator.page.getByRole('dialog').getByRole('button', { name: 'Cho phát lại' }).click();
      await operator.page.getByText('Đã cho phát lại').waitFor();
      await staff.page.getByText('Loa đang bị dừng').waitFor({ state: 'detached' });
      await staff.page.getByText('Đang phát trên loa').waitFor({ timeout: 60_000 });
      await staff.page.getByText('Loa đang im').waitFor({ timeout: 90_000 });

      // The reviewer: one reading broken off, one whole.
      const reviewer = await visit(at.browser, service.url, 'co.thu');
      const rows = await rowsOf(reviewer.page, localDate);
      expect(rows.map(({ result, stoppedBy }) => [result, stoppedBy])).toEqual([
        ['Phát dở', 'y.nhung'],
        ['Phát trọn', ''],
      ]);
      expect(rows[0]!.heardMs).toBeGreaterThan(0);
      expect(rows[0]!.heardMs).toBeLessThan(readingMs);
      expect(Math.abs(rows[1]!.heardMs - readingMs)).toBeLessThan(200);
      for (const { context } of [staff, approver, operator, reviewer]) await context.close();
    } finally {
      await close();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }, 400_000);
};

/** Half of the recording goes out, then the line is cut; with the line back the rest follows, not the whole again. */
async function sendOverBadLine(page: Page, recording: string): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const set = (offline: boolean, uploadThroughput: number) =>
    line.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput });
  const offsets: number[] = [];
  page.on('response', (response) => {
    if (response.request().method() === 'HEAD') offsets.push(Number(response.headers()['upload-offset']));
  });
  await open(page, '/send');
  await page.locator('input[type=file]').first().setInputFiles(recording);
  await page.getByLabel('Tiêu đề').fill(title);
  await page.getByLabel('Lĩnh vực').fill('bau cu');
  await page.locator('.hit').first().click();
  await page.getByRole('radio', { name: '2 lần' }).check();
  await set(false, 400_000);
  await page.getByRole('button', { name: 'Gửi duyệt' }).click();
  await page.getByText(/Đang gửi [3-9]\d %/).waitFor({ timeout: 60_000 });
  // Chromium lets the part under way arrive: the one after it fails.
  const cut = page.waitForEvent('requestfailed', (request) => request.url().includes('/api/uploads/'));
  await set(true, 0);
  await cut;
  await page.getByText(/bản ghi nằm trong máy này/).waitFor();
  await set(false, -1);
  await page
    .getByText(/Đã tới máy chủ, đang chỉnh âm lượng/)
    .or(page.getByText('Chờ người duyệt'))
    .first()
    .waitFor({ timeout: 60_000 });
  expect(Math.max(...offsets)).toBeGreaterThan(0);
  await open(page, '/bulletins');
}

interface HeardRow {
  result: string;
  heardMs: number;
  stoppedBy: string;
}

/** The bulletin's lines of the CSV, as the reviewer downloads it once both readings are in it, in the order they aired. */
async function rowsOf(page: Page, date: string): Promise<HeardRow[]> {
  for (let turn = 0; ; turn += 1) {
    await open(page, `/airtime?from=${date}&to=${date}&by=topic`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Từng dòng (CSV)' }).click(),
    ]);
    const file = fs.readFileSync(await download.path(), 'utf8');
    const rows = readCsv(file, ['Tiêu đề', 'Giờ kế hoạch', 'Kết quả', 'Đã phát (ms)', 'Người dừng'])
      .rows.map(({ values }) => values)
      .filter((values) => values['Tiêu đề'] === title)
      .sort((a, b) => (a['Giờ kế hoạch'] < b['Giờ kế hoạch'] ? -1 : 1))
      .map((values) => ({
        result: values['Kết quả'],
        heardMs: Number(values['Đã phát (ms)']),
        stoppedBy: values['Người dừng'],
      }));
    if (rows.length >= 2 || turn === 20) return rows;
    await page.waitForTimeout(1_000);
  }
}
