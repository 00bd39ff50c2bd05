import { type EntityManager, In, IsNull, LessThan, LessThanOrEqual, MoreThan } from 'typeorm';
import type { NoticeKind } from '../../domain/notifications/notice-kinds';
import { isIn, query, sql } from '../../platform/database/sql';
import { NoticeDeliveryEntity } from './notice-delivery.entity';
import { NoticeSettingsEntity } from './notice-settings.entity';
import { NoticeEntity } from './notice.entity';

export class NoticesRepository {
  /** Stores those that were not told yet, and returns these. */
  async add(manager: EntityManager, rows: NoticeEntity[]): Promise<NoticeEntity[]> {
    if (rows.length === 0) return [];
    await manager.createQueryBuilder().insert().into(NoticeEntity).values(rows).orIgnore().execute();
    return manager.findBy(NoticeEntity, { id: In(rows.map((row) => row.id)) });
  }

  find(manager: EntityManager, id: string): Promise<NoticeEntity | null> {
    return manager.findOneBy(NoticeEntity, { id });
  }

  /** Whether anybody was told of this since an instant. */
  toldSince(manager: EntityManager, kind: NoticeKind, since: number): Promise<boolean> {
    return manager.existsBy(NoticeEntity, { kind, at: MoreThan(since) });
  }

  /** Newest first, older than `before`. */
  page(manager: EntityManager, userId: string, before: string | undefined, limit: number): Promise<NoticeEntity[]> {
    const where = before === undefined ? { userId } : { userId, id: LessThan(before) };
    return manager.find(NoticeEntity, { where, order: { id: 'DESC' }, take: limit });
  }

  unread(manager: EntityManager, userId: string): Promise<number> {
    return manager.countBy(NoticeEntity, { userId, readAt: IsNull() });
  }

  /** False where nothing was unread. */
  async markRead(manager: EntityManager, userId: string, upTo: string, readAt: number): Promise<boolean> {
    const unread = { userId, id: LessThanOrEqual(upTo), readAt: IsNull() };
    return ((await manager.update(NoticeEntity, unread, { readAt })).affected ?? 0) > 0;
  }

  settings(manager: EntityManager, userIds: readonly string[]): Promise<NoticeSettingsEntity[]> {
    return manager.findBy(NoticeSettingsEntity, { userId: In([...userIds]) });
  }

  async saveSettings(manager: EntityManager, row: NoticeSettingsEntity): Promise<void> {
    await manager.upsert(NoticeSettingsEntity, row, ['userId']);
  }

  /** Of these users those whose account is open. */
  async open(manager: EntityManager, userIds: readonly string[]): Promise<string[]> {
    const statement = sql`SELECT id FROM users WHERE ${isIn('id', userIds)} AND disabled_at IS NULL`;
    return (await query<{ id: string }>(manager, statement)).map((row) => row.id);
  }

  async addDeliveries(manager: EntityManager, rows: NoticeDeliveryEntity[]): Promise<void> {
    if (rows.length > 0) await manager.insert(NoticeDeliveryEntity, rows);
  }

  delivery(manager: EntityManager, id: string): Promise<NoticeDeliveryEntity | null> {
    return manager.findOneBy(NoticeDeliveryEntity, { id });
  }

  deliveries(manager: EntityManager, noticeIds: readonly string[]): Promise<NoticeDeliveryEntity[]> {
    return manager.find(NoticeDeliveryEntity, {
      where: { noticeId: In([...noticeIds]) },
      order: { channel: 'ASC', createdAt: 'ASC', id: 'ASC' },
    });
  }

  /** What has ended stays as it ended. */
  async saveDelivery(manager: EntityManager, id: string, change: Partial<NoticeDeliveryEntity>): Promise<void> {
    await manager.update(NoticeDeliveryEntity, { id, state: 'waiting' }, change);
  }
}
