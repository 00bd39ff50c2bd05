import { forgetKept } from './kept';
import { unsubscribe } from './push';

/** Before a log-out, while the station still knows who this is: the next person at this device is told nothing of the last one's. */
export async function leave(): Promise<void> {
  await unsubscribe().catch(() => undefined);
  await forgetKept();
}
