import { Inject, Injectable } from '@nestjs/common';
import type { RowAnswer } from '../../contracts/device/link';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { bookDeviceRow, type DraftRow } from './book-row';
import { GatheredFacts, LedgerFacts } from './ledger-facts';
import { LedgerWriter } from './ledger-writer';
import {
  airingId,
  findAirings,
  findQuarantined,
  findStoredHashes,
  insertQuarantined,
  lockLedger,
} from './ledger.repository';
import { PlannedItems, type PlannedAiring } from './ports';
import type { QuarantineEntity } from './quarantine.entity';
import { isRefused, quarantineId, readRow, refused, type AcceptedRow, type RefusedRow } from './read-row';

/** The answer to one row, and what became of it here; on the wire accepted and duplicate are both `stored`. */
export interface IngestAnswer extends RowAnswer {
  outcome: 'accepted' | 'duplicate' | 'quarantined';
}

interface Draft {
  read: AcceptedRow;
  draft: DraftRow;
}

export const rowsQuarantined = 'ledger.rows-quarantined';

/** Takes device rows into the ledger (L1-L3). */
@Injectable()
export class PlayoutService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly facts: LedgerFacts,
    private readonly planned: PlannedItems,
    private readonly writer: LedgerWriter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes a batch of a device's rows, in any order and however often. Each is checked by itself: a bad one is set aside with its bytes
   * and named, the others are stored. Resolves after the commit with one answer per row, in the order given; when it rejects (disk full,
   * DEVICE_UNKNOWN) nothing was taken and the device keeps its rows.
   */
  async ingest(deviceId: string, sent: readonly unknown[]): Promise<IngestAnswer[]> {
    const reads = sent.map((row, i) => readRow(deviceId, row, i));
    const drafts = await this.draft(deviceId, reads);
    return this.uow.run(systemActor(`device ${deviceId}`), (tx) => this.take(tx, deviceId, drafts, sent));
  }

  /** Rows set aside, newest first; of all devices when `deviceIds` is null. */
  async quarantined(deviceIds: readonly string[] | null, limit = 200): Promise<QuarantineEntity[]> {
    return findQuarantined(this.read.manager, deviceIds, limit);
  }

  /** Everything that can be done before the transaction. */
  private async draft(deviceId: string, reads: readonly (AcceptedRow | RefusedRow)[]): Promise<(Draft | RefusedRow)[]> {
    const rows = reads.flatMap((read) => (isRefused(read) ? [] : [read.row]));
    const snapshots = rows.map((row) => (row.kind === 'result' ? row.snapshot : null));
    const facts = await this.facts.gather({
      deviceIds: [deviceId],
      areaCodes: [...rows.map((row) => row.areaCode), ...snapshots.flatMap((one) => one?.originAreaCode ?? [])],
      topicCodes: snapshots.map((one) => one?.topicCode ?? null),
    });
    facts.requireDevice(deviceId);
    const plans = await this.plansOf(deviceId, rows, facts);
    const nowMs = this.clock.nowMs();
    return reads.map((read): Draft | RefusedRow => {
      if (isRefused(read)) return read;
      const plan = plans.get(read.row.airingKey);
      const snapshot = (read.row.kind === 'result' ? read.row.snapshot : null) ?? plan?.snapshot ?? null;
      const about = facts.about(deviceId, read.row.areaCode, snapshot);
      if (!about) return refused(read.sent, 'area-unknown', `no area ${read.row.areaCode}`, read.sent);
      return { read, draft: bookDeviceRow(read, about, plan, nowMs) };
    });
  }

  /** Plans of items of a rundown whose occurrence has not been taken into account yet. */
  private async plansOf(
    deviceId: string,
    rows: readonly AcceptedRow['row'][],
    facts: GatheredFacts,
  ): Promise<Map<string, PlannedAiring>> {
    const keys = rows.flatMap((row) => {
      const communeCode = facts.about(deviceId, row.areaCode, null)?.commune.code;
      return row.rundownId !== null && communeCode !== undefined
        ? [{ communeCode, airingKey: row.airingKey, deviceId }]
        : [];
    });
    const known = await findAirings(this.read.manager, keys);
    const unknown = keys.filter((key) => !known.has(airingId(key))).map((key) => key.airingKey);
    const plans = unknown.length > 0 ? await this.planned.find(deviceId, [...new Set(unknown)]) : [];
    return new Map(plans.map((plan) => [plan.airingKey, plan]));
  }

  private async take(
    tx: Transaction,
    deviceId: string,
    drafts: readonly (Draft | RefusedRow)[],
    sent: readonly unknown[],
  ): Promise<IngestAnswer[]> {
    await lockLedger(tx.manager);
    const keys = drafts.flatMap((one) => (isRefused(one) ? [] : [one.read.sent]));
    const hashes = await findStoredHashes(tx.manager, deviceId, keys);
    const fresh: DraftRow[] = [];
    const setAside: RefusedRow[] = [];
    const answers = drafts.map((one, i): IngestAnswer => {
      const checked = isRefused(one) ? one : (reusedKey(one, hashes, sent[i]) ?? one);
      if (isRefused(checked)) {
        setAside.push(checked);
        const { boot, sequence, reason } = checked;
        return { boot, sequence, status: 'quarantined', reason, outcome: 'quarantined' };
      }
      const { boot, sequence, hash } = checked.read.sent;
      const key = `${boot}/${sequence}`;
      if (hashes.has(key)) return { boot, sequence, status: 'stored', outcome: 'duplicate' };
      hashes.set(key, hash);
      fresh.push(checked.draft);
      return { boot, sequence, status: 'stored', outcome: 'accepted' };
    });
    await this.writer.append(tx, fresh);
    if (setAside.length > 0) await this.setAside(tx, deviceId, setAside);
    return answers;
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

/** A key that stands for other bytes already (L3). */
function reusedKey(one: Draft, hashes: ReadonlyMap<string, string>, sent: unknown): RefusedRow | null {
  const { boot, sequence, hash } = one.read.sent;
  const known = hashes.get(`${boot}/${sequence}`);
  if (known === undefined || known === hash) return null;
  return refused(one.read.sent, 'key-reused', `another row has this key, with hash ${known}`, sent);
}
