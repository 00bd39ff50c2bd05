import { Injectable } from '@nestjs/common';
import {
  Between,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  MoreThan,
  MoreThanOrEqual,
  Not,
  type EntityManager,
} from 'typeorm';
import { insertAll, query, sql } from '../../platform/database/sql';
import { BookingEntity } from './booking.entity';
import { DecisionEntity } from './decision.entity';
import { ExtraSessionEntity } from './extra-session.entity';
import { PolicyEntity } from './policy.entity';
import { RundownEntity } from './rundown.entity';
import { ScheduleEventEntity } from './schedule-event.entity';
import { SlotChangeEntity } from './slot-change.entity';
import { SlotEntity } from './slot.entity';

type ScheduleRow =
  | SlotEntity
  | SlotChangeEntity
  | ScheduleEventEntity
  | ExtraSessionEntity
  | PolicyEntity
  | BookingEntity
  | DecisionEntity
  | RundownEntity;

/** The schedule's tables. */
@Injectable()
export class ScheduleRepository {
  /** Inserts or replaces one row of the schedule's own tables. */
  async save<T extends ScheduleRow>(manager: EntityManager, entity: new () => T, row: T): Promise<void> {
    await manager.save(entity, row);
  }

  slot(manager: EntityManager, id: string): Promise<SlotEntity | null> {
    return manager.findOneBy(SlotEntity, { id });
  }

  slotsOf(manager: EntityManager, areaCodes: readonly string[]): Promise<SlotEntity[]> {
    return manager.find(SlotEntity, {
      where: { areaCode: In([...areaCodes]), retiredAt: IsNull() },
      order: { id: 'ASC' },
    });
  }

  /** Every slot in force: a few thousand rows at most, and the only way to see what lies below an area. */
  slotsInForce(manager: EntityManager): Promise<SlotEntity[]> {
    return manager.find(SlotEntity, { where: { retiredAt: IsNull() }, order: { id: 'ASC' } });
  }

  extraSession(manager: EntityManager, id: string): Promise<ExtraSessionEntity | null> {
    return manager.findOneBy(ExtraSessionEntity, { id });
  }

  extraSessionsOf(manager: EntityManager, areaCode: string, limit: number): Promise<ExtraSessionEntity[]> {
    return manager.find(ExtraSessionEntity, {
      where: { areaCode },
      order: { requestedAt: 'DESC', id: 'DESC' },
      take: limit,
    });
  }

  event(manager: EntityManager, id: string): Promise<ScheduleEventEntity | null> {
    return manager.findOneBy(ScheduleEventEntity, { id });
  }

  eventsOf(manager: EntityManager, areaCodes: readonly string[], revokedToo: boolean): Promise<ScheduleEventEntity[]> {
    return manager.find(ScheduleEventEntity, {
      where: { areaCode: In([...areaCodes]), ...(revokedToo ? {} : { revokedAt: IsNull() }) },
      order: { grantedAt: 'ASC', id: 'ASC' },
    });
  }

  eventsInForce(manager: EntityManager): Promise<ScheduleEventEntity[]> {
    return manager.find(ScheduleEventEntity, {
      where: { revokedAt: IsNull() },
      order: { grantedAt: 'ASC', id: 'ASC' },
    });
  }

  slotChangesOf(manager: EntityManager, areaCode: string, limit: number): Promise<SlotChangeEntity[]> {
    return manager.find(SlotChangeEntity, {
      where: { areaCode },
      order: { at: 'DESC', revision: 'DESC' },
      take: limit,
    });
  }

  slotChangesOfGroup(manager: EntityManager, groupId: string): Promise<SlotChangeEntity[]> {
    return manager.find(SlotChangeEntity, { where: { groupId }, order: { id: 'ASC' } });
  }

  /** The last change of a slot that still stands. */
  lastSlotChange(manager: EntityManager, slotId: string): Promise<SlotChangeEntity | null> {
    return manager.findOne(SlotChangeEntity, {
      where: { slotId, undoneAt: IsNull(), kind: Not('undone') },
      order: { revision: 'DESC' },
    });
  }

  /** Slots by id, ended ones too: past rundowns name them. */
  slotsById(manager: EntityManager, ids: readonly string[]): Promise<SlotEntity[]> {
    return manager.findBy(SlotEntity, { id: In([...ids]) });
  }

  async slotAreas(manager: EntityManager): Promise<string[]> {
    const rows = await manager
      .createQueryBuilder(SlotEntity, 'slot')
      .select('DISTINCT slot.areaCode', 'code')
      .where({ retiredAt: IsNull() })
      .getRawMany<{ code: string }>();
    return rows.map((row) => row.code).sort();
  }

  allPolicies(manager: EntityManager): Promise<PolicyEntity[]> {
    return manager.find(PolicyEntity);
  }

  policiesOf(manager: EntityManager, areaCodes: readonly string[]): Promise<PolicyEntity[]> {
    return manager.findBy(PolicyEntity, { areaCode: In([...areaCodes]) });
  }

  booking(manager: EntityManager, id: string): Promise<BookingEntity | null> {
    return manager.findOneBy(BookingEntity, { id });
  }

  activeBookingsOf(manager: EntityManager, areaCodes: readonly string[]): Promise<BookingEntity[]> {
    return manager.find(BookingEntity, {
      where: { areaCode: In([...areaCodes]), state: 'active' },
      order: { id: 'ASC' },
    });
  }

  bookingsOfBulletin(manager: EntityManager, bulletinId: string): Promise<BookingEntity[]> {
    return manager.find(BookingEntity, { where: { ref: bulletinId }, order: { id: 'ASC' } });
  }

