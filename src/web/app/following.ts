import type { QueryClient } from '@tanstack/react-query';
import type { MeView } from '../../contracts/http/accounts';
import { areasRoutes } from '../../contracts/http/areas';
import { topicsRoutes } from '../../contracts/http/topics';
import { grantedRoots } from '../../domain/access/decide';
import { askOrKept, keepMe } from '../data/kept';
import { followLive } from '../data/live';
import { meKey } from '../data/query-client';
import { followOutbox } from '../outbox/follow-outbox';

/** Here already when it is pressed: a part that cannot be loaded is not asked for again. */
export { logOut } from '../data/leave';

/** What goes on beside the pages while somebody is signed in: live news, sending what waits, keeping what the form needs offline. */
export function follow(queries: QueryClient, me: MeView): () => void {
  const stopLive = followLive(queries);
  const stopOutbox = followOutbox(queries);
  const askAnew = (): void => void queries.invalidateQueries({ queryKey: meKey });
  window.addEventListener('online', askAnew);
  void keepForForm(me);
  return () => {
    stopLive();
    stopOutbox();
    window.removeEventListener('online', askAnew);
  };
}

async function keepForForm(me: MeView): Promise<void> {
  await keepMe(me);
  const roots = grantedRoots(me.grants, 'bulletin.draft');
  if (roots.length === 0) return;
  await askOrKept(topicsRoutes.list, { query: {} }).catch(() => undefined);
  for (const code of roots) await askOrKept(areasRoutes.get, { params: { code } }).catch(() => undefined);
}
