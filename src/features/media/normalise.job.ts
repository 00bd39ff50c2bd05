import { Injectable, type OnModuleInit } from '@nestjs/common';
import os from 'node:os';
import { Readable } from 'node:stream';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobRunner } from '../../platform/jobs/job-runner';
import { AudioStore } from '../../platform/storage/audio-store';
import { isDiskFull } from '../../platform/storage/disk-full';
import { givenUp, type Media, nothingYet, type Rendering } from './media';
import { MediaService, normaliseJob } from './media.service';
import { Normaliser, type Normalised } from './normaliser';

const actor = systemActor('media');

interface Payload {
  mediaId: string;
  urgency?: number;
  /** How often it already waited for room on the disk. */
  waits?: number;
}

const firstWaitMs = 60_000;
const longestWaitMs = 4 * 3_600_000;

/**
 * Renders uploads in the background: one core stays free for playing. A job that died is taken up again after its lease; running
 * twice changes nothing, since files are stored by their content and the end is recorded once. What fails again and again ends
 * refused, so that nothing stays in processing; a full disk is nobody's
 * failure: the work waits, longer each time, until there is room.
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
      run: (payload, signal) => this.run(payload as Payload, signal),
      onGivenUp: (payload) => this.giveUp((payload as Payload).mediaId),
    });
  }

  private async run(payload: Payload, signal: AbortSignal): Promise<void> {
    try {
      await this.work(payload.mediaId, signal);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      await this.waitForRoom(payload);
    }
  }

  private async waitForRoom({ mediaId, urgency = 0, waits = 0 }: Payload): Promise<void> {
    await this.uow.run(actor, async (tx) => {
      const runAt = tx.nowMs + Math.min(firstWaitMs * 2 ** waits, longestWaitMs);
      const payload: Payload = { mediaId, urgency, waits: waits + 1 };
      await tx.enqueue({ kind: normaliseJob, key: mediaId, payload, urgency, runAt });
      await tx.emit({ type: 'storage.full', payload: { mediaId, waits: waits + 1, triedAgainAt: runAt } });
    });
  }

  private async work(mediaId: string, signal: AbortSignal): Promise<void> {
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
