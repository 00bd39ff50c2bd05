import { Check, Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, IntegerColumn, JsonColumn, TextColumn } from '../../platform/database/columns';
import type { SlotEntity } from './slot.entity';

export const slotChangeKinds = ['created', 'changed', 'paused', 'resumed', 'copied', 'retired', 'undone'] as const;
export type SlotChangeKind = (typeof slotChangeKinds)[number];

/** What one save did to one slot; those of one save share a group, so that it can be undone as one. */
@Entity('slot_changes')
@Index('slot_changes_area', ['areaCode', 'at'])
@Index('slot_changes_slot', ['slotId'])
@Index('slot_changes_group', ['groupId'])
@Check('slot_changes_kind', "kind IN ('created', 'changed', 'paused', 'resumed', 'copied', 'retired', 'undone')")
export class SlotChangeEntity {
  @IdColumn() id!: string;
  @TextColumn('group_id') groupId!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('slot_id') slotId!: string;
  @TextColumn('kind') kind!: SlotChangeKind;
  @JsonColumn('before', { nullable: true }) before!: SlotEntity | null;
  @JsonColumn('after') after!: SlotEntity;
  /** The revision that the slot had after it: undoing needs that nobody has changed it since. */
  @IntegerColumn('revision') revision!: number;
  @TextColumn('by_name') byName!: string;
  @BigintColumn('at') at!: number;
  @BigintColumn('undone_at', { nullable: true }) undoneAt!: number | null;
}
