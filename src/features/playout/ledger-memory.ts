import type { LastRow, RowKey, StandingAiring } from './ledger.repository';

/** Items remembered: a day of a large province, some 250 bytes each. */
const mostItems = 50_000;
const mostDevices = 10_000;

/**
 * What the ledger lately wrote, so that it need not be looked up when rows come in. Only what may be wrong without harm is kept, since a
 * transaction may still be undone: items that nothing speaks for (who changes one sees whether that is so), and the last row of a
 * device's last boot (too early a one and the key is refused, too late and the rows are looked up).
 */
export class LedgerMemory {
  private readonly items = new Map<string, StandingAiring>();
  private readonly tops = new Map<string, LastRow & { boot: string }>();

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

  /** The stored row with the highest number of a boot, undefined when it is not known. */
  top({ deviceId, boot }: Pick<RowKey, 'deviceId' | 'boot'>): LastRow | undefined {
    const known = this.tops.get(deviceId);
    return known?.boot === boot ? known : undefined;
  }

  keepTop({ deviceId, boot, sequence, hash }: RowKey & LastRow): void {
    if ((this.top({ deviceId, boot })?.sequence ?? 0) > sequence) return;
    keep(this.tops, deviceId, { boot, sequence, hash }, mostDevices);
  }
}

/** The oldest goes when there are too many. */
function keep<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
