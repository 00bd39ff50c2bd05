import type { QueryClient } from '@tanstack/react-query';
import { after } from '../clock';
import { meKey } from '../data/query-client';
import { refreshGroups } from '../data/use-route';
import { allWaiting, hearOutbox, syncTag, tellOutbox } from './waiting';

const againMs = 5_000;

/** Sends what waits: at once, when the network is back, when something is added, and again after a failure. The answer ends it. */
export function followOutbox(queries: QueryClient): () => void {
  let ended = false;
  let busy = false;
  let cancelAgain = (): void => undefined;
  const run = async (): Promise<void> => {
    cancelAgain();
    if (busy || ended) return;
    busy = true;
    try {
      const due = (await allWaiting()).some((row) => row.step !== 'refused');
      if (!due) return;
      void askForSync();
      const { sendWaiting } = await import('./send-waiting');
      const end = await sendWaiting();
      if (end === 'elsewhere') cancelAgain = after(againMs, () => void run());
      // Shows the log-in form; afterwards this begins anew.
      if (end === 'sign-in') await queries.invalidateQueries({ queryKey: meKey });
    } catch {
      tellOutbox({ kind: 'away' });
      cancelAgain = after(againMs, () => void run());
    } finally {
      busy = false;
    }
  };
  const online = (): void => void run();
  const stopHearing = hearOutbox((news) => {
    if (news.kind === 'queued') void run();
    if (news.kind === 'made') void refreshGroups(queries, ['bulletins']);
  });
  window.addEventListener('online', online);
  void run();
  return () => {
    ended = true;
    cancelAgain();
    stopHearing();
    window.removeEventListener('online', online);
  };
}

/** Background Sync, where the browser has it: the service worker sends once there is a network, also when no page is open. */
async function askForSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const { sync } = (registration ?? {}) as { sync?: { register: (tag: string) => Promise<void> } };
  await sync?.register(syncTag).catch(() => undefined);
}
