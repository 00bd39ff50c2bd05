import { Injectable } from '@nestjs/common';
import type { RowAnswer } from '../../contracts/device/link';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { DraftRow } from './book-row';
import { LedgerWriter } from './ledger-writer';
import { findStoredHashes, insertQuarantined, lockLedger, rowKeyId } from './ledger.repository';
import { isRefused, quarantineId, refused, type AcceptedRow, type RefusedRow } from './read-row';

/** The answer to one row, and what became of it here; on the wire accepted and duplicate are both `stored`. */
export interface IngestAnswer extends RowAnswer {
  outcome: 'accepted' | 'duplicate' | 'quarantined';
}

/** A row that may be stored. */
export interface Draft {
  read: AcceptedRow;
  draft: DraftRow;
}

/** One batch of one device, row by row as it was sent. */
export interface Batch {
  deviceId: string;
  drafts: readonly (Draft | RefusedRow)[];
  sent: readonly unknown[];
}

interface Waiting {
  batch: Batch;
  resolve: (answers: IngestAnswer[]) => void;
  reject: (error: unknown) => void;
}

/** The event that names rows set aside. */
export const rowsQuarantined = 'ledger.rows-quarantined';

/** Rows in one transaction: more would keep the first sender waiting without sparing much. */
const mostRows = 2_000;
const actor = systemActor('ledger');

/**
 * The door of the ledger: one batch after another, since the ledger is numbered in the order of its commits. Batches that wait at the same
 * time share a transaction and its disk sync; when it fails each is tried alone, so that one cannot take another down.
 */
@Injectable()
export class LedgerIntake {
  private readonly waiting: Waiting[] = [];
  private working = false;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly writer: LedgerWriter,
  ) {}

  /** Resolves after the commit. */
  take(batch: Batch): Promise<IngestAnswer[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ batch, resolve, reject });
      if (!this.working) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.working = true;
    while (this.waiting.length > 0) {
      const group = this.nextGroup();
      if (!(await this.takeTogether(group))) for (const one of group) await this.takeAlone(one);
    }
    this.working = false;
  }

  private nextGroup(): Waiting[] {
    let rows = 0;
    const end = this.waiting.findIndex(({ batch }, i) => (rows += batch.drafts.length) > mostRows && i > 0);
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  private async takeTogether(group: readonly Waiting[]): Promise<boolean> {
    if (group.length === 1) return false;
    const batches = group.map((one) => one.batch);
    try {
      const answers = await this.uow.run(actor, (tx) => this.store(tx, batches));
      group.forEach((one, i) => one.resolve(answers[i] ?? []));
      return true;
    } catch {
      return false;
    }
  }

  private async takeAlone({ batch, resolve, reject }: Waiting): Promise<void> {
    try {
      const [answers = []] = await this.uow.run(actor, (tx) => this.store(tx, [batch]));
      resolve(answers);
    } catch (error) {
      reject(error);
    }
  }

  private async store(tx: Transaction, batches: readonly Batch[]): Promise<IngestAnswer[][]> {
    await lockLedger(tx.manager);
    const keys = batches.flatMap(({ drafts }) => drafts.flatMap((one) => (isRefused(one) ? [] : [one.read.row])));
    const hashes = await findStoredHashes(tx.manager, keys);
    const fresh: DraftRow[] = [];
    const sorted = batches.map((batch) => sortOut(batch, hashes, fresh));
    await this.writer.append(tx, fresh);
    for (const [i, { setAside }] of sorted.entries()) {
      if (setAside.length > 0) await this.setAside(tx, batches[i]!.deviceId, setAside);
    }
    return sorted.map(({ answers }) => answers);
  }

  private async setAside(tx: Transaction, deviceId: string, rows: readonly RefusedRow[]): Promise<void> {
    const entities = new Map(
      rows.map((row) => {
        const id = quarantineId(deviceId, row.envelope);
        return [id, { id, receivedAt: tx.nowMs, deviceId, ...row }] as const;
      }),
    );
    await insertQuarantined(tx.manager, [...entities.values()]);
    const named = rows.map(({ boot, sequence, reason }) => ({ boot, sequence, reason }));
    await tx.emit({ type: rowsQuarantined, payload: { deviceId, rows: named } });
  }
}

/** Answers each row; adds the new ones to `fresh` and their hashes to `hashes`. */
function sortOut(
  { drafts, sent }: Batch,
  hashes: Map<string, string>,
  fresh: DraftRow[],
): { answers: IngestAnswer[]; setAside: RefusedRow[] } {
  const setAside: RefusedRow[] = [];
  const answers = drafts.map((one, i): IngestAnswer => {
    const checked = isRefused(one) ? one : (reusedKey(one, hashes, sent[i]) ?? one);
    if (isRefused(checked)) {
      setAside.push(checked);
      const { boot, sequence, reason } = checked;
      return { boot, sequence, status: 'quarantined', reason, outcome: 'quarantined' };
    }
    const { boot, sequence, hash } = checked.read.sent;
    const key = rowKeyId(checked.read.row);
    if (hashes.has(key)) return { boot, sequence, status: 'stored', outcome: 'duplicate' };
    hashes.set(key, hash);
    fresh.push(checked.draft);
    return { boot, sequence, status: 'stored', outcome: 'accepted' };
  });
  return { answers, setAside };
}

/** A key that stands for other bytes already (L3). */
function reusedKey({ read }: Draft, hashes: ReadonlyMap<string, string>, sent: unknown): RefusedRow | null {
  const known = hashes.get(rowKeyId(read.row));
  if (known === undefined || known === read.sent.hash) return null;
  return refused(read.sent, 'key-reused', `another row has this key, with hash ${known}`, sent);
}
