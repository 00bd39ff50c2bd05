import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { accountsRoutes, type MeView, type UserView } from '../../contracts/http/accounts';
import type { Action } from '../../domain/access/actions';
import { decideAnywhere, grantedRoots } from '../../domain/access/decide';
import type { Role } from '../../domain/access/roles';
import { ProblemError } from '../../contracts/http/client';
import { client, isFault } from './client';
import { meKey } from './query-client';

/** Who is signed in; null: nobody. */
export function useMe(): UseQueryResult<MeView | null> {
  return useQuery({
    queryKey: meKey,
    queryFn: async ({ signal }) => {
      try {
        return await client.call(accountsRoutes.me, {}, { signal });
      } catch (error) {
        if (isFault(error, 'NOT_SIGNED_IN')) return null;
        const kept = error instanceof ProblemError ? null : await (await import('./kept')).keptMe();
        if (!kept) throw error;
        return kept;
      }
    },
    staleTime: 5 * 60_000,
  });
}

/** The signed-in user; only under the shell, which shows the log-in form to everybody else. */
export function useUser(): MeView {
  const { data } = useMe();
  if (!data) throw new Error('nobody is signed in');
  return data;
}

/** Whether the user may do this anywhere. */
export function useMay(action: Action): boolean {
  return decideAnywhere(useUser().grants, action) === 'allowed';
}

/** Codes of the areas in which, and below which, the user may do this. */
export function useRoots(action: Action): string[] {
  return grantedRoots(useUser().grants, action);
}

export function rolesOf(user: UserView): Role[] {
  return [...new Set(user.grants.map((grant) => grant.role))];
}
