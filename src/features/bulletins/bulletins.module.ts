import { Module } from '@nestjs/common';
import { AreasModule } from '../areas';
import { ApprovalReminders, ReminderParts } from './approval-reminders';
import { ApprovalService } from './approval.service';
import { ApproversController } from './approvers.controller';
import { ApproversRepository } from './approvers.repository';
import { ApproversService } from './approvers.service';
import { BulletinContent } from './bulletin-content';
import { BulletinsController } from './bulletins.controller';
import { BulletinsRepository } from './bulletins.repository';
import { BulletinsService } from './bulletins.service';
import { BulletinChanges } from './change';
import { ExpiryWatch } from './expiry-watch';
import { RenderingNews } from './rendering-news';
import { WritingService } from './writing.service';

/** Bulletins from the first draft to their approval and its end. MediaModule and AccountsModule are global. */
@Module({
  imports: [AreasModule],
  controllers: [BulletinsController, ApproversController],
  providers: [
    { provide: BulletinsRepository, useValue: new BulletinsRepository() },
    { provide: ApproversRepository, useValue: new ApproversRepository() },
    ApproversService,
    ReminderParts,
    ApprovalReminders,
    BulletinContent,
    BulletinChanges,
    BulletinsService,
    WritingService,
    ApprovalService,
    RenderingNews,
    ExpiryWatch,
  ],
  exports: [BulletinsService, WritingService, ApprovalService, ApproversService, ApprovalReminders],
})
export class BulletinsModule {}
