import { Check, Entity, Index } from 'typeorm';
import type { DeviceKind, SinkName } from '../../domain/devices/device';
import type { VolumeSpan } from '../../domain/playout/manifest';
import {
  BigintColumn,
  BooleanColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  TextColumn,
} from '../../platform/database/columns';

/** A box that sounds, or a person who plays and attests. Never deleted: manifests and the ledger name it. */
@Entity('devices')
@Index('devices_area', ['areaCode'])
@Index('devices_commune', ['communeCode'])
@Check('devices_kind', "kind IN ('loudspeaker', 'fm', 'wired', 'truck', 'manual', 'web-stream', 'monitor', 'embedded')")
@Check('devices_sink', "sink IN ('file', 'null', 'alsa', 'auto')")
export class DeviceEntity {
  @IdColumn() id!: string;
  @TextColumn('kind') kind!: DeviceKind;
  /** The commune or zone it serves. */
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('commune_code') communeCode!: string;
  @TextColumn('name') name!: string;
  /** Where it hangs, in words. */
  @TextColumn('place') place!: string;
  @TextColumn('sink') sink!: SinkName;
  @JsonColumn('volume') volume!: VolumeSpan[];
  /** Its player runs inside the service. */
  @BooleanColumn('embedded') embedded!: boolean;
  /** SPKI PEM of the key it joined with; null until then, and always for embedded ones. */
  @TextColumn('public_key', { nullable: true }) publicKey!: string | null;
  @BigintColumn('created_at') createdAt!: number;
  /** Since when it serves this area. */
  @BigintColumn('placed_at') placedAt!: number;
  @BigintColumn('retired_at', { nullable: true }) retiredAt!: number | null;
  /** Counts the rebuilds begun; only the last one begun may issue a manifest. */
  @IntegerColumn('rebuild_turn', { default: 0 }) rebuildTurn!: number;
}
