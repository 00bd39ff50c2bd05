import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import { query, sql } from '../../platform/database/sql';
import { LoginCountEntity } from './login-count.entity';

export class LoginCountsRepository {
  async removeEnded(manager: EntityManager, now: number): Promise<void> {
    await manager.delete(LoginCountEntity, { endsAt: LessThanOrEqual(now) });
  }

  /** Counts one more for each key, a new count until `endsAt`; what they then are. Who counts the same key waits for the other. */
  async count(manager: EntityManager, keys: readonly string[], endsAt: number): Promise<LoginCountEntity[]> {
    // One after the other in one order for all, so that two attempts cannot wait for each other.
    for (const key of [...keys].sort()) {
      await query(
        manager,
        sql`INSERT INTO login_counts (key, attempts, ends_at) VALUES (${key}, 1, ${endsAt})
          ON CONFLICT (key) DO UPDATE SET attempts = login_counts.attempts + 1`,
      );
    }
    return manager.findBy(LoginCountEntity, { key: In([...keys]) });
  }

  /** Forgets one count and takes an attempt off others. */
  async giveBack(manager: EntityManager, own: string, shared: readonly string[]): Promise<void> {
    await manager.delete(LoginCountEntity, { key: own });
    for (const key of [...shared].sort()) {
      await query(manager, sql`UPDATE login_counts SET attempts = attempts - 1 WHERE key = ${key} AND attempts > 0`);
    }
  }
}
