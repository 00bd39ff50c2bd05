import { Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, JsonColumn, TextColumn } from './columns';

/** Who changed what, when, from what to what (X5). Append-only. */
@Entity('audit')
@Index('audit_entity', ['entity', 'entityId'])
export class AuditEntity {
  @IdColumn() id!: string;
  @BigintColumn('at') at!: number;
  @TextColumn('actor_id', { nullable: true }) actorId!: string | null;
  @TextColumn('actor_name') actorName!: string;
  @TextColumn('action') action!: string;
  @TextColumn('entity') entity!: string;
  @TextColumn('entity_id') entityId!: string;
  @JsonColumn('before', { nullable: true }) before!: unknown;
  @JsonColumn('after', { nullable: true }) after!: unknown;
}
