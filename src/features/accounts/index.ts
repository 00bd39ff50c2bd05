export { AccessService } from './access.service';
export { AccountsModule, type AreaTreeSource } from './accounts.module';
export type { RoleHolder, UserWithGrants } from './accounts.repository';
export type { AreaTree } from './area-tree';
export { accountEntities } from './entities';
export { PasswordsService } from './passwords.service';
export { SecondStepService } from './second-step.service';
export { SessionsService } from './sessions.service';
export { type NewUser, UsersService } from './users.service';
