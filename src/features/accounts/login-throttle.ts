import { createHash } from 'node:crypto';
import { Fault } from '../../domain/fault';
import { systemActor } from '../../platform/database/transaction';
import type { UnitOfWork } from '../../platform/database/unit-of-work';
import { LoginCountsRepository } from './login-counts.repository';

export interface ThrottleLimits {
  /** Attempts on one user name from one address; ten times as many on it from everywhere. */
  perUser: number;
  perAddress: number;
  pauseMs: number;
}

const actor = systemActor('log-in');

/**
 * Slows guessing of passwords, per user name and per address, in the database: a restart forgets nothing, and several processes count
 * together. An attempt counts before its password is checked, so that guesses sent at once do not slip by; a right password takes its
 * own count back. One address cannot lock a person out elsewhere before it has used up its own attempts. Names that exist and names
 * that do not are counted alike.
 */
export class LoginThrottle {
  private readonly counts = new LoginCountsRepository();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly limits: ThrottleLimits,
  ) {}

  /** Counts an attempt; throws TOO_MANY_REQUESTS when one of its counts is full. */
  async begin(username: string, address: string): Promise<void> {
    const keys = this.keys(username, address);
    await this.uow.run(actor, async ({ manager, nowMs }) => {
      await this.counts.removeEnded(manager, nowMs);
      const counted = await this.counts.count(manager, [...keys.keys()], nowMs + this.limits.pauseMs);
      const full = counted.filter(({ key, attempts }) => attempts > (keys.get(key) ?? 0));
      if (full.length === 0) return;
      // Undoes this attempt: what is refused prolongs nothing.
      const waitMs = Math.max(...full.map(({ endsAt }) => endsAt - nowMs));
      throw new Fault('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
    });
  }

  /** The password was right: the person's own count is forgotten, the shared ones give this attempt back. */
  async succeed(username: string, address: string): Promise<void> {
    const [own = '', ...shared] = this.keys(username, address).keys();
    await this.uow.run(actor, ({ manager }) => this.counts.giveBack(manager, own, shared));
  }

  /** The counts of an attempt and their limits, the person's own first. */
  private keys(username: string, address: string): Map<string, number> {
    const { perUser, perAddress } = this.limits;
    return new Map([
      [keyOf('pair', username, address), perUser],
      [keyOf('user', username), perUser * 10],
      [keyOf('address', address), perAddress],
    ]);
  }
}

const keyOf = (...words: string[]): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 24);
