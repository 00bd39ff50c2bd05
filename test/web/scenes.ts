import path from 'node:path';
import type { Page } from 'playwright-core';
import { addDays } from '../../src/domain/time/local-date';
import { ordersRoutes } from '../../src/contracts/http/orders';
import { projectRoot } from '../../src/platform/config/config';
import { manualDevice } from '../support/web/manual-device';
import { relaySource } from '../support/web/relay-source';
import type { WebStation } from '../support/web/station';
import { officeScenes } from './office-scenes';
import type { Scene } from './scene';

/** Stops a commune, with a reason that does not fit on one line of a phone; the first time it is asked for. */
async function silence({ cast: { operator, staffIaDal } }: WebStation): Promise<void> {
  const params = { code: '23535' };
  const { orders } = await operator.call(ordersRoutes.list, { params, query: { open: 'true', limit: 50 } });
  if (orders.some(({ kind }) => kind === 'stop')) return;
  const reason = 'Nhà văn hóa thôn Đăk Đe đang có lễ tang, bà con xin tạm dừng loa đến hết chiều';
  await staffIaDal.call(ordersRoutes.stop, { params, body: { reason } });
}

async function sendWithoutNetwork(page: Page, title: string): Promise<void> {
  await page.getByLabel(/^(Lĩnh vực|Topic)/).fill('3.3');
  await page.locator('.hit').first().click();
  await page.getByLabel(/^(Tiêu đề|Title)/).fill(title);
  const recording = path.join(projectRoot, 'audio/samples/bau-cu.wav');
  await page.locator('input[type=file]').first().setInputFiles(recording);
  await page.locator('audio.player').first().waitFor({ state: 'attached' });
  await page.context().setOffline(true);
  await page.getByRole('button', { name: /^(Gửi duyệt|Send for approval)/ }).click();
  await page.locator('.waiting').first().waitFor();
}

export const scenes: Scene[] = [
  { name: 'log-in', who: '', path: '/' },
  { name: 'operator-day', who: 'anh.hoang', path: '/day' },
  {
    name: 'operator-day-silences',
    who: 'anh.hoang',
    path: async (station) => {
      await silence(station);
      return '/day';
    },
    act: (page) => page.getByText(/^(Đang bị giữ im|Kept silent)$/).waitFor(),
  },
  {
    name: 'operator-day-resume',
    who: 'anh.hoang',
    path: async (station) => {
      await silence(station);
      return '/day';
    },
    act: (page) =>
      page
        .getByRole('button', { name: /^(Cho phát lại|Let it sound): / })
        .first()
        .click(),
  },
  {
    name: 'operator-build',
    who: 'anh.hoang',
    // Today's may be under way, and closed to changes.
    path: ({ today }) => `/build?area=23538&date=${addDays(today, 1)}`,
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
    act: (page) => page.getByRole('button', { name: /^(Xếp vào buổi|Add to sessions)/ }).click(),
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
    name: 'staff-send-waiting',
    who: 'y.nhung',
    path: '/send',
    act: (page) => sendWithoutNetwork(page, 'Thông báo lịch tiêm phòng cho gia súc và gia cầm ở thôn Hai và thôn Ba'),
  },
  {
    name: 'log-in-waiting',
    who: 'y.nhung',
    path: '/send',
    act: async (page) => {
      await sendWithoutNetwork(page, 'Họp thôn');
      await page.context().clearCookies();
      await page.context().setOffline(false);
      await page.getByText(/^1 bản tin trong máy này|^A bulletin on this device/).waitFor();
    },
  },
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
    act: (page) => page.getByRole('button', { name: /^(Ghi khiếu nại|Record a complaint)/ }).click(),
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
    act: (page) => page.getByRole('button', { name: /^(Ủy quyền cho người khác|Delegate my approval)/ }).click(),
  },
  { name: 'notices', who: 'ba.lan', path: '/notices' },
  {
    name: 'notices-push',
    who: 'ba.lan',
    path: '/notices',
    act: async (page) => {
      await page.context().grantPermissions(['notifications']);
      await page.reload();
      await page.locator('.push-switch').waitFor();
    },
  },
  { name: 'notice-settings', who: 'ba.lan', path: '/notices/settings' },
  { name: 'reviewer-airtime', who: 'co.thu', path: '/airtime?by=topic-commune' },
  {
    name: 'reviewer-kept-report',
    who: 'co.thu',
    path: '/airtime',
    act: async (page) => {
      await page.getByRole('button', { name: /^(Thêm báo cáo định kỳ|Add a regular report)/ }).click();
      await page.getByLabel(/^(Gửi thư tới|Mail to)/).fill('vanhoa@tinh.example ubnd');
    },
  },
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
  {
    name: 'campaign-report',
    who: 'anh.hoang',
    path: '/campaigns',
    act: async (page) => {
      await page.locator('.card h2 a').first().click();
      await page.getByRole('button', { name: /^(Xem trên màn hình|Show on the screen)/ }).click();
      await page.locator('.figures').nth(1).waitFor();
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
    act: (page) => page.getByRole('button', { name: /^(Cho ngoại lệ|Grant an exception)/ }).click(),
  },
  {
    name: 'events-new',
    who: 'ba.lan',
    path: '/events?area=51',
    act: (page) => page.getByRole('button', { name: /^(Thêm sự kiện|Add an event)/ }).click(),
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
  ...officeScenes,
  { name: 'unknown', who: 'y.nhung', path: '/khong-co' },
];
