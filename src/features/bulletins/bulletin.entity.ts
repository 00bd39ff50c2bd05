import { Check, Entity, Index } from 'typeorm';
import type { AiringRequest, Priority } from '../../domain/bulletins/request';
import type { VersionState } from '../../domain/bulletins/version-states';
import {
  BigintColumn,
  BooleanColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  TextColumn,
} from '../../platform/database/columns';
import type { Bulletin, Version } from './bulletin';

@Entity('bulletins')
@Index('bulletins_area', ['areaCode', 'id'])
@Index('bulletins_topic', ['topicCode', 'id'])
@Index('bulletins_campaign', ['campaignId', 'contentId'])
@Check('bulletins_priority', "priority IN ('emergency', 'priority', 'normal')")
export class BulletinEntity implements Omit<Bulletin, 'areaCodes'> {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('title') title!: string;
  @TextColumn('summary', { nullable: true }) summary!: string | null;
  @TextColumn('text_twin', { nullable: true }) textTwin!: string | null;
  @TextColumn('topic_code') topicCode!: string;
  @TextColumn('priority') priority!: Priority;
  @TextColumn('source', { nullable: true }) source!: string | null;
  @TextColumn('author', { nullable: true }) author!: string | null;
  @BigintColumn('valid_from', { nullable: true }) validFrom!: number | null;
  @BigintColumn('valid_until', { nullable: true }) validUntil!: number | null;
  @JsonColumn('request', { nullable: true }) request!: AiringRequest | null;
  @TextColumn('campaign_id', { nullable: true }) campaignId!: string | null;
  @TextColumn('content_id', { nullable: true }) contentId!: string | null;
  /** Title, summary, text, source and author without case and marks (B8). */
  @TextColumn('search_text') searchText!: string;
  @IntegerColumn('edit_number') editNumber!: number;
  @BigintColumn('created_at') createdAt!: number;
  @TextColumn('created_by', { nullable: true }) createdBy!: string | null;
  @BigintColumn('updated_at') updatedAt!: number;
  @TextColumn('updated_by', { nullable: true }) updatedBy!: string | null;
}

/** One area in which a bulletin is to be heard. */
@Entity('bulletin_areas')
@Index('bulletin_areas_area', ['areaCode'])
export class BulletinAreaEntity {
  @IdColumn('bulletin_id') bulletinId!: string;
  @IdColumn('area_code') areaCode!: string;
}

@Entity('bulletin_versions')
@Index('bulletin_versions_revision', ['bulletinId', 'language', 'revision'], { unique: true })
@Index('bulletin_versions_media', ['mediaId'])
@Index('bulletin_versions_by_state', ['state'])
@Check(
  'bulletin_versions_state',
  "state IN ('draft', 'processing', 'ready', 'refused', 'submitted', 'approved', 'returned', 'void', 'recalled', 'expired')",
)
export class BulletinVersionEntity implements Version {
  @IdColumn() id!: string;
  @TextColumn('bulletin_id') bulletinId!: string;
  @TextColumn('language') language!: string;
  @IntegerColumn('revision') revision!: number;
  @TextColumn('media_id', { nullable: true }) mediaId!: string | null;
  @TextColumn('state') state!: VersionState;
  @BooleanColumn('soft') soft!: boolean;
  @BigintColumn('state_at') stateAt!: number;
  @TextColumn('reason', { nullable: true }) reason!: string | null;
  @BooleanColumn('awaits_change') awaitsChange!: boolean;
  @TextColumn('superseded_by', { nullable: true }) supersededBy!: string | null;
  @BigintColumn('submitted_at', { nullable: true }) submittedAt!: number | null;
  @TextColumn('submitted_by', { nullable: true }) submittedBy!: string | null;
  @BigintColumn('approved_at', { nullable: true }) approvedAt!: number | null;
  @TextColumn('approved_by', { nullable: true }) approvedBy!: string | null;
  @TextColumn('fingerprint', { nullable: true }) fingerprint!: string | null;
  @TextColumn('standing_approval_id', { nullable: true }) standingApprovalId!: string | null;
  @IntegerColumn('asked', { default: 0 }) asked!: number;
  @BigintColumn('created_at') createdAt!: number;
  @TextColumn('created_by', { nullable: true }) createdBy!: string | null;
}

/** Which bulletin was made of what a user sent under a key of the browser's own. */
@Entity('bulletin_sends')
export class BulletinSendEntity {
  @IdColumn('user_id') userId!: string;
  @IdColumn('send_key') sendKey!: string;
  @TextColumn('bulletin_id') bulletinId!: string;
  @BigintColumn('created_at') createdAt!: number;
}
