export { CampaignProgressModule } from './campaign-progress.module';
export { ProgressService } from './progress.service';
export { ProposalParts, ProposalsService } from './proposals.service';
