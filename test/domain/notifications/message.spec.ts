import { alarmCodes } from '../../../src/contracts/device/link';
import { mailOf, pageOf, pushOf, type Telling } from '../../../src/domain/notifications/message';
import { noticeText } from '../../../src/domain/notifications/notice';
import { reasonWords } from '../../../src/domain/notifications/reason-words';
import { orderKinds } from '../../../src/domain/playout/orders';

const data = { bulletinId: 'b', versionId: 'v', title: 'Tiêm chủng', reason: null, localDate: null };
const telling = (more: Partial<Telling> = {}): Telling => ({
  ...{ kind: 'approval-asked', data, language: 'vi', stationName: 'Đài Ia Tơi', origin: 'https://loa.example' },
  ...more,
});

describe('issue 4.8 what goes out by mail and push', () => {
  it('says the notice in the user’s language and leads to its page', () => {
    const mail = mailOf(telling());
    expect(mail.subject).toBe('[Đài Ia Tơi] “Tiêm chủng” đang chờ bạn duyệt.');
    expect(mail.text).toContain('Mở trong Loa: https://loa.example/inbox/b/v\n');
    expect(mailOf(telling({ language: 'en' })).text).toMatch(/^“Tiêm chủng” waits for your approval\./);
    expect(pushOf(telling())).toEqual({
      title: 'Đài Ia Tơi',
      body: '“Tiêm chủng” đang chờ bạn duyệt.',
      page: '/inbox/b/v',
    });
  });

  it('gives no link where nobody said where the pages are', () => {
    expect(mailOf(telling({ origin: null })).text).not.toContain('http');
    const kinds = ['device-alarm', 'preflight-red'] as const;
    expect([...kinds.map((kind) => pageOf(kind, { ...data, bulletinId: null })), pageOf('returned', data)]).toEqual([
      ...['/devices', '/preflight'],
      '/bulletins/b',
    ]);
  });

  it('X4: a subject is one short line, a push message fits its service, whatever people write', () => {
    const title = `Một\r\nBcc: ai@do.example ${'ộ'.repeat(5000)}`;
    const long = telling({ data: { ...data, title } });
    expect(mailOf(long).subject).not.toMatch(/[\r\n]/);
    expect([...mailOf(long).subject].length).toBeLessThanOrEqual(120);
    expect(Buffer.byteLength(JSON.stringify(pushOf(long)))).toBeLessThan(3500);
  });

  it('has words for every code of an alarm and of an order', () => {
    for (const code of [...alarmCodes, ...orderKinds]) expect([code, reasonWords(code)]).not.toContain(null);
    expect(reasonWords('Thiếu giờ')).toBeNull();
  });

  it('approved: names the session, or why there is none', () => {
    const airs = { place: 'Xã Ia Tơi', localDate: '2026-01-05', startLocal: '17:00', endLocal: '17:30', morePlaces: 2 };
    expect(noticeText('approved', { ...data, airs }).vi).toBe(
      '“Tiêm chủng” đã được duyệt, sẽ phát trong buổi 17:00-17:30 ngày 5/1/2026 tại Xã Ia Tơi và 2 nơi nữa.',
    );
    expect(noticeText('approved', { ...data, airs: null, reason: 'no-room' }).en).toBe(
      '“Tiêm chủng” is approved, but has no session in the coming days (the session is full).',
    );
    expect(noticeText('approved', data).en).toBe('“Tiêm chủng” is approved and queued.');
  });

  it('S8: several places and one item are said as people say them', () => {
    const red = { ...data, localDate: '2026-01-05', place: 'Xã Ia Tơi +2', reason: '1' };
    expect(noticeText('preflight-red', red)).toEqual({
      vi: 'Kiểm tra trước ngày 5/1/2026, Xã Ia Tơi và 2 nơi nữa: 1 nội dung sẽ không phát được. Mời xem và xử lý.',
      en: 'Pre-flight of 5/1/2026, Xã Ia Tơi and 2 more: as it stands, 1 item will not be heard. Please look.',
    });
    expect(noticeText('preflight-amber', { ...red, place: 'Xã Ia Tơi', reason: '2' }).en).toBe(
      'Pre-flight of 5/1/2026, Xã Ia Tơi: 2 things to look at.',
    );
  });
});
