import { Injectable, type OnModuleInit } from '@nestjs/common';
import os from 'node:os';
import { Readable } from 'node:stream';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobRunner } from '../../platform/jobs/job-runner';
import { AudioStore } from '../../platform/storage/audio-store';
import { givenUp, type Media, nothingYet, type Rendering } from './media';
import { MediaService, normaliseJob } from './media.service';
import { Normaliser, type Normalised } from './normaliser';

const actor = systemActor('media');

/**
 * Renders uploads in the background: one core stays free for playing. A job that died is taken up again after its lease; running
 * twice changes nothing, since files are stored by their content and the end is recorded once. What fails again and again ends
 * refused, so that nothing stays in processing.
 */
@Injectable()
export class NormaliseJob implements OnModuleInit {
  constructor(
    private readonly jobs: JobRunner,
    private readonly uow: UnitOfWork,
    private readonly media: MediaService,
    private readonly store: AudioStore,
    private readonly normaliser: Normaliser,
  ) {}

  onModuleInit(): void {
    this.jobs.register(normaliseJob, {
      concurrency: Math.max(1, os.availableParallelism() - 1),
      maxAttempts: 5,
      run: (payload, signal) => this.run((payload as { mediaId: string }).mediaId, signal),
      onGivenUp: (payload) => this.giveUp((payload as { mediaId: string }).mediaId),
    });
  }

  private async run(mediaId: string, signal: AbortSignal): Promise<void> {
    const media = await this.media.find(mediaId);
    if (media?.state !== 'processing') return;
    const rendering = (await this.media.findRendered(media)) ?? (await this.render(media, signal));
    await this.uow.run(actor, (tx) => this.media.finish(tx, mediaId, rendering));
  }

  private render(media: Media, signal: AbortSignal): Promise<Rendering> {
    const original = this.store.path('originals', media.originalSha256);
    return this.normaliser.normalise({ original, profile: media.profile, signal }, (made) => this.keep(made));
  }

  private async keep({ result, master }: Normalised): Promise<Rendering> {
    const stored = master && (await this.store.put('masters', master()));
    const peaks = result.peaks && (await this.store.put('peaks', Readable.from([bytesOf(result.peaks)])));
    return {
      state: result.state,
      reason: result.reason,
      warnings: [...result.warnings],
      declaredMs: result.declaredMs,
      decodedMs: result.decodedMs,
      durationMs: result.durationMs,
      before: result.before,
      after: result.after,
      gainDb: result.gainDb,
      masterSha256: stored?.sha256 ?? null,
      masterBytes: stored?.bytes ?? null,
      masterMime: result.mime,
      peaksSha256: peaks?.sha256 ?? null,
      ffmpegBuild: result.ffmpeg,
    };
  }

  private async giveUp(mediaId: string): Promise<void> {
    const media = await this.media.find(mediaId);
    if (media?.state !== 'processing') return;
    await this.uow.run(actor, (tx) =>
      this.media.finish(tx, mediaId, { ...nothingYet, state: 'refused', reason: givenUp }),
    );
  }
}

function bytesOf(values: Int8Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
