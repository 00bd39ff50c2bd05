import { type EntityManager, IsNull, LessThan, LessThanOrEqual } from 'typeorm';
import { NoticeEntity } from './notice.entity';

export class NoticesRepository {
  async add(manager: EntityManager, rows: NoticeEntity[]): Promise<void> {
    if (rows.length === 0) return;
    await manager.createQueryBuilder().insert().into(NoticeEntity).values(rows).orIgnore().execute();
  }

  /** Newest first, older than `before`. */
  page(manager: EntityManager, userId: string, before: string | undefined, limit: number): Promise<NoticeEntity[]> {
    const where = before === undefined ? { userId } : { userId, id: LessThan(before) };
    return manager.find(NoticeEntity, { where, order: { id: 'DESC' }, take: limit });
  }

  unread(manager: EntityManager, userId: string): Promise<number> {
    return manager.countBy(NoticeEntity, { userId, readAt: IsNull() });
  }

  async markRead(manager: EntityManager, userId: string, upTo: string, readAt: number): Promise<void> {
    await manager.update(NoticeEntity, { userId, id: LessThanOrEqual(upTo), readAt: IsNull() }, { readAt });
  }
}
