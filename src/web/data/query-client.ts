import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../../contracts/http/client';
import { isFault } from './client';

export const meKey = ['me'] as const;

/** Forgets what was read and done, but who is signed in: the next person is shown nothing of the last one's. */
export function forgetAnswers(queries: QueryClient): void {
  queries.getMutationCache().clear();
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
}

/** One cache for the page. A session that ended anywhere shows the log-in form, and the place in the URL stays. */
export function createQueryClient(): QueryClient {
  const ended = (error: unknown): void => {
    if (isFault(error, 'NOT_SIGNED_IN')) queries.setQueryData(meKey, null);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: ended }),
    mutationCache: new MutationCache({ onError: ended }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A failure is shown at once; nothing hangs until a network is back, and then all is asked anew.
        networkMode: 'always',
        refetchOnReconnect: true,
        // A refusal stays one; a broken line may heal.
        retry: (count, error) => count < 2 && !(error instanceof ProblemError),
      },
      // What was pressed without network must not happen by itself an hour later.
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}
