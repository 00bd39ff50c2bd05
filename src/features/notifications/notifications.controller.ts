import { Controller } from '@nestjs/common';
import { notificationsRoutes } from '../../contracts/http/notifications';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { CurrentUser, SignedIn } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { InboxService } from './inbox.service';

@Controller()
export class NotificationsController {
  constructor(private readonly inbox: InboxService) {}

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
}
