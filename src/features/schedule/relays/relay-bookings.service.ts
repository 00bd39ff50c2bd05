import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { z } from 'zod';
import type { RelayBookingBody } from '../../../contracts/http/relays';
import { Fault } from '../../../domain/fault';
import { foldVietnamese } from '../../../domain/text/fold';
import { newId } from '../../../platform/clock/identifiers';
import { systemActor, type Actor, type Transaction } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { AreasService } from '../../areas';
import { ApproversService } from '../../bulletins';
import { BookingEntity } from '../booking.entity';
import { OwnBookingsService } from '../own-bookings.service';
import { planJob } from '../plan-job';
import { ScheduleParts } from '../schedule-parts';
import { ScheduleRepository } from '../schedule.repository';
import type { RelaySourceEntity } from './relay-source.entity';
import { findRelay, relayBookings } from './relays.repository';
import { RelaysService } from './relays.service';

const actor = systemActor('schedule');
const changed = z.object({ areaCode: z.string() });

/** What an approval in advance gives to a booking, and takes with it when it ends. */
type Approval = Pick<BookingEntity, 'approvedAt' | 'validFromAt' | 'validUntilAt'>;
const unapproved: Approval = { approvedAt: null, validFromAt: null, validUntilAt: null };

/** Relays in the queue: each stands as long as an approval in advance covers its source (B2), and holds its place without one. */
@Injectable()
export class RelayBookingsService implements OnModuleInit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly relays: RelaysService,
    private readonly own: OwnBookingsService,
    private readonly approvers: ApproversService,
    private readonly parts: ScheduleParts,
  ) {}

  onModuleInit(): void {
    this.parts.events.subscribe('standing-approval.changed', async ({ payload }) =>
      this.review(changed.parse(payload).areaCode),
    );
  }

  /** Approvals also begin, and lapse with the role of who gave them, without a word. */
  @Cron('0 6 * * * *')
  reviewAll(): Promise<void> {
    return this.review();
  }

  /** Queues a relay at a fixed place of its sessions. Throws NOT_FOUND, STATE_FORBIDS, INPUT_INVALID. */
  async create(who: Actor, areaCode: string, wanted: RelayBookingBody): Promise<BookingEntity> {
    const source = await this.relays.get(wanted.relayId);
    if (!this.areas.ancestorsOf(areaCode).includes(source.areaCode))
      throw new Fault('NOT_FOUND', { what: 'relay', id: source.id });
    if (source.retiredAt !== null)
      throw new Fault('STATE_FORBIDS', { what: source.name, state: 'retired', action: 'booking.create' });
    await this.own.checkPlace(areaCode, wanted);
    return this.uow.run(who, async (tx) => {
      const booking = withApproval(
        bookingOf(source, areaCode, wanted, who, tx.nowMs),
        await this.approvalFor(tx, source, areaCode, who.userId),
      );
      await this.save(tx, booking);
      await tx.audit({ action: 'booking.made', entity: 'booking', entityId: booking.id, after: booking });
      return booking;
    });
  }

  /** Gives and takes approvals as they stand now, in one area or everywhere. */
  async review(areaCode?: string): Promise<void> {
    await this.uow.run(actor, async (tx) => {
      for (const before of await relayBookings(tx.manager, areaCode === undefined ? {} : { areaCode })) {
        const source = await findRelay(tx.manager, before.ref);
        if (!source) continue;
        const approval = await this.approvalFor(tx, source, before.areaCode, before.relay?.madeBy ?? null);
        const approvedAt = approval.approvedAt === null ? null : (before.approvedAt ?? approval.approvedAt);
        const after = withApproval(before, { ...approval, approvedAt });
        const { validFromAt, validUntilAt } = before;
        if (
          after.approvedAt === before.approvedAt &&
          after.validFromAt === validFromAt &&
          after.validUntilAt === validUntilAt
        )
          continue;
        await this.save(tx, { ...after, revision: before.revision + 1 });
        const told = { action: 'booking.reviewed' as const, entity: 'booking', entityId: before.id };
        await tx.audit({ ...told, before: approvalOf(before), after: approvalOf(after) });
      }
    });
  }

  private async approvalFor(
    tx: Transaction,
    { name: source, topicCode, createdAt }: RelaySourceEntity,
    areaCode: string,
    madeBy: string | null,
  ): Promise<Approval> {
    const item = { areaCode, topicCode, title: source, source, since: createdAt, madeBy };
    const standing = await this.approvers.standingForRelay(tx, item);
    if (!standing) return unapproved;
    return { approvedAt: tx.nowMs, validFromAt: standing.fromAt, validUntilAt: standing.untilAt };
  }

  private async save(tx: Transaction, booking: BookingEntity): Promise<void> {
    await this.repository.save(tx.manager, BookingEntity, booking);
    for (const commune of this.areas.communesUnder(booking.areaCode)) await tx.enqueue(planJob(commune.code));
  }
}

const approvalOf = ({ approvedAt, validFromAt, validUntilAt }: BookingEntity): Approval => ({
  approvedAt,
  validFromAt,
  validUntilAt,
});

function withApproval(booking: BookingEntity, approval: Approval): BookingEntity {
  const audio = booking.audio.map(({ awaits: _, ...one }) =>
    approval.approvedAt === null ? { ...one, awaits: true } : one,
  );
  return { ...booking, ...approval, audio };
}

/** The recording behind it is what travels to the devices and is looked for in the store; the relay's own length is what is planned. */
function bookingOf(
  source: RelaySourceEntity,
  areaCode: string,
  wanted: RelayBookingBody,
  who: Actor,
  now: number,
): BookingEntity {
  const { sha256, bytes, mime } = source.fallback;
  const { name: title, topicCode, language } = source;
  return {
    ...{ id: newId(now), kind: 'relay', origin: 'operator', ref: source.id, areaCode, zones: wanted.zones },
    class: wanted.class,
    audio: [{ language, versionId: source.id, durationMs: wanted.lengthSeconds * 1000, sha256, bytes, mime }],
    item: { title, topicCode, originAreaCode: source.areaCode, relayed: true },
    ...{ topicCode, searchText: foldVietnamese(title), slotIds: wanted.slotIds, dates: wanted.dates, readings: 1 },
    ...{ position: null, ...unapproved, repeat: null, onMiss: 'skip' },
    // A live programme does not wait: what of it could not begin within a minute is over.
    lateByMs: 60_000,
    offsetMs: wanted.offsetSeconds * 1000,
    relay: { url: source.url, gainDb: source.gainDb, madeBy: who.userId },
    ...{ state: 'active', withdrawnBecause: null, revision: 1, createdAt: now },
  };
}
