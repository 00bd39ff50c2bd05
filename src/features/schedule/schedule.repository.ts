import { Injectable } from '@nestjs/common';
import { Between, In, IsNull, LessThan, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import { BookingEntity } from './booking.entity';
import { DecisionEntity } from './decision.entity';
import { PolicyEntity } from './policy.entity';
import { RundownEntity } from './rundown.entity';
import { SlotEntity } from './slot.entity';

type ScheduleRow = SlotEntity | PolicyEntity | BookingEntity | DecisionEntity | RundownEntity;

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

  decisionsOf(manager: EntityManager, areaCodes: readonly string[]): Promise<DecisionEntity[]> {
    return manager.find(DecisionEntity, { where: { areaCode: In([...areaCodes]) }, order: { at: 'ASC', id: 'ASC' } });
  }

  /** Rundowns that start in [fromAt, toAt). */
  rundownsBetween(manager: EntityManager, areaCode: string, fromAt: number, toAt: number): Promise<RundownEntity[]> {
    return manager.find(RundownEntity, {
      where: { areaCode, startAt: Between(fromAt, toAt - 1) },
      order: { startAt: 'ASC', id: 'ASC' },
    });
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

  /** Areas with a rundown whose freeze has come and is not done yet. */
  async areasToFreeze(manager: EntityManager, now: number): Promise<string[]> {
    const rows = await manager
      .createQueryBuilder(RundownEntity, 'rundown')
      .select('DISTINCT rundown.areaCode', 'code')
      .where({ frozen: false, freezeAt: LessThanOrEqual(now) })
      .getRawMany<{ code: string }>();
    return rows.map((row) => row.code);
  }

  async nextFreezeAt(manager: EntityManager): Promise<number | null> {
    const next = await manager.findOne(RundownEntity, {
      where: { frozen: false },
      order: { freezeAt: 'ASC' },
      select: { id: true, freezeAt: true },
    });
    return next?.freezeAt ?? null;
  }

  async removeRundowns(manager: EntityManager, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await manager.delete(RundownEntity, { id: In([...ids]) });
  }
}
