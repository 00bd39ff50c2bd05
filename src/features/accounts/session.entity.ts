import { Entity, ForeignKey, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A signed-in browser or program. Only the SHA-256 of its token is kept: a stolen database opens no session. */
@Entity('sessions')
@Index('sessions_user', ['userId'])
export class SessionEntity {
  @IdColumn('token_hash') tokenHash!: string;
  @ForeignKey('UserEntity', { name: 'sessions_to_user' })
  @TextColumn('user_id')
  userId!: string;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('expires_at') expiresAt!: number;
  /** When its user last gave a password or code for what needs a second step (X2). */
  @BigintColumn('second_step_at', { nullable: true }) secondStepAt!: number | null;
}
