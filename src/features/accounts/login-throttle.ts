import { Fault } from '../../domain/fault';
import type { Clock } from '../../platform/clock/clock';

export interface ThrottleLimits {
  /** Attempts on one user name from one address; ten times as many on it from everywhere. */
  perUser: number;
  perAddress: number;
  pauseMs: number;
}

interface Count {
  attempts: number;
  /** Monotonic instant from which the count starts anew. */
  endsAt: number;
}

const mostCounts = 50_000;

/**
 * Slows guessing of passwords, per user name and per address, in this process. An attempt counts before its password is checked, so
 * that guesses sent at once do not slip by; a right password takes its own count back. One address cannot lock a person out
 * elsewhere before it has used up its own attempts.
 */
export class LoginThrottle {
  private readonly counts = new Map<string, Count>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: ThrottleLimits,
  ) {}

  /** Counts an attempt; throws TOO_MANY_REQUESTS when one of its counts is full. */
  begin(username: string, address: string): void {
    const now = this.clock.monotonicMs();
    const counted = this.keys(username, address).map(([key, limit]) => ({ key, limit, count: this.current(key, now) }));
    const full = counted.filter(({ count, limit }) => count.attempts >= limit);
    if (full.length > 0) {
      const waitMs = Math.max(...full.map(({ count }) => count.endsAt - now));
      throw new Fault('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
    }
    for (const { key, count } of counted) {
      count.attempts += 1;
      this.counts.set(key, count);
    }
    this.prune(now);
  }

  /** The password was right: the person's own count is forgotten, the shared ones give this attempt back. */
  succeed(username: string, address: string): void {
    const [own, ...shared] = this.keys(username, address).map(([key]) => key);
    this.counts.delete(own ?? '');
    for (const key of shared) {
      const count = this.counts.get(key);
      if (count) count.attempts = Math.max(0, count.attempts - 1);
    }
  }

  private keys(username: string, address: string): [key: string, limit: number][] {
    return [
      [`pair ${username} ${address}`, this.limits.perUser],
      [`user ${username}`, this.limits.perUser * 10],
      [`address ${address}`, this.limits.perAddress],
    ];
  }

  private current(key: string, now: number): Count {
    const count = this.counts.get(key);
    return count && count.endsAt > now ? count : { attempts: 0, endsAt: now + this.limits.pauseMs };
  }

  /** Memory stays bounded whatever names are tried: counts that ended go first, then the oldest. */
  private prune(now: number): void {
    if (this.counts.size <= mostCounts) return;
    for (const [key, count] of this.counts) if (count.endsAt <= now) this.counts.delete(key);
    for (const key of this.counts.keys()) {
      if (this.counts.size <= mostCounts) return;
      this.counts.delete(key);
    }
  }
}
