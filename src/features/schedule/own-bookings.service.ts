import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { bookingChangeSchema, ownBookingSchema } from '../../contracts/http/queue-schemas';
import { Fault } from '../../domain/fault';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService } from '../areas';
import { BulletinsService, type ApprovedVersion } from '../bulletins';
import { audioWith, bookingFrom } from './booking-row';
import { BookingEntity } from './booking.entity';
import { planJob } from './plan-job';
import { ScheduleRepository } from './schedule.repository';

export type OwnBooking = z.infer<typeof ownBookingSchema>;
export type BookingChange = z.infer<typeof bookingChangeSchema>;

/** What operators queue beside the requests, and how anything queued is repeated (S6, S9). */
@Injectable()
export class OwnBookingsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly bulletins: BulletinsService,
  ) {}

  /** Queues a bulletin that stands approved for this area. Throws NOT_FOUND, STATE_FORBIDS, INPUT_INVALID. */
  async create(who: Actor, areaCode: string, wanted: OwnBooking): Promise<BookingEntity> {
    const [first, ...others] = await this.approvedFor(areaCode, wanted.bulletinId);
    if (!first) throw new Fault('STATE_FORBIDS', { what: 'bulletin', state: 'submitted', action: 'approve' });
    await this.checkPlace(areaCode, wanted);
    const { zones, slotIds, dates, readings, position, repeat = null, onMiss = 'skip', lateByMs = null } = wanted;
    return this.uow.run(who, async (tx) => {
      let booking = bookingFrom(first, { areaCode, zones }, newId(tx.nowMs), null, tx.nowMs);
      for (const other of others) booking = { ...booking, audio: audioWith(booking, other) };
      booking = {
        ...booking,
        ...{ origin: 'operator', slotIds, dates, readings, position, repeat, onMiss, lateByMs },
      };
      await this.repository.save(tx.manager, BookingEntity, booking);
      await tx.audit({ action: 'booking.made', entity: 'booking', entityId: booking.id, after: booking });
      await this.replan(tx, areaCode);
      return booking;
    });
  }

  /** Throws INPUT_INVALID, AREA_UNKNOWN for slots and zones there are not. */
  async checkPlace(
    areaCode: string,
    { slotIds, zones }: { slotIds: readonly string[]; zones: readonly string[] | null },
  ): Promise<void> {
    await this.checkSlots(slotIds);
    this.checkZones(areaCode, zones);
  }

  /** Throws VERSION_CONFLICT; STATE_FORBIDS for the slots, dates and readings of an approved request (B2). */
  async change(who: Actor, id: string, { revision, ...wanted }: BookingChange): Promise<BookingEntity> {
    if (wanted.slotIds) await this.checkSlots(wanted.slotIds);
    return this.uow.run(who, async (tx) => {
      const before = await this.find(tx.manager, id, revision);
      const change = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      const ofRequest = ['slotIds', 'dates', 'readings'].some((field) => field in change);
      if (before.state !== 'active' || (ofRequest && before.origin === 'request')) {
        const state = before.state === 'active' ? 'approved' : before.state;
        throw new Fault('STATE_FORBIDS', { what: before.item.title, state, action: 'booking.change' });
      }
      const after: BookingEntity = { ...before, ...change, revision: revision + 1 };
      await this.repository.save(tx.manager, BookingEntity, after);
      const pick = (from: object): object => Object.fromEntries(Object.entries(from).filter(([key]) => key in change));
      await tx.audit({
        action: 'booking.changed',
        entity: 'booking',
        entityId: id,
        before: pick(before),
        after: change,
      });
      await this.replan(tx, before.areaCode);
      return after;
    });
  }

  /** Takes a booking off the queue; one made from a request comes back with its next approval. */
  async withdraw(who: Actor, id: string, revision: number, reason: string): Promise<BookingEntity> {
    return this.uow.run(who, async (tx) => {
      const before = await this.find(tx.manager, id, revision);
      if (before.state === 'withdrawn') return before;
      const after = { ...before, state: 'withdrawn' as const, withdrawnBecause: 'operator', revision: revision + 1 };
      await this.repository.save(tx.manager, BookingEntity, after);
      await tx.audit({
        action: 'booking.withdrawn',
        entity: 'booking',
        entityId: id,
        after: { because: 'operator', reason },
      });
      await this.replan(tx, before.areaCode);
      return after;
    });
  }

  private async approvedFor(areaCode: string, bulletinId: string): Promise<ApprovedVersion[]> {
    const bulletin = await this.bulletins.find(bulletinId);
    const above = this.areas.ancestorsOf(areaCode);
    if (!bulletin.areaCodes.some((code) => above.includes(code)))
      throw new Fault('NOT_FOUND', { what: 'bulletin', id: bulletinId });
    const found: ApprovedVersion[] = [];
    for (const version of bulletin.versions.filter((one) => one.state === 'approved')) {
      const approved = await this.bulletins.approvedVersion(version.id);
      if (approved) found.push(approved);
    }
    return found;
  }

  private async checkSlots(ids: readonly string[]): Promise<void> {
    const known = await this.repository.slotsById(this.read.manager, ids);
    const unknown = ids.filter((id) => !known.some((slot) => slot.id === id && slot.retiredAt === null));
    if (unknown.length === 0) return;
    throw new Fault('INPUT_INVALID', {
      issues: [
        { path: 'slotIds', message: `no such slot: ${unknown[0]}`, messageVi: `không có khung giờ ${unknown[0]}` },
      ],
    });
  }

  private checkZones(areaCode: string, zones: readonly string[] | null): void {
    const unknown = (zones ?? []).find((code) => !this.areas.ancestorsOf(code).includes(areaCode));
    if (unknown !== undefined) throw new Fault('AREA_UNKNOWN', { code: unknown });
  }

  private async find(manager: Transaction['manager'], id: string, revision: number): Promise<BookingEntity> {
    const booking = await this.repository.booking(manager, id);
    if (!booking) throw new Fault('NOT_FOUND', { what: 'booking', id });
    if (booking.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'booking', id });
    return booking;
  }

  private async replan(tx: Transaction, areaCode: string): Promise<void> {
    for (const commune of this.areas.communesUnder(areaCode)) await tx.enqueue(planJob(commune.code));
  }
}
