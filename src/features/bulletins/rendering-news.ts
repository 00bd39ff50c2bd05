import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { EventDispatcher } from '../../platform/events/event-dispatcher';
import { MediaService, type Media } from '../media';
import type { Version } from './bulletin';
import { BulletinsRepository } from './bulletins.repository';
import { BulletinChange, BulletinChanges } from './change';

const actor = systemActor('bulletins');

/** Moves a version on when its recording is rendered, or refused; leaves it while that is under way. */
export async function takeUpRendering(begun: BulletinChange, version: Version, media: Media): Promise<void> {
  if (media.state === 'processing') return;
  const { reason } = media;
  if (media.state === 'refused') {
    await begun.step(version, 'refuse', {
      more: { reason },
      announce: { type: 'bulletin.refused', payload: { reason } },
    });
    return;
  }
  const soft = media.state === 'soft';
  await begun.step(version, 'normalise', { more: { soft }, announce: { type: 'bulletin.ready', payload: { soft } } });
}

/** Listens for what became of recordings. Hearing the same news twice changes nothing. */
@Injectable()
export class RenderingNews implements OnModuleInit {
  constructor(
    private readonly events: EventDispatcher,
    private readonly uow: UnitOfWork,
    private readonly repository: BulletinsRepository,
    private readonly media: MediaService,
    private readonly changes: BulletinChanges,
  ) {}

  onModuleInit(): void {
    for (const type of ['media.normalised', 'media.refused']) {
      this.events.subscribe(type, (event) => this.hear((event.payload as { mediaId: string }).mediaId));
    }
  }

  private hear(mediaId: string): Promise<void> {
    return this.uow.run(actor, async (tx) => {
      const waiting = await this.repository.waitingFor(tx.manager, mediaId);
      if (waiting.length === 0) return;
      const media = await this.media.get(mediaId, tx.manager);
      for (const version of waiting) {
        const begun = await this.changes.begin(tx, version.bulletinId, null);
        await takeUpRendering(begun, version, media);
      }
    });
  }
}
