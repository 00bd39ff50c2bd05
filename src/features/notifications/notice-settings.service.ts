import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { NoticeSettingsView } from '../../contracts/http/notifications';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { ReadDatabase } from '../../platform/database/database';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { type PushTarget, PushSender } from '../../platform/push/push-sender';
import { NOTICE_CHANNELS, type NoticeChannel } from './channels';
import { defaultSettings, type NoticeSettings } from './notice-settings.entity';
import { NoticesRepository } from './notices.repository';
import { SubscriptionsRepository } from './subscriptions.repository';

/** How each user wants to be told: everybody decides for themselves. */
@Injectable()
export class NoticeSettingsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: NoticesRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly push: PushSender,
    @Inject(NOTICE_CHANNELS) private readonly channels: readonly NoticeChannel[],
  ) {}

  async get({ userId }: Principal): Promise<NoticeSettingsView> {
    const [own = defaultSettings] = await this.repository.settings(this.read.manager, [userId]);
    return this.view(userId, own);
  }

  async set(user: Principal, wanted: NoticeSettings): Promise<NoticeSettingsView> {
    const { userId } = user;
    await this.uow.run(actorOf(user), async (tx) => {
      const [before] = await this.repository.settings(tx.manager, [userId]);
      const after = { ...wanted, userId, updatedAt: tx.nowMs };
      await this.repository.saveSettings(tx.manager, after);
      const change = { ...(before ? { before } : {}), after };
      await tx.audit({ action: 'user.notice-settings', entity: 'user', entityId: userId, ...change });
    });
    return this.view(userId, wanted);
  }

  /** Throws INPUT_INVALID for an endpoint that the station will never call. */
  async subscribe(user: Principal, { endpoint, keys }: PushTarget): Promise<string> {
    if (this.push.faultOf(endpoint) !== null) throw refusedEndpoint();
    const id = createHash('sha256').update(endpoint).digest('hex').slice(0, 32);
    const { userId } = user;
    await this.uow.run(actorOf(user), async (tx) => {
      await this.subscriptions.save(tx.manager, { id, userId, endpoint, ...keys, createdAt: tx.nowMs });
      await tx.audit({ action: 'user.push-subscribed', entity: 'user', entityId: userId, after: { id } });
    });
    return id;
  }

  /** Throws NOT_FOUND for what is not the user's own. */
  async unsubscribe(user: Principal, id: string): Promise<void> {
    const { userId } = user;
    await this.uow.run(actorOf(user), async (tx) => {
      if (!(await this.subscriptions.remove(tx.manager, { id, userId })))
        throw new Fault('NOT_FOUND', { what: 'push subscription', id });
      await tx.audit({ action: 'user.push-unsubscribed', entity: 'user', entityId: userId, before: { id } });
    });
  }

  private async view(userId: string, own: NoticeSettings): Promise<NoticeSettingsView> {
    const { language, email, mail, push, inboxOnly } = own;
    const channels = this.channels.filter((channel) => channel.ready).map((channel) => channel.name);
    const subscriptions = (await this.subscriptions.of(this.read.manager, [userId])).map(({ id }) => id);
    return { language, email, mail, push, inboxOnly, channels, subscriptions };
  }
}

function refusedEndpoint(): Fault<'INPUT_INVALID'> {
  const issue = {
    path: 'endpoint',
    message: 'must be the https address of a push service on the Internet',
    messageVi: 'phải là địa chỉ https của một dịch vụ thông báo trên Internet',
  };
  return new Fault('INPUT_INVALID', { issues: [issue] });
}
