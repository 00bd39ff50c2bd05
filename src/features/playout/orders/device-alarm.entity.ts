import { Entity, Index } from 'typeorm';
import type { AlarmCode } from '../../../contracts/device/link';
import { BigintColumn, IdColumn, IntegerColumn, TextColumn } from '../../../platform/database/columns';

const nullable = { nullable: true };

/** What a device complained of (P6, P7); the same again before anybody has seen to it counts up. */
@Entity('device_alarms')
@Index('device_alarms_commune', ['communeCode', 'lastAt'])
export class DeviceAlarmEntity {
  @IdColumn() id!: string;
  @TextColumn('device_id') deviceId!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('commune_code') communeCode!: string;
  @TextColumn('code') code!: AlarmCode;
  @TextColumn('airing_key', nullable) airingKey!: string | null;
  @TextColumn('detail') detail!: string;
  @BigintColumn('first_at') firstAt!: number;
  @BigintColumn('last_at') lastAt!: number;
  @IntegerColumn('times') times!: number;
  @BigintColumn('acknowledged_at', nullable) acknowledgedAt!: number | null;
  @TextColumn('acknowledged_by', nullable) acknowledgedBy!: string | null;
}
