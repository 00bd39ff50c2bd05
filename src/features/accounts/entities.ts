import { GrantEntity } from './grant.entity';
import { LoginCountEntity } from './login-count.entity';
import { PasswordResetEntity } from './password-reset.entity';
import { AuthenticatorEntity, RecoveryCodeEntity } from './second-step.entity';
import { SessionEntity } from './session.entity';
import { UserEntity } from './user.entity';

/** For the one data source. */
export const accountEntities = [
  UserEntity,
  GrantEntity,
  SessionEntity,
  PasswordResetEntity,
  AuthenticatorEntity,
  RecoveryCodeEntity,
  LoginCountEntity,
];
