import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/principal';
import type { Priority } from '../../domain/bulletins/request';
import { takesAudio } from '../../domain/bulletins/version-states';
import { Fault } from '../../domain/fault';
import type { ProfileId } from '../../domain/loudness/profile';
import { newId } from '../../platform/clock/identifiers';
import type { Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { MediaService, type Media, type ReceivedFile, UploadsService } from '../media';
import type { Bulletin, Version } from './bulletin';
import { BulletinContent, type ContentChange } from './bulletin-content';
import { BulletinsRepository } from './bulletins.repository';
import { BulletinsService } from './bulletins.service';
import { BulletinChange, BulletinChanges, differenceOf } from './change';
import { takeUpRendering } from './rendering-news';

/** A recording for a version: the file sent along, or one sent before. */
export interface Recording {
  file?: ReceivedFile | undefined;
  mediaId?: string | undefined;
  profile: ProfileId;
  language: string;
}

export type NewBulletin = Pick<Bulletin, 'areaCode' | 'title' | 'topicCode'> &
  ContentChange & {
    /** Sent before by this user under this key, it is the same bulletin, as it is now. */
    sendKey?: string | undefined;
  };

/** Renderings of what is wanted sooner go before the others. */
const urgency: Record<Priority, number> = { emergency: 20, priority: 10, normal: 0 };

/** Writing bulletins: `bulletin.draft` in the area of origin. What they change of an approved version voids it (B2). */
@Injectable()
export class WritingService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly repository: BulletinsRepository,
    private readonly content: BulletinContent,
    private readonly bulletins: BulletinsService,
    private readonly media: MediaService,
    private readonly uploads: UploadsService,
    private readonly changes: BulletinChanges,
  ) {}

  /**
   * A new bulletin with its first version, with its recording or without one yet. Returns its id.
   * @throws NOT_FOUND, NOT_ALLOWED, STATE_FORBIDS (area ended) and the faults of BulletinContent
   */
  async create(user: Principal, wanted: NewBulletin, recording: Recording): Promise<string> {
    const { areaCode, sendKey, ...change } = wanted;
    await this.uploads.requireArea(user, areaCode);
    const kept = recording.file && (await this.uploads.keep(recording.file));
    return this.uow.run(actorOf(user), async (tx) => {
      const { userId } = user;
      const sent = sendKey === undefined ? null : await this.repository.sentAs(tx.manager, userId, sendKey);
      if (sent !== null) return sent;
      const empty = emptyBulletin(tx, user, areaCode);
      const bulletin = await this.content.apply(tx, empty, { ...change, areaCodes: change.areaCodes ?? [areaCode] });
      await this.repository.insert(tx.manager, { ...bulletin, editNumber: 1 });
      const { id: bulletinId } = bulletin;
      if (sendKey !== undefined)
        await this.repository.insertSend(tx.manager, { userId, sendKey, bulletinId, createdAt: tx.nowMs });
      await tx.audit({ action: 'bulletin.created', entity: 'bulletin', entityId: bulletin.id, after: bulletin });
      const version = newVersion(tx, user, bulletin.id, recording.language, 1);
      const begun = await this.changes.begin(tx, bulletin.id, null);
      await begun.add(version);
      const media = await this.takeMedia(tx, bulletin, recording, kept);
      if (media) await this.attach(begun, version, media);
      return bulletin.id;
    });
  }

  /**
   * Changes the bulletin's content; changing nothing is no edit.
   * @throws VERSION_CONFLICT when `seen` is not its edit number any more, NOT_FOUND, NOT_ALLOWED, faults of BulletinContent
   */
  async update(user: Principal, id: string, seen: number, change: ContentChange): Promise<void> {
    await this.bulletins.require(user, 'bulletin.draft', id);
    await this.uow.run(actorOf(user), async (tx) => {
      const begun = await this.changes.begin(tx, id, seen, change);
      const { versions, ...before } = begun.bulletin;
      const after = await this.content.apply(tx, before, change);
      const difference = differenceOf<Bulletin>(before, after);
      if (Object.keys(difference.after).length === 0) return;
      await tx.audit({ action: 'bulletin.updated', entity: 'bulletin', entityId: id, ...difference });
      for (const version of versions.filter((one) => one.awaitsChange)) {
        await begun.store(version, { ...version, awaitsChange: false }, 'version.changed');
      }
      await begun.voidIfUncovered(after);
      await begun.end({ ...after, updatedAt: tx.nowMs, updatedBy: user.userId });
    });
  }

  /**
   * Gives a bulletin a recording: into the draft of that language if it has none yet, else as the next revision, which takes the
   * place of the one before it: an approval of that one is voided, a submission taken back.
   * @throws UPLOAD_MISSING, VERSION_CONFLICT, NOT_FOUND, NOT_ALLOWED, STATE_FORBIDS
   */
  async addVersion(user: Principal, id: string, seen: number, recording: Recording): Promise<void> {
    const { areaCode } = await this.bulletins.require(user, 'bulletin.draft', id);
    await this.uploads.requireArea(user, areaCode);
    if (!recording.file && recording.mediaId === undefined) throw new Fault('UPLOAD_MISSING', {});
    const kept = recording.file && (await this.uploads.keep(recording.file));
    await this.uow.run(actorOf(user), async (tx) => {
      const begun = await this.changes.begin(tx, id, seen);
      const media = await this.takeMedia(tx, begun.bulletin, recording, kept);
      if (!media) throw new Fault('UPLOAD_MISSING', {});
      const version = await this.placeFor(begun, user, recording.language);
      await this.attach(begun, version, media);
      await begun.end({ updatedAt: tx.nowMs, updatedBy: user.userId });
    });
  }

  /** The version that a new recording in this language goes into. */
  private async placeFor(begun: BulletinChange, user: Principal, language: string): Promise<Version> {
    const { tx, bulletin } = begun;
    const current = await this.repository.currentVersion(tx.manager, bulletin.id, language);
    if (current && takesAudio(current.state)) return current;
    const next = newVersion(tx, user, bulletin.id, language, (current?.revision ?? 0) + 1);
    await begun.add(next);
    if (!current) return next;
    let old = current;
    if (old.state === 'approved') old = await begun.void(old, 'superseded');
    if (old.state === 'submitted') old = await begun.step(old, 'return', { more: { reason: 'superseded' } });
    await begun.store(old, { ...old, supersededBy: next.id }, 'version.superseded');
    return next;
  }

  /** The upload that a version is to use: registered now, or one sent before into the same area. */
  private async takeMedia(
    tx: Transaction,
    bulletin: Bulletin,
    { file, mediaId, profile }: Recording,
    kept: Awaited<ReturnType<UploadsService['keep']>> | undefined,
  ): Promise<Media | null> {
    if (file && kept) {
      const wanted = { ...kept, areaCode: bulletin.areaCode, profile, urgency: urgency[bulletin.priority] };
      return this.media.register(tx, wanted);
    }
    if (mediaId === undefined) return null;
    const media = await this.media.find(mediaId, tx.manager);
    if (media?.areaCode !== bulletin.areaCode) throw new Fault('NOT_FOUND', { what: 'media', id: mediaId });
    return media;
  }

  private async attach(begun: BulletinChange, version: Version, { id }: Media): Promise<void> {
    const media = await this.media.attach(begun.tx, id);
    const processing = await begun.step(version, 'attach', { more: { mediaId: id } });
    await takeUpRendering(begun, processing, media);
  }
}

function emptyBulletin(tx: Transaction, user: Principal, areaCode: string): Bulletin {
  return {
    id: newId(tx.nowMs),
    areaCode,
    title: '',
    summary: null,
    textTwin: null,
    topicCode: '',
    priority: 'normal',
    source: null,
    author: null,
    validFrom: null,
    validUntil: null,
    areaCodes: [areaCode],
    request: null,
    campaignId: null,
    contentId: null,
    editNumber: 0,
    createdAt: tx.nowMs,
    createdBy: user.userId,
    updatedAt: tx.nowMs,
    updatedBy: user.userId,
  };
}

function newVersion(tx: Transaction, user: Principal, bulletinId: string, language: string, revision: number): Version {
  return {
    id: newId(tx.nowMs),
    bulletinId,
    language,
    revision,
    mediaId: null,
    state: 'draft',
    soft: false,
    stateAt: tx.nowMs,
    reason: null,
    awaitsChange: false,
    supersededBy: null,
    submittedAt: null,
    submittedBy: null,
    approvedAt: null,
    approvedBy: null,
    fingerprint: null,
    standingApprovalId: null,
    asked: 0,
    createdAt: tx.nowMs,
    createdBy: user.userId,
  };
}
