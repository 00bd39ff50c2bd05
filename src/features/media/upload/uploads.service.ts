import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../domain/access/principal';
import { Fault } from '../../../domain/fault';
import type { Actor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { AccessService } from '../../accounts';
import { AreasService } from '../../areas';
import type { Media } from '../media';
import { MediaService, type NewMedia } from '../media.service';
import { plainName, type ReceivedFile } from './store-engine';

/** Of the job that renders it. */
export const urgencyOf = { yes: 10, no: 0 };

/** From a received form to an upload on record. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaService,
    private readonly access: AccessService,
    private readonly areas: AreasService,
  ) {}

  /** Passes when the user may send recordings into an area that is in force: NOT_FOUND, NOT_ALLOWED, STATE_FORBIDS. */
  async requireArea(user: Principal, areaCode: string): Promise<void> {
    await this.access.require(user, 'bulletin.draft', areaCode);
    const area = this.areas.get(areaCode);
    if (area.validTo !== null) throw new Fault('STATE_FORBIDS', { what: area.name, state: 'ended', action: 'upload' });
  }

  /** Makes the received bytes part of the store, on disk before it resolves; do it before the unit of work that records them. */
  async keep(file: ReceivedFile): Promise<Pick<NewMedia, 'original' | 'originalName'>> {
    return { original: await file.incoming.keep('originals'), originalName: plainName(file.originalname) };
  }

  /** A unit of work of its own around `MediaService.register`. */
  register(actor: Actor, upload: NewMedia): Promise<Media> {
    return this.uow.run(actor, (tx) => this.media.register(tx, upload));
  }
}