  bookingsById(manager: EntityManager, ids: readonly string[]): Promise<BookingEntity[]> {
    return manager.findBy(BookingEntity, { id: In([...ids]) });
  }

  /** Decisions that hold everywhere, and those about single sessions taken since an instant; oldest first. */
  decisionsOf(manager: EntityManager, areaCodes: readonly string[], since: number): Promise<DecisionEntity[]> {
    const areaCode = In([...areaCodes]);
    return manager.find(DecisionEntity, {
      where: [
        { areaCode, slotOccurrenceId: IsNull() },
        { areaCode, at: MoreThanOrEqual(since) },
      ],
      order: { at: 'ASC', id: 'ASC' },
    });
  }

  async lastDecisionAt(manager: EntityManager, areaCode: string): Promise<number> {
    return (await manager.maximum(DecisionEntity, 'at', { areaCode })) ?? 0;
  }

  /** Rundowns that end after `fromAt` and start before `toAt`. */
  rundownsTouching(manager: EntityManager, areaCode: string, fromAt: number, toAt: number): Promise<RundownEntity[]> {
    return manager.find(RundownEntity, {
      where: { areaCode, endAt: MoreThan(fromAt), startAt: LessThan(toAt) },
      order: { startAt: 'ASC', id: 'ASC' },
    });
  }

  rundownsOnDates(manager: EntityManager, areaCode: string, from: string, to: string): Promise<RundownEntity[]> {
    return manager.find(RundownEntity, {
      where: { areaCode, localDate: Between(from, to) },
      order: { startAt: 'ASC', id: 'ASC' },
    });
  }

  async rundown(manager: EntityManager, id: string): Promise<RundownEntity | null> {
    return manager.findOneBy(RundownEntity, { id });
  }

  /** Rundowns that have begun and that nobody has settled: the service was away. */
  overdueRundowns(manager: EntityManager, areaCode: string, now: number): Promise<RundownEntity[]> {
    return manager.find(RundownEntity, {
      where: { areaCode, frozen: false, freezeAt: LessThanOrEqual(now) },
      order: { startAt: 'ASC', id: 'ASC' },
    });
  }

  /** Of each slot its last session that began before an instant. */
  async lastRundowns(
    manager: EntityManager,
    areaCode: string,
    slotIds: readonly string[],
    before: number,
  ): Promise<RundownEntity[]> {
    const found: RundownEntity[] = [];
    for (const slotId of slotIds) {
      const where = { areaCode, slotId, startAt: LessThan(before), frozen: true };
      const last = await manager.findOne(RundownEntity, { where, order: { startAt: 'DESC' } });
      if (last) found.push(last);
    }
    return found;
  }

  /** Zones of a commune, ended ones too, with a rundown that is not frozen. */
  async zonesWithOpenRundowns(manager: EntityManager, communeCode: string): Promise<string[]> {
    const rows = await query<{ code: string }>(
      manager,
      sql`SELECT a.code AS code FROM areas a WHERE a.parent_code = ${communeCode} AND a.level = 'zone'
        AND EXISTS (SELECT 1 FROM rundowns r WHERE r.area_code = a.code AND r.frozen = ${false}) ORDER BY a.code`,
    );
    return rows.map((row) => row.code);
  }

  /** Areas with a rundown whose freeze has come and is not done yet. */
  async areasToFreeze(manager: EntityManager, now: number): Promise<string[]> {
    const rows = await manager
      .createQueryBuilder(RundownEntity, 'rundown')
      .select('DISTINCT rundown.areaCode', 'code')
      .where({ frozen: false, freezeAt: LessThanOrEqual(now) })
      .getRawMany<{ code: string }>();
    return rows.map((row) => row.code);
  }

  /** Areas with a rundown that is not frozen. */
  async openAreas(manager: EntityManager): Promise<string[]> {
    const rows = await query<{ code: string }>(
      manager,
      sql`SELECT DISTINCT area_code AS code FROM rundowns WHERE frozen = ${false}`,
    );
    return rows.map((row) => row.code);
  }

  async insertRundowns(manager: EntityManager, rows: readonly RundownEntity[]): Promise<void> {
    await insertAll(manager, RundownEntity, rows.map(asStored));
  }

  async updateRundown(manager: EntityManager, { id, ...row }: RundownEntity): Promise<boolean> {
    // The type of a partial update does not know columns of JSON.
    const result = await manager.update(RundownEntity, { id }, row);
    return (result.affected ?? 0) === 1;
  }

  /** Inserts or replaces. */
  async putRundown(manager: EntityManager, row: RundownEntity): Promise<void> {
    if (!(await this.updateRundown(manager, row))) await this.insertRundowns(manager, [row]);
  }

  /** Removes rundowns that no device can have begun: open ones before their freeze, whatever ids are given. */
  async removeOpenRundowns(manager: EntityManager, ids: readonly string[], now: number): Promise<void> {
    if (ids.length === 0) return;
    const open = { frozen: false, freezeAt: MoreThan(now), startAt: MoreThan(now) };
    await manager.delete(RundownEntity, { id: In([...ids]), ...open });
  }
}

/** JSON columns written out, as the fast insert wants them. */
function asStored(row: RundownEntity): RundownEntity {
  const written = (value: unknown): never => (value === null ? null : JSON.stringify(value)) as never;
  const { body, audio, withdrawn, summary, overridden } = row;
  return {
    ...row,
    body: written(body),
    audio: written(audio),
    withdrawn: written(withdrawn),
    summary: written(summary),
    overridden: written(overridden),
  };
}
