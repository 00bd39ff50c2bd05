import fs from 'node:fs';
import path from 'node:path';
import { ProblemError } from '../../src/contracts/http/client';
import { bulletinsRoutes } from '../../src/contracts/http/bulletins';
import { mediaRoutes, type MediaView } from '../../src/contracts/http/media';
import { ResumableUploads } from '../../src/features/media/upload/resumable-uploads';
import { sampledDatabaseNames } from '../support/databases';
import { FakeNormaliser } from '../support/fake-normaliser';
import { type BulletinService, serveBulletins, type User } from '../support/bulletin-service';

const refusal = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problem : error),
  );

describe.each(sampledDatabaseNames('postgres'))('quotas of uploads on %s', (name) => {
  let service: BulletinService;
  let staff: User;
  let colleague: User;

  beforeEach(async () => {
    const quotas = { uploadQuotaUserBytesPerDay: 2_000, uploadQuotaAreaBytes: 3_000 };
    service = await serveBulletins(name, new FakeNormaliser(), quotas);
    staff = await service.user('an', 'staff', '51');
    colleague = await service.user('chi', 'staff', '51');
  });
  afterEach(() => service.close());

  let sent = 0;
  const send = (bytes: number, user = staff, areaCode = '23538', text = `${(sent += 1)} `): Promise<MediaView> =>
    user.client.call(mediaRoutes.upload, {
      body: { areaCode },
      file: { content: new Blob([text.padEnd(bytes, 'x')]), name: 'a.mp3' },
    });
  const filesIn = (folder: string): number => {
    const at = path.join(service.storeRoot, folder);
    return fs.existsSync(at)
      ? fs.readdirSync(at, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
      : 0;
  };

  it('a person sends so much in 24 hours; what is over is refused with what to do, and leaves nothing', async () => {
    await send(1_500);
    const problem = await refusal(send(501));
    expect(problem).toMatchObject({ status: 413, code: 'QUOTA_EXCEEDED' });
    expect((problem as ProblemError['problem']).vi.detail).toMatch(/gửi lại sau/);
    await service.until(() => filesIn('incoming') === 0);
    expect(filesIn('originals')).toBe(1);
    const bulletin = { areaCode: '23538', title: 'Tin', topicCode: '1' } as const;
    const file = { content: new Blob(['y'.repeat(501)]), name: 'b.mp3' };
    expect(await refusal(staff.client.call(bulletinsRoutes.create, { body: bulletin, file }))).toMatchObject({
      code: 'QUOTA_EXCEEDED',
    });
    await send(500);
    service.clock.jump(24 * 3_600_000);
    await send(900, staff, '23535');
  });

  it('an area keeps so much, whoever sends it', async () => {
    await send(1_900);
    service.clock.jump(24 * 3_600_000);
    expect(await refusal(send(1_200))).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      vi: { detail: expect.stringMatching(/23538/) },
    });
    await send(1_000, colleague);
    await send(900, colleague, '23535');
  });

  it('what is under way in parts counts whole, once, until it is given up', async () => {
    const uploads = service.app.get(ResumableUploads);
    const wanted = { areaCode: '23538', originalName: 'a', profile: 'speech', urgency: 0, bytes: 1_200 } as const;
    const upload = await uploads.begin(staff.principal, wanted);
    await expect(uploads.begin(staff.principal, wanted)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect(await refusal(send(900))).toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await send(800);
    fs.mkdirSync(path.join(service.storeRoot, 'partial'));
    fs.writeFileSync(path.join(service.storeRoot, 'partial', upload.id), 'z'.repeat(1_200));
    const ids = await Promise.all([uploads.finish(upload.id), uploads.finish(upload.id)]);
    expect(ids[0]).toBe(ids[1]);
    expect(await uploads.finish(upload.id)).toBe(ids[0]);
    expect(await refusal(send(1))).toMatchObject({ code: 'QUOTA_EXCEEDED' });
  });

  it('of uploads that begin at once no more are let in than fit', async () => {
    const uploads = service.app.get(ResumableUploads);
    const wanted = { areaCode: '23538', originalName: 'a', profile: 'speech', urgency: 0, bytes: 900 } as const;
    const begun = await Promise.allSettled(Array.from({ length: 5 }, () => uploads.begin(staff.principal, wanted)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });
});
