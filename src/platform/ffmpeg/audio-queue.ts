import os from 'node:os';

interface Waiting {
  readonly urgent: boolean;
  start(): void;
}

/**
 * Runs audio work, a few at a time, urgent first, otherwise in the order of asking. One core stays free
 * for playing and serving.
 */
export class AudioQueue {
  private readonly waiting: Waiting[] = [];
  private running = 0;

  constructor(readonly concurrency = Math.max(1, os.availableParallelism() - 1)) {}

  /** How many jobs wait and run. */
  get depth(): { readonly waiting: number; readonly running: number } {
    return { waiting: this.waiting.length, running: this.running };
  }

  /**
   * Resolves or rejects as `job` does. An aborted job that still waits is never started and rejects with the reason.
   */
  add<T>(
    job: () => Promise<T>,
    options: { readonly urgent?: boolean; readonly signal?: AbortSignal } = {},
  ): Promise<T> {
    const { urgent = false, signal } = options;
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted === true) return reject(reasonOf(signal));
      const entry: Waiting = {
        urgent,
        start: () => {
          signal?.removeEventListener('abort', withdraw);
          this.running += 1;
          void Promise.resolve()
            .then(job)
            .finally(() => {
              this.running -= 1;
              this.startNext();
            })
            .then(resolve, reject);
        },
      };
      const withdraw = (): void => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(reasonOf(signal!));
      };
      signal?.addEventListener('abort', withdraw, { once: true });
      this.waiting.push(entry);
      this.startNext();
    });
  }

  private startNext(): void {
    while (this.running < this.concurrency && this.waiting.length > 0) {
      const urgent = this.waiting.findIndex((entry) => entry.urgent);
      const [next] = this.waiting.splice(Math.max(0, urgent), 1);
      next!.start();
    }
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
