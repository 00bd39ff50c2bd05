import { Controller } from '@nestjs/common';
import { notificationsRoutes, type NoticeSettingsView } from '../../contracts/http/notifications';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { CurrentUser, SignedIn } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { PushSender } from '../../platform/push/push-sender';
import { InboxService } from './inbox.service';
import { NoticeSettingsService } from './notice-settings.service';

@Controller()
export class NotificationsController {
  constructor(
    private readonly inbox: InboxService,
    private readonly settings: NoticeSettingsService,
    private readonly push: PushSender,
  ) {}

  @Endpoint(notificationsRoutes.list)
  @SignedIn()
  list(
    @Input() { query }: InputOf<typeof notificationsRoutes.list>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof notificationsRoutes.list>> {
    return this.inbox.list(user, query.before, query.limit);
  }

  @Endpoint(notificationsRoutes.markRead)
  @SignedIn()
  async markRead(
    @Input() { body }: InputOf<typeof notificationsRoutes.markRead>,
    @CurrentUser() user: Principal,
  ): Promise<{ unread: number }> {
    return { unread: await this.inbox.markRead(user, body.upTo) };
  }

  @Endpoint(notificationsRoutes.settings)
  @SignedIn()
  getSettings(
    @Input() _input: InputOf<typeof notificationsRoutes.settings>,
    @CurrentUser() user: Principal,
  ): Promise<NoticeSettingsView> {
    return this.settings.get(user);
  }

  @Endpoint(notificationsRoutes.setSettings)
  @SignedIn()
  setSettings(
    @Input() { body }: InputOf<typeof notificationsRoutes.setSettings>,
    @CurrentUser() user: Principal,
  ): Promise<NoticeSettingsView> {
    return this.settings.set(user, body);
  }

  @Endpoint(notificationsRoutes.pushKey)
  @SignedIn()
  pushKey(@Input() _input: InputOf<typeof notificationsRoutes.pushKey>): { publicKey: string } {
    return { publicKey: this.push.publicKey };
  }

  @Endpoint(notificationsRoutes.subscribe)
  @SignedIn()
  async subscribe(
    @Input() { body }: InputOf<typeof notificationsRoutes.subscribe>,
    @CurrentUser() user: Principal,
  ): Promise<{ id: string }> {
    return { id: await this.settings.subscribe(user, body) };
  }

  @Endpoint(notificationsRoutes.unsubscribe)
  @SignedIn()
  async unsubscribe(
    @Input() { params }: InputOf<typeof notificationsRoutes.unsubscribe>,
    @CurrentUser() user: Principal,
  ): Promise<undefined> {
    await this.settings.unsubscribe(user, params.id);
  }
}
