import { accountsRoutes } from '../../contracts/http/accounts';
import { client, isFault } from './client';
import { forgetKept } from './kept';
import { clearShown, unsubscribe } from './push';

/**
 * Ends the session: the next person at this device is told nothing and shown nothing of the last one's. The page begins anew, with
 * nothing in it that was read. Rejects, and leaves everything as it is, where the station cannot be reached.
 */
export async function logOut(): Promise<void> {
  // While the station still knows who this is.
  await unsubscribe().catch(() => undefined);
  await client.call(accountsRoutes.logOut, {}).catch((error: unknown) => {
    if (!isFault(error, 'NOT_SIGNED_IN')) throw error;
  });
  await clearShown().catch(() => undefined);
  await forgetKept();
  location.assign('/');
}
