import { In, type EntityManager } from 'typeorm';
import { PushSubscriptionEntity } from './push-subscription.entity';

export class SubscriptionsRepository {
  find(manager: EntityManager, id: string): Promise<PushSubscriptionEntity | null> {
    return manager.findOneBy(PushSubscriptionEntity, { id });
  }

  of(manager: EntityManager, userIds: readonly string[]): Promise<PushSubscriptionEntity[]> {
    return manager.find(PushSubscriptionEntity, {
      where: { userId: In([...userIds]) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  async save(manager: EntityManager, row: PushSubscriptionEntity): Promise<void> {
    await manager.upsert(PushSubscriptionEntity, row, ['id']);
  }

  /** Of this user only; false where there is none. */
  async remove(manager: EntityManager, { id, userId }: { id: string; userId: string }): Promise<boolean> {
    return ((await manager.delete(PushSubscriptionEntity, { id, userId })).affected ?? 0) > 0;
  }

  async removeAllOf(manager: EntityManager, userId: string): Promise<void> {
    await manager.delete(PushSubscriptionEntity, { userId });
  }
}
