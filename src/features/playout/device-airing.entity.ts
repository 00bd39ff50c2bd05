import { Entity, Index } from 'typeorm';
import type { DeviceAiring, Origin } from '../../domain/airtime/commune-airing';
import type { RowSource } from '../../domain/airtime/effective';
import type { ItemResult } from '../../domain/airtime/result';
import type { PlayClass, Snapshot } from '../../domain/playout/manifest';
import type { OutputHeard, ResultReason } from '../../domain/playout/row';
import { BigintColumn, BooleanColumn, IdColumn, TextColumn } from '../../platform/database/columns';

const nullable = { nullable: true };

/**
 * One item on one device as it stands: planned, and the ledger row that speaks for it. It follows from plan and ledger; a new row
 * changes it, never the row.
 */
@Entity('device_airings')
@Index('device_airings_awaited', ['awaitedFrom'])
export class DeviceAiringEntity implements DeviceAiring {
  @IdColumn('commune_code') communeCode!: string;
  @IdColumn('airing_key') airingKey!: string;
  @IdColumn('device_id') deviceId!: string;
  /** The end planned for it while no row speaks for it, else null. */
  @BigintColumn('awaited_from', nullable) awaitedFrom!: number | null;
  @BooleanColumn('delivered') delivered!: boolean;
  /** The ledger row that speaks for it. */
  @BigintColumn('received_number', nullable) receivedNumber!: number | null;
  @TextColumn('source', nullable) source!: RowSource | null;

  @TextColumn('zone_code', nullable) zoneCode!: string | null;
  @BooleanColumn('counts') counts!: boolean;
  @BooleanColumn('attested') attested!: boolean;
  @BigintColumn('commune_devices') communeDevices!: number;
  @BigintColumn('commune_zones') communeZones!: number;

  @TextColumn('local_date') localDate!: string;
  @TextColumn('commune_name') communeName!: string;
  @TextColumn('topic_code') topicCode!: string;
  @TextColumn('topic_name') topicName!: string;
  @TextColumn('item_kind') itemKind!: Snapshot['kind'];
  @TextColumn('language') language!: string;
  @TextColumn('priority') priority!: PlayClass;
  @TextColumn('origin') origin!: Origin;
  @BooleanColumn('replay') replay!: boolean;
  @TextColumn('title') title!: string;
  @TextColumn('programme_key') programmeKey!: string;

  @BooleanColumn('planned') planned!: boolean;
  @BigintColumn('planned_start_at') plannedStartAt!: number;
  @BigintColumn('planned_ms') plannedMs!: number;
  @BigintColumn('heard_ms') heardMs!: number;
  @TextColumn('output', { default: 'unknown' }) output!: OutputHeard;
  @TextColumn('result', nullable) result!: ItemResult | null;
  @TextColumn('reason', nullable) reason!: ResultReason | null;
}
