import type { Clock } from '../../src/platform/clock/clock';

interface Waiter {
  dueMs: number;
  wake: () => void;
}

/** A clock that stands until told to move. `advance` wakes sleepers in order; `jump` moves the wall clock alone. */
export class FakeClock implements Clock {
  private monotonic = 0;
  private waiters: Waiter[] = [];

  constructor(private wall = Date.UTC(2026, 0, 5, 0, 0, 0)) {}

  nowMs(): number {
    return Math.floor(this.wall);
  }

  monotonicMs(): number {
    return this.monotonic;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(new Error('aborted'));
      const wake = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      this.waiters.push({ dueMs: this.monotonic + ms, wake });
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  every(ms: number, task: () => void | Promise<void>): () => void {
    let running = true;
    const loop = async (): Promise<void> => {
      while (running) {
        await this.sleep(ms);
        if (running) await task();
      }
    };
    void loop();
    return () => {
      running = false;
    };
  }

  /** Moves both clocks forward, waking each sleeper at its own instant. */
  async advance(ms: number): Promise<void> {
    const end = this.monotonic + ms;
    for (;;) {
      await settle();
      const next = this.waiters.filter((w) => w.dueMs <= end).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!next) break;
      this.waiters = this.waiters.filter((w) => w !== next);
      this.step(next.dueMs - this.monotonic);
      next.wake();
    }
    this.step(end - this.monotonic);
    await settle();
  }

  /** Steps the wall clock without time passing: a corrected or broken clock. */
  jump(ms: number): void {
    this.wall += ms;
  }

  private step(ms: number): void {
    this.monotonic += ms;
    this.wall += ms;
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}
