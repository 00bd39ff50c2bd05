import { Injectable } from '@nestjs/common';
import { compareForRoom } from '../../domain/scheduling/booking';
import { foldVietnamese } from '../../domain/text/fold';
import { Fault } from '../../domain/fault';
import type { Transaction } from '../../platform/database/transaction';
import { ReadDatabase } from '../../platform/database/database';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { systemActor, type Actor } from '../../platform/database/transaction';
import { AreasService, areaLevels } from '../areas';
import {
  audioWith,
  bookingFrom,
  bookingIdOf,
  classOf,
  reachesOf,
  toDomainBooking,
  type QueuedVersion,
} from './booking-row';
import { BookingEntity } from './booking.entity';
import { planJob } from './plan-job';
import { ScheduleRepository } from './schedule.repository';

const actor = systemActor('schedule');

/** The queue: bookings made from approvals, ordered by operators, withdrawn when an approval ends. */
@Injectable()
export class BookingsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
  ) {}

  /**
   * Queues an approved version in every area it asks for; one that awaits approval holds its place there until the freeze (B2). A bulletin has one booking per area, whatever is edited, since its id is part of
   * the airing key: an edit never replays (S4). Booking twice is booking once.
   */
  async book(approved: QueuedVersion): Promise<void> {
    const reaches = reachesOf(this.areas, approved.areaCodes);
    await this.uow.run(actor, async (tx) => {
      const known = await this.repository.bookingsOfBulletin(tx.manager, approved.bulletinId);
      for (const reach of reaches) {
        const id = bookingIdOf(approved.bulletinId, reach.areaCode);
        const before = known.find((booking) => booking.id === id) ?? null;
        const booking = bookingFrom(approved, reach, id, before, tx.nowMs);
        await this.repository.save(tx.manager, BookingEntity, booking);
        await tx.audit({ action: 'booking.made', entity: 'booking', entityId: id, before, after: booking });
        await this.replan(tx, reach.areaCode);
      }
      for (const booking of known.filter((one) => one.origin === 'operator')) await this.renew(tx, booking, approved);
      const gone = known.filter(
        (booking) =>
          booking.origin === 'request' &&
          !reaches.some((reach) => bookingIdOf(booking.ref, reach.areaCode) === booking.id),
      );
      for (const booking of gone) await this.end(tx, booking, 'area-no-longer-asked-for');
    });
  }

  /** Takes a version off the queue: voided, recalled or expired. Other languages of the bulletin stay. */
  async withdraw(bulletinId: string, versionId: string, because: string): Promise<void> {
    await this.uow.run(actor, async (tx) => {
      for (const booking of await this.repository.bookingsOfBulletin(tx.manager, bulletinId)) {
        if (booking.state !== 'active' || !booking.audio.some((audio) => audio.versionId === versionId)) continue;
        const audio = booking.audio.filter((one) => one.versionId !== versionId);
        if (audio.length === 0) {
          await this.end(tx, booking, because);
          continue;
        }
        await this.repository.save(tx.manager, BookingEntity, { ...booking, audio, revision: booking.revision + 1 });
        await tx.audit({
          action: 'booking.audio-withdrawn',
          entity: 'booking',
          entityId: booking.id,
          after: { audio, because },
        });
        await this.replan(tx, booking.areaCode);
      }
    });
  }

  /** Gives a booking its place in the order; null puts it back into the order of approval (S2). */
  async move(who: Actor, id: string, position: number | null, revision: number): Promise<BookingEntity> {
    return this.uow.run(who, async (tx) => {
      const booking = await this.repository.booking(tx.manager, id);
      if (!booking) throw new Fault('NOT_FOUND', { what: 'booking', id });
      if (booking.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'booking', id });
      const moved = { ...booking, position, revision: revision + 1 };
      await this.repository.save(tx.manager, BookingEntity, moved);
      await tx.audit({
        action: 'booking.moved',
        entity: 'booking',
        entityId: id,
        before: { position: booking.position },
        after: { position },
      });
      await this.replan(tx, booking.areaCode);
      return moved;
    });
  }

  async get(id: string): Promise<BookingEntity> {
    const booking = await this.repository.booking(this.read.manager, id);
    if (!booking) throw new Fault('NOT_FOUND', { what: 'booking', id });
    return booking;
  }

  /** The queue that reaches an area, in the order in which it gets room (S2). */
  async listFor(areaCode: string): Promise<BookingEntity[]> {
    const rows = await this.repository.activeBookingsOf(this.read.manager, this.areas.ancestorsOf(areaCode));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return rows
      .map((row) => toDomainBooking(row, this.levelOf(row.areaCode)))
      .sort(compareForRoom)
      .map((booking) => byId.get(booking.id)!);
  }

  /** Depth of an area in the tree, as the planner counts it. */
  levelOf(areaCode: string): number {
    return areaLevels.indexOf(this.areas.get(areaCode).level);
  }

  /** An operator's own booking follows the bulletin: it sounds as last approved, and comes back with the approval it lost. */
  private async renew(tx: Transaction, booking: BookingEntity, approved: QueuedVersion): Promise<void> {
    const ended = booking.state === 'withdrawn' && !renewed.has(booking.withdrawnBecause ?? '');
    if (approved.approvedAt === null || ended) return;
    const { title, topicCode } = approved;
    await this.repository.save(tx.manager, BookingEntity, {
      ...booking,
      audio: audioWith(booking, approved),
      class: classOf(approved),
      item: { ...booking.item, title, topicCode },
      topicCode,
      searchText: foldVietnamese(title),
      approvedAt: approved.approvedAt,
      validFromAt: approved.validFrom,
      validUntilAt: approved.validUntil,
      state: 'active' as const,
      withdrawnBecause: null,
      revision: booking.revision + 1,
    });
    await this.replan(tx, booking.areaCode);
  }

  private async end(tx: Transaction, booking: BookingEntity, because: string): Promise<void> {
    if (booking.state === 'withdrawn') return;
    await this.repository.save(tx.manager, BookingEntity, {
      ...booking,
      state: 'withdrawn' as const,
      withdrawnBecause: because,
      revision: booking.revision + 1,
    });
    await tx.audit({ action: 'booking.withdrawn', entity: 'booking', entityId: booking.id, after: { because } });
    await this.replan(tx, booking.areaCode);
  }

  private async replan(tx: Transaction, areaCode: string): Promise<void> {
    for (const commune of this.areas.communesUnder(areaCode)) await tx.enqueue(planJob(commune.code));
  }
}

/** Ends of a booking that a new approval undoes. */
const renewed = new Set(['voided', 'returned']);
