import { airingOfEmergency, airingOfItem, airingOfPlayNow, type Airing } from '../domain/playout/airing';
import type { PlayNowOrder } from '../domain/playout/command';
import type { Rundown } from '../domain/playout/manifest';
import type { KnownEmergency } from '../domain/playout/state';

/** An airing of the plan or of an order, by its key; null when neither knows it any more. */
export function airingByKey(
  key: string,
  rundowns: readonly Rundown[],
  orders: { emergencies: readonly KnownEmergency[]; playNows: readonly PlayNowOrder[] },
): Airing | null {
  for (const rundown of rundowns) {
    const item = rundown.items.find((one) => one.airingKey === key);
    if (item) return airingOfItem(item, rundown);
  }
  const [commandId, n] = [key.slice(0, key.lastIndexOf('#')), Number(key.slice(key.lastIndexOf('#') + 1))];
  const emergency = orders.emergencies.find((e) => e.order.commandId === commandId);
  if (emergency && n >= 1) return airingOfEmergency(emergency.order, n);
  const playNow = orders.playNows.find((o) => o.commandId === commandId);
  return playNow ? airingOfPlayNow(playNow) : null;
}
