import { In, LessThan, LessThanOrEqual, type EntityManager } from 'typeorm';
import { JobEntity } from '../database/job.entity';

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

  async extend(manager: EntityManager, id: string, leaseUntil: number): Promise<void> {
    await manager.update(JobEntity, { id, state: 'running' }, { leaseUntil });
  }

  async done(manager: EntityManager, id: string, at: number): Promise<void> {
    await manager.update(JobEntity, { id }, { state: 'done', endedAt: at, leaseUntil: null, lastError: null });
  }

  async retryAt(manager: EntityManager, id: string, runAt: number, error: string): Promise<void> {
    await manager.update(
      JobEntity,
      { id },
      { state: 'queued', runAt, leaseUntil: null, lastError: error.slice(0, 2000) },
    );
  }

  async failed(manager: EntityManager, id: string, at: number, error: string): Promise<void> {
    await manager.update(
      JobEntity,
      { id },
      { state: 'failed', endedAt: at, leaseUntil: null, lastError: error.slice(0, 2000) },
    );
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
