/** From a phone's file to an approved version, with the real ffmpeg behind the queue: B3-B5 through the feature's own ports. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { bulletinsRoutes } from '../../src/contracts/http/bulletins';
import { BulletinsService } from '../../src/features/bulletins';
import { FfmpegNormaliser } from '../../src/features/media';
import { broad, itWhen, testBuilds } from '../support/audio-builds';
import { type BulletinService, serveBulletins } from '../support/bulletin-service';

let service: BulletinService;
let workDir: string;

beforeAll(async () => {
  const builds = await testBuilds();
  workDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-work-'));
  service = await serveBulletins('sqlite3', new FfmpegNormaliser(builds.main, workDir));
});
afterAll(async () => {
  await service.close();
  fs.rmSync(workDir, { recursive: true, force: true });
});

// On the slow build the story of test/e2e walks the same way.
itWhen(broad)(
  'B3-B5: a spoken bulletin comes out at -16 LUFS, its original untouched, and can be approved',
  async () => {
    const staff = await service.user('an', 'staff', '23538');
    const leader = await service.user('chi', 'approver', '23538');
    const original = fs.readFileSync(path.join(__dirname, '../../audio/samples/bao-so-bay.m4a'));
    const draft = await staff.client.call(bulletinsRoutes.create, {
      body: {
        areaCode: '23538',
        title: 'Tin bão khẩn cấp',
        topicCode: '1',
        priority: 'priority',
        request: { days: { kind: 'dates', dates: ['2026-01-05'] }, preferredSlotIds: [], readings: 1 },
      },
      file: { content: new Blob([new Uint8Array(original)]), name: 'bão.m4a' },
    });
    const params = { id: draft.id, versionId: draft.versions[0]!.id };
    const now = () => staff.client.call(bulletinsRoutes.get, { params });
    await service.until(async () => (await now()).versions[0]?.state !== 'processing');

    const { media } = (await now()).versions[0]!;
    expect(media).toMatchObject({ state: 'ready', reason: null, ffmpegBuild: expect.stringContaining('ffmpeg') });
    expect(Math.abs(media!.after.lufs! + 16)).toBeLessThanOrEqual(0.5);
    expect(media!.after.truePeakDb).toBeLessThanOrEqual(-1);
    expect(await buffer(await service.store.open('originals', media!.originalSha256))).toEqual(original);
    expect(await service.store.size('masters', media!.masterSha256!)).toBe(media!.masterBytes);
    expect(fs.readdirSync(workDir)).toEqual([]);

    const body = { editNumber: draft.editNumber };
    const sent = await staff.client.call(bulletinsRoutes.submit, { params, body });
    await leader.client.call(bulletinsRoutes.approve, { params, body: { editNumber: sent.editNumber } });
    const approved = await service.app.get(BulletinsService).approvedVersion(params.versionId);
    expect(approved).toMatchObject({
      masterSha256: media!.masterSha256,
      durationMs: media!.durationMs,
      priority: 'priority',
    });
  },
);
