import { OutboxRepository } from './outbox.repository';
import type { Clock } from '../clock/clock';
import type { Database } from '../database/database';
import { systemActor } from '../database/transaction';

export interface LoaEvent<P = unknown> {
  sequence: number;
  at: number;
  type: string;
  payload: P;
}

export type Subscriber = (event: LoaEvent) => Promise<void>;

/** After this many tries an event is set aside with its error, so that those behind it go on. */
const maxAttempts = 10;
const batchSize = 100;

/**
 * Delivers the outbox in order, after commit, at least once: a subscriber must bear the same event twice.
 * An event whose subscriber fails is tried again before later ones; one that keeps failing is set aside, never dropped.
 */
export class EventDispatcher {
  private readonly subscribers = new Map<string, Subscriber[]>();
  private readonly outbox = new OutboxRepository();
  private readonly listeners: Subscriber[] = [];
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = true;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onFailure: (event: LoaEvent, error: unknown) => void,
  ) {
    database.uow.onWake(() => this.nudge());
  }

  /** `handler` runs for every event of `type`; its own writes go through the unit of work. */
  subscribe(type: string, handler: Subscriber): void {
    this.subscribers.set(type, [...(this.subscribers.get(type) ?? []), handler]);
  }

  /** Sees every event once it was delivered, best effort: for live pages, never for state. */
  listen(listener: Subscriber): void {
    this.listeners.push(listener);
  }

  start(): void {
    this.stopped = false;
    this.nudge();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Resolves when everything recorded so far was delivered or set aside. */
  async idle(): Promise<void> {
    this.nudge();
    while (this.running) await this.running;
  }

  private nudge(): void {
    this.again = true;
    if (this.stopped) return;
    this.running ??= this.drain().finally(() => {
      this.running = null;
      if (this.again && !this.stopped) this.nudge();
    });
  }

  private async drain(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      for (;;) {
        const batch = await this.outbox.waiting(this.database.read.manager, maxAttempts, batchSize);
        if (batch.length === 0) break;
        for (const event of batch) {
          if (this.stopped) return;
          if (!(await this.deliver(event))) await this.clock.sleep(Math.min(50 * 2 ** event.attempts, 5000));
        }
      }
    }
  }

  private async deliver(event: LoaEvent & { attempts: number }): Promise<boolean> {
    const actor = systemActor('events');
    try {
      for (const handler of this.subscribers.get(event.type) ?? []) await handler(event);
      await this.database.uow.run(actor, (tx) => this.outbox.delivered(tx.manager, event.sequence, tx.nowMs));
      for (const listener of this.listeners) await listener(event);
      return true;
    } catch (error) {
      this.onFailure(event, error);
      await this.database.uow.run(actor, (tx) => this.outbox.failed(tx.manager, event.sequence, String(error)));
      return false;
    }
  }
}
