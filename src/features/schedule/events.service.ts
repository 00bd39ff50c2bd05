import { Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService } from '../areas';
import { planJob } from './plan-job';
import { ScheduleEventEntity } from './schedule-event.entity';
import { ScheduleRepository } from './schedule.repository';
import { SlotConflictFinder, type NamedConflict } from './slot-conflict-finder';
import { refuseBlocking } from './slot-writer';

export type NewEvent = Pick<ScheduleEventEntity, 'name' | 'kind' | 'dates' | 'effects' | 'slotIds' | 'reason'>;

export interface SavedEvent {
  event: ScheduleEventEntity;
  /** What the own slots of the area run into while the event lasts. */
  conflicts: NamedConflict[];
  saved: boolean;
}

/** Named events for many slots at once (T4). */
@Injectable()
export class EventsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly finder: SlotConflictFinder,
  ) {}

  /** The events that reach an area: its own and those of the areas above, revoked ones too. */
  listFor(areaCode: string): Promise<ScheduleEventEntity[]> {
    return this.repository.eventsOf(this.read.manager, this.areas.ancestorsOf(areaCode), true);
  }

  async get(id: string): Promise<ScheduleEventEntity> {
    const event = await this.repository.event(this.read.manager, id);
    if (!event) throw new Fault('NOT_FOUND', { what: 'event', id });
    return event;
  }

  /**
   * Declares an event, or with `dryRun` says what it would do. Throws SLOT_AGAINST_POLICY and SLOT_OVERLAPS when it would move or add
   * sessions of the area itself out of the limits or over each other, NOT_FOUND for a slot of another area.
   */
  async declare(actor: Actor, areaCode: string, wanted: NewEvent, dryRun = false): Promise<SavedEvent> {
    this.areas.get(areaCode);
    return this.uow.run(actor, async (tx) => {
      await this.checkSlots(tx, areaCode, wanted.slotIds);
      const event: ScheduleEventEntity = {
        ...wanted,
        id: newId(tx.nowMs),
        areaCode,
        grantedBy: actor.name,
        grantedAt: tx.nowMs,
        revokedBy: null,
        revokedAt: null,
        revision: 1,
      };
      const own = await this.repository.slotsOf(tx.manager, [areaCode]);
      const conflicts = await this.finder.ofSlots(tx.manager, own, event);
      if (dryRun) return { event, conflicts, saved: false };
      refuseBlocking(conflicts);
      await this.repository.save(tx.manager, ScheduleEventEntity, event);
      await tx.audit({ action: 'event.declared', entity: 'schedule-event', entityId: event.id, after: event });
      await this.replan(tx, areaCode);
      return { event, conflicts, saved: true };
    });
  }

  /** Ends an event before its time: sessions from the next unfrozen one are as if it were not. */
  async revoke(actor: Actor, id: string, revision: number): Promise<ScheduleEventEntity> {
    return this.uow.run(actor, async (tx) => {
      const event = await this.repository.event(tx.manager, id);
      if (!event) throw new Fault('NOT_FOUND', { what: 'event', id });
      if (event.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'event', id });
      if (event.revokedAt !== null) return event;
      const revoked = { ...event, revokedAt: tx.nowMs, revokedBy: actor.name, revision: revision + 1 };
      await this.repository.save(tx.manager, ScheduleEventEntity, revoked);
      await tx.audit({
        action: 'event.revoked',
        entity: 'schedule-event',
        entityId: id,
        before: event,
        after: revoked,
      });
      await this.replan(tx, event.areaCode);
      return revoked;
    });
  }

  /** An event reaches slots of its area and of those below, never those of an area above (S12). */
  private async checkSlots(tx: Transaction, areaCode: string, slotIds: readonly string[] | null): Promise<void> {
    for (const id of slotIds ?? []) {
      const slot = await this.repository.slot(tx.manager, id);
      if (!slot || !this.areas.ancestorsOf(slot.areaCode).includes(areaCode))
        throw new Fault('NOT_FOUND', { what: 'slot', id });
    }
  }

  private async replan(tx: Transaction, areaCode: string): Promise<void> {
    for (const { code } of this.areas.communesUnder(areaCode)) await tx.enqueue(planJob(code));
  }
}
