import { In, type EntityManager } from 'typeorm';
import type { ProfileId } from '../../domain/loudness/profile';
import type { Media, Rendering } from './media';
import { MediaEntity } from './media.entity';

/** Uploads and their renderings. Every call takes the manager of a transaction or of the read side. */
export class MediaRepository {
  find(manager: EntityManager, id: string): Promise<Media | null> {
    return manager.findOneBy(MediaEntity, { id });
  }

  findMany(manager: EntityManager, ids: readonly string[]): Promise<Media[]> {
    return ids.length === 0 ? Promise.resolve([]) : manager.findBy(MediaEntity, { id: In([...new Set(ids)]) });
  }

  /** Other uploads of the same bytes under the same profile, oldest first. */
  sameOriginal(manager: EntityManager, originalSha256: string, profile: ProfileId): Promise<Media[]> {
    return manager.find(MediaEntity, { where: { originalSha256, profile }, order: { id: 'ASC' }, take: 50 });
  }

  async insert(manager: EntityManager, media: Media): Promise<void> {
    await manager.insert(MediaEntity, media);
  }

  /** Records what became of an upload that is still being worked on; false when it is not any more. */
  async finish(manager: EntityManager, id: string, rendering: Rendering, normalisedAt: number): Promise<boolean> {
    const result = await manager.update(
      MediaEntity,
      { id, state: 'processing' },
      {
        ...rendering,
        normalisedAt,
      },
    );
    return (result.affected ?? 0) === 1;
  }

  /**
   * Marks an upload as used by a version. Being a write, it also makes an end of the work on it that commits at the same moment
   * wait or repeat, so that whoever attaches sees the state before that end or after it, and its event is not lost between.
   */
  async attach(manager: EntityManager, id: string): Promise<void> {
    await manager.update(MediaEntity, { id }, { attached: true });
  }
}
