import { Entity, PrimaryColumn } from 'typeorm';
import { BigintColumn, bigintTransformer, IdColumn } from '../../platform/database/columns';

/** A device said that it had applied this version: from then on it did what stands in it (P8). */
@Entity('manifest_applications')
export class ManifestApplicationEntity {
  @IdColumn('device_id') deviceId!: string;
  @PrimaryColumn({ name: 'version', type: 'bigint', transformer: bigintTransformer }) version!: number;
  @BigintColumn('applied_at') appliedAt!: number;
}
