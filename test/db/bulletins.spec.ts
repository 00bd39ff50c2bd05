import { bulletinsRoutes, type BulletinView, type VersionView } from '../../src/contracts/http/bulletins';
import { mediaRoutes } from '../../src/contracts/http/media';
import type { RequestOf } from '../../src/contracts/http/route';
import { UsersService } from '../../src/features/accounts';
import { ApprovalService, BulletinsService } from '../../src/features/bulletins';
import { MediaEntity } from '../../src/features/media/media.entity';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { sampledDatabaseNames } from '../support/databases';
import { contentChanges, request } from '../support/bulletin-changes';
import { FakeNormaliser } from '../support/fake-normaliser';
import { type BulletinService, codeOf, serveBulletins, type User } from '../support/bulletin-service';

type NewBulletin = RequestOf<typeof bulletinsRoutes.create>['body'];

const setup = systemActor('test');
const current = (bulletin: BulletinView, language = 'vi'): VersionView =>
  bulletin.versions.find((one) => one.language === language && one.supersededBy === null)!;

describe.each(sampledDatabaseNames('sqlite'))('bulletins on %s', (name) => {
  let service: BulletinService;
  let normaliser: FakeNormaliser;
  let staff: User;
  let colleague: User;
  let leader: User;
  let stranger: User;
  let province: User;
  let n = 0;

  beforeAll(async () => {
    normaliser = new FakeNormaliser();
    service = await serveBulletins(name, normaliser);
    staff = await service.user('an', 'staff', '23538');
    colleague = await service.user('binh', 'staff', '23538');
    leader = await service.user('chi', 'approver', '23538');
    stranger = await service.user('dung', 'staff', '23535');
    province = await service.user('em', 'operator', '51');
  });
  afterAll(() => service.close());
  beforeEach(() => service.clock.advance(1000));

  /** Nothing is rendered until `work` is done, so that its answers show what is still to come. */
  const paused = async <T>(work: () => Promise<T>): Promise<T> => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    normaliser.before = () => gate;
    return work().finally(go);
  };
  const create = (more: Partial<NewBulletin> = {}, audio: string | null = `tiếng nói ${++n}`, user = staff) =>
    paused(() =>
      user.client.call(bulletinsRoutes.create, {
        body: { areaCode: '23538', title: `Bản tin ${n}`, topicCode: '1', request, ...more },
        ...(audio === null ? {} : { file: { content: new Blob([audio]), name: 'a.m4a' } }),
      }),
    );
  const get = (id: string, user = staff): Promise<BulletinView> =>
    user.client.call(bulletinsRoutes.get, { params: { id } });
  const rendered = async ({ id }: BulletinView): Promise<BulletinView> => {
    await service.until(async () => (await get(id)).versions.every((one) => one.state !== 'processing'));
    return get(id);
  };
  const command = (bulletin: BulletinView, language = 'vi') => ({
    params: { id: bulletin.id, versionId: current(bulletin, language).id },
    body: { editNumber: bulletin.editNumber },
  });
  const submit = (bulletin: BulletinView, user = staff, language = 'vi'): Promise<BulletinView> =>
    user.client.call(bulletinsRoutes.submit, command(bulletin, language));
  const approve = (bulletin: BulletinView, user = leader, language = 'vi'): Promise<BulletinView> =>
    user.client.call(bulletinsRoutes.approve, command(bulletin, language));
  const returnIt = (bulletin: BulletinView, reason: string): Promise<BulletinView> =>
    leader.client.call(bulletinsRoutes.return, {
      ...command(bulletin),
      body: { editNumber: bulletin.editNumber, reason },
    });
  const update = (
    bulletin: BulletinView,
    change: Partial<RequestOf<typeof bulletinsRoutes.update>['body']>,
    user = staff,
  ): Promise<BulletinView> =>
    user.client.call(bulletinsRoutes.update, {
      params: { id: bulletin.id },
      body: { editNumber: bulletin.editNumber, ...change },
    });
  const addVersion = (bulletin: BulletinView, text: string, language = 'vi'): Promise<BulletinView> =>
    paused(() =>
      staff.client.call(bulletinsRoutes.addVersion, {
        params: { id: bulletin.id },
        body: { editNumber: bulletin.editNumber, language },
        file: { content: new Blob([text]), name: 'b.ogg' },
      }),
    );
  const approved = async (more: Partial<NewBulletin> = {}): Promise<BulletinView> =>
    approve(await submit(await rendered(await create(more))));
  const snapshot = (bulletin: BulletinView) => service.app.get(BulletinsService).approvedVersion(current(bulletin).id);
  const eventsOf = async (bulletin: BulletinView): Promise<{ type: string; payload: object }[]> => {
    await service.events.idle();
    return service.delivered
      .filter(({ payload }) => (payload as { bulletinId?: string }).bulletinId === bulletin.id)
      .map(({ type, payload }) => ({ type, payload: payload as object }));
  };
  const typesOf = async (bulletin: BulletinView): Promise<string[]> =>
    (await eventsOf(bulletin)).map(({ type }) => type);

  it('B1, B2: lives from draft to approval; what is queued is a snapshot of it', async () => {
    const draft = await create({ areaCodes: ['23538.1', '23538'], source: 'Trạm  Y tế'.normalize('NFD') });
    expect(draft).toMatchObject({ editNumber: 1, areaCodes: ['23538', '23538.1'], source: 'Trạm Y tế' });
    expect(current(draft)).toMatchObject({ state: 'processing', language: 'vi', revision: 1 });
    const ready = await rendered(draft);
    expect(current(ready)).toMatchObject({ state: 'ready', soft: false, media: { state: 'ready' } });
    const sent = await submit(ready);
    expect(current(sent)).toMatchObject({ state: 'submitted', submittedBy: staff.principal.userId });
    expect(await snapshot(sent)).toBeNull();
    const done = await approve(sent);
    expect(current(done)).toMatchObject({ state: 'approved', approvedBy: leader.principal.userId });
    const { media, id: versionId } = current(done);
    expect(await snapshot(done)).toEqual({
      bulletinId: done.id,
      versionId,
      title: done.title,
      topicCode: '1',
      areaCode: '23538',
      areaCodes: ['23538', '23538.1'],
      priority: 'normal',
      language: 'vi',
      request: { ...request, preferredSlotIds: ['s1', 's2'] },
      durationMs: media?.durationMs,
      masterSha256: media?.masterSha256,
      masterBytes: media?.masterBytes,
      mime: 'audio/mpeg',
      validFrom: null,
      validUntil: null,
      approvedAt: current(done).approvedAt,
      relayed: false,
    });
    const events = await eventsOf(done);
    expect(events.map(({ type }) => type)).toEqual(['bulletin.ready', 'bulletin.submitted', 'bulletin.approved']);
    expect(events[2]?.payload).toEqual({
      bulletinId: done.id,
      versionId,
      areaCodes: ['23538', '23538.1'],
      request: { ...request, preferredSlotIds: ['s1', 's2'] },
      priority: 'normal',
      language: 'vi',
    });
    const audit = await service.test.database.read.manager.findBy(AuditEntity, { entityId: versionId });
    expect(audit.map((row) => row.action).sort()).toEqual([
      'bulletin.version-added',
      'bulletin.version.approved',
      'bulletin.version.processing',
      'bulletin.version.ready',
      'bulletin.version.submitted',
    ]);
  });

  it.each(name === 'sqlite3' ? contentChanges : contentChanges.slice(0, 2))(
    'B2: a change of the %s voids the approval; it airs again only when approved again',
    async (_, change) => {
      const done = await approved();
      const changed = await update(done, change);
      expect(current(changed)).toMatchObject({ state: 'void', reason: 'content-changed' });
      expect(await snapshot(changed)).toBeNull();
      const event = (await eventsOf(done)).find(({ type }) => type === 'bulletin.voided');
      expect(event?.payload).toEqual({
        bulletinId: done.id,
        versionId: current(done).id,
        areaCodes: ['23538'],
        reason: 'content-changed',
      });
      const again = await approve(await submit(changed));
      expect(await snapshot(again)).toMatchObject({ versionId: current(done).id });
    },
  );

  it('B2: what approval does not cover leaves it standing; changing nothing is no edit', async () => {
    const done = await approved();
    const described = await update(done, { summary: 'Tóm tắt', textTwin: 'Lời đọc' });
    expect([current(described).state, described.editNumber]).toEqual(['approved', done.editNumber + 1]);
    const same = await update(described, { title: described.title, request });
    expect(same).toMatchObject({ editNumber: described.editNumber, updatedAt: described.updatedAt });
    expect(await snapshot(same)).not.toBeNull();
  });

  it('B2: a rendering that changes under an approval is not aired, whatever the state says', async () => {
    const done = await approved();
    await service.test.database.uow.run(setup, ({ manager }) =>
      manager
        .update(MediaEntity, { id: current(done).media!.id }, { masterSha256: 'f'.repeat(64) })
        .then(() => undefined),
    );
    expect(await snapshot(done)).toBeNull();
  });

  it('B2: author, editor and sender may not approve; a staff member may not at all', async () => {
    const both = await service.user(`deputy${n}`, 'approver', '23538');
    const ready = await rendered(await create());
    expect(await codeOf(approve(await submit(ready), colleague))).toBe('NOT_ALLOWED');
    await service.app.get(UsersService).addGrant(setup, both.principal.userId, { role: 'staff', areaCode: '23538' });
    const own = await submit(await rendered(await create({}, 'của tôi', both)), both);
    expect(await codeOf(approve(own, both))).toBe('AUTHOR_MAY_NOT_APPROVE');
    expect(current(await approve(own)).state).toBe('approved');
    const edited = await update(await submit(await rendered(await create())), { summary: 'x' }, both);
    expect(await codeOf(approve(edited, both))).toBe('AUTHOR_MAY_NOT_APPROVE');
    const sent = await submit(await rendered(await create()), both);
    expect(await codeOf(approve(sent, both))).toBe('AUTHOR_MAY_NOT_APPROVE');
  });

  it('two editors: the second is told, and nothing of the first is lost', async () => {
    const seen = await rendered(await create());
    await update(seen, { title: 'Của An' }, staff);
    expect(await codeOf(update(seen, { summary: 'Của Bình' }, colleague))).toBe('VERSION_CONFLICT');
    const difference = [{ field: 'title', mine: 'Của Bình', theirs: 'Của An' }];
    const told = { problem: { data: { difference } } };
    await expect(update(seen, { title: 'Của Bình' }, colleague)).rejects.toMatchObject(told);
    expect(await get(seen.id)).toMatchObject({ title: 'Của An', summary: null });
    const fresh = await get(seen.id);
    const outcomes = await Promise.all([
      codeOf(update(fresh, { title: 'Một' }, staff)),
      codeOf(update(fresh, { title: 'Hai' }, colleague)),
    ]);
    expect(outcomes.sort()).toEqual(['VERSION_CONFLICT', 'done']);
    expect((await get(seen.id)).editNumber).toBe(fresh.editNumber + 1);
  });

  it('an approver approves what was on the screen, or is told that it changed', async () => {
    const sent = await submit(await rendered(await create()));
    const changed = await update(sent, { title: 'Đổi sau khi gửi' });
    expect(await codeOf(approve(sent))).toBe('VERSION_CONFLICT');
    expect(current(await approve(changed)).state).toBe('approved');
  });

  it('B1: returned with a reason, it is submitted again after a change only', async () => {
    const sent = await submit(await rendered(await create()));
    const back = await returnIt(sent, 'Thiếu giờ tiêm');
    expect(current(back)).toMatchObject({ state: 'returned', reason: 'Thiếu giờ tiêm', awaitsChange: true });
    expect(await codeOf(submit(back))).toBe('CHANGE_NEEDED');
    const better = await update(back, { summary: 'Tiêm từ 7 giờ' });
    expect(current(await submit(better)).state).toBe('submitted');
    expect(await typesOf(sent)).toContain('bulletin.returned');
  });

  it('B1: a new recording is a new revision; the approved one before it is voided, a submission taken back', async () => {
    const done = await approved();
    const newer = await addVersion(done, `bản thu mới ${++n}`);
    const [old, next] = newer.versions;
    expect(old).toMatchObject({ revision: 1, state: 'void', reason: 'superseded', supersededBy: next?.id });
    expect(next).toMatchObject({ revision: 2, state: 'processing' });
    const sent = await submit(await rendered(newer));
    const third = await addVersion(sent, `bản thu thứ ba ${++n}`);
    expect(third.versions.map((one) => one.state)).toEqual(['void', 'returned', 'processing']);
    const old1 = { params: { id: done.id, versionId: old!.id }, body: { editNumber: third.editNumber } };
    expect(await codeOf(staff.client.call(bulletinsRoutes.submit, old1))).toBe('STATE_FORBIDS');
  });

  it('languages of a bulletin are approved each for itself', async () => {
    const done = await approved();
    const two = await rendered(await addVersion(done, `tiếng Gia Rai ${++n}`, 'jra'));
    expect(two.versions.map((one) => [one.language, one.state])).toEqual([
      ['jra', 'ready'],
      ['vi', 'approved'],
    ]);
    const both = await approve(await submit(two, staff, 'jra'), leader, 'jra');
    expect(both.versions.every((one) => one.state === 'approved')).toBe(true);
    const renamed = await update(both, { title: 'Đổi cả hai' });
    expect(renamed.versions.every((one) => one.state === 'void')).toBe(true);
  });

  it('B7: recall takes every approved version off for good, without waiting for a reload', async () => {
    const done = await approved();
    const call = { params: { id: done.id }, body: { reason: 'Lịch đã đổi' } };
    expect(await codeOf(stranger.client.call(bulletinsRoutes.recall, call))).toBe('NOT_FOUND');
    const recalled = await staff.client.call(bulletinsRoutes.recall, call);
    expect(current(recalled)).toMatchObject({ state: 'recalled', reason: 'Lịch đã đổi' });
    expect(await snapshot(recalled)).toBeNull();
    const told = { versionId: current(done).id, areaCodes: ['23538'], by: 'an', reason: 'Lịch đã đổi' };
    const event = { type: 'bulletin.recalled', payload: { bulletinId: done.id, ...told } };
    expect((await eventsOf(done)).at(-1)).toEqual(event);
    expect(await codeOf(staff.client.call(bulletinsRoutes.recall, call))).toBe('STATE_FORBIDS');
    expect(await codeOf(submit(recalled))).toBe('STATE_FORBIDS');
    const anew = await addVersion(recalled, `sau thu hồi ${++n}`);
    expect(anew.versions.map((one) => one.state)).toEqual(['recalled', 'processing']);
  });

  it('B1: an approval ends with the validity of the bulletin', async () => {
    const validUntil = service.clock.nowMs() + 3_600_000;
    const done = await approved({ validUntil });
    const approval = service.app.get(ApprovalService);
    await approval.expireDue();
    expect(current(await get(done.id)).state).toBe('approved');
    await service.clock.advance(validUntil - service.clock.nowMs());
    await approval.expireDue();
    await approval.expireDue();
    expect(current(await get(done.id)).state).toBe('expired');
    expect((await typesOf(done)).filter((type) => type === 'bulletin.expired')).toHaveLength(1);
  });

  it('B1, B6: refused and soft recordings say so on the version; a draft takes its recording later', async () => {
    const bare = await create({}, null);
    expect(current(bare)).toMatchObject({ state: 'draft', media: null });
    expect(await codeOf(submit(bare))).toBe('STATE_FORBIDS');
    const refused = await rendered(await addVersion(bare, 'refuse'));
    expect(current(refused)).toMatchObject({ state: 'refused', reason: 'no-sound', revision: 1 });
    expect(current(refused).media?.reason?.vi).toMatch(/gửi lại/);
    const soft = await rendered(await addVersion(refused, `soft ${++n}`));
    expect(current(soft)).toMatchObject({ state: 'ready', soft: true, revision: 2 });
    expect(current(await approve(await submit(soft))).state).toBe('approved');
  });

  it('takes a recording that was sent before, rendered or not, of the same area only', async () => {
    const upload = (user: User, areaCode: string) =>
      user.client.call(mediaRoutes.upload, {
        body: { areaCode },
        file: { content: new Blob([`trước ${++n}`]), name: 'c.wav' },
      });
    const [mine, early] = await paused(async () => {
      const sent = await upload(staff, '23538');
      return [sent, await create({ mediaId: sent.id }, null)] as const;
    });
    expect(current(early)).toMatchObject({ state: 'processing', media: { id: mine.id } });
    await rendered(early);
    const late = await create({ mediaId: mine.id }, null);
    expect(current(late).state).toBe('ready');
    const theirs = await upload(stranger, '23535');
    expect(await codeOf(create({ mediaId: theirs.id }, null))).toBe('NOT_FOUND');
  });

  it('refuses what it cannot carry: unknown topics, areas beside its own, a validity that ends before it starts', async () => {
    expect(await codeOf(create({ topicCode: '77' }, null))).toBe('TOPIC_UNKNOWN');
    expect(await codeOf(create({ topicCode: '9' }, null))).toBe('TOPIC_UNKNOWN');
    expect(await codeOf(create({ areaCodes: ['23535'] }, null))).toBe('AREAS_OUTSIDE_ORIGIN');
    expect(await codeOf(create({ areaCodes: ['23538.9'] }, null))).toBe('AREAS_OUTSIDE_ORIGIN');
    expect(await codeOf(create({ areaCodes: ['99999'] }, null))).toBe('AREA_UNKNOWN');
    expect(await codeOf(create({ validFrom: 2_000, validUntil: 1_000 }, null))).toBe('INPUT_INVALID');
    expect(await codeOf(create({ campaignId: 'none' }, null))).toBe('INPUT_INVALID');
    expect(await codeOf(create({ title: '' }, null))).toBe('INPUT_INVALID');
    const without = await rendered(await create({ request: null }));
    expect(await codeOf(submit(without))).toBe('REQUEST_MISSING');
  });

  it('X1: another commune’s bulletins are invisible; what is visible but not allowed says so', async () => {
    const mine = await rendered(await create());
    for (const call of [
      get(mine.id, stranger),
      update(mine, { title: 'x' }, stranger),
      submit(mine, stranger),
      create({}, null, stranger),
    ]) {
      expect(await codeOf(call)).toBe('NOT_FOUND');
    }
    expect(await codeOf(update(mine, { title: 'x' }, leader))).toBe('NOT_ALLOWED');
    expect(await codeOf(get(mine.id, province))).toBe('done');
    const listed = await stranger.client.call(bulletinsRoutes.list, {});
    expect(listed.bulletins.every((one) => one.areaCode === '23535')).toBe(true);
    expect(await codeOf(stranger.client.call(bulletinsRoutes.list, { query: { areaCode: '23538' } }))).toBe(
      'NOT_FOUND',
    );
  });

  it('X1: a commune sees what is planned into it from above, once it is approved, and nothing else from there', async () => {
    const chair = await service.user(`above${name}`, 'approver', '51');
    const body = { areaCode: '51', areaCodes: ['23535'], title: `Tỉnh ${++n}`, topicCode: '1', request };
    const made = await create({ ...body, textTwin: 'Lũ trên sông Pô Kô' }, `tỉnh ${n}`, province);
    await service.until(async () => current(await get(made.id, province)).state === 'ready');
    const sent = await submit(await get(made.id, province), province);
    const search = { query: { search: 'song po ko' } };
    const seenBy = async (user: User) => (await user.client.call(bulletinsRoutes.list, search)).bulletins.length;
    expect([await codeOf(get(made.id, stranger)), await seenBy(stranger)]).toEqual(['NOT_FOUND', 0]);
    await approve(sent, chair);
    expect([await codeOf(get(made.id, stranger)), await seenBy(stranger)]).toEqual(['done', 1]);
    expect([await codeOf(get(made.id, staff)), await seenBy(staff)]).toEqual(['NOT_FOUND', 0]);
    const params = { id: current(sent).media!.id };
    const { listen, opus, original, get: history } = mediaRoutes;
    const heardBy = (user: User) =>
      Promise.all([listen, opus, original, history].map((route) => codeOf(user.client.call(route, { params }))));
    expect(await heardBy(stranger)).toEqual(['done', 'done', 'NOT_FOUND', 'NOT_FOUND']);
    expect(await heardBy(staff)).toEqual(Array(4).fill('NOT_FOUND'));
    await chair.client.call(bulletinsRoutes.recall, { params: { id: made.id }, body: { reason: 'Sai giờ' } });
    expect(await heardBy(stranger)).toEqual(Array(4).fill('NOT_FOUND'));
  });

  it('B8: lists by area, state, topic and words without marks, page by page', async () => {
    const tag = `Đợt ${++n}`;
    for (const title of ['Tiêm chủng', 'Phòng cháy rừng', 'Tiêm phòng dại']) {
      await create({ title: `${title} ${tag}`, topicCode: title.startsWith('Tiêm') ? '2' : '1' }, null);
      await service.clock.advance(10);
    }
    const call = async (query: RequestOf<typeof bulletinsRoutes.list>['query'], user = province) => {
      const { bulletins, next } = await user.client.call(bulletinsRoutes.list, { query });
      return { titles: bulletins.map((one) => one.title.replace(` ${tag}`, '')), next };
    };
    expect((await call({ search: `tiem dot ${n}` })).titles).toEqual(['Tiêm phòng dại', 'Tiêm chủng']);
    expect((await call({ search: `PHÒNG đợt ${n} %`, topicCode: '1' })).titles).toEqual(['Phòng cháy rừng']);
    expect((await call({ search: tag, state: ['approved', 'submitted'] })).titles).toEqual([]);
    expect((await call({ search: tag, state: 'draft', areaCode: '51' })).titles).toHaveLength(3);
    const first = await call({ search: tag, limit: 2 });
    expect(first.titles).toEqual(['Tiêm phòng dại', 'Phòng cháy rừng']);
    const second = await call({ search: tag, limit: 2, before: first.next! });
    expect(second).toEqual({ titles: ['Tiêm chủng'], next: null });
  });
});
