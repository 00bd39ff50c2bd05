import { Injectable } from '@nestjs/common';
import type { RowAnswer } from '../../contracts/device/link';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { LedgerWriter, type Seen } from './ledger-writer';
import {
  findStored,
  findTops,
  insertQuarantined,
  lockLedger,
  rowKeyId,
  seesWhatMoved,
  type DeviceAiringKey,
  type RowKey,
  type StorableRow,
  type StoredRows,
} from './ledger.repository';
import { isRefused, quarantineId, refused, type RefusedRow } from './read-row';

/** The answer to one row, and what became of it here; on the wire accepted and duplicate are both `stored`. */
export interface IngestAnswer extends RowAnswer {
  outcome: 'accepted' | 'duplicate' | 'quarantined';
}

/** One batch of one device, row by row as it was sent. */
export interface Batch {
  deviceId: string;
  drafts: readonly (StorableRow | RefusedRow)[];
  sent: readonly unknown[];
  /** How things stood when its rows were drafted. */
  seen: Seen;
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

/** One transaction in the database, and one that stands at its door with everything ready. */
const mostTransactions = 2;

/**
 * The door of the ledger: one batch after another, since the ledger is numbered in the order of its commits. Batches that wait at the same
 * time share a transaction and its disk sync. Such a transaction believes what its batches saw before; when it fails, because something
 * moved since or for any other reason, each is tried alone and looks for itself, so that one cannot take another down.
 */
@Injectable()
export class LedgerIntake {
  private readonly waiting: Waiting[] = [];
  private transactions = 0;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly writer: LedgerWriter,
  ) {}

  /** How the ledger stands where rows of a batch will touch it; the batch says so when it is taken. */
  look(
    manager: Transaction['manager'],
    keys: readonly RowKey[],
    items: ReadonlyMap<string, DeviceAiringKey>,
  ): Promise<Seen> {
    return this.writer.look(manager, keys, items);
  }

  /** Resolves after the commit. */
  take(batch: Batch): Promise<IngestAnswer[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ batch, resolve, reject });
      if (this.transactions === 0 || (this.transactions < mostTransactions && this.isFull())) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.transactions += 1;
    do {
      const group = this.nextGroup();
      if (!(await this.takeTogether(group))) for (const one of group) await this.takeAlone(one);
    } while (this.waiting.length > 0 && (this.transactions === 1 || this.isFull()));
    this.transactions -= 1;
  }

  /** Whether what waits fills a transaction; the second waits for that, or it would take in crumbs. */
  private isFull(): boolean {
    return this.waiting.reduce((rows, { batch }) => rows + batch.drafts.length, 0) >= mostRows;
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
      const seen = together(batches.map((batch) => batch.seen));
      const answers = await this.uow.run(actor, (tx) => this.store(tx, batches, seen));
      group.forEach((one, i) => one.resolve(answers[i] ?? []));
      return true;
    } catch {
      return false;
    }
  }

  private async takeAlone({ batch, resolve, reject }: Waiting): Promise<void> {
    try {
      const [answers = []] = await this.uow.run(actor, (tx) => this.store(tx, [batch], null));
      resolve(answers);
    } catch (error) {
      reject(error);
    }
  }

  private async store(tx: Transaction, batches: readonly Batch[], seen: Seen | null): Promise<IngestAnswer[][]> {
    // What was stored stays, and the key of what came since is refused: no need to look again, under the lock, what is there.
    const believed = seen !== null && seesWhatMoved(tx.manager);
    const stored = believed ? seen.stored : await this.storedFor(tx, batches);
    const neighbours = { hashes: new Map(stored.hashes), namedByNext: new Map(stored.namedByNext) };
    const fresh: StorableRow[] = [];
    const sorted = batches.map((batch) => sortOut(batch, neighbours, fresh));
    await this.writer.append(tx, fresh, seen?.airings);
    for (const [i, { setAside }] of sorted.entries()) {
      if (setAside.length > 0) await this.setAside(tx, batches[i]!.deviceId, setAside);
    }
    return sorted.map(({ answers }) => answers);
  }

  private async storedFor(tx: Transaction, batches: readonly Batch[]): Promise<StoredRows> {
    await lockLedger(tx.manager);
    const keys = batches.flatMap(({ drafts }) => drafts.filter((one) => !isRefused(one)));
    return findStored(tx.manager, keys, await findTops(tx.manager, keys));
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

const together = (seen: readonly Seen[]): Seen => ({
  airings: new Map(seen.flatMap((one) => [...one.airings])),
  stored: {
    hashes: new Map(seen.flatMap((one) => [...one.stored.hashes])),
    namedByNext: new Map(seen.flatMap((one) => [...one.stored.namedByNext])),
  },
});

/** What is known at and beside the keys of rows: what is stored, and what was taken since. */
interface Neighbours {
  hashes: Map<string, string>;
  namedByNext: Map<string, string>;
}

/** Answers each row; adds the new ones to `fresh` and to what is known. */
function sortOut(
  { drafts, sent }: Batch,
  known: Neighbours,
  fresh: StorableRow[],
): { answers: IngestAnswer[]; setAside: RefusedRow[] } {
  const setAside: RefusedRow[] = [];
  const putAside = (row: RefusedRow): IngestAnswer => {
    setAside.push(row);
    const { boot, sequence, reason } = row;
    return { boot, sequence, status: 'quarantined', reason, outcome: 'quarantined' };
  };
  let last: StorableRow | null = null;
  const answers = drafts.map((one, i): IngestAnswer => {
    if (isRefused(one)) return putAside(one);
    const { boot, sequence, hash } = one;
    const key = rowKeyId(one);
    const stored = known.hashes.get(key);
    if (stored === hash) return { boot, sequence, status: 'stored', outcome: 'duplicate' };
    if (stored !== undefined) return putAside(keyReused(one, stored, sent[i]));
    const follows = last?.boot === boot && last.sequence === sequence - 1;
    const before = follows ? last?.hash : known.hashes.get(keyBefore(one));
    const broken = chainBroken(one, before, known.namedByNext.get(key), sent[i]);
    if (broken) return putAside(broken);
    known.hashes.set(key, hash);
    // Rows come in their order as a rule; the first of a stretch may yet be followed by the one before it.
    if (!follows) known.namedByNext.set(keyBefore(one), one.previousHash);
    fresh.push(one);
    last = one;
    return { boot, sequence, status: 'stored', outcome: 'accepted' };
  });
  return { answers, setAside };
}

const keyBefore = ({ deviceId, boot, sequence }: RowKey): string =>
  rowKeyId({ deviceId, boot, sequence: sequence - 1 });

/** A key that stands for other bytes already (L3). */
const keyReused = (row: StorableRow, stored: string, sent: unknown): RefusedRow =>
  refused(row, 'key-reused', `another row has this key, with hash ${stored}`, sent);

/** A row that does not go with those beside it in its device's chain (L4), as far as they are there. */
function chainBroken(
  row: StorableRow,
  before: string | undefined,
  namedByNext: string | undefined,
  sent: unknown,
): RefusedRow | null {
  if (before !== undefined && before !== row.previousHash) {
    return refused(row, 'chain-broken', `the row before it has hash ${before}, it names ${row.previousHash}`, sent);
  }
  if (namedByNext === undefined || namedByNext === row.hash) return null;
  return refused(row, 'chain-broken', `the row after it names hash ${namedByNext}, it has ${row.hash}`, sent);
}
