import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { ProblemError } from '../../src/contracts/http/client';
import { mediaRoutes, type MediaView } from '../../src/contracts/http/media';
import { BookingEntity } from '../../src/features/schedule/booking.entity';
import { RundownEntity } from '../../src/features/schedule/rundown.entity';
import { BulletinEntity, BulletinVersionEntity } from '../../src/features/bulletins/bulletin.entity';
import { MediaService } from '../../src/features/media';
import { MediaEntity } from '../../src/features/media/media.entity';
import { NormaliseJob } from '../../src/features/media/normalise.job';
import { RetentionJudge, RetentionService } from '../../src/features/retention';
import { HoldEntity } from '../../src/features/retention/hold.entity';
import { loadConfig } from '../../src/platform/config/config';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { JobEntity } from '../../src/platform/database/job.entity';
import { JobRunner } from '../../src/platform/jobs/job-runner';
import { sampledDatabaseNames } from '../support/databases';
import { FakeNormaliser } from '../support/fake-normaliser';
import { type BulletinService, serveBulletins, type User } from '../support/bulletin-service';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
  );

describe.each(sampledDatabaseNames('sqlite'))('media on %s', (name) => {
  let service: BulletinService;
  let normaliser: FakeNormaliser;
  let staff: User;
  let reviewer: User;
  let stranger: User;

  beforeAll(async () => {
    normaliser = new FakeNormaliser();
    service = await serveBulletins(name, normaliser, { uploadLimitBytes: 5_000 });
    staff = await service.user('an', 'staff', '23538');
    reviewer = await service.user('binh', 'reviewer', '51');
    stranger = await service.user('chi', 'staff', '23535');
  });
  afterAll(() => service.close());

  const send = (text: string, fileName = 'bản tin.m4a', user = staff, areaCode = '23538'): Promise<MediaView> =>
    user.client.call(mediaRoutes.upload, {
      body: { areaCode },
      file: { content: new Blob([text]), name: fileName },
    });
  const get = (id: string, user = staff): Promise<MediaView> => user.client.call(mediaRoutes.get, { params: { id } });
  const rendered = async (id: string): Promise<MediaView> => {
    await service.until(async () => (await get(id)).state !== 'processing');
    return get(id);
  };
  const filesIn = (folder: string): string[] => {
    const at = path.join(service.storeRoot, folder);
    return fs.existsSync(at)
      ? fs
          .readdirSync(at, { recursive: true, withFileTypes: true })
          .filter((one) => one.isFile())
          .map((one) => one.name)
      : [];
  };
  const fetchRaw = (route: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(service.origin + route, { method, headers: { authorization: `Bearer ${staff.token}`, ...headers } });

  it('B3-B6: takes a recording in, renders it once, keeps the original and tells what was measured', async () => {
    const sent = await send('hum tiếng nói');
    expect(sent).toMatchObject({ state: 'processing', originalSha256: sha256('hum tiếng nói'), duplicateOf: null });
    const media = await rendered(sent.id);
    expect(media).toMatchObject({
      state: 'ready',
      after: { lufs: -16.1, truePeakDb: -1.3, rangeLu: 4.5 },
      gainDb: 11.4,
      durationMs: 13_000,
      masterSha256: sha256('speech:hum tiếng nói'),
      ffmpegBuild: 'fake 1',
      hasPeaks: true,
    });
    expect(media.warnings).toEqual([
      { code: 'hum', vi: expect.stringMatching(/\p{L}/u), en: expect.stringMatching(/\w/) },
    ]);
    expect(fs.readFileSync(service.store.path('originals', sent.originalSha256), 'utf8')).toBe('hum tiếng nói');
    const [event] = service.delivered.filter(({ payload }) => (payload as { mediaId: string }).mediaId === sent.id);
    expect(event).toMatchObject({ type: 'media.normalised', payload: { state: 'ready', durationMs: 13_000 } });
    const audit = await service.test.database.read.manager.findBy(AuditEntity, { entityId: sent.id });
    expect(audit.map((row) => row.action).sort()).toEqual(['media.normalised', 'media.uploaded']);
    expect(audit.find((row) => row.action === 'media.uploaded')?.actorId).toBe(staff.principal.userId);
  });

  it('B6: a refused recording says why and what to do, in both languages', async () => {
    const media = await rendered((await send('refuse')).id);
    expect(media).toMatchObject({ state: 'refused', masterSha256: null, durationMs: null });
    expect(media.reason).toEqual({
      code: 'no-sound',
      vi: 'Không nghe thấy tiếng trong tệp: kiểm tra micrô, thu lại rồi gửi lại.',
      en: expect.stringContaining('check the microphone'),
    });
    expect(await codeOf(staff.client.call(mediaRoutes.listen, { params: { id: media.id } }))).toBe('STATE_FORBIDS');
  });

  it('the same bytes under the same profile are rendered once; the answer names the earlier upload of the area only', async () => {
    const first = await rendered((await send('hai lần')).id);
    const again = await send('hai lần', 'tên khác.mp3');
    expect(again).toMatchObject({ state: 'ready', duplicateOf: first.id, masterSha256: first.masterSha256 });
    const elsewhere = await send('hai lần', 'x.mp3', stranger, '23535');
    expect(elsewhere).toMatchObject({ state: 'ready', duplicateOf: null });
    const mixed = await staff.client.call(mediaRoutes.upload, {
      body: { areaCode: '23538', profile: 'mixed' },
      file: { content: new Blob(['hai lần']), name: 'a.mp3' },
    });
    expect((await rendered(mixed.id)).masterSha256).toBe(sha256('mixed:hai lần'));
    expect(normaliser.seen.filter((text) => text === 'hai lần')).toHaveLength(2);
  });

  it('uploads of the same bytes that wait together share the first rendering', async () => {
    let open = (): void => undefined;
    normaliser.before = async (text) => {
      if (text === 'cùng lúc') await new Promise<void>((resolve) => (open = resolve));
    };
    const [one, two] = [await send('cùng lúc'), await send('cùng lúc')];
    await service.until(() => normaliser.seen.includes('cùng lúc'));
    normaliser.before = async () => undefined;
    open();
    expect((await rendered(one.id)).masterSha256).toBe((await rendered(two.id)).masterSha256);
  });

  it('a machine that fails is asked again, and given up in the end: never stuck in processing', async () => {
    const media = await rendered((await send('crash')).id);
    expect(media).toMatchObject({ state: 'refused', reason: { code: 'processing-failed' } });
    expect(media.reason?.vi).toMatch(/gửi lại/);
    expect(normaliser.seen.filter((text) => text === 'crash')).toHaveLength(5);
    expect((await send('crash')).state).toBe('processing');
  });

  it('killed in the middle of its work, it leaves nothing half done and is taken up again by the next process', async () => {
    const { jobs, test, clock, app, store } = service;
    normaliser.before = async (text, signal) => {
      if (text !== 'bỏ dở') return;
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('killed'))));
    };
    const sent = await send('bỏ dở');
    await service.until(() => normaliser.seen.includes('bỏ dở'));
    const masters = filesIn('masters').length;
    await jobs.stop();
    normaliser.before = async () => undefined;
    // As a process that died without a word leaves it.
    await test.database.uow.run({ userId: null, name: 'test' }, ({ manager }) =>
      manager
        .update(JobEntity, { key: sent.id }, { state: 'running', leaseUntil: clock.nowMs() + 60_000 })
        .then(() => undefined),
    );
    expect([(await get(sent.id)).state, filesIn('masters').length]).toEqual(['processing', masters]);
    const next = new JobRunner(test.database, clock, () => undefined);
    new NormaliseJob(next, test.database.uow, app.get(MediaService), store, normaliser).onModuleInit();
    await next.start({ exclusive: true });
    expect((await rendered(sent.id)).state).toBe('ready');
    service.jobs = next;
  });

  it('X4, B8: a file name is text and nothing else', async () => {
    const names = ['a?b#%.mp3', '-y.mp3', 'http:x.mp3', '../../../etc/passwd', `${'đ'.repeat(127)}.mp3`];
    for (const fileName of names) {
      const sent = await send(`tên ${fileName}`, fileName);
      expect(sent.originalName).toBe(path.basename(fileName));
    }
    const decomposed = await send('nfd', 'Lịch tiêm chủng.m4a'.normalize('NFD'));
    expect(decomposed.originalName).toBe('Lịch tiêm chủng.m4a'.normalize('NFC'));
    expect(filesIn('originals').every((file) => /^[0-9a-f]{64}$/.test(file))).toBe(true);
    const download = await fetchRaw(`/api/media/${decomposed.id}/original`);
    expect(await download.text()).toBe('nfd');
    const offered = download.headers.get('content-disposition') ?? '';
    expect(decodeURIComponent(offered.split("UTF-8''")[1] ?? '')).toBe('Lịch tiêm chủng.m4a');
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves the master whole and in parts, to be kept by the listener’s own browser', async () => {
    const media = await rendered((await send('nghe từng đoạn')).id);
    const text = 'speech:nghe từng đoạn';
    const bytes = Buffer.from(text);
    const route = `/api/media/${media.id}/audio`;
    const whole = await fetchRaw(route);
    expect([whole.status, await whole.text()]).toEqual([200, text]);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'accept-ranges': 'bytes',
      'content-length': String(bytes.length),
      'cache-control': expect.stringMatching(/^private/),
    });
    const part = await fetchRaw(route, { range: 'bytes=7-10' });
    expect([part.status, await part.text()]).toEqual([206, 'nghe']);
    expect(part.headers.get('content-range')).toBe(`bytes 7-10/${bytes.length}`);
    expect(Buffer.from(await (await fetchRaw(route, { range: 'bytes=-3' })).arrayBuffer())).toEqual(bytes.subarray(-3));
    const beyond = await fetchRaw(route, { range: 'bytes=9000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    const etag = whole.headers.get('etag') ?? '';
    expect((await fetchRaw(route, { 'if-none-match': etag })).status).toBe(304);
    expect((await fetchRaw(route, { range: 'bytes=0-1', 'if-range': '"old"' })).status).toBe(200);
    const head = await fetchRaw(route, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(bytes.length),
      '',
    ]);
    const peaks = await staff.client.call(mediaRoutes.peaks, { params: { id: media.id } });
    expect(peaks).toEqual({ durationMs: 14_000, pairs: [-3, 4, -128, 127] });
  });

  it('X1: invisible areas answer NOT_FOUND, missing roles NOT_ALLOWED', async () => {
    const media = await rendered((await send('riêng')).id);
    const params = { id: media.id };
    for (const route of [mediaRoutes.get, mediaRoutes.peaks, mediaRoutes.listen, mediaRoutes.original]) {
      expect(await codeOf(stranger.client.call(route, { params }))).toBe('NOT_FOUND');
      expect(await codeOf(reviewer.client.call(route, { params }))).toBe('done');
    }
    expect(await codeOf(send('x', 'x.mp3', stranger))).toBe('NOT_FOUND');
    expect(await codeOf(send('x', 'x.mp3', reviewer))).toBe('NOT_ALLOWED');
    expect(await codeOf(send('x', 'x.mp3', staff, '23538.9'))).toBe('STATE_FORBIDS');
  });

  it('what is refused, too large or cut off leaves no file and no row', async () => {
    const before = {
      rows: await service.test.database.read.manager.count(MediaEntity),
      files: filesIn('originals').length,
    };
    expect(await codeOf(send('z'.repeat(5_001)))).toBe('UPLOAD_TOO_LARGE');
    expect(await codeOf(staff.client.call(mediaRoutes.upload, { body: { areaCode: '23538' } }))).toBe('UPLOAD_MISSING');
    expect(await codeOf(send('unsent', 'x.mp3', stranger))).toBe('NOT_FOUND');
    expect(
      await codeOf(
        staff.client.call(mediaRoutes.upload, {
          body: { areaCode: '23538', profile: 'loud' as 'speech' },
          file: { content: new Blob(['unread']), name: 'x.mp3' },
        }),
      ),
    ).toBe('INPUT_INVALID');
    await cutOff(service.origin, staff.token);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(filesIn('incoming')).toEqual([]);
    expect(filesIn('originals')).toHaveLength(before.files);
    expect(await service.test.database.read.manager.count(MediaEntity)).toBe(before.rows);
  });

  it('L1 retention: only what is old and needed by nothing goes, on record, and says so ever after', async () => {
    const { uow, read } = service.test.database;
    const names = ['xoá được', 'giữ vì khiếu nại', 'giữ theo ngày', 'có trong lịch', 'đã xếp lịch'];
    const sent = new Map<string, MediaView>();
    for (const text of names) sent.set(text, await rendered((await send(text)).id));
    const of = (text: string): MediaView => sent.get(text)!;
    const now = service.clock.nowMs();
    const rundown = (id: string, localDate: string, endAt: number, text: string): RundownEntity => ({
      ...{ id, areaCode: '23538', slotId: 's', slotOccurrenceId: id, localDate, startAt: 0, endAt, freezeAt: 0 },
      ...{ frozen: true, version: 1, body: {} as never, withdrawn: [], summary: null, searchText: '', topics: '' },
      ...{ overridden: null, plannedAt: 0, audio: { a: { sha256: of(text).masterSha256! } as never } },
    });
    const hold = { areaCode: '23538', reason: 'thanh tra', complaintId: null, heldAt: 0, heldBy: 'y.nhung' };
    const open = { untilDate: null, releasedAt: null, releasedBy: null };
    await uow.run({ userId: null, name: 'test' }, async ({ manager }) => {
      await manager.insert(RundownEntity, [
        rundown('r1', '2020-01-04', 1, 'giữ theo ngày'),
        rundown('r2', '2020-01-06', now + 1, 'có trong lịch'),
      ]);
      await manager.insert(HoldEntity, [
        { id: 'h1', ...hold, ...open, bulletinId: 'b1', fromDate: null, toDate: null },
        { id: 'h2', ...hold, ...open, bulletinId: null, fromDate: '2020-01-03', toDate: '2020-01-05' },
        { id: 'h3', ...hold, ...open, bulletinId: 'b2', fromDate: null, toDate: null, releasedAt: 1 },
      ]);
      for (const [id, text] of [
        ['b1', 'giữ vì khiếu nại'],
        ['b2', 'xoá được'],
      ] as const) {
        const names = { title: text, topicCode: '1', priority: 'normal' as const, searchText: '', editNumber: 1 };
        await manager.insert(BulletinEntity, { id, areaCode: '23538', ...names, createdAt: 0, updatedAt: 0 });
        await manager.insert(BulletinVersionEntity, {
          ...{ id, bulletinId: id, language: 'vi', revision: 1, mediaId: of(text).id, state: 'expired' },
          ...{ soft: false, stateAt: 0, awaitsChange: false, createdAt: 0 },
        });
      }
      const { masterSha256: sha256, masterBytes, masterMime } = of('đã xếp lịch');
      const audio = {
        language: 'vi',
        versionId: 'v',
        durationMs: 1,
        sha256: sha256!,
        bytes: masterBytes!,
        mime: masterMime!,
      };
      await manager.insert(BookingEntity, {
        ...{ id: 'k1', kind: 'bulletin', ref: 'b3', areaCode: '23538', zones: null, class: 'normal', audio: [audio] },
        ...{ item: {} as never, slotIds: [], dates: { kind: 'between', from: '2020-01-01', until: null }, readings: 1 },
        ...{ onMiss: 'skip', state: 'active', revision: 1, createdAt: 0 },
      });
    });
    for (const folder of ['originals', 'masters', 'peaks'])
      for (const file of filesIn(folder))
        fs.utimesSync(path.join(service.storeRoot, folder, file.slice(0, 2), file), 1, 1);
    const none = { retainRenditionsDays: null, retainPapersDays: null };
    const retentionWith = (retainOriginalsDays: number | null, retainMastersDays: number | null): RetentionService => {
      const config = { ...loadConfig({}), ...none, retainOriginalsDays, retainMastersDays };
      return new RetentionService(uow, read, service.store, new RetentionJudge(read, service.clock, config));
    };
    expect(await retentionWith(null, null).run()).toEqual([]);
    const retention = retentionWith(0, 0);
    const whys = new Map<string, string>();
    for await (const { file, verdict } of retention.judged()) {
      const text = names.find((one) => file.mediaIds.includes(of(one).id));
      if (text && file.kind === 'originals') whys.set(text, verdict.goes ? 'goes' : verdict.why);
    }
    expect(names.map((text) => whys.get(text))).toEqual(['goes', 'held', 'held', 'planned', 'booked']);
    expect((await retention.overview('23538')).kinds[0]).toMatchObject({ kind: 'originals', held: 2 });
    expect((await retention.overview('23535')).held).toEqual([]);

    const gone = of('xoá được');
    const lately = await rendered((await send('gửi lại đúng lúc xoá')).id);
    await retention.run();
    for (const text of names.slice(1)) {
      expect(await service.store.size('originals', of(text).originalSha256)).not.toBeNull();
      expect(await codeOf(staff.client.call(mediaRoutes.peaks, { params: { id: of(text).id } }))).toBe('done');
    }
    expect(await service.store.size('originals', gone.originalSha256)).toBeNull();
    expect(await service.store.size('masters', gone.masterSha256!)).toBeNull();
    // Kept just now: the file may belong to an upload whose record is being written.
    expect(await service.store.size('originals', lately.originalSha256)).not.toBeNull();
    const removedAt = expect.any(Number);
    expect(await get(gone.id)).toMatchObject({ originalRemovedAt: removedAt, masterRemovedAt: removedAt });
    for (const route of [mediaRoutes.listen, mediaRoutes.original, mediaRoutes.peaks, mediaRoutes.opus]) {
      const problem = await staff.client.call(route as typeof mediaRoutes.peaks, { params: { id: gone.id } }).then(
        () => null,
        (error: unknown) => (error as ProblemError).problem,
      );
      const detail = expect.stringMatching(/đã được xoá theo quy định lưu trữ ngày \d\d\/\d\d\/\d{4}\./);
      expect(problem).toMatchObject({ code: 'AUDIO_REMOVED', status: 410, detail });
    }
    const audit = await read.manager.findBy(AuditEntity, { entityId: gone.id, action: 'retention.removed' });
    expect(audit.map(({ before }) => (before as { kind: string }).kind).sort()).toEqual(['masters', 'originals']);

    const back = await rendered((await send('xoá được')).id);
    expect(back).toMatchObject({ state: 'ready', masterSha256: gone.masterSha256, masterRemovedAt: null });
    await retention.sweep([{ folder: 'masters', hash: back.masterSha256! }]);
    expect(await service.store.size('masters', back.masterSha256!)).not.toBeNull();
  });
});

/** Sends half of a form and hangs up. */
function cutOff(origin: string, token: string): Promise<void> {
  return new Promise((resolve) => {
    const request = http.request(`${origin}/api/media`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=edge',
        'content-length': '4000',
      },
    });
    request.on('error', () => resolve());
    request.on('close', () => resolve());
    request.write(
      '--edge\r\ncontent-disposition: form-data; name="audio"; filename="half.mp3"\r\n\r\n' + 'a'.repeat(1500),
      () => setTimeout(() => request.destroy(), 50),
    );
  });
}
