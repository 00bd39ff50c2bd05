import { Check, Entity, Index } from 'typeorm';
import type { PlanNewsKind } from '../../domain/scheduling/plan-news';
import { BigintColumn, IdColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

/** What people should know of a plan before the day (S3, S10): of days that are over the last word, of later ones the present one. */
@Entity('plan_news')
@Index('plan_news_area', ['areaCode', 'localDate'])
@Check('plan_news_kind', "kind IN ('left-out', 'carried-over', 'unplaced', 'decision-needed', 'blocked')")
export class PlanNewsEntity {
  /** A digest of what is said: the same news has the same id. */
  @IdColumn() id!: string;
  /** The programme area. */
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('kind') kind!: PlanNewsKind;
  @TextColumn('booking_id', { nullable: true }) bookingId!: string | null;
  @TextColumn('bulletin_id', { nullable: true }) bulletinId!: string | null;
  @TextColumn('reason') reason!: string;
  @TextColumn('local_date') localDate!: string;
  @TextColumn('slot_id', { nullable: true }) slotId!: string | null;
  @TextColumn('slot_occurrence_id', { nullable: true }) slotOccurrenceId!: string | null;
  /** Where it goes instead, or what it collides with: ids. */
  @JsonColumn('details') details!: readonly string[];
  @BigintColumn('at') at!: number;
}
