import { approvalsRoutes } from '../../src/contracts/http/approvals';
import { bulletinsRoutes, type BulletinView } from '../../src/contracts/http/bulletins';
import { notificationsRoutes } from '../../src/contracts/http/notifications';
import { ApprovalReminders } from '../../src/features/bulletins';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { sampledDatabaseNames } from '../support/databases';
import { FakeNormaliser } from '../support/fake-normaliser';
import { type BulletinService, codeOf, serveBulletins, type User } from '../support/bulletin-service';

const request = {
  days: { kind: 'until' as const, from: null, until: '2026-03-08' },
  preferredSlotIds: [],
  readings: 1 as const,
};
const hour = 3_600_000;
const params = { code: '23538' };

describe.each(sampledDatabaseNames('postgres'))('B2 approvers on %s', (name) => {
  let service: BulletinService;
  let staff: User;
  let chair: User;
  let deputy: User;
  let clerk: User;
  let admin: User;
  let n = 0;

  beforeAll(async () => {
    service = await serveBulletins(name, new FakeNormaliser());
    staff = await service.user('an', 'staff', '23538');
    chair = await service.user('chi', 'approver', '23538');
    deputy = await service.user('duc', 'approver', '23538');
    clerk = await service.user('giang', 'staff', '23538');
    admin = await service.user('admin', 'admin', '51');
  });
  afterAll(() => service.close());

  const submitted = async (more: Partial<BulletinView> = {}): Promise<BulletinView> => {
    const { title = `Bản tin ${++n}`, source } = more;
    const body = { areaCode: '23538', title, source, topicCode: '1', request };
    const file = { content: new Blob([`tiếng ${++n}`]), name: 'a.m4a' };
    const { id } = await staff.client.call(bulletinsRoutes.create, { body, file });
    const get = () => staff.client.call(bulletinsRoutes.get, { params: { id } });
    await service.until(async () => (await get()).versions[0]?.state === 'ready');
    return staff.client.call(bulletinsRoutes.submit, command(await get()));
  };
  const command = (bulletin: BulletinView) => ({
    params: { id: bulletin.id, versionId: bulletin.versions[0]!.id },
    body: { editNumber: bulletin.editNumber },
  });
  const approve = (bulletin: BulletinView, user: User) => user.client.call(bulletinsRoutes.approve, command(bulletin));
  const asked = async (bulletin: BulletinView): Promise<{ userIds: string[]; reminder: boolean }[]> => {
    await service.app.get(ApprovalReminders).remind();
    await service.events.idle();
    return service.delivered
      .filter((event) => event.type === 'approval.asked')
      .map(({ payload }) => payload as { bulletinId: string; userIds: string[]; reminder: boolean })
      .filter((one) => one.bulletinId === bulletin.id)
      .map(({ userIds, reminder }) => ({ userIds, reminder }));
  };
  const idOf = (user: User): string => user.principal.userId;

  it('B2: the next of the list is asked after N minutes without an answer, each once', async () => {
    const order = { userIds: [idOf(chair), idOf(deputy)], authorMayApprove: false, revision: 0 };
    expect(await codeOf(chair.client.call(approvalsRoutes.setOrder, { params, body: order }))).toBe('NOT_ALLOWED');
    await admin.client.call(approvalsRoutes.setOrder, { params, body: order });
    expect(await codeOf(admin.client.call(approvalsRoutes.setOrder, { params, body: order }))).toBe('VERSION_CONFLICT');
    const sent = await submitted();
    expect(await asked(sent)).toEqual([{ userIds: [idOf(chair)], reminder: false }]);
    service.clock.jump(hour - 1);
    const before = await asked(sent);
    expect(before).toHaveLength(1);
    service.clock.jump(10_000);
    const both = [...before, { userIds: [idOf(deputy)], reminder: true }];
    expect(await asked(sent)).toEqual(both);
    service.clock.jump(10 * hour);
    await service.app.get(ApprovalReminders).remind();
    expect(await asked(sent)).toEqual(both);
    const told = await deputy.client.call(notificationsRoutes.list, {});
    expect([told.unread, told.notices[0]?.kind]).toEqual([1, 'approval-reminder']);
    expect(told.notices[0]?.text.vi).toContain(sent.title);
    const done = await approve(sent, deputy);
    expect(done.versions[0]).toMatchObject({ state: 'approved', standingApprovalId: null });
  });

  it('B2: a power lent is held from its start to its end, and can be taken back by the lender alone', async () => {
    const sent = await submitted();
    expect(await asked(sent)).toEqual([{ userIds: [idOf(chair)], reminder: false }]);
    const now = service.clock.nowMs();
    const body = { toUserId: idOf(clerk), fromAt: now + hour, untilAt: now + 2 * hour, reason: 'Đi công tác' };
    const lent = await chair.client.call(approvalsRoutes.delegate, { params, body });
    expect(lent.delegations).toMatchObject([{ fromUserId: idOf(chair), toUserId: idOf(clerk) }]);
    expect(await codeOf(approve(sent, clerk))).toBe('NOT_ALLOWED');
    expect(await asked(sent)).toHaveLength(1);
    service.clock.jump(hour);
    // What was asked of the lender before is handed over, once; who comes next is asked in their turn all the same.
    const handed = { userIds: [idOf(clerk)], reminder: false };
    expect(await asked(sent)).toEqual(expect.arrayContaining([handed, { userIds: [idOf(deputy)], reminder: true }]));
    expect(await asked(sent)).toHaveLength(3);
    const told = await clerk.client.call(notificationsRoutes.list, {});
    expect(told.notices.filter(({ kind }) => kind === 'approval-asked').map(({ page }) => page)).toEqual([
      `/inbox/${sent.id}/${sent.versions[0]!.id}`,
    ]);
    expect((await approve(sent, clerk)).versions[0]).toMatchObject({ state: 'approved', approvedBy: idOf(clerk) });
    const next = await submitted();
    expect((await asked(next))[0]?.userIds).toEqual([idOf(clerk)]);
    const take = { params: { ...params, id: lent.delegations[0]!.id } };
    expect(await codeOf(deputy.client.call(approvalsRoutes.endDelegation, take))).toBe('NOT_ALLOWED');
    expect((await chair.client.call(approvalsRoutes.endDelegation, take)).delegations).toEqual([]);
    expect(await codeOf(approve(next, clerk))).toBe('NOT_ALLOWED');
    const past = { ...body, fromAt: 1, untilAt: 2 };
    expect(await codeOf(chair.client.call(approvalsRoutes.delegate, { params, body: past }))).toBe('INPUT_INVALID');
  });

  it('B2: a standing approval approves on submission exactly what it names, until its end, and is recorded', async () => {
    const now = service.clock.nowMs();
    const body = {
      ...{ kind: 'relay' as const, key: 'VOV1', topicCode: '1', reason: 'Tiếp sóng hằng ngày' },
      ...{ fromAt: now, untilAt: now + 5 * hour },
    };
    const { standing } = await chair.client.call(approvalsRoutes.grantStanding, { params, body });
    const granted = { state: 'approved', standingApprovalId: standing[0]?.id, approvedBy: idOf(chair) };
    expect((await submitted({ source: 'VOV1' })).versions[0]).toMatchObject(granted);
    expect((await submitted({ source: 'VOV2' })).versions[0]?.state).toBe('submitted');
    service.clock.jump(5 * hour);
    expect((await submitted({ source: 'VOV1' })).versions[0]?.state).toBe('submitted');
  });

  it('B2: a repeating programme is known by its title, topic and area; changed after the approval it is approved again or not at all', async () => {
    const now = service.clock.nowMs();
    const title = 'Bản tin sáng thứ Hai';
    const body = {
      ...{ kind: 'programme' as const, key: title, topicCode: '1', reason: 'Chương trình hằng tuần' },
      ...{ fromAt: now, untilAt: now + 8 * hour },
    };
    const { standing } = await chair.client.call(approvalsRoutes.grantStanding, { params, body });
    const { id } = standing.find((one) => one.key === title)!;
    const covered = { state: 'approved', standingApprovalId: id, approvedBy: idOf(chair) };
    // Each week's edition is a bulletin of its own.
    const [first, second] = [await submitted({ title }), await submitted({ title: title.normalize('NFD') })];
    expect([first, second].map(({ versions }) => versions[0])).toMatchObject([covered, covered]);
    expect((await submitted({ title: `${title} (đặc biệt)` })).versions[0]?.state).toBe('submitted');

    const change = (bulletin: BulletinView, more: object) =>
      staff.client.call(bulletinsRoutes.update, {
        params: { id: bulletin.id },
        body: { editNumber: bulletin.editNumber, ...more },
      });
    const renamed = await change(first, { title: 'Bản tin chiều' });
    expect(renamed.versions[0]).toMatchObject({ state: 'void' });
    const again = await staff.client.call(bulletinsRoutes.submit, command(renamed));
    expect(again.versions[0]).toMatchObject({ state: 'submitted', standingApprovalId: null });
    const voided = await change(second, { priority: 'priority' });
    expect(voided.versions[0]?.state).toBe('void');

    await chair.client.call(approvalsRoutes.endStanding, { params: { ...params, id } });
    expect((await submitted({ title })).versions[0]?.state).toBe('submitted');
    const audit = await service.test.database.read.manager.findBy(AuditEntity, { entityId: id });
    expect(audit.map((row) => row.action).sort()).toEqual(['standing-approval.ended', 'standing-approval.granted']);
    const trail = await service.test.database.read.manager.findBy(AuditEntity, { action: 'bulletin.version.approved' });
    expect(trail.some(({ after }) => (after as { standingApprovalId?: string }).standingApprovalId === id)).toBe(true);
  });

  it('tells the sender what became of it, once, and keeps inboxes apart', async () => {
    const sent = await submitted();
    await chair.client.call(bulletinsRoutes.return, {
      ...command(sent),
      body: { editNumber: sent.editNumber, reason: 'Thiếu giờ tiêm' },
    });
    await service.events.idle();
    const { notices } = await staff.client.call(notificationsRoutes.list, { query: { limit: 1 } });
    const about = notices.filter((one) => one.bulletinId === sent.id);
    expect(about).toMatchObject([{ kind: 'returned', readAt: null }]);
    expect(about[0]?.text.vi).toContain('Thiếu giờ tiêm');
    const upTo = { body: { upTo: about[0]!.id } };
    const hers = (await deputy.client.call(notificationsRoutes.list, {})).unread;
    expect(await staff.client.call(notificationsRoutes.markRead, upTo)).toEqual({ unread: 0 });
    // Her other pages hear of it, once: the second time nothing was unread.
    expect(await staff.client.call(notificationsRoutes.markRead, upTo)).toEqual({ unread: 0 });
    await service.events.idle();
    const read = service.delivered.filter(({ type }) => type === 'notice.read');
    expect(read.map(({ payload }) => payload)).toEqual([{ userIds: [staff.principal.userId] }]);
    expect((await deputy.client.call(notificationsRoutes.list, {})).unread).toBe(hers);
    const older = await staff.client.call(notificationsRoutes.list, { query: { limit: 100, before: about[0]!.id } });
    expect(older.notices.every((one) => one.id < about[0]!.id)).toBe(true);
  });

  it('B2: who wrote it may approve it only where the area says so', async () => {
    const both = { userIds: [], authorMayApprove: true, revision: 1 };
    const edited = await submitted();
    const operator = await service.user('huy', 'approver', '51');
    const own = await service.user('khanh', 'operator', '51');
    const { id } = edited;
    const changed = await own.client.call(bulletinsRoutes.update, {
      params: { id },
      body: { editNumber: edited.editNumber, summary: 'x' },
    });
    expect(await codeOf(approve(changed, own))).toBe('NOT_ALLOWED');
    expect((await approve(changed, operator)).versions[0]?.state).toBe('approved');
    const set = await admin.client.call(approvalsRoutes.setOrder, { params, body: both });
    expect(set).toMatchObject({ authorMayApprove: true, revision: 2 });
  });
});
