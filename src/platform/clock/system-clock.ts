import type { Clock } from './clock';

/** setTimeout fires at once for longer waits. */
const longestTimerMs = 2 ** 31 - 1;

/** The clock of the machine. */
export class SystemClock implements Clock {
  nowMs(): number {
    return Date.now();
  }

  monotonicMs(): number {
    return performance.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const until = this.monotonicMs() + ms;
    for (let left = ms; left > 0; left = until - this.monotonicMs()) {
      await wait(Math.min(left, longestTimerMs), signal);
    }
  }

  every(ms: number, task: () => void | Promise<void>): () => void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      void Promise.resolve()
        .then(task)
        .finally(() => (busy = false));
    }, ms);
    return () => clearInterval(timer);
  }
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(done, ms);
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    function done(): void {
      signal?.removeEventListener('abort', abort);
      resolve();
    }
    signal?.addEventListener('abort', abort, { once: true });
  });
}
