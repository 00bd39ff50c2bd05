import { Check, Entity, Index } from 'typeorm';
import { BigintColumn, BooleanColumn, IdColumn, JsonColumn, TextColumn } from '../../platform/database/columns';
import type { Area, AreaLevel, FormerState, Successor } from './area';

/** An area's present or last state, and its settings. */
@Entity('areas')
@Index('areas_parent', ['parentCode'])
@Check('areas_level', "level IN ('nation', 'province', 'district', 'commune', 'zone')")
export class AreaEntity implements Area {
  @IdColumn('code') code!: string;
  @TextColumn('level') level!: AreaLevel;
  @TextColumn('name') name!: string;
  @TextColumn('name_search') nameSearch!: string;
  @TextColumn('parent_code', { nullable: true }) parentCode!: string | null;
  @TextColumn('valid_from', { nullable: true }) validFrom!: string | null;
  @TextColumn('valid_to', { nullable: true }) validTo!: string | null;
  @BooleanColumn('counts_embedded', { nullable: true }) countsEmbedded!: boolean | null;
  @TextColumn('time_zone', { nullable: true }) timeZone!: string | null;
  @JsonColumn('languages', { nullable: true }) languages!: string[] | null;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('updated_at') updatedAt!: number;
}

/** What a code stood for earlier; one row per ended state. */
@Entity('area_former_states')
export class AreaFormerStateEntity implements FormerState {
  @IdColumn('code') code!: string;
  @IdColumn('valid_to') validTo!: string;
  @TextColumn('valid_from', { nullable: true }) validFrom!: string | null;
  @TextColumn('name') name!: string;
  @TextColumn('name_search') nameSearch!: string;
  @TextColumn('parent_code', { nullable: true }) parentCode!: string | null;
}

/** Which commune went into which. */
@Entity('area_successors')
@Index('area_successors_new', ['newCode'])
export class AreaSuccessorEntity implements Successor {
  /** `successorKey`: importing the same list again meets the same row. */
  @IdColumn() id!: string;
  @TextColumn('new_code') newCode!: string;
  @TextColumn('old_code', { nullable: true }) oldCode!: string | null;
  @TextColumn('old_name') oldName!: string;
  @TextColumn('old_name_search') oldNameSearch!: string;
  @TextColumn('old_district') oldDistrict!: string;
  @TextColumn('old_province') oldProvince!: string;
  @BigintColumn('created_at') createdAt!: number;
}
