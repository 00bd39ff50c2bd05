import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { RequestOf, ResponseOf, Route } from '../../contracts/http/route';
import { client } from './client';
import { isTold } from './live-state';

interface ReadOptions {
  /** false: not yet, or never. */
  enabled?: boolean;
  /** Ask again after so long while the page is looked at; far less often while the service tells of changes by itself. */
  refetchMs?: number;
  /** Ask again after so long whatever is told: for what changes without anybody's doing, such as what sounds now. */
  pollMs?: number;
  /** Show the answer to the former question until the next is here: for filters and pages. */
  keepFormer?: boolean;
  staleMs?: number;
}

/** How often pages ask while changes are told. */
const fallbackMs = 90_000;

const groupOf = (route: { id: string }): string => route.id.split('.')[0] ?? route.id;

/** The cache key of what a route answers: its group first, so that `refresh` finds all of it. */
export const routeKey = (route: { id: string }, request: unknown): unknown[] => [groupOf(route), route.id, request];

/**
 * Reads a route of contracts/http:
 *
 *     const bulletin = useRoute(bulletinsRoutes.get, { params: { id } });
 */
export function useRoute<R extends Route>(
  route: R,
  request: RequestOf<R>,
  { enabled = true, refetchMs, pollMs, keepFormer = false, staleMs }: ReadOptions = {},
): UseQueryResult<ResponseOf<R>> {
  return useQuery<ResponseOf<R>>({
    queryKey: routeKey(route, request),
    queryFn: ({ signal }) => client.call(route, request, { signal }),
    enabled,
    refetchInterval: () => pollMs ?? (refetchMs && isTold() ? Math.max(refetchMs, fallbackMs) : (refetchMs ?? false)),
    ...(staleMs === undefined ? {} : { staleTime: staleMs }),
    ...(keepFormer ? { placeholderData: keepPreviousData } : {}),
  });
}

/**
 * Changes something through a route; afterwards the groups named are read anew (its own group unless said):
 *
 *     const approve = useChange(bulletinsRoutes.approve, { refresh: ['bulletins', 'schedule'] });
 *     approve.mutate({ params: { id, versionId }, body: { editNumber } });
 */
export function useChange<R extends Route>(
  route: R,
  { refresh }: { refresh?: string[] } = {},
): UseMutationResult<ResponseOf<R>, Error, RequestOf<R>> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: RequestOf<R>) => client.call(route, request),
    onSuccess: () => refreshGroups(queries, refresh ?? [groupOf(route)]),
  });
}

/** Reads every answer of these groups of routes anew. */
export async function refreshGroups(queries: QueryClient, groups: string[]): Promise<void> {
  await Promise.all(groups.map((group) => queries.invalidateQueries({ queryKey: [group] })));
}
