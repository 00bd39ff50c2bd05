import { Check, Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../../platform/database/columns';

const nullable = { nullable: true };

/** One session of a commune without a box: the file somebody took, and the two taps of who played it. */
@Entity('manual_sessions')
export class ManualSessionEntity {
  @IdColumn('device_id') deviceId!: string;
  @IdColumn('rundown_id') rundownId!: string;
  /** When the session was to begin. */
  @BigintColumn('session_at') sessionAt!: number;
  /** The manifest the file was made from, or the one in force at the first tap where nobody took a file here. */
  @BigintColumn('manifest_version', nullable) manifestVersion!: number | null;
  /** Names the content of the file; see `SessionProgramme`. */
  @TextColumn('mark', nullable) mark!: string | null;
  @BigintColumn('downloaded_at', nullable) downloadedAt!: number | null;
  @TextColumn('downloaded_by', nullable) downloadedBy!: string | null;
  @BigintColumn('started_at', nullable) startedAt!: number | null;
  @TextColumn('started_by', nullable) startedBy!: string | null;
  @BigintColumn('ended_at', nullable) endedAt!: number | null;
  @TextColumn('ended_by', nullable) endedBy!: string | null;
  /** Since when its rows are in the ledger. */
  @BigintColumn('booked_at', nullable) bookedAt!: number | null;
}

/** Somebody spoke, or will speak, at the amplifier. Counts only once it is confirmed to have been. */
@Entity('live_speeches')
@Index('live_speeches_device', ['deviceId', 'startAt'])
@Check('live_speeches_state', "state IN ('declared', 'confirmed', 'withdrawn')")
export class LiveSpeechEntity {
  @IdColumn() id!: string;
  @TextColumn('device_id') deviceId!: string;
  @TextColumn('title') title!: string;
  @TextColumn('topic_code') topicCode!: string;
  @TextColumn('language') language!: string;
  @TextColumn('speaker') speaker!: string;
  @BigintColumn('start_at') startAt!: number;
  @BigintColumn('end_at') endAt!: number;
  @TextColumn('state') state!: 'declared' | 'confirmed' | 'withdrawn';
  @BigintColumn('declared_at') declaredAt!: number;
  @TextColumn('declared_by') declaredBy!: string;
  /** Who confirmed or withdrew it. */
  @TextColumn('settled_by', nullable) settledBy!: string | null;
}
