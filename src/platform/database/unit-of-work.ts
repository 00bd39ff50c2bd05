import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock/clock';
import type { Actor } from './transaction';
import { Transaction } from './transaction';

/**
 * The only way to write. On SQLite units run one after another, first in, first out, over the one connection, since TypeORM would
 * otherwise mix concurrent transactions; on PostgreSQL each has a connection of its own and is run again when the database asks for it.
 * `run` inside a unit joins it through a savepoint. The promise resolves after the commit. `work` must touch the database only, through its
 * transaction (never ffmpeg, HTTP or storage), and must stand being run again.
 */
export abstract class UnitOfWork {
  private readonly current = new AsyncLocalStorage<{ tx: Transaction; scope: TransactionScope }>();
  private readonly listeners: (() => void)[] = [];

  constructor(protected readonly clock: Clock) {}

  async run<T>(actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const outer = this.current.getStore();
    if (outer) return this.runNested(outer, work);
    return this.runTop(async (scope) => {
      const tx = new Transaction(scope.manager, actor, this.clock.nowMs());
      const value = await this.current.run({ tx, scope }, () => work(tx));
      return { value, wakes: tx.wakesDispatcher };
    });
  }

  /** Called after every commit that recorded an event or a job. */
  onWake(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Waits for the units that were asked for and takes no more. */
  abstract drain(): Promise<void>;

  protected abstract runTop<T>(unit: (scope: TransactionScope) => Promise<UnitResult<T>>): Promise<T>;

  protected wake(): void {
    for (const listener of this.listeners) listener();
  }

  private async runNested<T>(
    outer: { tx: Transaction; scope: TransactionScope },
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    await outer.scope.begin();
    try {
      const value = await work(outer.tx);
      await outer.scope.commit();
      return value;
    } catch (error) {
      await outer.scope.rollback();
      throw error;
    }
  }
}

export interface UnitResult<T> {
  value: T;
  wakes: boolean;
}

/** The open transaction as the unit sees it: begin, commit and rollback are those of a savepoint. */
export interface TransactionScope {
  manager: Transaction['manager'];
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}
