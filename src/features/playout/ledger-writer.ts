import { Injectable } from '@nestjs/common';
import { effectOf, type EffectiveRow } from '../../domain/airtime/effective';
import { Together } from '../../platform/database/together';
import type { Transaction } from '../../platform/database/transaction';
import type { DeviceAiringEntity } from './device-airing.entity';
import type { LedgerEntry } from './ledger-entry';
import { LedgerMemory } from './ledger-memory';
import {
  airingId,
  bootId,
  findAirings,
  findStored,
  findTops,
  insertLedgerRows,
  letSpeak,
  saveAirings,
  seesWhatMoved,
  takeNumbers,
  type DeviceAiringKey,
  type LastRow,
  type RowKey,
  type StandingAiring,
  type StorableRow,
  type StoredRows,
} from './ledger.repository';

/** Names what a commune hears once (L5). */
export interface AiringKey {
  communeCode: string;
  airingKey: string;
}

/** How items stand, by `airingId`. */
export type SeenAirings = ReadonlyMap<string, StandingAiring>;

/** How the ledger stood when rows were looked at, before their transaction. */
export interface Seen {
  airings: SeenAirings;
  stored: StoredRows;
}

/** Hears, inside the transaction, which airings changed and adds what follows; what it throws undoes the rows too. */
export type AiringsListener = (together: Together, changed: readonly AiringKey[]) => Promise<void>;

/** One result as the rest of Loa hears of it, in the event `airings.reported`. */
export interface ReportedAiring extends AiringKey {
  deviceId: string;
  areaCode: string;
  slotOccurrenceId: string | null;
  localDate: string;
  bulletinId: string | null;
  result: string | null;
  reason: string | null;
  heardMs: number;
  /** Whether the device counts for its commune (L5). */
  counts: boolean;
}

export const airingsReported = 'airings.reported';

/** Appends rows to the ledger and keeps what follows from them, all in the caller's transaction. */
@Injectable()
export class LedgerWriter {
  private readonly listeners: AiringsListener[] = [];
  private readonly memory = new LedgerMemory();

  /** Registered once at start, before any row is written. */
  onAiringsChanged(listener: AiringsListener): void {
    this.listeners.push(listener);
  }

  /**
   * Numbers and stores the rows in the order given and lets each result speak for its item (L1, P8), under the ledger's lock. Returns the
   * rows as stored.
   *
   * @param seen how items stood before the transaction, those that were known; StandingMoved when one stands otherwise by now
   */
  async append<R extends StorableRow>(
    tx: Transaction,
    drafts: readonly R[],
    seen: SeenAirings = new Map(),
  ): Promise<R[]> {
    if (drafts.length === 0) return [];
    const first = await takeNumbers(tx.manager, drafts.length);
    const standing = await this.standing(tx, drafts, seen);
    const speaking = new Map<string, R>();
    const effective = new Map<string, EffectiveRow>();
    const rows = drafts.map((draft, i) => {
      const id = airingId(draft);
      const row = numbered(draft, first + i, standing.get(id));
      if (row.kind === 'intent') return row;
      const effect = effectOf(effective.get(id) ?? effectiveRow(standing.get(id)), row.source);
      if (effect.kind === 'repeated') return row;
      if (effect.kind === 'supersedes') row.supersedes = effect.receivedNumber;
      effective.set(id, { receivedNumber: row.receivedNumber, source: row.source });
      speaking.set(id, row);
      this.memory.dropItem(id);
      return row;
    });
    for (const row of rows) if (row.source === 'device') this.memory.keepTop(row);
    const together = new Together(tx.manager);
    await insertLedgerRows(together, rows);
    const spoken = [...speaking.values()];
    if (spoken.length > 0) {
      await letSpeak(together, spoken, standing);
      await this.tell(together, spoken);
      await announce(tx, together, spoken);
    }
    await together.run();
    return rows;
  }

