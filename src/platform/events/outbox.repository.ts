import { IsNull, LessThan, type EntityManager } from 'typeorm';
import { OutboxEntity } from '../database/outbox.entity';

export class OutboxRepository {
  waiting(manager: EntityManager, maxAttempts: number, limit: number): Promise<OutboxEntity[]> {
    return manager.find(OutboxEntity, {
      where: { deliveredAt: IsNull(), attempts: LessThan(maxAttempts) },
      order: { sequence: 'ASC' },
      take: limit,
    });
  }

  async delivered(manager: EntityManager, sequence: number, at: number): Promise<void> {
    await manager.update(OutboxEntity, { sequence }, { deliveredAt: at });
  }

  async failed(manager: EntityManager, sequence: number, error: string): Promise<void> {
    await manager.increment(OutboxEntity, { sequence }, 'attempts', 1);
    await manager.update(OutboxEntity, { sequence }, { lastError: error.slice(0, 2000) });
  }

  async removeDeliveredBefore(manager: EntityManager, at: number): Promise<void> {
    await manager.delete(OutboxEntity, { deliveredAt: LessThan(at) });
  }
}
