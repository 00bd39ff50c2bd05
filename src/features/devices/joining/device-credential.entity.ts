import { Entity } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../../platform/database/columns';

/** How a box gets in as a device: its one-time code, and what became of it. The key itself stands in `devices.public_key`. */
@Entity('device_credentials')
export class DeviceCredentialEntity {
  @IdColumn('device_id') deviceId!: string;
  /** SHA-256 of the code; null once it was used. */
  @TextColumn('code_hash', { nullable: true }) codeHash!: string | null;
  @BigintColumn('code_expires_at', { nullable: true }) codeExpiresAt!: number | null;
  @BigintColumn('joined_at', { nullable: true }) joinedAt!: number | null;
  /** Since when it is held because its key was seen on two boxes; null when it is not. */
  @BigintColumn('held_at', { nullable: true }) heldAt!: number | null;
}

/** A boot that opened a session. The same key is on two boxes when one comes back after another (issue of copied cards). */
@Entity('device_boots')
export class DeviceBootEntity {
  @IdColumn('device_id') deviceId!: string;
  @IdColumn('boot') boot!: string;
  @BigintColumn('opened_at') openedAt!: number;
}

/** How a device said it was, last. */
@Entity('device_heartbeats')
export class DeviceHeartbeatEntity {
  @IdColumn('device_id') deviceId!: string;
  @BigintColumn('heard_at') heardAt!: number;
  @TextColumn('status') status!: string;
}
