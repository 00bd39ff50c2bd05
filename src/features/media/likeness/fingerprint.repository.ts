import { In, LessThan, Not, type EntityManager } from 'typeorm';
import type { Media } from '../media';
import { MediaEntity } from '../media.entity';
import { FingerprintEntity } from './fingerprint.entity';

/** What a recording is compared with: the newest of its area, enough for a year of an ordinary commune. */
const mostCompared = 300;

export class FingerprintRepository {
  find(manager: EntityManager, originalSha256: string): Promise<FingerprintEntity | null> {
    return manager.findOneBy(FingerprintEntity, { originalSha256 });
  }

  async save(manager: EntityManager, fingerprint: FingerprintEntity): Promise<void> {
    await manager.upsert(FingerprintEntity, fingerprint, ['originalSha256']);
  }

  /** Earlier recordings of the same area and other bytes, newest first, with their fingerprints. */
  async earlier(manager: EntityManager, media: Media): Promise<{ media: Media; fingerprint: string }[]> {
    const before = await manager.find(MediaEntity, {
      where: { areaCode: media.areaCode, id: LessThan(media.id), originalSha256: Not(media.originalSha256) },
      order: { id: 'DESC' },
      take: mostCompared,
    });
    const hashes = [...new Set(before.map(({ originalSha256 }) => originalSha256))];
    if (hashes.length === 0) return [];
    const rows = await manager.findBy(FingerprintEntity, { originalSha256: In(hashes) });
    const byHash = new Map(rows.map((row) => [row.originalSha256, row.fingerprint]));
    return before.flatMap((one) => {
      const fingerprint = byHash.get(one.originalSha256);
      return fingerprint === undefined ? [] : [{ media: one, fingerprint }];
    });
  }

  async setSimilar(manager: EntityManager, id: string, similarTo: string): Promise<void> {
    await manager.update(MediaEntity, { id }, { similarTo });
  }
}
