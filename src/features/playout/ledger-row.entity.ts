import { Check, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Origin } from '../../domain/airtime/commune-airing';
import type { RowSource } from '../../domain/airtime/effective';
import type { ItemResult } from '../../domain/airtime/result';
import type { PlayClass, Snapshot } from '../../domain/playout/manifest';
import type { ClockTrust, OutputHeard, ResultReason } from '../../domain/playout/row';
import { BigintColumn, bigintTransformer, BooleanColumn, TextColumn } from '../../platform/database/columns';

const nullable = { nullable: true };

/**
 * One row of the ledger, append-only (L1): the bytes as they came and a complete snapshot (L2), so that no later renaming or deletion
 * changes a report. Numbered without gaps in the order of receipt, since each day is sealed in that order (L4).
 */
@Entity('ledger_rows')
@Index('ledger_rows_key', ['deviceId', 'boot', 'sequence'], { unique: true })
@Index('ledger_rows_commune', ['communeCode', 'localDate', 'plannedStartAt', 'receivedNumber'])
@Check('ledger_rows_kind', "kind IN ('intent', 'result')")
@Check('ledger_rows_source', "source IN ('device', 'station', 'correction')")
export class LedgerRowEntity {
  @PrimaryColumn({ name: 'received_number', type: 'bigint', transformer: bigintTransformer }) receivedNumber!: number;
  @BigintColumn('received_at') receivedAt!: number;
  @TextColumn('source') source!: RowSource;
  /** The row this one corrects or replaces. */
  @BigintColumn('supersedes', nullable) supersedes!: number | null;
  /** Who corrected, and why. */
  @TextColumn('author', nullable) author!: string | null;
  @TextColumn('note', nullable) note!: string | null;

  @TextColumn('device_id') deviceId!: string;
  @TextColumn('boot') boot!: string;
  @BigintColumn('sequence') sequence!: number;
  @TextColumn('previous_hash') previousHash!: string;
  @TextColumn('hash') hash!: string;
  @TextColumn('bytes') bytes!: string;

  @TextColumn('kind') kind!: 'intent' | 'result';
  @TextColumn('device_name') deviceName!: string;
  @TextColumn('device_kind') deviceKind!: string;
  @BooleanColumn('counts') counts!: boolean;
  @BooleanColumn('attested') attested!: boolean;
  @TextColumn('zone_code', nullable) zoneCode!: string | null;
  @BigintColumn('commune_devices') communeDevices!: number;
  @BigintColumn('commune_zones') communeZones!: number;

  @TextColumn('airing_key') airingKey!: string;
  @TextColumn('rundown_id', nullable) rundownId!: string | null;
  @BigintColumn('rundown_version', nullable) rundownVersion!: number | null;
  @TextColumn('slot_occurrence_id', nullable) slotOccurrenceId!: string | null;
  @TextColumn('command_id', nullable) commandId!: string | null;
  @BigintColumn('repetition', nullable) repetition!: number | null;
  @BigintColumn('manifest_version', nullable) manifestVersion!: number | null;

  @TextColumn('area_code') areaCode!: string;
  @TextColumn('area_name') areaName!: string;
  @TextColumn('commune_code') communeCode!: string;
  @TextColumn('commune_name') communeName!: string;
  @TextColumn('origin_area_code') originAreaCode!: string;
  @TextColumn('origin_area_name') originAreaName!: string;
  @TextColumn('origin') origin!: Origin;

  @TextColumn('bulletin_ref') bulletinRef!: string;
  @TextColumn('bulletin_id', nullable) bulletinId!: string | null;
  @TextColumn('version_id', nullable) versionId!: string | null;
  @TextColumn('item_kind') itemKind!: Snapshot['kind'];
  @TextColumn('title') title!: string;
  @TextColumn('topic_code') topicCode!: string;
  @TextColumn('topic_name') topicName!: string;
  @TextColumn('language') language!: string;
  @TextColumn('priority') priority!: PlayClass;
  /** The class it was played in; differs from the bulletin's priority after an override. */
  @TextColumn('play_class') playClass!: PlayClass;
  @BooleanColumn('replay') replay!: boolean;
  @TextColumn('sha256', nullable) sha256!: string | null;
  @TextColumn('programme_key') programmeKey!: string;

  /** Local date the airing is booked under (T3). */
  @TextColumn('local_date') localDate!: string;
  @BooleanColumn('planned') planned!: boolean;
  @BigintColumn('planned_start_at') plannedStartAt!: number;
  @BigintColumn('planned_ms') plannedMs!: number;
  @BigintColumn('actual_start_at', nullable) actualStartAt!: number | null;
  @BigintColumn('actual_end_at', nullable) actualEndAt!: number | null;
  @BigintColumn('heard_ms') heardMs!: number;
  /** Null on an intent. */
  @TextColumn('result', nullable) result!: ItemResult | null;
  @TextColumn('reason', nullable) reason!: ResultReason | null;
  /** Who stopped, held or recalled it. */
  @TextColumn('stopped_by', nullable) stoppedBy!: string | null;
  @TextColumn('output') output!: OutputHeard;
  @TextColumn('clock_trust') clockTrust!: ClockTrust;
  /** When the device wrote it. */
  @BigintColumn('recorded_at') recordedAt!: number;
}
