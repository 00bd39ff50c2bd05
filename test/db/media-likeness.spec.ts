import fs from 'node:fs';
import { mediaRoutes, type MediaView } from '../../src/contracts/http/media';
import { Fingerprinter } from '../../src/features/media/likeness/fingerprinter';
import { sampledDatabaseNames } from '../support/databases';
import { FakeNormaliser } from '../support/fake-normaliser';
import { type BulletinService, serveBulletins, type User } from '../support/bulletin-service';

/** Hears the sound in a "recording": its first word, the rest is how it was encoded. */
class FakeFingerprinter extends Fingerprinter {
  there = true;
  readonly heard: string[] = [];

  isThere(): Promise<boolean> {
    return Promise.resolve(this.there);
  }

  fingerprint(file: string): Promise<Uint32Array | null> {
    const sound = fs.readFileSync(file, 'utf8').split(':')[1]!.split(' ')[0]!;
    this.heard.push(sound);
    const seed = [...sound].reduce((sum, sign) => Math.imul(sum, 31) + sign.codePointAt(0)!, 7);
    return Promise.resolve(Uint32Array.from({ length: 100 }, (_, i) => Math.imul(seed + i, 2654435761) >>> 0));
  }
}

describe.each(sampledDatabaseNames('postgres'))('recordings that sound alike, on %s', (name) => {
  let service: BulletinService;
  let ears: FakeFingerprinter;
  let an: User;
  let chi: User;

  beforeAll(async () => {
    ears = new FakeFingerprinter();
    service = await serveBulletins(name, new FakeNormaliser(), {}, ears);
    an = await service.user('an', 'staff', '23538');
    chi = await service.user('chi', 'staff', '51');
  });
  afterAll(() => service.close());

  const send = (text: string, user = an, areaCode = '23538'): Promise<MediaView> =>
    user.client.call(mediaRoutes.upload, {
      body: { areaCode },
      file: { content: new Blob([text]), name: `${text}.mp3` },
    });
  const get = (id: string): Promise<MediaView> => chi.client.call(mediaRoutes.get, { params: { id } });
  const compared = async (media: MediaView, word: string): Promise<MediaView> => {
    const before = ears.heard.filter((one) => one === word).length;
    await service.until(() => ears.heard.filter((one) => one === word).length >= Math.max(1, before));
    await service.until(async () => (await get(media.id)).state !== 'processing');
    await service.clock.advance(3000);
    return get(media.id);
  };

  it('B6: the later one warns, in words, of the earlier one in its area, when and by whom; nothing is refused', async () => {
    const first = await compared(await send('bão từ-điện-thoại'), 'bão');
    expect([first.similarTo, first.warnings]).toEqual([null, []]);
    const again = await send('bão từ-máy-ghi', chi);
    await service.until(async () => (await get(again.id)).similarTo !== null);
    expect(await get(again.id)).toMatchObject({
      state: 'ready',
      duplicateOf: null,
      similarTo: first.id,
      similar: { id: first.id, originalName: 'bão từ-điện-thoại.mp3', uploadedAt: first.uploadedAt, uploadedBy: 'an' },
      warnings: [
        { code: 'similar-to', vi: expect.stringMatching(/gửi trùng/), en: expect.stringMatching(/sent twice/) },
      ],
    });
  });

  it('X1: another area’s recordings are never named', async () => {
    const other = await compared(await send('bão nơi-khác', chi, '23535'), 'bão');
    expect(other.similarTo).toBeNull();
  });

  it('the same bytes are a duplicate, not a likeness; other sound is neither', async () => {
    const first = await compared(await send('tiêm một'), 'tiêm');
    const second = await send('tiêm một', chi);
    await service.clock.advance(3000);
    expect(await get(second.id)).toMatchObject({ duplicateOf: first.id, similarTo: null });
    expect((await compared(await send('lịch cắt điện'), 'lịch')).similarTo).toBeNull();
  });

  it('without fpcalc nothing is compared', async () => {
    ears.there = false;
    const heard = ears.heard.length;
    const media = await send('bão lần-ba');
    await service.until(async () => (await get(media.id)).state === 'ready');
    await service.clock.advance(5000);
    await service.events.idle();
    expect(ears.heard).toHaveLength(heard);
    expect((await get(media.id)).similarTo).toBeNull();
  });
});
