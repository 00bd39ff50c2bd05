import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { MeView } from '../../contracts/http/accounts';
import { ProblemError } from '../../contracts/http/client';
import type { RequestOf, ResponseOf, Route } from '../../contracts/http/route';
import { stationNow } from '../clock';
import { client } from './client';
import { within } from './storage';
import { routeKey } from './use-route';

/** An answer of the station as it was at a moment, for when it cannot be asked. */
export interface Kept<T> {
  at: number;
  value: T;
}

const meName = 'me';

export async function readKept<T>(name: string): Promise<Kept<T> | null> {
  const found = await within('readonly', (store) => store('kept').get(name) as IDBRequest<unknown>).catch(() => null);
  return (found as Kept<T> | null | undefined) ?? null;
}

async function keep(name: string, value: unknown): Promise<void> {
  await within('readwrite', (store) => store('kept').put({ at: stationNow(), value }, name)).catch(() => undefined);
}

/** Who was signed in when the station last said so; gone with a log-out and with a session that the station ended. */
export const keepMe = (me: MeView): Promise<void> => keep(meName, me);
export const keptMe = async (): Promise<MeView | null> => (await readKept<MeView>(meName))?.value ?? null;

export async function forgetKept(): Promise<void> {
  await within('readwrite', (store) => store('kept').clear()).catch(() => undefined);
}

export const keptName = (route: { id: string }, request: unknown): string => `${route.id} ${JSON.stringify(request)}`;

/** Asks the station and keeps its answer; without network the answer from before, whose moment the page must tell. */
export async function askOrKept<R extends Route>(
  route: R,
  request: RequestOf<R>,
  signal?: AbortSignal,
): Promise<ResponseOf<R>> {
  const name = keptName(route, request);
  try {
    const answer = await client.call(route, request, signal ? { signal } : {});
    void keep(name, answer);
    return answer;
  } catch (error) {
    const kept = error instanceof ProblemError ? null : await readKept<ResponseOf<R>>(name);
    if (!kept) throw error;
    return kept.value;
  }
}

/** Like `useRoute`, for what changes seldom and a form cannot do without. */
export function useKeptRoute<R extends Route>(route: R, request: RequestOf<R>): UseQueryResult<ResponseOf<R>> {
  return useQuery<ResponseOf<R>>({
    queryKey: routeKey(route, request),
    queryFn: ({ signal }) => askOrKept(route, request, signal),
    staleTime: 60_000,
  });
}
