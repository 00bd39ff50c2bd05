import type { UserView } from '../../contracts/http/accounts';
import type { Principal } from '../../domain/access/principal';
import type { UserWithGrants } from './accounts.repository';

/** A user as the contract shows it: nothing of passwords. */
export function viewUser({ user, grants }: UserWithGrants): UserView {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    createdAt: user.createdAt,
    disabledAt: user.disabledAt,
    grants: grants.map(({ id, role, areaCode }) => ({ id, role, areaCode })),
  };
}

/** A user as the access table sees it. */
export function principalOf({ user, grants }: UserWithGrants): Principal {
  return {
    userId: user.id,
    username: user.username,
    displayName: user.displayName,
    grants: grants.map(({ role, areaCode }) => ({ role, areaCode })),
  };
}
