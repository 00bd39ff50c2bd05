import { Entity, ForeignKey, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A code that sets a password once. Only its SHA-256 is kept. */
@Entity('password_resets')
@Index('password_resets_user', ['userId'])
export class PasswordResetEntity {
  @IdColumn('code_hash') codeHash!: string;
  @ForeignKey('UserEntity', { name: 'password_resets_to_user' })
  @TextColumn('user_id')
  userId!: string;
  @BigintColumn('expires_at') expiresAt!: number;
}
