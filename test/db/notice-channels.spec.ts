import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MoreThan } from 'typeorm';
import { accountsRoutes } from '../../src/contracts/http/accounts';
import { bulletinsRoutes, type BulletinView } from '../../src/contracts/http/bulletins';
import { ProblemError } from '../../src/contracts/http/client';
import { notificationsRoutes, type NoticeView } from '../../src/contracts/http/notifications';
import type { Role } from '../../src/domain/access/roles';
import { UsersService } from '../../src/features/accounts';
import { deliveryJob, maxAttempts } from '../../src/features/notifications/delivery.job';
import { NoticeDeliveryEntity } from '../../src/features/notifications/notice-delivery.entity';
import { PushSubscriptionEntity } from '../../src/features/notifications/push-subscription.entity';
import { JobEntity } from '../../src/platform/database/job.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { type BulletinService, serveBulletins, type User } from '../support/bulletin-service';
import { sampledDatabaseNames } from '../support/databases';
import { FakeNormaliser } from '../support/fake-normaliser';
import { MailServer } from '../support/mail-server';
import { PushService } from '../support/push-service';

const test = systemActor('test');
const settings = { language: 'vi' as const, email: null, mail: false, push: true, inboxOnly: [] };

/** Waits in real time: mails and pushes travel over real sockets, while the clock of the service stands. */
const eventually = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const patience = performance.now() + 30_000;
  while (!(await condition())) {
    if (performance.now() > patience) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe.each(sampledDatabaseNames('postgres'))('issue 4.8 notices by mail and web push on %s', (name) => {
  let service: BulletinService;
  let mail: MailServer;
  let push: PushService;
  let dataDir: string;
  let n = 0;

  beforeAll(async () => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-channels-'));
    [mail, push] = [new MailServer(), new PushService()];
    await push.start();
    service = await serveBulletins(name, new FakeNormaliser(), {
      ...{ dataDir, smtpUrl: await mail.start(), mailFrom: 'loa@iatoi.example', pushInside: true },
      publicOrigin: 'https://loa.example',
    });
  });
  afterAll(async () => {
    await service.close();
    await Promise.all([mail.stop(), push.stop()]);
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const manager = () => service.test.database.read.manager;
  const person = (role: Role, areaCode = '23538'): Promise<User> => service.user(`nguoi${++n}`, role, areaCode);
  const set = (user: User, more: object) =>
    user.client.call(notificationsRoutes.setSettings, { body: { ...settings, ...more } });
  const inboxOf = async (user: User): Promise<NoticeView[]> =>
    (await user.client.call(notificationsRoutes.list, {})).notices;
  const deliveries = (state?: NoticeDeliveryEntity['state']) =>
    manager().find(NoticeDeliveryEntity, { where: state ? { state } : {}, order: { id: 'ASC' } });
  /** Something that concerns one user only. */
  const tell = async (user: User, reason: string): Promise<void> => {
    // Of one millisecond there is no first and no second.
    service.clock.jump(1);
    const from = await person('approver');
    const payload = { areaCode: '23538', fromUserId: from.principal.userId, toUserId: user.principal.userId, reason };
    const dates = { fromAt: Date.UTC(2026, 2, 1), untilAt: Date.UTC(2026, 2, 8) };
    await service.test.database.uow.run(test, (tx) =>
      tx.emit({ type: 'approval.delegated', payload: { ...payload, ...dates } }),
    );
    await service.events.idle();
  };
  const ended = async (user: User, count: number): Promise<NoticeView[]> => {
    const all = async () => (await inboxOf(user)).flatMap((one) => one.deliveries);
    await eventually(async () => (await all()).filter(({ state }) => state !== 'waiting').length === count);
    return inboxOf(user);
  };
  /** Lets the pause after a failed try go by. */
  const nextTry = async (): Promise<void> => {
    const due = MoreThan(service.clock.nowMs());
    const putOff = () => manager().findOneBy(JobEntity, { kind: deliveryJob, state: 'queued', runAt: due });
    await eventually(async () => (await putOff()) !== null);
    await service.clock.advance((await putOff())!.runAt - service.clock.nowMs() + 1000);
  };

  it('what waits for approval reaches the inbox, by mail and on the phone, in the user’s language, once each', async () => {
    const [staff, chair] = [await person('staff', '23535'), await person('approver', '23535')];
    const own = await set(chair, { language: 'en', email: 'chi@iatoi.example', mail: true });
    expect(own).toMatchObject({ language: 'en', channels: ['mail', 'push'] });
    const { id } = await chair.client.call(notificationsRoutes.subscribe, { body: push.subscription('chi') });
    expect(await chair.client.call(notificationsRoutes.subscribe, { body: push.subscription('chi') })).toEqual({ id });
    const title = 'Lịch tiêm chủng\r\nBcc: ai@do.example';
    const file = { content: new Blob(['tiếng nói']), name: 'a.m4a' };
    const days = { kind: 'until' as const, from: null, until: '2026-03-08' };
    const body = { areaCode: '23535', title, topicCode: '1', request: { days, preferredSlotIds: [], readings: 1 } };
    const sent = { body: { ...body, sendKey: 'khoa-cua-dien-thoai-1' }, file } as never;
    const made = await staff.client.call(bulletinsRoutes.create, sent);
    // Issue 7: sent again under its key, it is the same one.
    expect((await staff.client.call(bulletinsRoutes.create, sent)).id).toBe(made.id);
    const get = (): Promise<BulletinView> => staff.client.call(bulletinsRoutes.get, { params: { id: made.id } });
    await service.until(async () => (await get()).versions[0]?.state === 'ready');
    const { editNumber, versions } = await get();
    const command = { params: { id: made.id, versionId: versions[0]!.id }, body: { editNumber } };
    await staff.client.call(bulletinsRoutes.submit, command);
    const event = { bulletinId: made.id, versionId: versions[0]!.id, userIds: [chair.principal.userId] };
    await service.test.database.uow.run(test, (tx) =>
      tx.emit({ type: 'approval.asked', payload: { ...event, reminder: false } }),
    );
    await service.events.idle();
    const [notice] = await ended(chair, 2);
    const link = `/inbox/${made.id}/${versions[0]!.id}`;
    expect(notice).toMatchObject({ kind: 'approval-asked', page: link });
    expect(notice?.deliveries.map(({ channel, state }) => [channel, state])).toEqual([
      ['mail', 'sent'],
      ['push', 'sent'],
    ]);
    const { id: again } = await manager().findOneByOrFail(NoticeDeliveryEntity, { channel: 'mail' });
    const [letter, ...rest] = mail.mails;
    expect(rest).toEqual([]);
    expect(letter?.to).toEqual(['chi@iatoi.example']);
    expect(letter?.headers.get('subject')).toMatch(
      /^\[Đài truyền thanh\] “Lịch tiêm chủng.* waits for your approval\.$/,
    );
    expect(letter?.headers.has('bcc')).toBe(false);
    expect(letter?.headers.get('message-id')).toBe(`<${again}@iatoi.example>`);
    expect(letter?.text).toContain(`Open in Loa: https://loa.example${link}`);
    const { publicKey } = await chair.client.call(notificationsRoutes.pushKey, {});
    const { aud, sub } = push.received[0]!.token;
    expect([push.received.length, push.received[0]!.key, aud]).toEqual([1, publicKey, push.origin]);
    expect(sub).toBe('mailto:loa@iatoi.example');
    expect(push.received[0]?.message).toMatchObject({ title: 'Đài truyền thanh', body: notice?.text.en, page: link });

    // The process died before it stored that the event was delivered.
    await service.test.database.uow.run(test, async (tx) => {
      await tx.manager.update(OutboxEntity, { type: 'approval.asked' }, { deliveredAt: null });
      await tx.enqueue({ kind: deliveryJob, payload: { deliveryId: again } });
    });
    await service.events.idle();
    await eventually(async () => !(await manager().existsBy(JobEntity, { kind: deliveryJob, state: 'queued' })));
    await eventually(async () => !(await manager().existsBy(JobEntity, { kind: deliveryJob, state: 'running' })));
    expect([await inboxOf(chair), mail.mails.length, push.received.length]).toEqual([[notice], 1, 1]);
  });

  it('a mail that is put off goes once it is taken; one that is refused stays in the inbox alone', async () => {
    const user = await person('operator');
    await set(user, { email: 'an@iatoi.example', mail: true });
    const [before, tries] = [mail.mails.length, mail.tries];
    mail.answers.push(451);
    await tell(user, 'Đi công tác');
    await nextTry();
    await ended(user, 1);
    const [later] = (await deliveries()).slice(-1);
    expect(later).toMatchObject({ state: 'sent', attempts: 2, detail: expect.stringContaining('250') as unknown });
    expect([mail.mails.length - before, mail.tries - tries]).toEqual([1, 2]);
    expect(mail.mails.at(-1)?.text).toContain('từ 1/3/2026 đến 8/3/2026: Đi công tác');

    mail.answers.push(550);
    await tell(user, 'Nghỉ phép');
    const notices = await ended(user, 2);
    expect(notices.map(({ deliveries: [one] }) => one?.state)).toEqual(['refused', 'sent']);
    expect(notices[0]?.text.vi).toContain('Nghỉ phép');
    expect([mail.mails.length - before, mail.tries - tries]).toEqual([1, 3]);
  });

  it('a delivery that nobody takes is given up, and says so', async () => {
    const user = await person('operator');
    await set(user, { email: 'binh@iatoi.example', mail: true });
    mail.answers.push(451, 451);
    await tell(user, 'Bão');
    await eventually(async () => (await deliveries('waiting'))[0]?.attempts === 1);
    const job = { kind: deliveryJob, state: 'queued' as const };
    await eventually(() => manager().existsBy(JobEntity, job));
    // As if it had been tried for an hour and a half.
    await service.test.database.uow.run(test, async (tx) => {
      await tx.manager.update(JobEntity, job, { attempts: maxAttempts - 1 });
    });
    await nextTry();
    const [notice] = await ended(user, 1);
    expect(notice?.deliveries).toMatchObject([{ channel: 'mail', state: 'failed' }]);
    expect((await deliveries('failed'))[0]?.detail).toContain('451');
    expect(mail.answers).toEqual([]);
  });

  it('a browser that is gone is told no more; one may stay with the inbox, and a closed account hears nothing', async () => {
    const user = await person('operator');
    const { id } = await user.client.call(notificationsRoutes.subscribe, { body: push.subscription('gone') });
    push.answers.push(410);
    await tell(user, 'một');
    await ended(user, 1);
    expect((await inboxOf(user))[0]?.deliveries).toMatchObject([{ channel: 'push', state: 'gone' }]);
    expect(await manager().existsBy(PushSubscriptionEntity, { id })).toBe(false);

    await user.client.call(notificationsRoutes.subscribe, { body: push.subscription('back') });
    await set(user, { inboxOnly: ['delegated'] });
    await tell(user, 'hai');
    await set(user, { push: false });
    await tell(user, 'ba');
    expect((await inboxOf(user)).map((one) => one.deliveries.length)).toEqual([0, 0, 1]);

    await set(user, {});
    await service.app.get(UsersService).setDisabled(test, user.principal.userId, true);
    const before = (await deliveries()).length;
    await tell(user, 'bốn');
    expect((await deliveries()).length).toBe(before);
  });

  it('issue 4.8: who must act or must know is told: orders, sessions, alarms, a full disk', async () => {
    const emit = (type: string, payload: object) =>
      service.test.database.uow.run(test, (tx) => tx.emit({ type, payload }));
    const [province, asked, here, there] = [
      await person('approver', '51'),
      await person('operator', '51'),
      await person('operator'),
      await person('operator', '23535'),
    ];
    const chair = await person('approver');
    const admin = await person('admin', 'VN');
    const everybody = [province, asked, here, there, chair, admin];
    /** Who has heard of a kind, by place in the list, and in what words. */
    const heard = async (kind: string) => {
      await service.events.idle();
      const inboxes = await Promise.all(everybody.map(inboxOf));
      const found = inboxes.flatMap((notices, i) =>
        notices.flatMap((one) => (one.kind === kind ? [{ i, text: one.text.vi }] : [])),
      );
      return [found.map(({ i }) => i), found[0]?.text];
    };
    const order = {
      kind: 'emergency',
      areaCode: '51',
      reason: 'Lũ về',
      by: 'lan',
      requestedById: asked.principal.userId,
    };
    await emit('order.waiting', order);
    expect(await heard('order-waiting')).toEqual([
      [0],
      'lan yêu cầu phát khẩn cấp tại Quảng Ngãi, cần người thứ hai đồng ý: Lũ về',
    ]);
    await emit('order.glass-broken', order);
    expect((await heard('glass-broken'))[0]).toEqual([0, 1, 2, 3, 4]);
    const slot = { areaCode: '23538', slotName: 'Chiều', bySlotName: 'Thời sự tỉnh', byAreaCode: '51' };
    await emit('slot.displaced', { ...slot, dates: ['2026-01-06'] });
    expect(await heard('slot-displaced')).toEqual([
      [2],
      'Khung giờ “Chiều” của Xã Ia Tơi nhường chỗ cho “Thời sự tỉnh” của cấp trên, từ ngày 6/1/2026.',
    ]);
    const { userId: requestedById } = here.principal;
    const extra = { areaCode: '23538', reason: 'Cháy rừng', requestedBy: 'nam', requestedById, decidedBy: null };
    await emit('extra-session.requested', extra);
    await emit('extra-session.approved', { ...extra, decidedBy: 'chi' });
    expect((await heard('extra-session-requested'))[0]).toEqual([0, 4]);
    expect(await heard('extra-session-approved')).toEqual([
      [2],
      'chi đã duyệt buổi phát thêm tại Xã Ia Tơi: Cháy rừng',
    ]);
    const alarm = { areaCode: '23538', deviceName: 'Loa thôn 1', code: 'silence-inside', first: true };
    await emit('device.alarm', alarm);
    await emit('device.alarm', { ...alarm, first: false });
    expect(await heard('device-alarm')).toEqual([
      [1, 2],
      'Thiết bị “Loa thôn 1” tại Xã Ia Tơi: không có tiếng trong giờ phát.',
    ]);
    await emit('storage.full', { mediaId: 'm', waits: 1 });
    await emit('storage.full', { mediaId: 'm2', waits: 1 });
    expect((await heard('storage-full'))[0]).toEqual([5]);
    await emit('ledger.gap', { after: 41, day: '2026-01-05' });
    await emit('ledger.gap', { after: 41, day: '2026-01-05' });
    const [told, gap] = await heard('ledger-gap');
    expect(told).toHaveLength(1);
    expect(gap).toContain('ngay sau dòng số 41');
    // What is queued may be a relay: no bulletin, and nobody sent it.
    const relay = { areaCode: '23538', bulletinId: 'no-bulletin', title: 'Tiếp âm Đài tỉnh', localDate: '2026-01-05' };
    await emit('plan.news', { ...relay, kind: 'unplaced', reason: 'no-room' });
    const [planners, unplaced] = await heard('unplaced');
    expect(planners).toEqual([1, 2]);
    expect(unplaced).toContain('“Tiếp âm Đài tỉnh”');
  });

  it('X1: settings and browsers are one’s own, an address is needed for mails', async () => {
    const [one, other] = [await person('staff'), await person('staff')];
    expect(await one.client.call(notificationsRoutes.settings, {})).toMatchObject({ ...settings });
    await expect(set(one, { mail: true })).rejects.toBeInstanceOf(ProblemError);
    await set(one, { language: 'en' });
    expect(await other.client.call(notificationsRoutes.settings, {})).toMatchObject({ language: 'vi' });
    const { id } = await one.client.call(notificationsRoutes.subscribe, { body: push.subscription('own') });
    const remove = (user: User) => user.client.call(notificationsRoutes.unsubscribe, { params: { id } });
    await expect(remove(other)).rejects.toMatchObject({ problem: { code: 'NOT_FOUND' } });
    // Whoever signs in on the same phone is told there instead.
    await other.client.call(notificationsRoutes.subscribe, { body: push.subscription('own') });
    await expect(remove(one)).rejects.toMatchObject({ problem: { code: 'NOT_FOUND' } });
    expect(await manager().findOneBy(PushSubscriptionEntity, { id })).toMatchObject({ userId: other.principal.userId });
    await remove(other);
    expect(await manager().existsBy(PushSubscriptionEntity, { id })).toBe(false);

    // A lost phone: signing out everywhere leaves none of one's browsers, and nobody else's go.
    for (const [user, browser] of [
      [one, 'lost'],
      [one, 'desk'],
      [other, 'kept'],
    ] as const)
      await user.client.call(notificationsRoutes.subscribe, { body: push.subscription(browser) });
    await one.client.call(accountsRoutes.logOutEverywhere, {});
    const left = (user: User) => manager().countBy(PushSubscriptionEntity, { userId: user.principal.userId });
    expect([await left(one), await left(other)]).toEqual([0, 1]);
  });
});
