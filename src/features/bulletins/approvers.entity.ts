import { Check, Entity, Index } from 'typeorm';
import type { Delegation, StandingApproval } from '../../domain/bulletins/approvers';
import {
  BigintColumn,
  BooleanColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  TextColumn,
} from '../../platform/database/columns';

/** Who approves in an area and below, first to last, where a lower area has no list of its own. */
@Entity('approval_orders')
export class ApprovalOrderEntity {
  @IdColumn('area_code') areaCode!: string;
  @JsonColumn('user_ids') userIds!: string[];
  @BooleanColumn('author_may_approve') authorMayApprove!: boolean;
  @IntegerColumn('revision') revision!: number;
  @BigintColumn('updated_at') updatedAt!: number;
}

@Entity('approval_delegations')
@Index('approval_delegations_area', ['areaCode'])
export class DelegationEntity implements Delegation {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('from_user_id') fromUserId!: string;
  @TextColumn('to_user_id') toUserId!: string;
  @BigintColumn('from_at') fromAt!: number;
  @BigintColumn('until_at') untilAt!: number;
  @BigintColumn('ended_at', { nullable: true }) endedAt!: number | null;
  @TextColumn('reason') reason!: string;
  @BigintColumn('created_at') createdAt!: number;
  /** When it had begun and the other was told of what waited already. */
  @BigintColumn('handed_over_at', { nullable: true }) handedOverAt!: number | null;
}

@Entity('standing_approvals')
@Index('standing_approvals_area', ['areaCode', 'topicCode'])
@Check('standing_approvals_kind', "kind IN ('relay', 'programme')")
export class StandingApprovalEntity implements StandingApproval {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('kind') kind!: 'relay' | 'programme';
  @TextColumn('key') key!: string;
  @TextColumn('topic_code') topicCode!: string;
  @TextColumn('granted_by') grantedBy!: string;
  @BigintColumn('from_at') fromAt!: number;
  @BigintColumn('until_at') untilAt!: number;
  @BigintColumn('ended_at', { nullable: true }) endedAt!: number | null;
  @TextColumn('reason') reason!: string;
  @BigintColumn('created_at') createdAt!: number;
}
