import { Injectable, type OnModuleInit } from '@nestjs/common';
import { pushOf, type Telling } from '../../domain/notifications/message';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { PushSender } from '../../platform/push/push-sender';
import { SessionEndings } from '../accounts';
import type { NoticeChannel, Outcome, Recipient } from './channels';
import { SubscriptionsRepository } from './subscriptions.repository';

const actor = systemActor('notifications');

/** Notices on the phones and browsers that asked for them. */
@Injectable()
export class PushChannel implements NoticeChannel, OnModuleInit {
  readonly name = 'push';
  readonly ready = true;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: SubscriptionsRepository,
    private readonly sender: PushSender,
    private readonly endings: SessionEndings,
  ) {}

  onModuleInit(): void {
    this.endings.alsoEnd((tx, userId) => this.repository.removeAllOf(tx.manager, userId));
  }

  targetsOf({ push, subscriptionIds }: Recipient): string[] {
    return push ? subscriptionIds : [];
  }

  /** A subscription that the push service does not know any more is removed. */
  async deliver(deliveryId: string, target: string, telling: Telling): Promise<Outcome> {
    const found = await this.repository.find(this.read.manager, target);
    if (!found) return { state: 'gone', detail: 'unsubscribed' };
    const { endpoint, p256dh, auth } = found;
    // The page shows one notification for one id, however often it comes.
    const message = JSON.stringify({ id: deliveryId, ...pushOf(telling) });
    const outcome = await this.sender.send({ endpoint, keys: { p256dh, auth } }, message);
    if (outcome.state === 'gone') await this.uow.run(actor, (tx) => this.repository.remove(tx.manager, found));
    return outcome;
  }
}
