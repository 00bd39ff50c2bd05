import type { Programme, Sink } from './sink';

/** Sounds through the first sink and, as long as it works, through the second; only the first decides what counts as failed. */
export class TeeSink implements Sink {
  readonly name: string;
  readonly leadMs: number;
  readonly catchUpMs: number;
  private besideWorks = false;

  constructor(
    private main: Sink,
    private beside: Sink,
  ) {
    this.name = `${main.name} + ${beside.name}`;
    this.leadMs = main.leadMs;
    this.catchUpMs = main.catchUpMs;
  }

  async open(): Promise<void> {
    await this.main.open();
    this.besideWorks = await this.beside.open().then(
      () => true,
      () => false,
    );
  }

  write(period: Int16Array, startMonotonicMs: number, programmes: readonly Programme[]): void {
    this.main.write(period, startMonotonicMs, programmes);
    if (!this.besideWorks) return;
    try {
      this.beside.write(period, startMonotonicMs, programmes);
    } catch {
      this.besideWorks = false;
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.main.close(), this.beside.close()]);
  }
}
