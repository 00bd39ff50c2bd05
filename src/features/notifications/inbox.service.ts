import { Injectable } from '@nestjs/common';
import type { NoticeView } from '../../contracts/http/notifications';
import type { Principal } from '../../domain/access/principal';
import { pageOf } from '../../domain/notifications/message';
import { noticeText } from '../../domain/notifications/notice';
import { ReadDatabase } from '../../platform/database/database';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { NoticesRepository } from './notices.repository';

/** Each user's own inbox. */
@Injectable()
export class InboxService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: NoticesRepository,
  ) {}

  async list(
    { userId }: Principal,
    before: string | undefined,
    limit: number,
  ): Promise<{ notices: NoticeView[]; next: string | null; unread: number }> {
    const rows = await this.repository.page(this.read.manager, userId, before, limit + 1);
    const shown = rows.slice(0, limit);
    const sent = await this.repository.deliveries(
      this.read.manager,
      shown.map((row) => row.id),
    );
    const notices = shown.map(({ id, at, kind, data, readAt }) => {
      const deliveries = sent
        .filter((one) => one.noticeId === id)
        .map(({ channel, state, createdAt, endedAt }) => ({ channel, state, at: endedAt ?? createdAt }));
      const { bulletinId } = data;
      return { id, at, kind, bulletinId, page: pageOf(kind, data), text: noticeText(kind, data), readAt, deliveries };
    });
    const next = rows.length > limit ? (notices.at(-1)?.id ?? null) : null;
    return { notices, next, unread: await this.repository.unread(this.read.manager, userId) };
  }

  /** Marks this notice and the older ones; answers how many stay unread. */
  async markRead(user: Principal, upTo: string): Promise<number> {
    return this.uow.run(actorOf(user), async (tx) => {
      const { userId } = user;
      // The other open pages of the same person count anew.
      if (await this.repository.markRead(tx.manager, userId, upTo, tx.nowMs))
        await tx.emit({ type: 'notice.read', payload: { userIds: [userId] } });
      return this.repository.unread(tx.manager, userId);
    });
  }
}
