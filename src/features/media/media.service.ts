import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ProfileId } from '../../domain/loudness/profile';
import { Fault } from '../../domain/fault';
import { newId } from '../../platform/clock/identifiers';
import { LOA_CONFIG } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import type { Transaction } from '../../platform/database/transaction';
import { AudioStore, type StoredAudio } from '../../platform/storage/audio-store';
import { hasMaster, isReusable, type Media, nothingYet, type Rendering, renderingOf } from './media';
import { MediaRepository } from './media.repository';
import { type QuotaLimits, requireQuota } from './upload/quota.repository';

type Manager = Transaction['manager'];

export const normaliseJob = 'media.normalise';

export interface NewMedia {
  areaCode: string;
  profile: ProfileId;
  originalName: string;
  /** The original, kept in the store already. */
  original: StoredAudio;
  /** Higher first. */
  urgency: number;
  /** The upload in parts that it came by; its bytes are reserved in the quotas. */
  uploadId?: string;
}

/** Recordings: what was sent, what became of it, and its bytes. */
@Injectable()
export class MediaService {
  private readonly media = new MediaRepository();

  constructor(
    private readonly read: ReadDatabase,
    private readonly store: AudioStore,
    @Inject(LOA_CONFIG) private readonly quotas: QuotaLimits,
  ) {}

  /** The upload, or null. Inside a transaction give its manager. */
  find(id: string, manager: Manager = this.read.manager): Promise<Media | null> {
    return this.media.find(manager, id);
  }

  /** The upload; NOT_FOUND where there is none. */
  async get(id: string, manager: Manager = this.read.manager): Promise<Media> {
    const media = await this.media.find(manager, id);
    if (!media) throw new Fault('NOT_FOUND', { what: 'media', id });
    return media;
  }

  /** Those that exist, by id. */
  async getMany(ids: readonly string[], manager: Manager = this.read.manager): Promise<Map<string, Media>> {
    return new Map((await this.media.findMany(manager, ids)).map((media) => [media.id, media]));
  }

  /**
   * Records an upload and asks for its rendering. Where the same bytes were rendered before under the same profile, that rendering
   * serves at once; `duplicateOf` names an upload of the same area only, so that nobody learns what others sent. QUOTA_EXCEEDED where
   * the sender's or the area's quota has no room.
   */
  async register(tx: Transaction, wanted: NewMedia): Promise<Media> {
    const { areaCode, profile, originalName, original, urgency } = wanted;
    const before = await this.media.sameOriginal(tx.manager, original.sha256, profile);
    const duplicateOf = before.find((one) => one.areaCode === areaCode)?.id ?? null;
    await this.requireQuota(tx, wanted);
    const rendered = before.find(isReusable);
    const media: Media = {
      id: newId(tx.nowMs),
      areaCode,
      uploadedBy: tx.actor.userId,
      uploadedAt: tx.nowMs,
      originalName,
      originalSha256: original.sha256,
      originalBytes: original.bytes,
      profile,
      ...(rendered ? renderingOf(rendered) : { ...nothingYet, state: 'processing' as const }),
      duplicateOf,
      similarTo: null,
      attached: false,
      normalisedAt: rendered ? tx.nowMs : null,
      originalRemovedAt: null,
      masterRemovedAt: null,
    };
    await this.media.insert(tx.manager, media);
    await tx.audit({
      action: 'media.uploaded',
      entity: 'media',
      entityId: media.id,
      after: { areaCode, profile, originalName, originalSha256: original.sha256, bytes: original.bytes },
    });
    if (rendered) await this.announce(tx, media.id, renderingOf(rendered));
    else await tx.enqueue({ kind: normaliseJob, key: media.id, payload: { mediaId: media.id, urgency }, urgency });
    return media;
  }

  /** Takes an upload into use by a version and returns it as it is now; NOT_FOUND where there is none. */
  async attach(tx: Transaction, id: string): Promise<Media> {
    await this.media.attach(tx.manager, id);
    return this.get(id, tx.manager);
  }

  /** An upload under work whose rendering may be taken from another upload of the same bytes. */
  async findRendered(media: Media): Promise<Rendering | null> {
    const same = await this.media.sameOriginal(this.read.manager, media.originalSha256, media.profile);
    const rendered = same.find(isReusable);
    return rendered ? renderingOf(rendered) : null;
  }

  /** Records what became of an upload, once: media.normalised or media.refused tells the others. */
  async finish(tx: Transaction, id: string, rendering: Rendering): Promise<void> {
    if (!(await this.media.finish(tx.manager, id, rendering, tx.nowMs))) return;
    await tx.audit({ action: actionOf(rendering), entity: 'media', entityId: id, after: rendering });
    await this.announce(tx, id, rendering);
  }

  /** The master's file on this machine, for players inside this process; STATE_FORBIDS while there is none, AUDIO_REMOVED after. */
  masterPath(media: Media): string {
    return this.store.path('masters', this.masterOf(media).masterSha256);
  }

  /** The master's name, size, type and length; STATE_FORBIDS while there is none, AUDIO_REMOVED after. */
  masterOf(
    media: Media,
  ): Media & { masterSha256: string; masterBytes: number; masterMime: string; durationMs: number } {
    requireKept('recording', media.masterRemovedAt);
    if (!hasMaster(media)) throw new Fault('STATE_FORBIDS', { what: 'media', state: media.state, action: 'listen' });
    return media;
  }

  /** AUDIO_REMOVED when it was removed as old. */
  openOriginal(media: Media): Promise<Readable> {
    requireKept('original', media.originalRemovedAt);
    return this.store.open('originals', media.originalSha256);
  }

  /** What a waveform is drawn from: pairs min, max, -128 to 127. */
  async peaks(media: Media): Promise<Int8Array> {
    const { peaksSha256 } = this.masterOf(media);
    if (peaksSha256 === null) throw new Fault('NOT_FOUND', { what: 'peaks', id: media.id });
    return new Int8Array(await buffer(await this.store.open('peaks', peaksSha256)));
  }

  private async requireQuota(tx: Transaction, { areaCode, uploadId, original }: NewMedia): Promise<void> {
    const asked = { userId: tx.actor.userId, areaCode, nowMs: tx.nowMs };
    const upload = uploadId === undefined ? {} : { uploadId };
    await requireQuota(tx.manager, this.quotas, { ...asked, ...upload }, original.bytes);
  }

  private async announce(tx: Transaction, mediaId: string, rendering: Rendering): Promise<void> {
    const { state, reason, durationMs, masterSha256 } = rendering;
    const payload = state === 'refused' ? { mediaId, reason } : { mediaId, state, durationMs, masterSha256 };
    await tx.emit({ type: actionOf(rendering), payload });
  }
}

/** Throws AUDIO_REMOVED, which says when. */
export function requireKept(what: 'original' | 'recording', removedAt: number | null): void {
  if (removedAt !== null) throw new Fault('AUDIO_REMOVED', { what, removedAt });
}

function actionOf(rendering: Rendering): 'media.refused' | 'media.normalised' {
  return rendering.state === 'refused' ? 'media.refused' : 'media.normalised';
}
