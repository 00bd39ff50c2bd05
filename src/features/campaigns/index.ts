export { CampaignsModule } from './campaigns.module';
export { CampaignsService } from './campaigns.service';
export type { Campaign, CampaignContent, CampaignPhase } from './campaign';
export { campaignEntities } from './campaign.entity';
