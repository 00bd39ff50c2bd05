import { Module } from '@nestjs/common';
import { AreasModule } from '../areas';
import { ApprovalService } from './approval.service';
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
  controllers: [BulletinsController],
  providers: [
    { provide: BulletinsRepository, useValue: new BulletinsRepository() },
    BulletinContent,
    BulletinChanges,
    BulletinsService,
    WritingService,
    ApprovalService,
    RenderingNews,
    ExpiryWatch,
  ],
  exports: [BulletinsService, WritingService, ApprovalService],
})
export class BulletinsModule {}
