import { Entity, PrimaryColumn } from 'typeorm';
import type { Origin } from '../../domain/airtime/commune-airing';
import type { Rollup } from '../../domain/airtime/rollup';
import type { PlayClass, Snapshot } from '../../domain/playout/manifest';
import { BigintColumn, IdColumn } from '../../platform/database/columns';

/** Sums of commune airings by day and by month (L6), kept in the transaction that changes them; `loa verify --rollups` rebuilds them. */
@Entity('airing_rollups')
export class AiringRollupEntity implements Rollup {
  /** A local date, or a month `YYYY-MM`. */
  @IdColumn('period') period!: string;
  @IdColumn('commune_code') communeCode!: string;
  @IdColumn('topic_code') topicCode!: string;
  /** '' in a month, as priority and origin are. */
  @IdColumn('item_kind') itemKind!: Snapshot['kind'] | '';
  @IdColumn('language') language!: string;
  @IdColumn('priority') priority!: PlayClass | '';
  @IdColumn('origin') origin!: Origin | '';
  @PrimaryColumn({ name: 'replay', type: 'boolean' }) replay!: boolean;
  @IdColumn('commune_name') communeName!: string;
  @IdColumn('topic_name') topicName!: string;
  @BigintColumn('airings') airings!: number;
  @BigintColumn('planned_airings') plannedAirings!: number;
  @BigintColumn('planned_ms') plannedMs!: number;
  @BigintColumn('delivered_ms', { default: 0 }) deliveredMs!: number;
  @BigintColumn('aired_ms') airedMs!: number;
  @BigintColumn('sounded_ms', { default: 0 }) soundedMs!: number;
  @BigintColumn('attested_ms') attestedMs!: number;
  @BigintColumn('own_ms') ownMs!: number;
  @BigintColumn('relayed_ms') relayedMs!: number;
  @BigintColumn('first_ms') firstMs!: number;
  @BigintColumn('replay_ms') replayMs!: number;
  @BigintColumn('chime_ms') chimeMs!: number;
  @BigintColumn('awaiting') awaiting!: number;
  @BigintColumn('played') played!: number;
  @BigintColumn('partial') partial!: number;
  @BigintColumn('missed') missed!: number;
  @BigintColumn('skipped') skipped!: number;
  @BigintColumn('preempted') preempted!: number;
  @BigintColumn('expired') expired!: number;
  @BigintColumn('failed') failed!: number;
  @BigintColumn('unreported') unreported!: number;
  @BigintColumn('devices_planned') devicesPlanned!: number;
  @BigintColumn('devices_reached') devicesReached!: number;
  @BigintColumn('devices_all') devicesAll!: number;
  @BigintColumn('zones_planned') zonesPlanned!: number;
  @BigintColumn('zones_reached') zonesReached!: number;
  @BigintColumn('zones_all') zonesAll!: number;
}
