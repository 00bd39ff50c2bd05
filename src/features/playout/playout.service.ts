import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { letOthersRun } from '../../platform/clock/let-others-run';
import { ReadDatabase } from '../../platform/database/database';
import { bookDeviceRow } from './book-row';
import { GatheredFacts, LedgerFacts } from './ledger-facts';
import { LedgerIntake, type Batch, type IngestAnswer } from './ledger-intake';
import type { SeenAirings } from './ledger-writer';
import { airingId, findQuarantined, rowPreparer, type DeviceAiringKey, type StorableRow } from './ledger.repository';
import { PlannedItems, type PlannedAiring } from './ports';
import type { QuarantineEntity } from './quarantine.entity';
import { Turns } from './turns';
import { isRefused, readRow, refused, type AcceptedRow, type RefusedRow } from './read-row';

/** Rows taken in one go, half a millisecond's work. */
const rowsAtOnce = 50;

/**
 * Batches read at the same time. A row takes far more room while it is read than before and after: with every sender's batch in hand at once
 * the collector would have as much to do as the reading.
 */
const batchesAtOnce = 2;

type Drafted = Pick<Batch, 'drafts' | 'seen'>;

/** Takes device rows into the ledger (L1-L3). */
@Injectable()
export class PlayoutService {
  private readonly turns = new Turns(batchesAtOnce);
  private readonly turnsOfDevices = new Map<string, Turns>();

  constructor(
    private readonly database: ReadDatabase,
    private readonly facts: LedgerFacts,
    private readonly planned: PlannedItems,
    private readonly intake: LedgerIntake,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes a batch of a device's rows, in any order and however often. Each is checked by itself: a bad one is set aside with its bytes
   * and named, the others are stored. Resolves after the commit with one answer per row, in the order given; when it rejects (disk full,
   * DEVICE_UNKNOWN) nothing was taken and the device keeps its rows. Not to be called inside a unit of work.
   */
  async ingest(deviceId: string, sent: readonly unknown[]): Promise<IngestAnswer[]> {
    return this.inOrder(deviceId, async () => {
      const { drafts, seen } = await this.turns.take(() => this.read(deviceId, sent));
      return this.intake.take({ deviceId, sent, drafts, seen });
    });
  }

  /** Rows set aside, newest first; of all devices when `deviceIds` is null. */
  async quarantined(deviceIds: readonly string[] | null, limit = 200): Promise<QuarantineEntity[]> {
    return findQuarantined(this.database.manager, deviceIds, limit);
  }

  /** One batch of a device after another: its chain is followed from what is stored. */
  private async inOrder<T>(deviceId: string, work: () => Promise<T>): Promise<T> {
    let turns = this.turnsOfDevices.get(deviceId);
    if (!turns) this.turnsOfDevices.set(deviceId, (turns = new Turns(1)));
    try {
      return await turns.take(work);
    } finally {
      if (turns.areOver) this.turnsOfDevices.delete(deviceId);
    }
  }

  /** Everything that can be done before the transaction. */
  private async read(deviceId: string, sent: readonly unknown[]): Promise<Drafted> {
    const reads = await inPortions(sent, (row, i) => readRow(deviceId, row, i));
    return this.draft(deviceId, reads);
  }

  private async draft(deviceId: string, reads: readonly (AcceptedRow | RefusedRow)[]): Promise<Drafted> {
    const rows = reads.flatMap((read) => (isRefused(read) ? [] : [read.row]));
    const snapshots = rows.map((row) => (row.kind === 'result' ? row.snapshot : null));
    const facts = await this.facts.gather({
      deviceIds: [deviceId],
      areaCodes: [...rows.map((row) => row.areaCode), ...snapshots.flatMap((one) => one?.originAreaCode ?? [])],
      topicCodes: snapshots.map((one) => one?.topicCode ?? null),
    });
    facts.requireDevice(deviceId);
    const items = rows.map((row) => itemOf(deviceId, row, facts));
    const keys = new Map(items.flatMap((item) => (item ? [[item.itemId, item] as const] : [])));
    const seen = await this.intake.look(this.database.manager, rows, keys);
    const plans = await this.plansOf(deviceId, rows, items, seen.airings);
    const nowMs = this.clock.nowMs();
    const prepare = rowPreparer(this.database.manager);
    let next = 0;
    const drafts = await inPortions(reads, (read): StorableRow | RefusedRow => {
      if (isRefused(read)) return read;
      const item = items[next++];
      const plan = plans.get(read.row.airingKey);
      const snapshot = (read.row.kind === 'result' ? read.row.snapshot : null) ?? plan?.snapshot ?? null;
      const about = facts.about(deviceId, read.row.areaCode, snapshot);
      if (!about || !item) return refused(read.sent, 'area-unknown', `no area ${read.row.areaCode}`, read.sent);
      // JSON has a backslash before whatever COPY would stumble over.
      const plain = !plan && !read.sent.bytes.includes('\\') && facts.arePlain;
      return prepare(bookDeviceRow(read, about, plan, nowMs), item.itemId, plain);
    });
    return { drafts, seen };
  }

  /** Plans of items of a rundown whose occurrence has not been taken into account yet. */
  private async plansOf(
    deviceId: string,
    rows: readonly AcceptedRow['row'][],
    items: readonly (Item | null)[],
    seen: SeenAirings,
  ): Promise<Map<string, PlannedAiring>> {
    const unknown = new Set<string>();
    for (const [i, row] of rows.entries()) {
      const item = items[i];
      if (item && row.rundownId !== null && !seen.has(item.itemId)) unknown.add(row.airingKey);
    }
    const plans = unknown.size > 0 ? await this.planned.find(deviceId, [...unknown]) : [];
    return new Map(plans.map((plan) => [plan.airingKey, plan]));
  }
}

/** Others' batches are being stored meanwhile: their next statement must not wait for the whole of this one. */
async function inPortions<T, U>(rows: readonly T[], work: (row: T, i: number) => U): Promise<U[]> {
  const done: U[] = [];
  for (const [i, row] of rows.entries()) {
    done.push(work(row, i));
    if (i % rowsAtOnce === rowsAtOnce - 1) await letOthersRun();
  }
  return done;
}

type Item = DeviceAiringKey & { itemId: string };

/** What a row is about; null when its area is unknown. */
function itemOf(deviceId: string, { areaCode, airingKey }: AcceptedRow['row'], facts: GatheredFacts): Item | null {
  const communeCode = facts.about(deviceId, areaCode, null)?.commune.code;
  if (communeCode === undefined) return null;
  return { communeCode, airingKey, deviceId, itemId: airingId({ communeCode, airingKey, deviceId }) };
}
