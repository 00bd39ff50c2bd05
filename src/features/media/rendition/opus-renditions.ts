import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Fault } from '../../../domain/fault';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { ReadDatabase } from '../../../platform/database/database';
import { type Actor, systemActor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { JobRunner } from '../../../platform/jobs/job-runner';
import { AudioStore } from '../../../platform/storage/audio-store';
import type { Media } from '../media';
import { MediaService, requireKept } from '../media.service';
import { type Normalised, Normaliser } from '../normaliser';
import type { Rendition } from './rendition';
import { RenditionRepository } from './rendition.repository';

export const opusJob = 'media.render-opus';
const form = 'opus';
const actor = systemActor('media');
/** Longer than a bulletin of ten minutes takes, shorter than a proxy waits. */
const patienceMs = 25_000;

/**
 * Opus at 32 kbit/s for thin lines, made when somebody first asks: from the original, through the same closed loop as the master (B5),
 * once for all recordings of the same bytes and profile. It is a recorded derivation; original and master stay as they are (B3).
 */
@Injectable()
export class OpusRenditions implements OnModuleInit {
  private readonly renditions = new RenditionRepository();
  /** Who waits in this process, by the job's key. */
  private readonly waiting = new Map<string, Set<() => void>>();

  constructor(
    private readonly jobs: JobRunner,
    private readonly uow: UnitOfWork,
    private readonly media: MediaService,
    private readonly store: AudioStore,
    private readonly normaliser: Normaliser,
    private readonly read: ReadDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(opusJob, {
      maxAttempts: 3,
      run: (payload, signal) => this.make((payload as { mediaId: string }).mediaId, signal),
    });
  }

  find(media: Media): Promise<Rendition | null> {
    return this.renditions.find(this.read.manager, media, form);
  }

  /**
   * The rendition, made now if there is none; RENDITION_PENDING when that takes longer than a request may, STATE_FORBIDS without a
   * master, AUDIO_REMOVED when what it takes was removed as old.
   */
  async obtain(by: Actor, media: Media): Promise<Rendition> {
    this.media.masterOf(media);
    const found = await this.find(media);
    if (!found) requireKept('original', media.originalRemovedAt);
    const made = found ?? (await this.order(by, media));
    if (!made) throw new Fault('RENDITION_PENDING', { form });
    return made;
  }

  private async order(by: Actor, media: Media): Promise<Rendition | null> {
    const key = keyOf(media);
    const done = this.ended(key);
    await this.uow.run(by, (tx) => tx.enqueue({ kind: opusJob, key, payload: { mediaId: media.id } }));
    await done;
    return this.find(media);
  }

  /** Resolves when work on the rendition ends here, or patience does. */
  private async ended(key: string): Promise<void> {
    const patience = new AbortController();
    const waiters = this.waiting.get(key) ?? new Set();
    this.waiting.set(key, waiters);
    let wake = (): void => undefined;
    const told = new Promise<void>((resolve) => (wake = resolve));
    waiters.add(wake);
    await Promise.race([told, this.clock.sleep(patienceMs, patience.signal).catch(() => undefined)]);
    waiters.delete(wake);
    patience.abort();
  }

  private async make(mediaId: string, signal: AbortSignal): Promise<void> {
    const media = await this.media.get(mediaId);
    try {
      if (await this.find(media)) return;
      const original = this.store.path('originals', media.originalSha256);
      const { profile } = media;
      await this.normaliser.normalise({ original, profile, form, signal }, (made) => this.keep(media, made));
    } finally {
      for (const wake of this.waiting.get(keyOf(media)) ?? []) wake();
      this.waiting.delete(keyOf(media));
    }
  }

  private async keep(media: Media, { result, master }: Normalised): Promise<void> {
    if (!master || !result.mime) throw new Error(`no Opus of ${media.id}: ${result.reason}`);
    const stored = await this.store.put('masters', master());
    const { originalSha256, profile } = media;
    await this.uow.run(actor, async (tx) => {
      if (await this.renditions.find(tx.manager, media, form)) return;
      const facts = { mime: result.mime!, after: result.after, ffmpegBuild: result.ffmpeg, madeAt: tx.nowMs };
      const rendition: Rendition = { originalSha256, profile, form, ...stored, ...facts };
      await this.renditions.insert(tx.manager, rendition);
      await tx.audit({ action: 'media.rendered', entity: 'media', entityId: media.id, after: rendition });
    });
  }
}

function keyOf({ originalSha256, profile }: Media): string {
  return `${originalSha256}:${profile}`;
}
