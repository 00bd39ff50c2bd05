import { Module } from '@nestjs/common';
import { AreasModule } from '../areas';
import { BulletinsModule } from '../bulletins';
import { InboxService } from './inbox.service';
import { News } from './news';
import { NoticesRepository } from './notices.repository';
import { NotificationsController } from './notifications.controller';

/** What people are told, and where they read it. AccountsModule is global. */
@Module({
  imports: [AreasModule, BulletinsModule],
  controllers: [NotificationsController],
  providers: [{ provide: NoticesRepository, useValue: new NoticesRepository() }, InboxService, News],
})
export class NotificationsModule {}
