import { decisionsBySession, type Decision } from '../../domain/scheduling/decision';
import { asHandedOut } from '../../domain/scheduling/freeze';
import { withHolds } from '../../domain/scheduling/hold';
import type { Plan } from '../../domain/scheduling/plan-commune';
import type { Rundown, RundownItem } from '../../domain/scheduling/rundown';
import type { Transaction } from '../../platform/database/transaction';
import type { BookingEntity } from './booking.entity';
import { PlanMemory } from './plan-memory';
import type { PlannedAudio, RundownEntity } from './rundown.entity';
import { listed, rowOf } from './rundown-row';
import { ScheduleRepository } from './schedule.repository';

type AudioOf = (rundown: Rundown) => Record<string, PlannedAudio>;

/** Brings stored rundowns in line with a plan. Each method says whether devices have to be told. */
export class PlanStore {
  constructor(
    private readonly repository: ScheduleRepository,
    private readonly memory: PlanMemory,
  ) {}

  /**
   * What has begun without having been frozen was played from the devices' own manifests: it is settled as it stands, whatever the plan
   * would say now (P1). Returns the rows as they are from now on.
   */
  async settleBegun(tx: Transaction, stored: readonly RundownEntity[]): Promise<RundownEntity[]> {
    const rows: RundownEntity[] = [];
    for (const row of stored) {
      if (row.frozen || row.startAt > tx.nowMs) {
        rows.push(row);
        continue;
      }
      const body = asHandedOut(row.body);
      const settled = { ...row, body, frozen: true, ...listed(body, row.audio) };
      await this.keep(tx, settled);
      rows.push(settled);
    }
    return rows;
  }

  /** Writes new and changed rundowns, and takes away open ones that the plan no longer holds. */
  async write(tx: Transaction, plan: Plan, stored: readonly RundownEntity[], audio: AudioOf): Promise<boolean> {
    const known = new Map(stored.map((row) => [row.id, row]));
    let changed = await this.takeAway(tx, plan, stored);
    const added: RundownEntity[] = [];
    for (const rundown of plan.rundowns) {
      const before = known.get(rundown.id);
      const row = rowOf(rundown, audio(rundown), before, tx.nowMs);
      if (before && before.version === row.version && before.frozen === row.frozen) continue;
      if (before?.version !== row.version) changed = true;
      if (row.frozen) await this.keep(tx, row);
      else if (before) await this.repository.updateRundown(tx.manager, row);
      else added.push(row);
    }
    await this.repository.insertRundowns(tx.manager, added);
    return changed;
  }

  /**
   * Frozen and not over yet: what lost its approval is taken from the devices by a new version, and stays in the plan (B2, B7); what is
   * held or released changes its state and keeps its place (P9).
   */
  async followFrozen(
    tx: Transaction,
    stored: readonly RundownEntity[],
    bookings: readonly BookingEntity[],
    decisions: readonly Decision[],
  ): Promise<boolean> {
    const decisionsOf = decisionsBySession(decisions);
    let changed = false;
    for (const row of stored.filter((one) => one.frozen && one.endAt > tx.nowMs)) {
      const lost = row.body.items.filter((item) => !row.withdrawn.includes(item.airingKey) && !stands(item, bookings));
      const decided = decisionsOf(row.slotOccurrenceId);
      const items = withHolds(row.body.items, (booking) => decided.isHeld(booking), tx.nowMs);
      if (lost.length === 0 && items === row.body.items) continue;
      const withdrawn = [...row.withdrawn, ...lost.map((item) => item.airingKey)];
      const body = { ...row.body, items };
      await this.keep(tx, { ...row, body, withdrawn, version: row.version + 1, ...listed(body, row.audio) });
      changed = true;
    }
    return changed;
  }

  /**
   * Open rundowns that are planned no more go; those past their freeze may be on devices already, so they stay as a record and are
   * emptied by a new version.
   */
  private async takeAway(tx: Transaction, plan: Plan, stored: readonly RundownEntity[]): Promise<boolean> {
    const planned = new Set(plan.rundowns.map((rundown) => rundown.id));
    const gone = stored.filter((row) => !row.frozen && !planned.has(row.id));
    const open = gone.filter((row) => row.freezeAt > tx.nowMs);
    await this.repository.removeOpenRundowns(
      tx.manager,
      open.map((row) => row.id),
      tx.nowMs,
    );
    const late = gone.filter((row) => row.freezeAt <= tx.nowMs);
    for (const row of late) {
      const body = asHandedOut(row.body);
      const withdrawn = body.items.map((item) => item.airingKey);
      await this.keep(tx, {
        ...row,
        body,
        withdrawn,
        frozen: true,
        version: row.version + 1,
        ...listed(body, row.audio),
      });
    }
    return late.length > 0 || open.some((row) => row.body.items.length > 0);
  }

  /** Stores a frozen rundown and remembers what it hands out. */
  async keep(tx: Transaction, row: RundownEntity): Promise<void> {
    await this.repository.putRundown(tx.manager, row);
    await this.memory.note(tx.manager, row);
  }
}

/** Whether the approval under which the item was planned is still there. */
function stands(item: RundownItem, bookings: readonly BookingEntity[]): boolean {
  if (item.kind === 'template') return true;
  const booking = bookings.find((one) => one.id === item.sourceId);
  return booking?.audio.some((one) => one.versionId === item.versionId && one.awaits !== true) ?? false;
}
