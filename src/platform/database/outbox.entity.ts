import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { BigintColumn, bigintTransformer, IntegerColumn, JsonColumn, TextColumn } from './columns';

/** An event that waits for its delivery; written in the transaction that caused it. */
@Entity('outbox')
@Index('outbox_waiting', ['deliveredAt', 'sequence'])
export class OutboxEntity {
  @PrimaryGeneratedColumn({ name: 'sequence', type: 'integer' }) sequence!: number;
  @BigintColumn('at') at!: number;
  @TextColumn('type') type!: string;
  @JsonColumn('payload') payload!: unknown;
  @Column({ name: 'delivered_at', type: 'bigint', nullable: true, transformer: bigintTransformer }) deliveredAt!:
    number | null;
  @IntegerColumn('attempts', { default: 0 }) attempts!: number;
  @TextColumn('last_error', { nullable: true }) lastError!: string | null;
}
