import { Check, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Colour, Finding } from '../../domain/scheduling/preflight/finding';
import type { AudioCheck } from '../../domain/scheduling/preflight/day';
import type { AudioMark } from '../../domain/scheduling/preflight/times';
import {
  BigintColumn,
  bigintTransformer,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  TextColumn,
} from '../../platform/database/columns';

/** Why a day was judged: at a time of day, after a change, or because somebody asked. */
export type PreflightCause = 'time' | 'change' | 'asked';

/** A commune's day as it was judged last (S8). */
@Entity('preflights')
@Index('preflights_day', ['localDate', 'areaCode'])
@Check('preflights_colour', "colour IN ('red', 'amber', 'green')")
@Check('preflights_because', "because IN ('time', 'change', 'asked')")
export class PreflightEntity {
  @IdColumn('area_code') areaCode!: string;
  @IdColumn('local_date') localDate!: string;
  @TextColumn('colour') colour!: Colour;
  @IntegerColumn('red') red!: number;
  @IntegerColumn('amber') amber!: number;
  @JsonColumn('findings') findings!: readonly Finding[];
  @TextColumn('because') because!: PreflightCause;
  @BigintColumn('judged_at') judgedAt!: number;
}

/** Who was told of a commune's day, of what, and when; append-only. */
@Entity('preflight_tellings')
@Index('preflight_tellings_day', ['areaCode', 'localDate'])
export class PreflightTellingEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('local_date') localDate!: string;
  @BigintColumn('at') at!: number;
  @TextColumn('because') because!: PreflightCause;
  @TextColumn('colour') colour!: Colour;
  @JsonColumn('told') told!: { userId: string; name: string }[];
  /** Keys of the findings, so that a change tells of new ones only. */
  @JsonColumn('keys') keys!: string[];
}

/** A run over all communes at a time of day; the last one says what is to be made up for after a stop. */
@Entity('preflight_runs')
export class PreflightRunEntity {
  @PrimaryColumn({ name: 'due_at', type: 'bigint', transformer: bigintTransformer }) dueAt!: number;
  @TextColumn('local_date') localDate!: string;
  @BigintColumn('ended_at') endedAt!: number;
  @IntegerColumn('communes') communes!: number;
  @IntegerColumn('red') red!: number;
  @IntegerColumn('amber') amber!: number;
}

/** A commune whose plan or devices changed since it was judged. */
@Entity('preflight_marks')
export class PreflightMarkEntity {
  @IdColumn('area_code') areaCode!: string;
  @BigintColumn('marked_at') markedAt!: number;
}

/** What devices held 24 hours, 1 hour and 5 minutes before a session; each mark once. */
@Entity('preflight_audio_checks')
@Index('preflight_audio_checks_day', ['communeCode', 'localDate'])
@Index('preflight_audio_checks_start', ['startAt'])
export class AudioCheckEntity {
  @IdColumn('rundown_id') rundownId!: string;
  @PrimaryColumn({ name: 'mark', type: 'integer' }) mark!: AudioMark;
  @TextColumn('commune_code') communeCode!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('slot_id') slotId!: string;
  @TextColumn('slot_occurrence_id') slotOccurrenceId!: string;
  @TextColumn('local_date') localDate!: string;
  @BigintColumn('start_at') startAt!: number;
  @JsonColumn('devices') devices!: AudioCheck['devices'];
  @BigintColumn('at') at!: number;
}
