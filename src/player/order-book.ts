import type { Command } from '../contracts/device/link';
import type { Manifest, Silence, Snapshot } from '../contracts/device/manifest';
import type { PlayNowOrder } from '../domain/playout/command';
import type { KnownEmergency } from '../domain/playout/state';
import type { PlayerStore, StoredOrder } from './store/player-store';

/** An ended order is kept this long, so that the same command arriving again stays without effect. */
const keepEndedMs = 7 * 24 * 3_600_000;

/** Who ended an order that a new manifest no longer names. */
const byManifest = 'manifest';

/** The commands in force: kept on disk, so that they outlive a restart (P9, S4). */
export class OrderBook {
  private orders = new Map<string, StoredOrder>();

  /** `write` may put a write off: an order is in force at once, a full disk must not stop a stop. */
  constructor(
    private store: PlayerStore,
    private write: (work: () => void) => void = (work) => work(),
  ) {
    for (const order of store.orders()) this.orders.set(keyOf(order), order);
  }

  get emergencies(): KnownEmergency[] {
    return this.of('emergency').map((o) => o.known);
  }

  get playNows(): PlayNowOrder[] {
    return this.of('playNow').map((o) => o.order);
  }

  get silences(): Silence[] {
    return this.of('silence').map((o) => o.silence);
  }

  snapshotOf(bulletinRef: string): Snapshot | null {
    for (const order of this.orders.values()) {
      const ref =
        order.kind === 'emergency'
          ? order.known.order.bulletinRef
          : order.kind === 'playNow'
            ? order.order.bulletinRef
            : '';
      if (ref === bulletinRef && 'snapshot' in order) return order.snapshot;
    }
    return null;
  }

  /**
   * Takes a command. What was in force when it was sent is in force here at once, whatever the two clocks say (P9);
   * under an unset clock all its times move to ours.
   */
  take(command: Command, sentAt: number, now: number, clockUnset: boolean): void {
    const shift = clockUnset ? now - sentAt : 0;
    const begin = (at: number): number => (at <= sentAt ? Math.min(at + shift, now) : at + shift);
    switch (command.kind) {
      case 'silence': {
        const { silence } = command;
        const untilAt = silence.untilAt === null ? null : silence.untilAt + shift;
        return this.put({
          kind: 'silence',
          id: silence.id,
          silence: { ...silence, fromAt: begin(silence.fromAt), untilAt },
        });
      }
      case 'resume':
        return this.drop('silence', command.silenceId);
      case 'playNow': {
        const { order, snapshot } = command;
        const known = this.orders.get(`playNow ${order.commandId}`);
        // A manifest's times say nothing to a clock that was never set; the command's are moved to it.
        if (known?.kind === 'playNow' && !(clockUnset && known.fromManifest)) return;
        const moved = { ...order, startAt: begin(order.startAt), expiresAt: order.expiresAt + shift };
        return this.put({ kind: 'playNow', id: order.commandId, order: moved, snapshot });
      }
      case 'emergency': {
        const { order, snapshot } = command;
        const moved = { ...order, startAt: begin(order.startAt), endAt: order.endAt + shift };
        return this.learnEmergency(moved, snapshot, now, false);
      }
      case 'allClear':
        return this.clear(command.commandId, command.by, now);
    }
  }

  /**
   * Emergencies and play-nows travel in the manifest too, so that who was away hears of them. An emergency that came that way and is not in
   * it any more is over; a play-now dies by its own time, or by a hold that names it.
   */
  takeManifest(manifest: Manifest, now: number): void {
    for (const order of manifest.emergencies) {
      this.learnEmergency(order, manifest.snapshots[order.bulletinRef] ?? null, now, true);
    }
    for (const order of manifest.playNows ?? []) {
      const id = order.commandId;
      if (order.expiresAt <= now || this.orders.has(`playNow ${id}`)) continue;
      this.put({
        kind: 'playNow',
        id,
        order,
        snapshot: manifest.snapshots[order.bulletinRef] ?? null,
        fromManifest: true,
      });
    }
    const named = new Set(manifest.emergencies.map((e) => e.commandId));
    const clearedBy = new Map(manifest.allClears?.map((one) => [one.commandId, one.by]));
    for (const { id, fromManifest, known } of this.of('emergency')) {
      const by = clearedBy.get(id) ?? (fromManifest && !named.has(id) ? byManifest : null);
      if (by !== null && known.clearedAt === null) this.clear(id, by, now);
    }
  }

  /** Drops what ended long ago. */
  prune(now: number): void {
    for (const order of [...this.orders.values()]) {
      const endAt =
        order.kind === 'emergency'
          ? (order.known.clearedAt ?? order.known.order.endAt)
          : order.kind === 'playNow'
            ? order.order.expiresAt
            : order.kind === 'silence'
              ? (order.silence.untilAt ?? Infinity)
              : order.at;
      if (endAt + keepEndedMs < now) this.drop(order.kind, order.id);
    }
  }

  private learnEmergency(
    order: KnownEmergency['order'],
    snapshot: Snapshot | null,
    now: number,
    fromManifest: boolean,
  ): void {
    const id = order.commandId;
    if (this.orders.has(`emergency ${id}`)) return;
    const cleared = this.orders.get(`cleared ${id}`);
    const { at = null, by = null } = cleared?.kind === 'cleared' ? cleared : {};
    const known = { order, knownSince: now, clearedAt: at, clearedBy: by };
    this.put({ kind: 'emergency', id, known, snapshot, fromManifest });
  }

  private clear(id: string, by: string, now: number): void {
    const order = this.orders.get(`emergency ${id}`);
    if (order?.kind !== 'emergency') return this.put({ kind: 'cleared', id, at: now, by });
    // A manifest tells that it is over, not who said so; the command that follows does.
    if (order.known.clearedAt !== null && (order.known.clearedBy !== byManifest || by === byManifest)) return;
    const clearedAt = order.known.clearedAt ?? now;
    if (order.known.clearedAt !== null)
      return this.put({ ...order, known: { ...order.known, clearedAt, clearedBy: by } });
    this.put({ ...order, known: { ...order.known, clearedAt: now, clearedBy: by } });
  }

  private of<K extends StoredOrder['kind']>(kind: K): Extract<StoredOrder, { kind: K }>[] {
    return [...this.orders.values()].filter((o): o is Extract<StoredOrder, { kind: K }> => o.kind === kind);
  }

  private put(order: StoredOrder): void {
    this.orders.set(keyOf(order), order);
    this.write(() => this.store.saveOrder(order));
  }

  private drop(kind: StoredOrder['kind'], id: string): void {
    this.orders.delete(`${kind} ${id}`);
    this.write(() => this.store.dropOrder(kind, id));
  }
}

function keyOf(order: StoredOrder): string {
  return `${order.kind} ${order.id}`;
}
