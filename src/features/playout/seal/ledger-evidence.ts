import { Inject, Injectable } from '@nestjs/common';
import { LedgerCheck, type LedgerFinding } from '../../../domain/ledger/check';
import type { LedgerRecord } from '../../../domain/ledger/record';
import type { SignedSeal } from '../../../domain/ledger/seal';
import { letOthersRun } from '../../../platform/clock/let-others-run';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { ReadDatabase } from '../../../platform/database/database';
import { judgeSeal } from '../../../platform/signing/seal-signature';
import { StationKeys } from '../../devices';
import { evidenceHeader, rowLine, type EvidenceLine } from './evidence-format';
import { countReceived, findLastSeal, findLeaves, findRecords, findSeals, findUncounted } from './seal.repository';

const pageSize = 1_000;
const sealsAtOnce = 366;
const firstDay = '0000-01-01';
const lastDay = '9999-12-31';

export interface LedgerVerdict {
  rows: number;
  seals: number;
  /** Root of the last seal: what to compare with the one on paper. */
  lastRoot: string;
  lastDay: string | null;
  finding: LedgerFinding | null;
}

/** The ledger with its seals, in order: to be checked here, or to be carried away and checked elsewhere. Changes nothing. */
@Injectable()
export class LedgerEvidence {
  constructor(
    private readonly read: ReadDatabase,
    private readonly keys: StationKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'stationName' | 'zone'>,
  ) {}

  /** Checks every row against its seal, and the rows of today against their bytes; ends at the first fault. */
  async verify(): Promise<LedgerVerdict> {
    const trusted = this.keys.everKnown();
    const check = new LedgerCheck({ judge: (seal) => judgeSeal(seal, trusted), complete: true });
    const received = await countReceived(this.read.manager);
    let lastSealed: SignedSeal | null = null;
    const verdict = (finding: LedgerFinding | null): LedgerVerdict => ({
      rows: check.rows,
      seals: check.seals,
      lastRoot: check.lastRoot,
      lastDay: lastSealed?.day ?? null,
      finding,
    });
    for await (const seal of this.seals()) {
      const fault = check.addSeal(seal, await findLeaves(this.read.manager, seal));
      if (fault) return verdict(fault);
      lastSealed = seal;
      for await (const record of this.records(seal.firstNumber - 1, seal.lastNumber, null)) {
        const found = check.addRow(record);
        if (found) return verdict(found);
      }
    }
    const unfinished = check.endOfSeals();
    if (unfinished) return verdict(unfinished);
    for await (const record of this.records(lastSealed?.lastNumber ?? 0, Number.MAX_SAFE_INTEGER, null)) {
      const found = check.addUnsealed(record);
      if (found) return verdict(found);
    }
    // Rows that came while this went on are no forgery.
    const last = check.end(received, await countReceived(this.read.manager));
    if (last) return verdict(last);
    const stray = await findUncounted(this.read.manager);
    return verdict(stray && { kind: 'row-added', day: null, receivedNumber: stray.number });
  }

  /**
   * The same as lines of JSON, to be verified without this station (`loa verify FILE`): every seal with its leaves, and the rows, all
   * or those of some communes. A page at a time: a million rows need no more memory than a thousand.
   */
  async *export(communes: readonly string[] | null): AsyncGenerator<EvidenceLine> {
    const received = await countReceived(this.read.manager);
    yield {
      ...evidenceHeader,
      station: this.config.stationName,
      zone: this.config.zone,
      keyId: this.keys.station().keyId,
      complete: communes === null,
      received,
      exportedAt: this.clock.nowMs(),
    };
    let last = 0;
    for await (const seal of this.seals()) {
      // Made meanwhile, over rows that the first line does not count.
      if (seal.lastNumber > received) break;
      yield { seal, leaves: await findLeaves(this.read.manager, seal) };
      for await (const record of this.records(seal.firstNumber - 1, seal.lastNumber, communes)) yield rowLine(record);
      last = seal.lastNumber;
    }
    yield { unsealed: true };
    for await (const record of this.records(last, received, communes)) yield rowLine(record);
    yield { end: true };
  }

  /** The newest seal; null before the first day was sealed. */
  lastSeal(): Promise<SignedSeal | null> {
    return findLastSeal(this.read.manager);
  }

  /** How many rows the ledger ever took: the number of the last one. */
  received(): Promise<number> {
    return countReceived(this.read.manager);
  }

  /** Seals of a range of days, oldest first. */
  async list(from: string, to: string): Promise<SignedSeal[]> {
    return findSeals(this.read.manager, from, to, sealsAtOnce);
  }

  private async *seals(): AsyncGenerator<SignedSeal> {
    for (let after = firstDay; ;) {
      const page = (await findSeals(this.read.manager, after, lastDay, sealsAtOnce)).filter((seal) => seal.day > after);
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      after = last.day;
    }
  }

  private async *records(after: number, to: number, communes: readonly string[] | null): AsyncGenerator<LedgerRecord> {
    for (let number = after; number < to;) {
      const page = await findRecords(this.read.manager, number, to, pageSize, communes);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      number = last.receivedNumber;
      await letOthersRun();
    }
  }
}
