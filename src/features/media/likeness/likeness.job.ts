import { Injectable, type OnModuleInit } from '@nestjs/common';
import os from 'node:os';
import { alikeBelow, fingerprintText, likeness, readFingerprint } from '../../../domain/audio-likeness/likeness';
import { letOthersRun } from '../../../platform/clock/let-others-run';
import { ReadDatabase } from '../../../platform/database/database';
import { systemActor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { EventDispatcher } from '../../../platform/events/event-dispatcher';
import { JobRunner } from '../../../platform/jobs/job-runner';
import type { Media } from '../media';
import { MediaService } from '../media.service';
import { FingerprintRepository } from './fingerprint.repository';
import { Fingerprinter } from './fingerprinter';

const likenessJob = 'media.compare';
const actor = systemActor('media');

/**
 * Warns when a recording sounds like an earlier one of its area that has other bytes: sent twice by two phones, cut a little, saved
 * anew. Only where chromaprint's fpcalc is installed; without it nothing is different but that.
 */
@Injectable()
export class LikenessJob implements OnModuleInit {
  private readonly fingerprints = new FingerprintRepository();

  constructor(
    private readonly jobs: JobRunner,
    private readonly events: EventDispatcher,
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly media: MediaService,
    private readonly fingerprinter: Fingerprinter,
  ) {}

  onModuleInit(): void {
    this.events.subscribe('media.normalised', async ({ payload }) => {
      if (!(await this.fingerprinter.isThere())) return;
      const { mediaId } = payload as { mediaId: string };
      await this.uow.run(actor, (tx) => tx.enqueue({ kind: likenessJob, key: mediaId, payload: { mediaId } }));
    });
    this.jobs.register(likenessJob, {
      maxAttempts: 2,
      run: (payload, signal) => this.compare((payload as { mediaId: string }).mediaId, signal),
    });
  }

  private async compare(mediaId: string, signal: AbortSignal): Promise<void> {
    const media = await this.media.get(mediaId);
    if (media.duplicateOf !== null || !(await this.fingerprinter.isThere())) return;
    const values = await this.valuesOf(media, signal);
    if (!values) return;
    const similarTo = await this.mostAlike(media, values, signal);
    await this.uow.run(actor, async (tx) => {
      const { originalSha256 } = media;
      await this.fingerprints.save(tx.manager, {
        originalSha256,
        fingerprint: fingerprintText(values),
        madeAt: tx.nowMs,
      });
      if (similarTo === null) return;
      await this.fingerprints.setSimilar(tx.manager, mediaId, similarTo);
      await tx.audit({ action: 'media.resembles', entity: 'media', entityId: mediaId, after: { similarTo } });
    });
  }

  private async valuesOf(media: Media, signal: AbortSignal): Promise<Uint32Array | null> {
    const known = await this.fingerprints.find(this.read.manager, media.originalSha256);
    if (known) return readFingerprint(known.fingerprint);
    return this.fingerprinter.fingerprint(this.media.masterPath(media), os.tmpdir(), signal);
  }

  /** A comparison takes a millisecond or two, all of them half a second: requests are answered in between. */
  private async mostAlike(media: Media, values: Uint32Array, signal: AbortSignal): Promise<string | null> {
    let best: { id: string; errorRate: number } | null = null;
    for (const earlier of await this.fingerprints.earlier(this.read.manager, media)) {
      await letOthersRun();
      signal.throwIfAborted();
      const errorRate = likeness(values, readFingerprint(earlier.fingerprint))?.errorRate ?? 1;
      if (errorRate < alikeBelow && errorRate < (best?.errorRate ?? 1)) best = { id: earlier.media.id, errorRate };
    }
    return best?.id ?? null;
  }
}
