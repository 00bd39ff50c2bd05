import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Principal } from '../../../domain/access/principal';
import { Fault } from '../../../domain/fault';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { newId } from '../../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { ReadDatabase } from '../../../platform/database/database';
import { systemActor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { actorOf } from '../../../platform/http/access';
import { AudioStore, type StoredAudio } from '../../../platform/storage/audio-store';
import { MediaService } from '../media.service';
import { type QuotaLimits, requireQuota } from './quota.repository';
import { plainName } from './store-engine';
import { type Upload, uploadPatienceMs } from './upload';
import { UploadRepository } from './upload.repository';

export type NewUpload = Pick<Upload, 'areaCode' | 'originalName' | 'profile' | 'urgency' | 'bytes'>;

const actor = systemActor('uploads');

/**
 * Recordings that arrive in parts, whatever the protocol: their row says that they exist and how long they will be, the store's partial
 * file how much has arrived. Both outlive the process. The caller sees to it that an upload is worked on once at a time and who may.
 */
@Injectable()
export class ResumableUploads {
  private readonly uploads = new UploadRepository();
  private readonly finishing = new Map<string, Promise<string>>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly store: AudioStore,
    private readonly media: MediaService,
    @Inject(LOA_CONFIG) private readonly config: QuotaLimits & Pick<LoaConfig, 'uploadLimitBytes'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Begins an upload and reserves its bytes in the quotas: UPLOAD_MISSING, UPLOAD_TOO_LARGE, QUOTA_EXCEEDED. */
  async begin(user: Principal, wanted: NewUpload): Promise<Upload> {
    const { uploadLimitBytes: limitBytes } = this.config;
    if (wanted.bytes === 0) throw new Fault('UPLOAD_MISSING', {});
    if (wanted.bytes > limitBytes) throw new Fault('UPLOAD_TOO_LARGE', { limitBytes });
    return this.uow.run(actorOf(user), async (tx) => {
      const { userId, username } = user;
      const asked = { userId, areaCode: wanted.areaCode, nowMs: tx.nowMs };
      await requireQuota(tx.manager, this.config, asked, wanted.bytes);
      const upload: Upload = {
        ...wanted,
        id: newId(tx.nowMs),
        originalName: plainName(wanted.originalName),
        uploadedBy: userId,
        uploadedByName: username,
        createdAt: tx.nowMs,
        touchedAt: tx.nowMs,
        sha256: null,
        mediaId: null,
      };
      await this.uploads.insert(tx.manager, upload);
      return upload;
    });
  }

  /** The upload; NOT_FOUND where there is none, or nobody came back to it in time. */
  async get(id: string): Promise<Upload> {
    const upload = await this.uploads.find(this.read.manager, id);
    if (!upload || this.isAbandoned(upload)) throw new Fault('NOT_FOUND', { what: 'upload', id });
    return upload;
  }

  async arrivedBytes(upload: Upload): Promise<number> {
    return upload.sha256 === null ? this.store.partials.bytes(upload.id) : upload.bytes;
  }

  /** Adds a part at its end; resolves with how many bytes have arrived. */
  async append(id: string, part: Readable, offset: number): Promise<number> {
    await this.touch(id);
    try {
      return await this.store.partials.append(id, part, offset);
    } finally {
      await this.touch(id);
    }
  }

  /** Makes an upload that has arrived whole a recording, once, as a plain upload is; its id. */
  finish(id: string): Promise<string> {
    const running = this.finishing.get(id) ?? this.finishOnce(id).finally(() => this.finishing.delete(id));
    this.finishing.set(id, running);
    return running;
  }

  /** Forgets an upload and what has arrived of it; a recording it became stays. */
  async remove(id: string): Promise<void> {
    await this.uow.run(actor, (tx) => this.uploads.remove(tx.manager, id));
    await this.store.partials.remove(id);
  }

  /** Removes what nobody came back to and files without a row; finishes what had arrived whole when the process died. */
  async tidy(): Promise<void> {
    for (const upload of await this.uploads.unfinished(this.read.manager)) {
      // What cannot become a recording now, for want of room, is tried again with the next tidying and when its sender asks.
      if ((await this.arrivedBytes(upload)) === upload.bytes) await this.finish(upload.id).catch(() => undefined);
    }
    const since = this.clock.nowMs() - uploadPatienceMs;
    for (const { id } of await this.uploads.untouchedSince(this.read.manager, since)) await this.remove(id);
    for (const id of await this.store.partials.list()) {
      if (!(await this.uploads.find(this.read.manager, id))) await this.store.partials.remove(id);
    }
  }

  private async finishOnce(id: string): Promise<string> {
    const upload = await this.uploads.find(this.read.manager, id);
    if (!upload) throw new Fault('NOT_FOUND', { what: 'upload', id });
    if (upload.mediaId !== null) return upload.mediaId;
    const original = await this.keep(upload);
    const { areaCode, profile, originalName, urgency } = upload;
    const by = { userId: upload.uploadedBy, name: upload.uploadedByName };
    return this.uow.run(by, async (tx) => {
      const wanted = { areaCode, profile, originalName, original, urgency, uploadId: id };
      const { id: mediaId } = await this.media.register(tx, wanted);
      if (!(await this.uploads.setMedia(tx.manager, id, mediaId)))
        throw new Fault('VERSION_CONFLICT', { what: 'upload', id });
      return mediaId;
    });
  }

  /** The hash is on record before the bytes move, so that a process that dies between finds them again. */
  private async keep({ id, bytes, sha256 }: Upload): Promise<StoredAudio> {
    if (sha256 !== null && (await this.store.size('originals', sha256)) === bytes) return { sha256, bytes };
    const incoming = await this.store.partials.collect(id);
    if (incoming.bytes !== bytes) throw new Fault('UPLOAD_OFFSET_WRONG', {});
    await this.uow.run(actor, (tx) => this.uploads.setHash(tx.manager, id, incoming.sha256));
    return incoming.keep('originals');
  }

  private async touch(id: string): Promise<void> {
    await this.uow.run(actor, (tx) => this.uploads.touch(tx.manager, id, tx.nowMs));
  }

  private isAbandoned(upload: Upload): boolean {
    return upload.touchedAt < this.clock.nowMs() - uploadPatienceMs;
  }
}
