import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { letOthersRun } from '../../platform/clock/let-others-run';
import { ReadDatabase } from '../../platform/database/database';
import { bookDeviceRow } from './book-row';
import { GatheredFacts, LedgerFacts } from './ledger-facts';
import { LedgerIntake, type Draft, type IngestAnswer } from './ledger-intake';
import { findKnownKeys, findQuarantined } from './ledger.repository';
import { PlannedItems, type PlannedAiring } from './ports';
import type { QuarantineEntity } from './quarantine.entity';
import { isRefused, readRow, refused, type AcceptedRow, type RefusedRow } from './read-row';

/** Rows read in one go, a few milliseconds' work. */
const rowsAtOnce = 50;

/** Takes device rows into the ledger (L1-L3). */
@Injectable()
export class PlayoutService {
  constructor(
    private readonly read: ReadDatabase,
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
    const reads: (AcceptedRow | RefusedRow)[] = [];
    for (const [i, row] of sent.entries()) {
      reads.push(readRow(deviceId, row, i));
      // Others' batches are being stored meanwhile: their next statement must not wait for the whole of this one to be read.
      if (i % rowsAtOnce === rowsAtOnce - 1) await letOthersRun();
    }
    const drafts = await this.draft(deviceId, reads);
    return this.intake.take({ deviceId, drafts, sent });
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
    const byCommune = new Map<string, Set<string>>();
    for (const row of rows) {
      const code = row.rundownId === null ? undefined : facts.about(deviceId, row.areaCode, null)?.commune.code;
      if (code !== undefined) byCommune.set(code, (byCommune.get(code) ?? new Set()).add(row.airingKey));
    }
    const unknown: string[] = [];
    for (const [communeCode, keys] of byCommune) {
      const known = await findKnownKeys(this.read.manager, deviceId, communeCode, [...keys]);
      unknown.push(...[...keys].filter((key) => !known.has(key)));
    }
    const plans = unknown.length > 0 ? await this.planned.find(deviceId, unknown) : [];
    return new Map(plans.map((plan) => [plan.airingKey, plan]));
  }
}
