import { Check, Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';
import type { Topic, TopicOrigin } from './topic';

@Entity('topics')
@Index('topics_parent', ['parentCode'])
@Check('topics_origin', "origin IN ('list', 'local')")
export class TopicEntity implements Topic {
  @IdColumn('code') code!: string;
  @TextColumn('parent_code', { nullable: true }) parentCode!: string | null;
  @TextColumn('name_vi') nameVi!: string;
  @TextColumn('name_en') nameEn!: string;
  @TextColumn('name_search') nameSearch!: string;
  @TextColumn('origin') origin!: TopicOrigin;
  @BigintColumn('retired_at', { nullable: true }) retiredAt!: number | null;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('updated_at') updatedAt!: number;
}
