import { Inject, Injectable } from '@nestjs/common';
import { missingResults } from '../../domain/airtime/reconcile';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { awaitAiring, bookMissing } from './book-row';
import type { DeviceAiringEntity } from './device-airing.entity';
import { LedgerFacts } from './ledger-facts';
import { LedgerWriter } from './ledger-writer';
import {
  airingId,
  findAirings,
  findAwaited,
  findPlannedUntil,
  lockLedger,
  movePlannedUntil,
} from './ledger.repository';
import { PlannedItems, type PlannedAiring } from './ports';

/** How long a device may stay silent before its items are `unreported` (P8); a setting. */
export const UNREPORTED_AFTER_MS = Symbol('UnreportedAfterMs');
export const defaultUnreportedAfterMs = 48 * 3_600_000;

/** A device's word on which manifest it had applied may arrive this much later than the occurrence began. */
const lateWordMs = 10 * 60_000;
/** Items in one transaction: others must get their turn. */
const batchSize = 500;

const actor = systemActor('reconciler');

/**
 * Gives every planned item on every device exactly one result (P8): notes what begun occurrences should have aired, and puts `missed` or
 * `unreported` where no row came. House-keeping: nothing on air waits for it, and a run that was skipped is made up by the next.
 */
@Injectable()
export class ReconcilerService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly facts: LedgerFacts,
    private readonly planned: PlannedItems,
    private readonly writer: LedgerWriter,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(UNREPORTED_AFTER_MS) private readonly unreportedAfterMs: number,
  ) {}

  /** One pass; may be repeated and run beside ingest. Returns how many items were noted and how many results given. */
  async run(): Promise<{ noted: number; given: number }> {
    const noted = await this.notePlanned();
    let given = 0;
    for (;;) {
      const more = await this.giveMissing();
      if (more === 0) return { noted, given };
      given += more;
    }
  }

  private async notePlanned(): Promise<number> {
    const until = this.clock.nowMs() + 1;
    const from = Math.max(0, (await findPlannedUntil(this.read.manager)) - lateWordMs);
    let noted = 0;
    for await (const items of this.planned.begunBetween(from, until)) {
      for (let start = 0; start < items.length; start += batchSize) {
        noted += await this.note(items.slice(start, start + batchSize));
      }
    }
    await this.uow.run(actor, (tx) => movePlannedUntil(tx.manager, until));
    return noted;
  }

  private async note(items: readonly PlannedAiring[]): Promise<number> {
    const facts = await this.gather(items);
    const awaited = new Map<string, DeviceAiringEntity>();
    for (const item of items) {
      const about = facts.about(item.deviceId, item.areaCode, item.snapshot);
      const airing = about && awaitAiring(item, about);
      if (airing) awaited.set(airingId(airing), airing);
    }
    return this.uow.run(actor, async (tx) => {
      await lockLedger(tx.manager);
      const standing = await findAirings(tx.manager, [...awaited.values()]);
      const news = [...awaited.values()].filter((airing) => {
        const known = standing.get(airingId(airing));
        return !known || (known.receivedNumber === null && known.delivered !== airing.delivered);
      });
      await this.writer.save(tx, news);
      return news.length;
    });
  }

  private async giveMissing(): Promise<number> {
    const nowMs = this.clock.nowMs();
    const due = (tx: Pick<Transaction, 'manager'>): Promise<DeviceAiringEntity[]> =>
      findAwaited(tx.manager, nowMs, nowMs - this.unreportedAfterMs, batchSize);
    const candidates = await due(this.read);
    if (candidates.length === 0) return 0;
    const plans = await this.plansOf(candidates);
    const facts = await this.gather([...plans.values()], candidates);
    return this.uow.run(actor, async (tx) => {
      await lockLedger(tx.manager);
      const waiting = new Map((await due(tx)).map((airing) => [airingId(airing), airing]));
      const still = candidates.flatMap((airing) => waiting.get(airingId(airing)) ?? []).map(asAwaited);
      const drafts = missingResults(still, nowMs, this.unreportedAfterMs).map((missing) => {
        const plan = plans.get(airingId(missing.airing));
        const areaCode = plan?.areaCode ?? missing.airing.communeCode;
        const about = facts.about(missing.airing.deviceId, areaCode, plan?.snapshot ?? null);
        return bookMissing(missing, plan, about, tx.nowMs);
      });
      return (await this.writer.append(tx, drafts)).length;
    });
  }

  private async plansOf(airings: readonly DeviceAiringEntity[]): Promise<Map<string, PlannedAiring>> {
    const plans = new Map<string, PlannedAiring>();
    for (const deviceId of new Set(airings.map((airing) => airing.deviceId))) {
      const own = new Map(airings.filter((one) => one.deviceId === deviceId).map((one) => [one.airingKey, one]));
      for (const plan of await this.planned.find(deviceId, [...own.keys()])) {
        const airing = own.get(plan.airingKey);
        if (airing) plans.set(airingId(airing), plan);
      }
    }
    return plans;
  }

  private gather(items: readonly PlannedAiring[], airings: readonly DeviceAiringEntity[] = []) {
    return this.facts.gather({
      deviceIds: [...items, ...airings].map((item) => item.deviceId),
      areaCodes: [
        ...items.flatMap((item) => [item.areaCode, item.snapshot.originAreaCode]),
        ...airings.map((airing) => airing.communeCode),
      ],
      topicCodes: items.map((item) => item.snapshot.topicCode),
    });
  }
}

/** An awaited airing always says since when; the type of the column cannot. */
function asAwaited(airing: DeviceAiringEntity): DeviceAiringEntity & { plannedEndAt: number } {
  return { ...airing, plannedEndAt: airing.awaitedFrom ?? airing.plannedStartAt + airing.plannedMs };
}
