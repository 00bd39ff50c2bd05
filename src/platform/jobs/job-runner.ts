import type { Clock } from '../clock/clock';
import type { Database } from '../database/database';
import type { JobEntity } from '../database/job.entity';
import { systemActor } from '../database/transaction';
import { JobRepository, type HeldJob } from './job.repository';

export interface JobHandler {
  /** Does the work; throwing asks for another try. `signal` aborts at shutdown: leave nothing half done. */
  run(payload: unknown, signal: AbortSignal): Promise<void>;
  /** How many of this kind run side by side; 1 unless said. */
  concurrency?: number;
  /** Tries before the job is given up and `onGivenUp` is told; 5 unless said. */
  maxAttempts?: number;
  onGivenUp?(payload: unknown, error: unknown): Promise<void>;
}

const leaseMs = 60_000;
const pollMs = 1_000;
const retryBaseMs = 2_000;
const retryCapMs = 300_000;
const actor = systemActor('jobs');

const errorText = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/**
 * Runs recorded jobs: the most urgent first, each leased while it runs and taken up again when its worker died.
 * A job may run twice; its handler must bear that. The on-air moment never depends on it (design section 6).
 */
export class JobRunner {
  private readonly handlers = new Map<string, Required<Pick<JobHandler, 'concurrency' | 'maxAttempts'>> & JobHandler>();
  private readonly active = new Map<string, Set<Promise<void>>>();
  private readonly jobs = new JobRepository();
  private readonly abort = new AbortController();
  private stopPolling: (() => void) | null = null;
  private polling: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onFailure: (kind: string, error: unknown) => void,
  ) {
    database.uow.onWake(() => this.nudge());
  }

  register(kind: string, handler: JobHandler): void {
    if (this.handlers.has(kind)) throw new Error(`two handlers for job ${kind}`);
    this.handlers.set(kind, {
      ...handler,
      concurrency: handler.concurrency ?? 1,
      maxAttempts: handler.maxAttempts ?? 5,
    });
    this.active.set(kind, new Set());
  }

  /** Kinds that wait in the database and have no handler here: the service refuses to start with one. */
  async orphans(): Promise<string[]> {
    const kinds = await this.jobs.waitingKinds(this.database.read.manager);
    return kinds.filter((kind) => !this.handlers.has(kind));
  }

  /** `exclusive`: this process alone runs jobs (one SQLite store), so what was running when it last died is free at once. */
  async start(options: { exclusive: boolean }): Promise<void> {
    await this.releaseExpired(options.exclusive ? Number.MAX_SAFE_INTEGER : this.clock.nowMs());
    const stops = [
      this.clock.every(pollMs, () => this.nudge()),
      this.clock.every(leaseMs, () =>
        this.releaseExpired().catch((error: unknown) => this.onFailure('release', error)),
      ),
    ];
    this.stopPolling = () => stops.forEach((stop) => stop());
    this.nudge();
  }

  /** Aborts what runs and waits for it. */
  async stop(): Promise<void> {
    this.stopPolling?.();
    this.stopPolling = null;
    this.abort.abort(new Error('shutting down'));
    await this.polling;
    await Promise.allSettled([...this.active.values()].flatMap((running) => [...running]));
  }

  /** Jobs of a worker that died, here or in another process, go back into the queue. */
  private async releaseExpired(before = this.clock.nowMs()): Promise<void> {
    await this.database.uow.run(actor, (tx) => this.jobs.releaseExpired(tx.manager, before));
  }

  private nudge(): void {
    this.again = true;
    if (!this.stopPolling || this.abort.signal.aborted) return;
    this.polling ??= this.poll()
      .catch((error: unknown) => this.onFailure('poll', error))
      .finally(() => {
        this.polling = null;
      });
  }

  private async poll(): Promise<void> {
    while (this.again && !this.abort.signal.aborted) {
      this.again = false;
      const now = this.clock.nowMs();
      const free = [...this.handlers].filter(([kind, handler]) => this.active.get(kind)!.size < handler.concurrency);
      if (free.length === 0) return;
      const due = await this.jobs.due(
        this.database.read.manager,
        free.map(([kind]) => kind),
        now,
        50,
      );
      for (const job of due) await this.begin(job);
    }
  }

  private async begin(job: JobEntity): Promise<void> {
    const handler = this.handlers.get(job.kind)!;
    const running = this.active.get(job.kind)!;
    if (running.size >= handler.concurrency || this.abort.signal.aborted) return;
    const claimed = await this.database.uow.run(actor, (tx) => this.jobs.claim(tx.manager, job.id, tx.nowMs + leaseMs));
    if (!claimed) return;
    const held = { id: job.id, attempts: job.attempts + 1 };
    // What cannot even be recorded, on a full disk, is taken up again when its lease ends.
    const work = this.execute(job, held, handler)
      .catch((error: unknown) => this.onFailure(job.kind, error))
      .finally(() => {
        running.delete(work);
        this.nudge();
      });
    running.add(work);
  }

  private async execute(job: JobEntity, held: HeldJob, handler: JobHandler & { maxAttempts: number }): Promise<void> {
    // Each try before this one ended without a word: it took its process with it, and would take this one.
    if (held.attempts > handler.maxAttempts) {
      await this.giveUp(job, held, handler, new Error(`no word of ${job.attempts} tries: each died while it ran`));
      return;
    }
    const keepLease = this.clock.every(leaseMs / 3, () =>
      this.database.uow
        .run(actor, (tx) => this.jobs.extend(tx.manager, held, tx.nowMs + leaseMs))
        .catch((error: unknown) => this.onFailure(job.kind, error)),
    );
    try {
      await handler.run(job.payload, this.abort.signal);
      await this.database.uow.run(actor, (tx) => this.jobs.done(tx.manager, held, tx.nowMs));
    } catch (error) {
      await this.afterFailure(job, held, handler, error);
    } finally {
      keepLease();
    }
  }

  private async afterFailure(
    job: JobEntity,
    held: HeldJob,
    handler: JobHandler & { maxAttempts: number },
    error: unknown,
  ): Promise<void> {
    if (this.abort.signal.aborted) {
      await this.database.uow.run(actor, (tx) => this.jobs.giveBack(tx.manager, held, tx.nowMs)).catch(() => undefined);
      return;
    }
    this.onFailure(job.kind, error);
    if (held.attempts < handler.maxAttempts) {
      const delay = Math.min(retryBaseMs * 2 ** (held.attempts - 1), retryCapMs);
      await this.database.uow.run(actor, (tx) =>
        this.jobs.retryAt(tx.manager, held, tx.nowMs + delay, errorText(error)),
      );
      return;
    }
    await this.giveUp(job, held, handler, error);
  }

  private async giveUp(job: JobEntity, held: HeldJob, handler: JobHandler, error: unknown): Promise<void> {
    await handler.onGivenUp?.(job.payload, error);
    await this.database.uow.run(actor, (tx) => this.jobs.failed(tx.manager, held, tx.nowMs, errorText(error)));
  }
}
