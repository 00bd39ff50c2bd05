export { campaignEntities } from './campaign.entity';
