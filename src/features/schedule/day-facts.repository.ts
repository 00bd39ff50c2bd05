import { Between, In, type EntityManager } from 'typeorm';
import { BookingEntity } from './booking.entity';
import { PlanNewsEntity } from './plan-news.entity';
import { RundownEntity } from './rundown.entity';
import { SlotEntity } from './slot.entity';

/** A session that is to start. */
export interface DueSession {
  rundownId: string;
  version: number;
  areaCode: string;
  slotId: string;
  slotOccurrenceId: string;
  localDate: string;
  startAt: number;
}

/** What is stored of one day of many areas at once. */
export class DayFactsRepository {
  rundowns(manager: EntityManager, areaCodes: readonly string[], date: string): Promise<RundownEntity[]> {
    return manager.find(RundownEntity, {
      where: { localDate: date, areaCode: In([...areaCodes]) },
      order: { startAt: 'ASC', id: 'ASC' },
      select: {
        ...{ id: true, areaCode: true, slotId: true, version: true, startAt: true },
        ...{ body: true, audio: true, withdrawn: true },
      },
    });
  }

  news(manager: EntityManager, areaCodes: readonly string[], date: string): Promise<PlanNewsEntity[]> {
    return manager.find(PlanNewsEntity, {
      where: { areaCode: In([...areaCodes]), localDate: date },
      order: { kind: 'ASC', id: 'ASC' },
    });
  }

  async slotNames(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await manager.find(SlotEntity, { where: { id: In([...ids]) }, select: { id: true, name: true } });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async titles(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    const where = { id: In([...ids]) };
    const rows = await manager.find(BookingEntity, { where, select: { id: true, item: true } });
    return new Map(rows.map(({ id, item }) => [id, item.title]));
  }

  async bulletins(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    const where = { id: In([...ids]), kind: 'bulletin' as const };
    const rows = await manager.find(BookingEntity, { where, select: { id: true, ref: true } });
    return new Map(rows.map(({ id, ref }) => [id, ref]));
  }

  /** What lost its approval by a change and was not approved again. */
  voided(manager: EntityManager, areaCodes: readonly string[]): Promise<BookingEntity[]> {
    return manager.find(BookingEntity, {
      where: { areaCode: In([...areaCodes]), state: 'withdrawn', withdrawnBecause: 'voided' },
      order: { id: 'ASC' },
    });
  }

  /** Sessions with something to say that start in [fromAt, untilAt), on any of the local dates around it. */
  async starting(
    manager: EntityManager,
    dates: { from: string; to: string },
    fromAt: number,
    untilAt: number,
  ): Promise<DueSession[]> {
    const rows = await manager.find(RundownEntity, {
      where: { localDate: Between(dates.from, dates.to), startAt: Between(fromAt, untilAt - 1) },
      order: { startAt: 'ASC', id: 'ASC' },
      select: {
        ...{ id: true, version: true, areaCode: true, slotId: true, slotOccurrenceId: true, localDate: true },
        ...{ startAt: true, summary: true },
      },
    });
    return rows
      .filter(({ summary }) => summary === null || summary.items > 0)
      .map(({ id: rundownId, summary: _, ...row }) => ({ rundownId, ...row }));
  }
}
