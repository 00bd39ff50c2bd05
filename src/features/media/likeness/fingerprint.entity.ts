import { Entity } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../../platform/database/columns';

/** What tells whether two recordings sound alike: chromaprint's values, 32 bit little endian, as base64. */
@Entity('media_fingerprints')
export class FingerprintEntity {
  @IdColumn('original_sha256') originalSha256!: string;
  @TextColumn('fingerprint') fingerprint!: string;
  @BigintColumn('made_at') madeAt!: number;
}
