import type { Transaction } from '../../platform/database/transaction';
import type { Settled } from '../../domain/scheduling/settled';
import { PlaysRepository } from './plays.repository';
import { RundownEntity } from './rundown.entity';
import { ScheduleRepository } from './schedule.repository';

const dayMs = 86_400_000;
/** Rundowns shown to the planner whole: longer than a week, so that every weekly session is among them. */
const shownDays = 8;

/** What the planner is told of the past (S1): frozen rundowns with results, and plain counts of what lies before them. */
export class PlanMemory {
  private readonly plays = new PlaysRepository();

  constructor(private readonly repository: ScheduleRepository) {}

  /** The rundowns that planning starts from, in order: those of the last days and to come, and older ones that nobody has settled. */
  async stored(
    manager: Transaction['manager'],
    areaCode: string,
    now: number,
    untilAt: number,
  ): Promise<RundownEntity[]> {
    const rows = await this.repository.rundownsTouching(manager, areaCode, now - shownDays * dayMs, untilAt);
    const forgotten = await this.repository.overdueRundowns(manager, areaCode, now);
    const known = new Set(rows.map((row) => row.id));
    return [...forgotten.filter((row) => !known.has(row.id)), ...rows];
  }

  /** Frozen rundowns with what became of them; of a slot that rested longer, its last session, which may still owe something (S3). */
  async settled(
    manager: Transaction['manager'],
    areaCode: string,
    stored: readonly RundownEntity[],
    slotIds: readonly string[],
    refs: readonly string[],
    now: number,
  ): Promise<Settled> {
    const frozen = stored.filter((row) => row.frozen);
    const begun = new Set(frozen.filter((row) => row.startAt <= now).map((row) => row.slotId));
    const resting = slotIds.filter((id) => !begun.has(id));
    const older = await this.repository.lastRundowns(manager, areaCode, resting, now - shownDays * dayMs);
    const shown = [...older.filter((row) => !frozen.some((one) => one.id === row.id)), ...frozen];
    const ids = shown.map((row) => row.id);
    const results = await this.plays.resultsIn(manager, ids);
    return {
      rundowns: shown.map((row) => ({ rundown: row.body, results: results.get(row.id) ?? new Map() })),
      history: await this.plays.historyBefore(manager, areaCode, refs, now, ids),
    };
  }

  /** Remembers what a frozen rundown hands out. */
  async note(manager: Transaction['manager'], row: RundownEntity): Promise<void> {
    await this.plays.note(manager, row.body);
  }
}
