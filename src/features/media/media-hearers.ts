import { Injectable } from '@nestjs/common';
import type { Action } from '../../domain/access/actions';
import type { Principal } from '../../domain/access/principal';
import { AccessService } from '../accounts';
import type { Media } from './media';
import { MediaService } from './media.service';

/** Whether a recording is to be heard in these areas or below, from wherever it comes. */
export type PlannedInto = (mediaId: string, areaCodes: readonly string[]) => Promise<boolean>;

/** Who may look at a recording, and listen to it: people of its area, and of where it is planned into (design section 1). */
@Injectable()
export class MediaHearers {
  private plannedInto: PlannedInto = () => Promise.resolve(false);

  constructor(
    private readonly media: MediaService,
    private readonly access: AccessService,
  ) {}

  /** Bulletins, which know where a recording goes, come later in the way of the data and register themselves. */
  plannedBy(plannedInto: PlannedInto): void {
    this.plannedInto = plannedInto;
  }

  /** The upload, when its area is the user's to see. Throws NOT_FOUND, NOT_ALLOWED. */
  async ofOwnArea(user: Principal, action: Action, id: string): Promise<Media> {
    const media = await this.media.get(id);
    await this.access.require(user, action, media.areaCode, { what: 'media', id });
    return media;
  }

  /** The same, and what is planned into the user's areas from above. Throws NOT_FOUND, NOT_ALLOWED. */
  async heardBy(user: Principal, action: Action, id: string): Promise<Media> {
    const media = await this.media.get(id);
    if (await this.access.may(user, action, media.areaCode)) return media;
    const roots = this.access.visibleAreaCodes(user, action);
    return (await this.plannedInto(id, roots)) ? media : this.ofOwnArea(user, action, id);
  }
}
