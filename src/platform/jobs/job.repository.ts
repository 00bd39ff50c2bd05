import { In, LessThan, LessThanOrEqual, type EntityManager } from 'typeorm';
import { JobEntity } from '../database/job.entity';

/**
 * A job as one worker took it. Each taking raises `attempts`, so the number is the lease's token: a worker whose lease ran out, and whose
 * job another has taken since, changes nothing any more.
 */
export interface HeldJob {
  id: string;
  attempts: number;
}

const whileHeld = ({ id, attempts }: HeldJob): { id: string; attempts: number; state: 'running' } => ({
  id,
  attempts,
  state: 'running',
});

export class JobRepository {
  /** The most urgent due jobs first, then the oldest. */
  due(manager: EntityManager, kinds: string[], now: number, limit: number): Promise<JobEntity[]> {
    return manager.find(JobEntity, {
      where: { state: 'queued', kind: In(kinds), runAt: LessThanOrEqual(now) },
      order: { urgency: 'DESC', runAt: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  /** Takes a queued job for this worker; false when another was quicker. */
  async claim(manager: EntityManager, id: string, leaseUntil: number): Promise<boolean> {
    const result = await manager
      .createQueryBuilder()
      .update(JobEntity)
      .set({ state: 'running', leaseUntil, attempts: () => 'attempts + 1' })
      .where({ id, state: 'queued' })
      .execute();
    return (result.affected ?? 0) === 1;
  }

  async extend(manager: EntityManager, held: HeldJob, leaseUntil: number): Promise<void> {
    await manager.update(JobEntity, whileHeld(held), { leaseUntil });
  }

  async done(manager: EntityManager, held: HeldJob, at: number): Promise<void> {
    await manager.update(JobEntity, whileHeld(held), {
      state: 'done',
      endedAt: at,
      leaseUntil: null,
      lastError: null,
    });
  }

  /** Back into the queue as if it had not been taken: a service that is stopped in order uses up no try. */
  async giveBack(manager: EntityManager, held: HeldJob, runAt: number): Promise<void> {
    await manager
      .createQueryBuilder()
      .update(JobEntity)
      .set({ state: 'queued', runAt, leaseUntil: null, attempts: () => 'attempts - 1' })
      .where(whileHeld(held))
      .execute();
  }

  async retryAt(manager: EntityManager, held: HeldJob, runAt: number, error: string): Promise<void> {
    await manager.update(JobEntity, whileHeld(held), {
      state: 'queued',
      runAt,
      leaseUntil: null,
      lastError: error.slice(0, 2000),
    });
  }

  async failed(manager: EntityManager, held: HeldJob, at: number, error: string): Promise<void> {
    await manager.update(JobEntity, whileHeld(held), {
      state: 'failed',
      endedAt: at,
      leaseUntil: null,
      lastError: error.slice(0, 2000),
    });
  }

  /** Jobs whose worker died or was stopped go back into the queue. */
  async releaseExpired(manager: EntityManager, now: number): Promise<void> {
    await manager.update(
      JobEntity,
      { state: 'running', leaseUntil: LessThan(now) },
      { state: 'queued', leaseUntil: null },
    );
  }

  async waitingKinds(manager: EntityManager): Promise<string[]> {
    const rows = await manager
      .createQueryBuilder(JobEntity, 'job')
      .select('DISTINCT job.kind', 'kind')
      .where({ state: In(['queued', 'running']) })
      .getRawMany<{ kind: string }>();
    return rows.map((row) => row.kind);
  }

  async removeDoneBefore(manager: EntityManager, at: number): Promise<void> {
    await manager.delete(JobEntity, { state: 'done', endedAt: LessThan(at) });
  }
}
