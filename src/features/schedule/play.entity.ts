import { Entity, Index } from 'typeorm';
import type { AiringResult } from '../../domain/scheduling/rundown';
import { BigintColumn, BooleanColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A play that was handed out to devices, and what became of it: what repeat control, "(PL)" and carry-over rest on (S6, S9). */
@Entity('planned_plays')
@Index('planned_plays_ref', ['areaCode', 'ref', 'startAt'])
@Index('planned_plays_last', ['ref', 'endAt'])
@Index('planned_plays_rundown', ['rundownId'])
export class PlannedPlayEntity {
  @IdColumn('airing_key') airingKey!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('rundown_id') rundownId!: string;
  @TextColumn('ref') ref!: string;
  @TextColumn('local_date') localDate!: string;
  @BigintColumn('start_at') startAt!: number;
  @BigintColumn('end_at') endAt!: number;
  /** The best of its devices; null while none has reported. */
  @TextColumn('result', { nullable: true }) result!: AiringResult | null;
  /** Whether it is a play still: a miss gives it back. */
  @BooleanColumn('counts') counts!: boolean;
}

/** What one device reported last of one play. */
@Entity('play_results')
export class PlayResultEntity {
  @IdColumn('airing_key') airingKey!: string;
  @IdColumn('device_id') deviceId!: string;
  @TextColumn('commune_code') communeCode!: string;
  @TextColumn('result') result!: AiringResult;
  /** Whether the device counts for the commune (L5). */
  @BooleanColumn('counts') counts!: boolean;
  @BigintColumn('at') at!: number;
}