  /** Stores how items stand and tells the listeners. */
  async save(tx: Transaction, airings: readonly DeviceAiringEntity[]): Promise<void> {
    if (airings.length === 0) return;
    await saveAirings(tx.manager, airings);
    for (const airing of airings) {
      if (airing.receivedNumber === null) this.memory.keepItem(airingId(airing), standingOf(airing));
    }
    const together = new Together(tx.manager);
    await this.tell(together, airings);
    await together.run();
  }

  /** How the ledger stands where rows will touch it, as far as can be told outside a transaction: `items` by `airingId`. */
  async look(
    manager: Transaction['manager'],
    keys: readonly RowKey[],
    items: ReadonlyMap<string, DeviceAiringKey>,
  ): Promise<Seen> {
    const airings = new Map<string, StandingAiring>();
    const forgotten: DeviceAiringKey[] = [];
    for (const [id, item] of items) {
      const known = this.memory.item(id);
      if (known) airings.set(id, known);
      else forgotten.push(item);
    }
    const tops = new Map<string, LastRow>();
    const strange: RowKey[] = [];
    for (const key of keys) {
      const top = this.memory.top(key);
      if (top === undefined) strange.push(key);
      else tops.set(bootId(key), top);
    }
    if (strange.length > 0) for (const [id, top] of await findTops(manager, strange)) tops.set(id, top);
    for (const [id, standing] of await findAirings(manager, forgotten)) airings.set(id, standing);
    return { airings, stored: await findStored(manager, keys, tops) };
  }

  /** How the items stand: those of results as they are now, unless `letSpeak` will see whether they moved. */
  private async standing(tx: Transaction, drafts: readonly LedgerEntry[], seen: SeenAirings): Promise<SeenAirings> {
    const trusted = seesWhatMoved(tx.manager) ? seen : new Map();
    const unseen = drafts.filter((draft) => draft.kind === 'result' && !trusted.has(airingId(draft)));
    if (unseen.length === 0) return seen;
    return new Map([...seen, ...(await findAirings(tx.manager, unseen))]);
  }

  private async tell(together: Together, airings: readonly AiringKey[]): Promise<void> {
    const changed = new Map<string, AiringKey>();
    for (const { communeCode, airingKey } of airings) {
      changed.set(`${communeCode}\n${airingKey}`, { communeCode, airingKey });
    }
    for (const listener of this.listeners) await listener(together, [...changed.values()]);
  }
}

/**
 * The row with its number; those the station writes take it as their sequence too, a device's row keeps its own (L3). What was settled
 * when the item was planned stays: its day, whether its device counts, and what coverage is measured against.
 */
function numbered<R extends LedgerEntry>(draft: R, receivedNumber: number, standing: StandingAiring | undefined): R {
  const row = { ...draft };
  row.receivedNumber = receivedNumber;
  if (row.source !== 'device') row.sequence = receivedNumber;
  if (standing) {
    row.localDate = standing.localDate;
    row.planned = standing.planned;
    row.counts = standing.counts;
    row.communeDevices = standing.communeDevices;
    row.communeZones = standing.communeZones;
  }
  return row;
}

/** Without what is not asked of it, which would be four times as much to remember. */
function standingOf(airing: DeviceAiringEntity): StandingAiring {
  const { receivedNumber, source, localDate, planned, delivered, counts, communeDevices, communeZones } = airing;
  return { receivedNumber, source, localDate, planned, delivered, counts, communeDevices, communeZones };
}

function effectiveRow(standing: StandingAiring | undefined): EffectiveRow | null {
  if (!standing || standing.receivedNumber === null || standing.source === null) return null;
  return { receivedNumber: standing.receivedNumber, source: standing.source };
}

async function announce(tx: Transaction, together: Together, speaking: readonly LedgerEntry[]): Promise<void> {
  const airings = speaking.map((row): ReportedAiring => ({
    communeCode: row.communeCode,
    airingKey: row.airingKey,
    deviceId: row.deviceId,
    areaCode: row.areaCode,
    slotOccurrenceId: row.slotOccurrenceId,
    localDate: row.localDate,
    bulletinId: row.bulletinId,
    result: row.result,
    reason: row.reason,
    heardMs: row.heardMs,
    counts: row.counts,
  }));
  await tx.emit({ type: airingsReported, payload: { airings } }, together);
}
