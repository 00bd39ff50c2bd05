import { Inject, Injectable } from '@nestjs/common';
import type { NoticeData, NoticeKind } from '../../domain/notifications/notice-kinds';
import { newId } from '../../platform/clock/identifiers';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { LoaEvent } from '../../platform/events/event-dispatcher';
import { NOTICE_CHANNELS, type NoticeChannel, type Recipient } from './channels';
import { deliveryJob } from './delivery.job';
import { defaultSettings } from './notice-settings.entity';
import type { NoticeEntity } from './notice.entity';
import { NoticesRepository } from './notices.repository';
import { SubscriptionsRepository } from './subscriptions.repository';

const actor = systemActor('notifications');

/**
 * Tells people: a notice in the inbox of each, and in the same transaction a delivery for each place where they want to hear of it as
 * well. What happens to a delivery changes nothing in the inbox.
 */
@Injectable()
export class TellingService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly repository: NoticesRepository,
    private readonly subscriptions: SubscriptionsRepository,
    @Inject(NOTICE_CHANNELS) private readonly channels: readonly NoticeChannel[],
  ) {}

  /** Hearing an event twice tells once. */
  async tell(event: LoaEvent, userIds: readonly string[], kind: NoticeKind, data: NoticeData): Promise<void> {
    if (userIds.length === 0) return;
    await this.uow.run(actor, async (tx) => {
      const notices = [...new Set(userIds)].map((userId) => {
        return { id: newId(tx.nowMs), userId, event: event.sequence, at: tx.nowMs, kind, data, readAt: null };
      });
      const told = await this.repository.add(tx.manager, notices);
      if (told.length === 0) return;
      await this.send(tx, kind, told);
      // Their open pages count anew.
      await tx.emit({ type: 'notice.raised', payload: { userIds: told.map((notice) => notice.userId) } });
    });
  }

  private async send(tx: Transaction, kind: NoticeKind, notices: readonly NoticeEntity[]): Promise<void> {
    const recipients = await this.recipients(
      tx,
      notices.map((notice) => notice.userId),
    );
    const deliveries = notices.flatMap(({ id: noticeId, userId }) => {
      const recipient = recipients.get(userId);
      if (!recipient || recipient.inboxOnly.includes(kind)) return [];
      const ready = this.channels.filter((channel) => channel.ready);
      return ready.flatMap((channel) =>
        channel.targetsOf(recipient).map((target) => ({
          ...{ id: newId(tx.nowMs), noticeId, channel: channel.name, target, state: 'waiting' as const },
          ...{ attempts: 0, detail: null, createdAt: tx.nowMs, endedAt: null },
        })),
      );
    });
    await this.repository.addDeliveries(tx.manager, deliveries);
    for (const { id: deliveryId } of deliveries) await tx.enqueue({ kind: deliveryJob, payload: { deliveryId } });
  }

  /** Settings and browsers of those whose account is open. */
  private async recipients(tx: Transaction, userIds: readonly string[]): Promise<Map<string, Recipient>> {
    const open = await this.repository.open(tx.manager, userIds);
    const settings = await this.repository.settings(tx.manager, open);
    const browsers = await this.subscriptions.of(tx.manager, open);
    return new Map(
      open.map((userId) => {
        const own = settings.find((one) => one.userId === userId) ?? defaultSettings;
        const subscriptionIds = browsers.filter((one) => one.userId === userId).map((one) => one.id);
        return [userId, { ...own, userId, subscriptionIds }];
      }),
    );
  }
}
