import { Check, Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, IntegerColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

@Entity('campaigns')
export class CampaignEntity {
  @IdColumn() id!: string;
  @TextColumn('title') title!: string;
  @TextColumn('created_by', { nullable: true }) createdBy!: string | null;
  @IntegerColumn('revision', { default: 1 }) revision!: number;
  @BigintColumn('created_at') createdAt!: number;
}

/** One area that a campaign is for; it covers what lies below. */
@Entity('campaign_areas')
@Index('campaign_areas_area', ['areaCode'])
export class CampaignAreaEntity {
  @IdColumn('campaign_id') campaignId!: string;
  @IdColumn('area_code') areaCode!: string;
}

/** A stretch of local dates, both included. */
@Entity('campaign_phases')
@Index('campaign_phases_campaign', ['campaignId', 'position'])
export class CampaignPhaseEntity {
  @IdColumn() id!: string;
  @TextColumn('campaign_id') campaignId!: string;
  @IntegerColumn('position') position!: number;
  @TextColumn('title') title!: string;
  @TextColumn('from_date') fromDate!: string;
  @TextColumn('to_date') toDate!: string;
}

/** A content to cover in a phase; bulletins name it by campaign and content id. */
@Entity('campaign_contents')
@Index('campaign_contents_phase', ['phaseId', 'position'])
export class CampaignContentEntity {
  @IdColumn() id!: string;
  @TextColumn('campaign_id') campaignId!: string;
  @TextColumn('phase_id') phaseId!: string;
  @IntegerColumn('position') position!: number;
  @TextColumn('text') text!: string;
  @JsonColumn('topic_codes') topicCodes!: string[];
}

/** What a phase aims at, in each commune that it covers. */
@Entity('campaign_targets')
@Index('campaign_targets_campaign', ['campaignId', 'position'])
@Check('campaign_targets_per', "per IN ('phase', 'week')")
export class CampaignTargetEntity {
  @IdColumn() id!: string;
  @TextColumn('campaign_id') campaignId!: string;
  @TextColumn('phase_id') phaseId!: string;
  @IntegerColumn('position') position!: number;
  @TextColumn('topic_code', { nullable: true }) topicCode!: string | null;
  @TextColumn('area_code', { nullable: true }) areaCode!: string | null;
  @TextColumn('per') per!: 'phase' | 'week';
  @IntegerColumn('minutes', { nullable: true }) minutes!: number | null;
  @IntegerColumn('airings', { nullable: true }) airings!: number | null;
}

export const campaignEntities = [
  CampaignEntity,
  CampaignAreaEntity,
  CampaignPhaseEntity,
  CampaignContentEntity,
  CampaignTargetEntity,
];
