import { Inject, Injectable, Logger } from '@nestjs/common';
import { ChainLinks } from '../../../domain/ledger/chain-links';
import { faultOfRow, unlinkedBy } from '../../../domain/ledger/check';
import { leafOf, recordText } from '../../../domain/ledger/record';
import { daysToSeal, LeafSum, sealGenesis, type SignedSeal } from '../../../domain/ledger/seal';
import { addDays } from '../../../domain/time/local-date';
import { resolveLocalTime, wallClockAt } from '../../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { letOthersRun } from '../../../platform/clock/let-others-run';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { ReadDatabase } from '../../../platform/database/database';
import { systemActor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { signSeal } from '../../../platform/signing/seal-signature';
import { StationKeys } from '../../devices';
import { lockLedger } from '../ledger.repository';
import type { SealLeavesEntity } from './seal.entity';
import { findFirstReceipt, findLastBefore, findLastSeal, findRecords, insertSeal } from './seal.repository';

/** Rows that the ledger numbered are not there, or not as they came: somebody took them out of the database or altered them there. */
export class LedgerGap extends Error {
  constructor(
    /** The last row that is as it came. */
    readonly after: number,
    /** The day that cannot be sealed. */
    readonly day: string,
  ) {
    super(
      `ledger rows after ${after} are missing or altered; from ${day} on nothing is sealed until that is looked into`,
    );
  }
}

export const ledgerGapFound = 'ledger.gap';

/** How often a gap is spoken of again. */
const gapEveryMs = 3_600_000;
/** Rows read and hashed at a time: the service goes on answering in between. */
const pageSize = 1_000;
const actor = systemActor('sealer');

/** Seals each day that is over (L4): the rows received on it, in order, under a root that the station signs. */
@Injectable()
export class SealerService {
  private running: Promise<SignedSeal[]> | null = null;
  private readonly log = new Logger(SealerService.name);
  private gapToldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly keys: StationKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'zone'>,
  ) {}

  /**
   * Seals what is due, and says of a gap that it is there: loudspeakers must sound on though somebody harmed the ledger. Returns the new
   * seals.
   */
  async sealOrTell(): Promise<SignedSeal[]> {
    try {
      return await this.sealDue();
    } catch (error) {
      if (!(error instanceof LedgerGap)) throw error;
      const now = this.clock.nowMs();
      if (now - this.gapToldAt < gapEveryMs) return [];
      const { after, day, message } = error;
      await this.uow.run(actor, (tx) => tx.emit({ type: ledgerGapFound, payload: { after, day } }));
      this.gapToldAt = now;
      this.log.error(message);
      return [];
    }
  }

  /** Seals what is due, oldest day first; after a standstill, every day of it. Returns the new seals; rejects with `LedgerGap`. */
  sealDue(): Promise<SignedSeal[]> {
    this.running ??= this.sealAll().finally(() => (this.running = null));
    return this.running;
  }

  private async sealAll(): Promise<SignedSeal[]> {
    const last = await findLastSeal(this.read.manager);
    const first = last ? null : await findFirstReceipt(this.read.manager);
    const today = this.dayOf(this.clock.nowMs());
    const sealed: SignedSeal[] = [];
    let before = last;
    for (const day of daysToSeal(last?.day ?? null, first === null ? null : this.dayOf(first), today)) {
      before = await this.sealDay(day, before);
      sealed.push(before);
    }
    return sealed;
  }

  private async sealDay(day: string, before: SignedSeal | null): Promise<SignedSeal> {
    const endsAt = resolveLocalTime(this.config.zone, addDays(day, 1), 0).at;
    const lastSealed = before?.lastNumber ?? 0;
    // Under the lock no row of the day is still on its way into the ledger.
    const lastNumber = await this.uow.run(actor, async (tx) => {
      await lockLedger(tx.manager);
      return findLastBefore(tx.manager, endsAt, lastSealed);
    });
    const { leaves, leavesHash } = await this.leavesOf(lastSealed, lastNumber, day);
    const said = {
      day,
      firstNumber: lastSealed + 1,
      lastNumber,
      leavesHash,
      previousRoot: before?.root ?? sealGenesis,
      sealedAt: this.clock.nowMs(),
    };
    const seal = signSeal(said, this.keys.station());
    await this.uow.run(actor, async (tx) => {
      await insertSeal(tx.manager, seal, leaves);
      await tx.emit({ type: 'ledger.sealed', payload: { day, rows: lastNumber - lastSealed, root: seal.root } });
    });
    return seal;
  }

  private async leavesOf(
    after: number,
    to: number,
    day: string,
  ): Promise<{ leaves: SealLeavesEntity[]; leavesHash: string }> {
    const sum = new LeafSum();
    const leaves: SealLeavesEntity[] = [];
    const links = new ChainLinks();
    for (let number = after; number < to;) {
      const records = await findRecords(this.read.manager, number, to, pageSize);
      const gapAt = records.findIndex(({ receivedNumber }, i) => receivedNumber !== number + i + 1);
      if (records.length === 0 || gapAt >= 0) throw new LedgerGap(number + Math.max(0, gapAt), day);
      const alteredAt = records.findIndex((record) => faultOfRow(record) !== null);
      if (alteredAt >= 0) throw new LedgerGap(number + alteredAt, day);
      for (const record of records) {
        const unlinked = unlinkedBy(links, record);
        if (unlinked !== null) throw new LedgerGap(unlinked - 1, day);
      }
      const chunk = records.map((record) => leafOf(recordText(record)));
      chunk.forEach((leaf) => sum.add(leaf));
      leaves.push({ firstNumber: number + 1, leaves: chunk.join('') });
      number += records.length;
      await letOthersRun();
    }
    return { leaves, leavesHash: sum.sum() };
  }

  private dayOf(at: number): string {
    return wallClockAt(this.config.zone, at).localDate;
  }
}
