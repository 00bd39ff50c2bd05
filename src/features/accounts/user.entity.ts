import { Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A person who signs in. Never deleted: the audit and the ledger name it. */
@Entity('users')
@Index('users_username', ['username'], { unique: true })
export class UserEntity {
  @IdColumn() id!: string;
  /** As `normaliseUsername` leaves it. */
  @TextColumn('username') username!: string;
  @TextColumn('display_name') displayName!: string;
  /** argon2id in PHC form; null until the first password is set through a one-time code. */
  @TextColumn('password_hash', { nullable: true }) passwordHash!: string | null;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('disabled_at', { nullable: true }) disabledAt!: number | null;
}
