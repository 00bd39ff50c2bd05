import { Entity, PrimaryColumn } from 'typeorm';
import { BigintColumn, bigintTransformer, IdColumn, TextColumn } from '../../../platform/database/columns';

/** One sealed day (L4). Append-only. */
@Entity('ledger_seals')
export class SealEntity {
  @IdColumn('day') day!: string;
  @BigintColumn('first_number') firstNumber!: number;
  @BigintColumn('last_number') lastNumber!: number;
  @TextColumn('leaves_hash') leavesHash!: string;
  @TextColumn('previous_root') previousRoot!: string;
  @TextColumn('root') root!: string;
  @BigintColumn('sealed_at') sealedAt!: number;
  @TextColumn('key_id') keyId!: string;
  @TextColumn('public_pem') publicPem!: string;
  @TextColumn('signature') signature!: string;
}

/** The leaves of some rows of a sealed day, one after another as one text of 64 hex digits each. Append-only. */
@Entity('ledger_seal_leaves')
export class SealLeavesEntity {
  /** Number of the first row they stand for. */
  @PrimaryColumn({ name: 'first_number', type: 'bigint', transformer: bigintTransformer }) firstNumber!: number;
  @TextColumn('leaves') leaves!: string;
}
