import { Check, Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, IntegerColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

/** Moments after the approval, or at a set time. */
export type WantedStart = { kind: 'now' } | { kind: 'at'; date: string; startLocal: string };

/** Priority items outside the ordinary sessions (S13): asked for by one, approved by another; then a slot of its own. */
@Entity('extra_sessions')
@Index('extra_sessions_area', ['areaCode', 'requestedAt'])
@Check('extra_sessions_state', "state IN ('requested', 'approved', 'refused')")
export class ExtraSessionEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @JsonColumn('bulletin_ids') bulletinIds!: string[];
  @TextColumn('reason') reason!: string;
  @JsonColumn('wanted') wanted!: WantedStart;
  @IntegerColumn('length_minutes') lengthMinutes!: number;
  @TextColumn('state') state!: 'requested' | 'approved' | 'refused';
  @TextColumn('slot_id', { nullable: true }) slotId!: string | null;
  @TextColumn('requested_by') requestedBy!: string;
  @TextColumn('requested_by_id', { nullable: true }) requestedById!: string | null;
  @BigintColumn('requested_at') requestedAt!: number;
  @TextColumn('decided_by', { nullable: true }) decidedBy!: string | null;
  @BigintColumn('decided_at', { nullable: true }) decidedAt!: number | null;
  @IntegerColumn('revision') revision!: number;
}
