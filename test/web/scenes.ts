import type { Page } from 'playwright-core';
import { manualDevice } from '../support/web/manual-device';
import { relaySource } from '../support/web/relay-source';
import type { WebStation } from '../support/web/station';

/** A page worth looking at: whose it is, where it is, and what to do there first. Every page of the application stands here. */
export interface Scene {
  name: string;
  /** User name; empty: nobody is signed in. `admin` is the first administrator. */
  who: string;
  path: string | ((station: WebStation) => string | Promise<string>);
  act?: (page: Page) => Promise<void>;
}

export const scenes: Scene[] = [
  { name: 'log-in', who: '', path: '/' },
  { name: 'operator-day', who: 'anh.hoang', path: '/day' },
  {
    name: 'operator-build',
    who: 'anh.hoang',
    path: '/build?area=23538',
    act: async (page) => {
      await page
        .getByRole('button', { name: /^(Đưa xuống|Move down)/ })
        .first()
        .click();
    },
  },
  {
    name: 'preflight',
    who: 'anh.hoang',
    path: '/preflight?area=51',
    act: async (page) => {
      await page.getByRole('button', { name: /^(Kiểm tra lại|Run again)/ }).click();
      await page.locator('.flight-line').first().waitFor();
    },
  },
  {
    name: 'preflight-commune',
    who: 'ba.lan',
    path: '/preflight?area=23538',
    act: async (page) => {
      await page.getByRole('button', { name: /^(Kiểm tra lại|Run again)/ }).click();
      await page.locator('.finding').first().waitFor();
    },
  },
  {
    name: 'explain',
    who: 'anh.hoang',
    path: ({ approved, today }) => `/explain?area=23538&at=${today}T17:00&bulletin=${approved.id}`,
  },
  { name: 'explain-sounded', who: 'co.thu', path: ({ today }) => `/explain?area=23538&at=${today}T04:50` },
  { name: 'operator-slots', who: 'anh.hoang', path: '/slots?area=23538' },
  {
    name: 'operator-slot-conflict',
    who: 'anh.hoang',
    path: '/slots?area=23538',
    act: async (page) => {
      await page.getByRole('button', { name: /^(Thêm khung giờ|Add a slot)/ }).click();
      await page.getByLabel(/^(Tên|Name)/).fill('Buổi tối');
      await page.getByRole('button', { name: /^(Kiểm tra|Check)/ }).click();
      await page.locator('.dialog .conflicts').waitFor();
    },
  },
  { name: 'operator-devices', who: 'anh.hoang', path: '/devices?area=23538' },
  {
    name: 'operator-device-new',
    who: 'anh.hoang',
    path: '/devices?area=23538',
    act: (page) => page.getByRole('button', { name: /^(Thêm thiết bị|Add a device)/ }).click(),
  },
  { name: 'emergency', who: 'anh.hoang', path: '/emergency?area=23538' },
  {
    name: 'emergency-drill',
    who: 'anh.hoang',
    path: '/emergency?area=23538',
    act: async (page) => {
      await page.getByRole('radio', { name: /^(Diễn tập|Drill)$/ }).check();
      await page.locator('.hit').first().click();
      await page.getByRole('button', { name: /^(Bắt đầu diễn tập|Start the drill)/ }).click();
    },
  },
  {
    name: 'relays',
    who: 'anh.hoang',
    path: async (station) => {
      await relaySource(station);
      return '/relays?area=23538';
    },
  },
  {
    name: 'relays-book',
    who: 'anh.hoang',
    path: async (station) => {
      await relaySource(station);
      return '/relays?area=23538';
    },
    act: (page) => page.getByRole('button', { name: /^(Xếp vào buổi|Queue it)/ }).click(),
  },
  {
    name: 'relays-allow',
    who: 'admin',
    path: '/relays?area=51',
    act: (page) =>
      page
        .getByRole('button', { name: /^(Cho phép một nguồn|Allow a source)/ })
        .first()
        .click(),
  },
  { name: 'staff-today', who: 'y.nhung', path: '/today' },
  { name: 'staff-send', who: 'y.nhung', path: '/send' },
  {
    name: 'manual',
    who: 'y.nhung',
    path: async (station) => `/manual?device=${await manualDevice(station)}`,
  },
  {
    name: 'manual-speech',
    who: 'y.nhung',
    path: async (station) => `/manual?device=${await manualDevice(station)}`,
    act: (page) => page.getByRole('button', { name: /^(Báo nói trực tiếp|Declare a speech)/ }).click(),
  },
  { name: 'staff-bulletins', who: 'y.nhung', path: '/bulletins' },
  { name: 'library', who: 'anh.hoang', path: '/bulletins?topic=3.3' },
  { name: 'staff-bulletin', who: 'y.nhung', path: ({ approved }) => `/bulletins/${approved.id}` },
  {
    name: 'complaint-new',
    who: 'y.nhung',
    path: '/complaints',
    act: (page) => page.getByRole('button', { name: /^(Ghi khiếu nại|Record one)/ }).click(),
  },
  {
    name: 'complaint',
    who: 'y.nhung',
    path: '/complaints',
    act: async (page) => {
      const claimedFrom = Date.now() - 86_400_000;
      const said = 'Loa phát lúc gần 5 giờ sáng, trẻ con không ngủ được.';
      const data = {
        areaCode: '23538',
        place: 'gần trường tiểu học',
        said,
        claimedFrom,
        claimedTo: claimedFrom + 600_000,
      };
      const answer = await page.context().request.post('/api/complaints', { data: { ...data, channel: 'phone' } });
      const { complaint } = (await answer.json()) as { complaint: { id: string } };
      await page.goto(`/complaints/${complaint.id}`);
      await page.locator('.hash').waitFor();
    },
  },
  { name: 'approver-inbox', who: 'ba.lan', path: '/inbox' },
  {
    name: 'approver-approve',
    who: 'ba.lan',
    path: ({ submitted }) => `/inbox/${submitted.id}/${submitted.versions[0]!.id}`,
  },
  {
    name: 'approvals',
    who: 'ba.lan',
    path: '/approvals?area=23538',
    act: (page) => page.getByRole('button', { name: /^(Ủy quyền cho người khác|Lend my power)/ }).click(),
  },
  { name: 'notices', who: 'ba.lan', path: '/notices' },
  { name: 'notice-settings', who: 'ba.lan', path: '/notices/settings' },
  { name: 'reviewer-airtime', who: 'co.thu', path: '/airtime?by=topic-commune' },
  { name: 'reviewer-rows', who: 'co.thu', path: '/airtime/rows' },
  {
    name: 'reviewer-correction',
    who: 'co.thu',
    path: '/airtime/rows?result=partial',
    act: (page) =>
      page
        .getByRole('button', { name: /^(Sửa|Correct)$/ })
        .first()
        .click(),
  },
  {
    name: 'operator-campaign',
    who: 'anh.hoang',
    path: '/campaigns',
    act: async (page) => {
      await page.locator('.card h2 a').first().click();
      await page.locator('.figures').first().waitFor();
    },
  },
  { name: 'campaign-new', who: 'anh.hoang', path: '/campaigns/new' },
  {
    name: 'campaign-edit',
    who: 'anh.hoang',
    path: '/campaigns',
    act: async (page) => {
      await page.locator('.card h2 a').first().click();
      await page.getByRole('link', { name: /^(Sửa|Edit)$/ }).click();
      await page.locator('form fieldset').first().waitFor();
    },
  },
  { name: 'audit', who: 'co.thu', path: '/audit' },
  { name: 'policies', who: 'admin', path: '/policies?area=51' },
  {
    name: 'policies-exception',
    who: 'ba.lan',
    path: '/policies?area=51',
    act: (page) => page.getByRole('button', { name: /^(Cho ngoại lệ|Grant one)/ }).click(),
  },
  {
    name: 'events-new',
    who: 'ba.lan',
    path: '/events?area=51',
    act: (page) => page.getByRole('button', { name: /^(Thêm sự kiện|Declare one)/ }).click(),
  },
  {
    name: 'calendar-links',
    who: 'anh.hoang',
    path: '/slots?area=23538',
    act: (page) => page.getByRole('button', { name: /iCal/ }).click(),
  },
  { name: 'reviewer-months', who: 'co.thu', path: '/months' },
  {
    name: 'reviewer-seals',
    who: 'co.thu',
    path: '/seals',
    act: async (page) => {
      await page.getByRole('button', { name: /^(Kiểm tra ngay|Verify now)$/ }).click();
      await page.locator('.note').waitFor();
    },
  },
  { name: 'admin-people', who: 'admin', path: '/people' },
  { name: 'setup', who: 'admin', path: '/setup?step=areas' },
  { name: 'setup-place', who: 'admin', path: '/setup?step=place&commune=23538' },
  { name: 'setup-windows', who: 'admin', path: '/setup?step=windows&commune=23538' },
  { name: 'setup-people', who: 'admin', path: '/setup?step=people&commune=23538' },
  { name: 'setup-slots', who: 'admin', path: '/setup?step=slots&commune=23538' },
  {
    name: 'admin-person',
    who: 'admin',
    path: '/people',
    act: (page) =>
      page
        .getByRole('button', { name: /Y Nhung/ })
        .first()
        .click(),
  },
  {
    name: 'admin-code',
    who: 'admin',
    path: '/people',
    act: async (page) => {
      await page
        .getByRole('button', { name: /Ông Tám/ })
        .first()
        .click();
      await page.getByRole('button', { name: /^(Cấp mã|Make a code)/ }).click();
      await page.locator('.one-time-code').waitFor();
    },
  },
  { name: 'admin-areas', who: 'admin', path: '/areas?q=ia%20dom' },
  { name: 'admin-area', who: 'admin', path: '/areas?code=23538' },
  { name: 'admin-province', who: 'admin', path: '/areas?code=51' },
  { name: 'admin-topics', who: 'admin', path: '/topics' },
  { name: 'unknown', who: 'y.nhung', path: '/khong-co' },
];
