import { IsNull, LessThan, type EntityManager } from 'typeorm';
import type { Upload } from './upload';
import { UploadEntity } from './upload.entity';

/** Uploads that arrive in parts. Every call takes the manager of a transaction or of the read side. */
export class UploadRepository {
  find(manager: EntityManager, id: string): Promise<Upload | null> {
    return manager.findOneBy(UploadEntity, { id });
  }

  async insert(manager: EntityManager, upload: Upload): Promise<void> {
    await manager.insert(UploadEntity, upload);
  }

  async touch(manager: EntityManager, id: string, touchedAt: number): Promise<void> {
    await manager.update(UploadEntity, { id }, { touchedAt });
  }

  async setHash(manager: EntityManager, id: string, sha256: string): Promise<void> {
    await manager.update(UploadEntity, { id }, { sha256 });
  }

  /** False when it became one already. */
  async setMedia(manager: EntityManager, id: string, mediaId: string): Promise<boolean> {
    const result = await manager.update(UploadEntity, { id, mediaId: IsNull() }, { mediaId });
    return (result.affected ?? 0) === 1;
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(UploadEntity, { id });
  }

  unfinished(manager: EntityManager): Promise<Upload[]> {
    return manager.findBy(UploadEntity, { mediaId: IsNull() });
  }

  untouchedSince(manager: EntityManager, at: number): Promise<Upload[]> {
    return manager.findBy(UploadEntity, { touchedAt: LessThan(at) });
  }
}
