import { mediaRoutes, type MediaView } from '../../src/contracts/http/media';
import { Fault } from '../../src/domain/fault';
import { probeCommand } from '../../src/domain/loudness/command';
import { FfmpegFailed } from '../../src/platform/ffmpeg/run-command';
import { isDiskFull } from '../../src/platform/storage/disk-full';
import { sampledDatabaseNames } from '../support/databases';
import { FakeNormaliser } from '../support/fake-normaliser';
import { type BulletinService, serveBulletins, type User } from '../support/bulletin-service';

const noSpace = (): Error => Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });

describe.each(sampledDatabaseNames('sqlite'))('a disk that is full while a recording is normalised, on %s', (name) => {
  let service: BulletinService;
  let normaliser: FakeNormaliser;
  let staff: User;

  beforeEach(async () => {
    normaliser = new FakeNormaliser();
    service = await serveBulletins(name, normaliser);
    staff = await service.user('an', 'staff', '23538');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await service.close();
  });

  const send = (text: string): Promise<MediaView> =>
    staff.client.call(mediaRoutes.upload, {
      body: { areaCode: '23538' },
      file: { content: new Blob([text]), name: 'a.mp3' },
    });
  const state = async (id: string): Promise<string> =>
    (await staff.client.call(mediaRoutes.get, { params: { id } })).state;
  const alarms = () => service.delivered.filter(({ type }) => type === 'storage.full');

  it('the work waits, longer each time up to hours, tells of it, and is done once there is room', async () => {
    let full = true;
    normaliser.before = async () => {
      if (full) throw noSpace();
    };
    const { id } = await send('đầy đĩa');
    const waits: number[] = [];
    while (waits.length < 10) {
      await service.until(() => alarms().length === waits.length + 1);
      expect(await state(id)).toBe('processing');
      const { at, payload } = alarms().at(-1)!;
      const { triedAgainAt } = payload as { triedAgainAt: number };
      waits.push((triedAgainAt - at) / 60_000);
      expect(payload).toMatchObject({ mediaId: id, waits: waits.length });
      service.clock.jump(triedAgainAt - service.clock.nowMs());
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 240, 240]);
    full = false;
    await service.until(async () => (await state(id)) === 'ready');
    expect(normaliser.seen).toHaveLength(11);
  }, 30_000);

  it('also when only the master does not fit into the store', async () => {
    const put = jest.spyOn(service.store, 'put').mockRejectedValue(new Fault('DISK_FULL', {}));
    const { id } = await send('không đủ chỗ');
    for (let waits = 1; waits <= 6; waits += 1) {
      await service.until(() => alarms().length === waits);
      service.clock.jump(waits < 6 ? 4 * 3_600_000 : 0);
    }
    expect(await state(id)).toBe('processing');
    put.mockRestore();
    service.clock.jump(4 * 3_600_000);
    await service.until(async () => (await state(id)) === 'ready');
  }, 30_000);
});

it('a full disk is known by every name it has, and by no other', () => {
  const failed = (code: string): Error => Object.assign(new Error('failed'), { code });
  const ffmpegFailed = (said: string): Error => new FfmpegFailed(said, probeCommand('input'));
  const full = [noSpace(), failed('EDQUOT'), failed('SQLITE_FULL'), failed('53100'), new Fault('DISK_FULL', {})];
  full.push(ffmpegFailed('the disk is full or not writable'), new Error('job', { cause: noSpace() }));
  expect(full.map(isDiskFull)).toEqual(full.map(() => true));
  const others = [failed('ENOENT'), new Error('disk is full'), ffmpegFailed('ffmpeg cannot be started'), 'ENOSPC'];
  expect(others.map(isDiskFull)).toEqual(others.map(() => false));
});
