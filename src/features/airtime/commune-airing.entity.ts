import { Entity, Index } from 'typeorm';
import type { CommuneAiring, Origin } from '../../domain/airtime/commune-airing';
import type { ItemResult } from '../../domain/airtime/result';
import type { PlayClass, Snapshot } from '../../domain/playout/manifest';
import type { ResultReason } from '../../domain/playout/row';
import { BigintColumn, BooleanColumn, IdColumn, TextColumn } from '../../platform/database/columns';

const nullable = { nullable: true };

/** What a commune heard of one airing (L5): kept from device_airings by `AiringFold`, in the transaction that changes them. */
@Entity('commune_airings')
@Index('commune_airings_day', ['communeCode', 'localDate'])
export class CommuneAiringEntity implements CommuneAiring {
  @IdColumn('commune_code') communeCode!: string;
  @IdColumn('airing_key') airingKey!: string;
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
  @BigintColumn('planned_start_at') plannedStartAt!: number;
  @BigintColumn('planned_ms') plannedMs!: number;
  @BigintColumn('delivered_ms', { default: 0 }) deliveredMs!: number;
  @BigintColumn('aired_ms') airedMs!: number;
  @BigintColumn('sounded_ms', { default: 0 }) soundedMs!: number;
  @BigintColumn('attested_ms') attestedMs!: number;
  @TextColumn('result', nullable) result!: ItemResult | null;
  @TextColumn('reason', nullable) reason!: ResultReason | null;
  @BigintColumn('devices_planned') devicesPlanned!: number;
  @BigintColumn('devices_reached') devicesReached!: number;
  @BigintColumn('devices_all') devicesAll!: number;
  @BigintColumn('zones_planned') zonesPlanned!: number;
  @BigintColumn('zones_reached') zonesReached!: number;
  @BigintColumn('zones_all') zonesAll!: number;
}
