import { Check, Entity, Index } from 'typeorm';
import type { SlotRule } from '../../domain/time/slot-rule';
import { BigintColumn, IdColumn, IntegerColumn, JsonColumn, TextColumn } from '../../platform/database/columns';
import type { SlotFrame } from './slot-frame';

/** A recurring window of an area (design section 2). */
@Entity('slots')
@Index('slots_area', ['areaCode'])
@Check('slots_sharing', "sharing IN ('exclusive', 'shared')")
@Check('slots_takes', "takes IN ('anything', 'priority')")
export class SlotEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('name') name!: string;
  @JsonColumn('rule') rule!: SlotRule;
  @TextColumn('sharing') sharing!: 'exclusive' | 'shared';
  @TextColumn('takes') takes!: 'anything' | 'priority';
  /** An extra session's bulletins; it takes nothing else (S13). Null for every other slot. */
  @JsonColumn('only_refs', { nullable: true }) onlyRefs!: string[] | null;
  @JsonColumn('frame') frame!: SlotFrame;
  /** Counts changes: an editor names the one it saw. */
  @IntegerColumn('revision') revision!: number;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('retired_at', { nullable: true }) retiredAt!: number | null;
}
