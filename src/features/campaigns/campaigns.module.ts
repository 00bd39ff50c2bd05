import { Module } from '@nestjs/common';
import { AreasModule } from '../areas';
import { TopicsModule } from '../topics';
import { CampaignsController } from './campaigns.controller';
import { CampaignsService } from './campaigns.service';

@Module({
  imports: [AreasModule, TopicsModule],
  controllers: [CampaignsController],
  providers: [CampaignsService],
  exports: [CampaignsService],
})
export class CampaignsModule {}
