import type { Page } from 'playwright-core';
import { closingsRoutes, type ClosingView, type MonthView } from '../../src/contracts/http/closings';
import { eventsRoutes } from '../../src/contracts/http/events';
import { evidenceRoutes } from '../../src/contracts/http/evidence';
import { addDays } from '../../src/domain/time/local-date';
import type { WebStation } from '../support/web/station';
import type { Scene } from './scene';

const button = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click();
const pressed =
  (name: RegExp): Scene['act'] =>
  (page) =>
    button(page, name);

/** The service seals and signs only days that are over, and this station is of today: the pages are given what it would answer. */
async function answered(page: Page, paths: string, answer: unknown): Promise<void> {
  await page.route(paths, (route) =>
    route.request().method() === 'GET' ? route.fulfill({ json: answer }) : route.fallback(),
  );
  await page.reload();
  await page.locator('.figures').first().waitFor();
}

const closing = {
  ...(closingsRoutes.close.example.response as ClosingView),
  month: '2026-10',
  note: 'Đã đối chiếu với sổ trực của xã',
  areaName: 'Xã Ia Tơi',
};

async function signedMonth(page: Page): Promise<void> {
  const to = new Date().toISOString().slice(0, 10);
  const period = new URLSearchParams({ from: addDays(to, -30), to });
  const answer = await page.context().request.get(`/api/airtime/report?${period}&by=topic&by=commune`);
  const report = (await answer.json()) as MonthView['report'] | { status: number };
  if ('status' in report) throw new Error(`no report: ${JSON.stringify(report)}`);
  const { topic, commune } = report.lines[1]!;
  const adjustments = [{ topic, commune, changes: { airedMs: 95_000, played: 1 } }];
  await answered(page, '**/api/areas/*/closings/*', { closing, report, adjustments, asSigned: true });
}

async function sealedDays(page: Page, today: string): Promise<void> {
  const [seal] = (evidenceRoutes.seals.example.response as { seals: object[] }).seals;
  const seals = [3, 2, 1].map((ago) => ({
    ...seal,
    day: addDays(today, -ago),
    sealedAt: Date.now() - ago * 86_400_000,
  }));
  await answered(page, '**/api/ledger/seals?*', { seals });
}

/** An event of the province, the first time it is asked for. */
async function mourning({ cast: { approver }, today }: WebStation): Promise<void> {
  const params = { code: '51' };
  const { events } = await approver.call(eventsRoutes.list, { params });
  if (events.length > 0) return;
  await approver.call(eventsRoutes.declare, {
    params,
    body: {
      name: 'Lễ tang cấp Nhà nước, không phát nhạc trong các chương trình của đài truyền thanh cơ sở',
      kind: 'mourning',
      dates: { kind: 'dates', from: addDays(today, 2), until: addDays(today, 3) },
      effects: [{ kind: 'exclude', sounds: ['music'] }],
      reason: 'Thông báo của Ban Tổ chức lễ tang',
    },
  });
}

async function changesOpened(page: Page): Promise<void> {
  await page.locator('summary').first().click();
  await page.getByRole('table').waitFor();
}

/** Of those who review, and of those who administer: dialogs, refusals, and lists with nothing in them. */
export const officeScenes: Scene[] = [
  { name: 'reviewer-airtime-none', who: 'co.thu', path: '/airtime?from=2026-01-01&to=2026-01-31' },
  {
    name: 'reviewer-months-signed',
    who: 'co.thu',
    path: '/months',
    act: (page) => answered(page, '**/api/closings*', { closings: [closing], next: null }),
  },
  { name: 'reviewer-month', who: 'co.thu', path: '/months/23538/2026-10', act: signedMonth },
  { name: 'reviewer-sign', who: 'co.thu', path: '/months', act: pressed(/^(Ký một tháng|Sign a month)/) },
  {
    name: 'reviewer-sealed-days',
    who: 'co.thu',
    path: '/seals',
    act: (page) => sealedDays(page, new Date().toISOString().slice(0, 10)),
  },
  { name: 'campaigns', who: 'anh.hoang', path: '/campaigns' },
  {
    name: 'audit-change',
    who: 'co.thu',
    path: '/audit?action=bulletin.created',
    act: changesOpened,
  },
  {
    name: 'audit-changed',
    who: 'co.thu',
    path: '/audit?action=bulletin.version.approved',
    act: changesOpened,
  },
  { name: 'audit-none', who: 'co.thu', path: '/audit?actor=khong.ai' },
  {
    name: 'policies-conflict',
    who: 'admin',
    path: '/policies?area=23538',
    act: async (page) => {
      await page.getByLabel(/^(Một buổi dài nhất|Longest session)/).fill('10');
      await button(page, /^(Kiểm tra và lưu|Check and save)/);
      await page.locator('.conflicts').waitFor();
    },
  },
  {
    name: 'events',
    who: 'anh.hoang',
    path: async (station) => {
      await mourning(station);
      return '/events?area=23538';
    },
  },
  {
    name: 'calendar-link-made',
    who: 'anh.hoang',
    path: '/slots?area=23538',
    act: async (page) => {
      await button(page, /iCal/);
      await button(page, /^(Tạo liên kết|Make a link)/);
      await page.getByRole('button', { name: /^(Chép|Copy)/ }).waitFor();
    },
  },
  { name: 'admin-person-new', who: 'admin', path: '/people', act: pressed(/^(Thêm người|Add a person)/) },
  { name: 'admin-topic-new', who: 'admin', path: '/topics', act: pressed(/^(Thêm lĩnh vực|Add a local)/) },
  { name: 'admin-areas-none', who: 'admin', path: '/areas?q=khong%20co%20noi%20nay' },
  {
    name: 'admin-zone-name',
    who: 'admin',
    path: '/areas?code=23538',
    act: pressed(/^(Đổi tên|Rename)/),
  },
  {
    name: 'setup-topics',
    who: 'admin',
    path: '/setup?step=topics&commune=23538',
    act: async (page) => {
      await button(page, /^(Kiểm tra|Check)/);
      await page.locator('.note').waitFor();
    },
  },
];
