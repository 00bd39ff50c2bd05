import type { EntityManager } from 'typeorm';
import type { MasterForm } from '../../../domain/loudness/profile';
import type { Media } from '../media';
import type { Rendition } from './rendition';
import { RenditionEntity } from './rendition.entity';

export class RenditionRepository {
  find(
    manager: EntityManager,
    { originalSha256, profile }: Pick<Media, 'originalSha256' | 'profile'>,
    form: MasterForm,
  ): Promise<Rendition | null> {
    return manager.findOneBy(RenditionEntity, { originalSha256, profile, form });
  }

  async insert(manager: EntityManager, rendition: Rendition): Promise<void> {
    await manager.insert(RenditionEntity, rendition);
  }
}
