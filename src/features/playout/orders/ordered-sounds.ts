import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../domain/access/principal';
import { Fault } from '../../../domain/fault';
import type { PlayClass } from '../../../domain/playout/manifest';
import type { OrderedSound } from '../../../domain/playout/orders';
import { newId } from '../../../platform/clock/identifiers';
import { AccessService } from '../../accounts';
import { BulletinsService } from '../../bulletins';
import { hasMaster, MediaService } from '../../media';

/** A bulletin of the archive, or a recording as it came in. */
export type SoundChoice =
  | { kind: 'bulletin'; bulletinId: string; language?: string | undefined }
  | { kind: 'recording'; mediaId: string; title: string; topicCode: string | null; language: string };

/** Finds the sound that an order plays, among what its giver may hear. */
@Injectable()
export class OrderedSounds {
  constructor(
    private readonly bulletins: BulletinsService,
    private readonly media: MediaService,
    private readonly access: AccessService,
  ) {}

  /** Throws NOT_FOUND, NOT_ALLOWED, and SOUND_NOT_READY for what has no master or, outside emergencies, no approval. */
  async find(user: Principal, choice: SoundChoice, priority: PlayClass, now: number): Promise<OrderedSound> {
    return choice.kind === 'bulletin'
      ? this.ofBulletin(user, choice, priority, now)
      : this.ofRecording(user, choice, priority, now);
  }

  private async ofBulletin(
    user: Principal,
    { bulletinId, language }: Extract<SoundChoice, { kind: 'bulletin' }>,
    priority: PlayClass,
    now: number,
  ): Promise<OrderedSound> {
    const bulletin = await this.bulletins.require(user, 'bulletin.listen', bulletinId);
    const open = priority === 'emergency' ? ['approved', 'submitted', 'ready'] : ['approved'];
    const versions = bulletin.versions
      .filter((one) => one.supersededBy === null && open.includes(one.state))
      .filter((one) => language === undefined || one.language === language);
    const version = versions.find((one) => one.state === 'approved') ?? versions[0];
    const media = version?.mediaId ? await this.media.find(version.mediaId) : null;
    if (!version || !media || !hasMaster(media)) throw new Fault('SOUND_NOT_READY', { id: bulletinId });
    return {
      ...soundOf(media, bulletinId, now),
      snapshot: {
        ...{ kind: 'bulletin', bulletinId, versionId: version.id, title: bulletin.title },
        ...{ topicCode: bulletin.topicCode, originAreaCode: bulletin.areaCode, relayed: false, replay: false },
        ...{ priority, language: version.language, validFrom: null },
        validUntil: priority === 'emergency' ? null : bulletin.validUntil,
      },
    };
  }

  private async ofRecording(
    user: Principal,
    { mediaId, title, topicCode, language }: Extract<SoundChoice, { kind: 'recording' }>,
    priority: PlayClass,
    now: number,
  ): Promise<OrderedSound> {
    const media = await this.media.find(mediaId);
    if (!media) throw new Fault('NOT_FOUND', { what: 'media', id: mediaId });
    await this.access.require(user, 'bulletin.listen', media.areaCode, { what: 'media', id: mediaId });
    if (!hasMaster(media)) throw new Fault('SOUND_NOT_READY', { id: mediaId });
    return {
      ...soundOf(media, mediaId, now),
      snapshot: {
        ...{ kind: 'bulletin', bulletinId: null, versionId: null, title: title.normalize('NFC'), topicCode },
        ...{ originAreaCode: media.areaCode, relayed: false, replay: false, priority, language },
        ...{ validFrom: null, validUntil: null },
      },
    };
  }
}

/** The reference is of its own, so that what the manifest says of the same bulletin stays as it is; a recall covers both. */
function soundOf(
  media: { masterSha256: string; durationMs: number; masterBytes: number; masterMime: string },
  id: string,
  now: number,
): Omit<OrderedSound, 'snapshot'> {
  return {
    bulletinRef: `${id}/order-${newId(now)}`,
    source: { kind: 'file', sha256: media.masterSha256 },
    durationMs: media.durationMs,
    mediaBytes: media.masterBytes,
    mime: media.masterMime,
  };
}
