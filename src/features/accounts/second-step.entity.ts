import { Entity, ForeignKey, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A person's authenticator: the secret is sealed with a key that is not in the database. */
@Entity('authenticators')
export class AuthenticatorEntity {
  @ForeignKey('UserEntity', { name: 'authenticators_to_user' })
  @IdColumn('user_id')
  userId!: string;
  @TextColumn('sealed_secret') sealedSecret!: string;
  /** Null until the person has shown a code of it. */
  @BigintColumn('confirmed_at', { nullable: true }) confirmedAt!: number | null;
  /** The time step of the code used last: no code works twice. */
  @BigintColumn('last_step', { nullable: true }) lastStep!: number | null;
}

/** One of the codes on paper for the day the phone is lost; only its SHA-256 is kept, and it works once. */
@Entity('recovery_codes')
@Index('recovery_codes_user', ['userId'])
export class RecoveryCodeEntity {
  @IdColumn('code_hash') codeHash!: string;
  @ForeignKey('UserEntity', { name: 'recovery_codes_to_user' })
  @TextColumn('user_id')
  userId!: string;
}
