import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Action } from '../../domain/access/actions';
import type { Principal } from '../../domain/access/principal';
import type { VersionState } from '../../domain/bulletins/version-states';
import { Fault } from '../../domain/fault';
import { ReadDatabase } from '../../platform/database/database';
import { AccessService } from '../accounts';
import { type Media, MediaHearers, MediaService } from '../media';
import { type ApprovedVersion, approvedVersionOf } from './approved-version';
import type { WholeBulletin } from './bulletin';
import { BulletinsRepository } from './bulletins.repository';
import { type SubmittedVersion, submittedVersionOf } from './queued-version';

export interface BulletinQuery {
  areaCode?: string | undefined;
  state?: readonly VersionState[] | undefined;
  topicCode?: string | undefined;
  priority?: string | undefined;
  language?: string | undefined;
  search?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** A bulletin and the recordings of its versions, by id. */
export interface BulletinWithMedia {
  bulletin: WholeBulletin;
  media: Map<string, Media>;
}

/** Reading bulletins: for users by their rights, for later features by id. */
@Injectable()
export class BulletinsService implements OnModuleInit {
  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: BulletinsRepository,
    private readonly media: MediaService,
    private readonly access: AccessService,
    private readonly hearers: MediaHearers,
  ) {}

  onModuleInit(): void {
    this.hearers.plannedBy((mediaId, areaCodes) => this.repository.isHeardIn(this.read.manager, mediaId, areaCodes));
  }

  /**
   * What queueing and airing a version takes, while it stands approved; null when it never was, or is not any more. A version whose
   * content no longer fits its approval (B2) counts as not approved, whatever its state says.
   */
  async approvedVersion(versionId: string): Promise<ApprovedVersion | null> {
    const version = await this.repository.findVersion(this.read.manager, versionId);
    if (version?.state !== 'approved') return null;
    const bulletin = await this.repository.find(this.read.manager, version.bulletinId);
    if (!bulletin) return null;
    const media = version.mediaId === null ? null : await this.media.find(version.mediaId);
    return approvedVersionOf(bulletin, version, media ?? undefined);
  }

  /** The same for a version that awaits approval: what holding its place takes. Null when it does not, or not any more. */
  async submittedVersion(versionId: string): Promise<SubmittedVersion | null> {
    const version = await this.repository.findVersion(this.read.manager, versionId);
    if (version?.state !== 'submitted') return null;
    const bulletin = await this.repository.find(this.read.manager, version.bulletinId);
    if (!bulletin) return null;
    const media = version.mediaId === null ? null : await this.media.find(version.mediaId);
    return submittedVersionOf(bulletin, version, media ?? undefined);
  }

  /** The bulletin; NOT_FOUND where there is none. Asks nobody's rights. */
  async find(id: string): Promise<WholeBulletin> {
    const bulletin = await this.repository.find(this.read.manager, id);
    if (!bulletin) throw new Fault('NOT_FOUND', { what: 'bulletin', id });
    return bulletin;
  }

  /** The bulletin, if the user may do this to it: NOT_FOUND where its area is invisible, NOT_ALLOWED where the role is missing. */
  async require(user: Principal, action: Action, id: string): Promise<WholeBulletin> {
    const bulletin = await this.find(id);
    await this.access.require(user, action, bulletin.areaCode, { what: 'bulletin', id });
    return bulletin;
  }

  /** What is of the user's areas, and what is planned into them from above. Throws NOT_FOUND, NOT_ALLOWED. */
  async get(user: Principal, id: string): Promise<BulletinWithMedia> {
    const { areaCode } = await this.find(id);
    if (!(await this.access.may(user, 'bulletin.read', areaCode))) {
      const roots = this.access.visibleAreaCodes(user, 'bulletin.read');
      const planned = await this.repository.isPlannedInto(this.read.manager, id, roots);
      if (!planned) await this.require(user, 'bulletin.read', id);
    }
    return this.withMedia(id);
  }

  /** The bulletin with its recordings, for an answer after a change. */
  async withMedia(id: string): Promise<BulletinWithMedia> {
    const bulletin = await this.find(id);
    return { bulletin, media: await this.mediaOf([bulletin]) };
  }

  /** A page of what the user works with, newest first. `next` goes into `before` of the next page. */
  async list(user: Principal, asked: BulletinQuery): Promise<{ bulletins: BulletinWithMedia[]; next: string | null }> {
    const roots = await this.rootsFor(user, asked.areaCode);
    const { state: states = [], limit, ...rest } = asked;
    const ids = await this.repository.page(this.read.manager, { ...rest, states, roots, limit: limit + 1 });
    const bulletins = await this.repository.findMany(this.read.manager, ids.slice(0, limit));
    const media = await this.mediaOf(bulletins);
    const next = ids.length > limit ? (ids[limit - 1] ?? null) : null;
    return { bulletins: bulletins.map((bulletin) => ({ bulletin, media })), next };
  }

  private async rootsFor(user: Principal, areaCode: string | undefined): Promise<string[] | null> {
    if (areaCode !== undefined) {
      await this.access.require(user, 'bulletin.read', areaCode);
      return [areaCode];
    }
    if (this.access.seesEverything(user, 'bulletin.read')) return null;
    return this.access.visibleAreaCodes(user, 'bulletin.read');
  }

  private mediaOf(bulletins: readonly WholeBulletin[]): Promise<Map<string, Media>> {
    return this.media.getMany(bulletins.flatMap(({ versions }) => versions.flatMap((one) => one.mediaId ?? [])));
  }
}
