import { Entity, Index } from 'typeorm';
import type { Decision } from '../../domain/scheduling/decision';
import { BigintColumn, IdColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

/** What somebody decided about single sessions, honoured by every later plan (S2, S10). */
@Entity('schedule_decisions')
@Index('schedule_decisions_area', ['areaCode'])
export class DecisionEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  /** Null: everywhere. */
  @TextColumn('slot_occurrence_id', { nullable: true }) slotOccurrenceId!: string | null;
  @JsonColumn('decision') decision!: Decision;
  @TextColumn('reason') reason!: string;
  @TextColumn('by_name') byName!: string;
  @BigintColumn('at') at!: number;
}
