import type { DataSource, QueryRunner } from 'typeorm';
import type { Clock } from '../clock/clock';
import { UnitOfWork, type TransactionScope, type UnitResult } from './unit-of-work';

interface Waiting {
  /** Runs the unit in its savepoint; says whether it succeeded. */
  attempt(scope: TransactionScope): Promise<boolean>;
  /** Called when the group's commit is on disk. */
  settle(): boolean;
  /** Called when the group was lost. */
  fail(error: unknown): void;
}

/** A group's commit costs one disk sync; a longer group would keep the first one waiting. */
const groupLimit = 128;

/**
 * Runs units in the order they came. Those that wait at the same time share one transaction, each in a savepoint of its own, and are
 * answered only after the shared commit: a failing unit undoes itself alone, and an answered one is on disk.
 */
export class SqliteUnitOfWork extends UnitOfWork {
  /** Disk syncs asked for so far: one for each group of units. */
  commits = 0;
  private readonly queue: Waiting[] = [];
  private readonly runner: QueryRunner;
  private running: Promise<void> | null = null;
  private closed = false;

  constructor(dataSource: DataSource, clock: Clock) {
    super(clock);
    this.runner = dataSource.createQueryRunner();
  }

  async drain(): Promise<void> {
    this.closed = true;
    while (this.running) await this.running;
  }

  protected runTop<T>(unit: (scope: TransactionScope) => Promise<UnitResult<T>>): Promise<T> {
    if (this.closed) return Promise.reject(new Error('the database is closing'));
    return new Promise<T>((resolve, reject) => {
      let outcome: UnitResult<T> | { error: unknown } | undefined;
      this.queue.push({
        attempt: async (scope) => {
          try {
            outcome = await unit(scope);
            return true;
          } catch (error) {
            outcome = { error };
            return false;
          }
        },
        settle: () => {
          if (outcome === undefined || 'error' in outcome) {
            reject(asError(outcome?.error));
            return false;
          }
          resolve(outcome.value);
          return outcome.wakes;
        },
        fail: (error) => reject(asError(error)),
      });
      this.running ??= this.work();
    });
  }

  private async work(): Promise<void> {
    // Units asked for in the same turn of the event loop join the first group.
    await Promise.resolve();
    while (this.queue.length > 0) await this.runGroup();
    this.running = null;
  }

  private async runGroup(): Promise<void> {
    const group: Waiting[] = [];
    const scope: TransactionScope = {
      manager: this.runner.manager,
      begin: () => this.runner.startTransaction(),
      commit: () => this.runner.commitTransaction(),
      rollback: () => this.runner.rollbackTransaction(),
    };
    try {
      await this.runner.startTransaction();
      while (this.queue.length > 0 && group.length < groupLimit) {
        const unit = this.queue.shift()!;
        group.push(unit);
        await scope.begin();
        if (await unit.attempt(scope)) await scope.commit();
        else await scope.rollback();
      }
      await this.runner.commitTransaction();
      this.commits += 1;
    } catch (error) {
      await this.abandon();
      for (const unit of group) unit.fail(error);
      return;
    }
    if (group.map((unit) => unit.settle()).some(Boolean)) this.wake();
  }

  /** Leaves no transaction open after a failed BEGIN, savepoint or COMMIT (a full disk, a busy file). */
  private async abandon(): Promise<void> {
    while (this.runner.isTransactionActive) {
      try {
        await this.runner.rollbackTransaction();
      } catch {
        // SQLite may have undone the whole transaction by itself.
        break;
      }
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
