import type { DataSource } from 'typeorm';
import type { Clock } from '../clock/clock';
import { UnitOfWork, type TransactionScope, type UnitResult } from './unit-of-work';

/** serialization_failure and deadlock_detected: PostgreSQL asks for another try. */
const tryAgain = new Set(['40001', '40P01']);
/** The unit that was met has committed by then, so the next try may come at once. */
const maxAttempts = 20;

/** Runs each unit on a connection of its own, REPEATABLE READ as its connections are opened, again when two units met. */
export class PostgresUnitOfWork extends UnitOfWork {
  private readonly open = new Set<Promise<unknown>>();
  private closed = false;

  constructor(
    private readonly dataSource: DataSource,
    clock: Clock,
  ) {
    super(clock);
  }

  async drain(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.open);
  }

  protected async runTop<T>(unit: (scope: TransactionScope) => Promise<UnitResult<T>>): Promise<T> {
    if (this.closed) throw new Error('the database is closing');
    const running = this.attempts(unit);
    this.open.add(running);
    try {
      const { value, wakes } = await running;
      if (wakes) this.wake();
      return value;
    } finally {
      this.open.delete(running);
    }
  }

  private async attempts<T>(unit: (scope: TransactionScope) => Promise<UnitResult<T>>): Promise<UnitResult<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(unit);
      } catch (error) {
        if (attempt >= maxAttempts || !tryAgain.has(sqlState(error))) throw error;
      }
    }
  }

  private async once<T>(unit: (scope: TransactionScope) => Promise<UnitResult<T>>): Promise<UnitResult<T>> {
    const runner = this.dataSource.createQueryRunner();
    const scope: TransactionScope = {
      manager: runner.manager,
      begin: () => runner.startTransaction(),
      commit: () => runner.commitTransaction(),
      rollback: () => runner.rollbackTransaction(),
    };
    try {
      await runner.startTransaction();
      const result = await unit(scope);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      while (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }
}

function sqlState(error: unknown): string {
  // Wrapped by the ORM, or as the driver gives it for a message of several statements.
  const given = error as { code?: unknown; driverError?: { code?: unknown } } | null;
  const code = given?.driverError?.code ?? given?.code;
  return typeof code === 'string' ? code : '';
}
