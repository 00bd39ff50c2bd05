import type { RowKey, StandingAiring } from './ledger.repository';

/** Items remembered: a day of a large province, some 250 bytes each. */
const mostItems = 50_000;
const mostDevices = 10_000;

/**
 * What the ledger lately wrote, so that it need not be looked up when rows come in. Only what may be wrong without harm is kept, since a
 * transaction may still be undone: items that nothing speaks for (who changes one sees whether that is so), and how far the rows of a device's
 * last boot go (too low and the key is refused, too high and the rows are looked up).
 */
export class LedgerMemory {
  private readonly items = new Map<string, StandingAiring>();
  private readonly tops = new Map<string, { boot: string; top: number }>();

  item(id: string): StandingAiring | undefined {
    return this.items.get(id);
  }

  /** Of an item that was planned or planned anew. */
  keepItem(id: string, standing: StandingAiring): void {
    keep(this.items, id, standing, mostItems);
  }

  /** Of an item that a row speaks for. */
  dropItem(id: string): void {
    this.items.delete(id);
  }

  /** The highest number stored of a boot, undefined when it is not known. */
  top({ deviceId, boot }: Pick<RowKey, 'deviceId' | 'boot'>): number | undefined {
    const known = this.tops.get(deviceId);
    return known?.boot === boot ? known.top : undefined;
  }

  keepTop({ deviceId, boot, sequence }: RowKey): void {
    const top = Math.max(this.top({ deviceId, boot }) ?? 0, sequence);
    keep(this.tops, deviceId, { boot, top }, mostDevices);
  }
}

/** The oldest goes when there are too many. */
function keep<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
