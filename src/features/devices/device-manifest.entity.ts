import { Entity, PrimaryColumn } from 'typeorm';
import { BigintColumn, bigintTransformer, IdColumn, TextColumn } from '../../platform/database/columns';

/** A manifest as it was signed. Append-only: what a device was told to do at an instant can always be shown (P8). */
@Entity('device_manifests')
export class DeviceManifestEntity {
  @IdColumn('device_id') deviceId!: string;
  @PrimaryColumn({ name: 'version', type: 'bigint', transformer: bigintTransformer }) version!: number;
  @BigintColumn('issued_at') issuedAt!: number;
  @BigintColumn('not_before') notBefore!: number;
  @BigintColumn('not_after') notAfter!: number;
  @TextColumn('key_id') keyId!: string;
  /** SHA-256 of everything but version and issuedAt. */
  @TextColumn('content_hash') contentHash!: string;
  @TextColumn('payload') payload!: string;
  @TextColumn('signature') signature!: string;
}
