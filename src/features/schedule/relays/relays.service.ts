import { Injectable } from '@nestjs/common';
import type { RelayBody } from '../../../contracts/http/relays';
import { Fault } from '../../../domain/fault';
import { gainAfter, isMeasurable, type MeasureFault } from '../../../domain/scheduling/relay-measuring';
import { newId } from '../../../platform/clock/identifiers';
import { ReadDatabase } from '../../../platform/database/database';
import type { Actor, Transaction } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { streamFault } from '../../../platform/network/stream-address';
import { AreasService } from '../../areas';
import { MediaService } from '../../media';
import { BookingEntity } from '../booking.entity';
import { planJob } from '../plan-job';
import { ScheduleRepository } from '../schedule.repository';
import type { RelaySourceEntity } from './relay-source.entity';
import { findRelay, relayBookings, relaysOf, saveRelay } from './relays.repository';

/** Listens to one source. */
export const measureRelayKind = 'relay.measure';

/** As ALSA writes its devices. */
const lineInput = /^alsa:(default|(plug)?hw:[A-Za-z0-9_=,]{1,40})$/;

const wrongAddress = {
  'not-a-url': ['must be an address without user and password', 'phải là địa chỉ, không kèm tên và mật khẩu'],
  scheme: ['must begin with http, https or alsa', 'phải bắt đầu bằng http, https hoặc alsa'],
  inside: ['must lie on the Internet, not in a network of our own', 'phải ở trên Internet, không thuộc mạng nội bộ'],
} as const;

/** The list of what may be relayed (issue of relays: kept by administrators, X4). */
@Injectable()
export class RelaysService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly media: MediaService,
  ) {}

  /** What may be relayed in an area: its own sources and those of the areas above. */
  listFor(areaCode: string): Promise<RelaySourceEntity[]> {
    return relaysOf(this.read.manager, this.areas.ancestorsOf(areaCode));
  }

  /** Throws NOT_FOUND. */
  async get(id: string, manager = this.read.manager): Promise<RelaySourceEntity> {
    const row = await findRelay(manager, id);
    if (!row) throw new Fault('NOT_FOUND', { what: 'relay', id });
    return row;
  }

  /** Allows a source. Throws INPUT_INVALID for an address inside, NOT_FOUND and STATE_FORBIDS for the recording behind it. */
  async allow(who: Actor, areaCode: string, wanted: RelayBody): Promise<RelaySourceEntity> {
    checkAddress(wanted.url);
    const { fallbackMediaId, gainDb, ...said } = wanted;
    const media = this.media.masterOf(await this.media.get(fallbackMediaId));
    if (!this.areas.ancestorsOf(areaCode).includes(media.areaCode))
      throw new Fault('NOT_FOUND', { what: 'media', id: fallbackMediaId });
    const { durationMs, masterSha256: sha256, masterBytes: bytes, masterMime: mime } = media;
    return this.uow.run(who, async (tx) => {
      const row: RelaySourceEntity = {
        ...{ id: newId(tx.nowMs), areaCode, ...said, gainDb: gainDb ?? 0 },
        measuredAt: gainDb === undefined ? null : tx.nowMs,
        ...{ measureTriedAt: null, measureFault: null },
        fallback: { mediaId: fallbackMediaId, durationMs, sha256, bytes, mime },
        ...{ revision: 1, createdAt: tx.nowMs, retiredAt: null },
      };
      await saveRelay(tx.manager, row);
      await tx.audit({ action: 'relay.allowed', entity: 'relay', entityId: row.id, after: row });
      if (row.measuredAt === null && isMeasurable(row))
        await tx.enqueue({ kind: measureRelayKind, key: row.id, payload: { relayId: row.id } });
      return row;
    });
  }

  /** The gain that was measured for it; what is planned follows. Throws NOT_FOUND, VERSION_CONFLICT. */
  async setGain(who: Actor, id: string, gainDb: number, revision: number): Promise<RelaySourceEntity> {
    return this.uow.run(who, async (tx) => {
      const before = await this.stored(tx, id, revision);
      const after = { ...before, gainDb, measuredAt: tx.nowMs, measureFault: null, revision: revision + 1 };
      await this.level(tx, before, after);
      return after;
    });
  }

  /** What the station heard of it, or why nothing; a source that has gone meanwhile stays as it is. */
  async noteMeasured(who: Actor, id: string, heard: { gainDb: number } | MeasureFault): Promise<void> {
    await this.uow.run(who, async (tx) => {
      const before = await findRelay(tx.manager, id);
      if (!before || before.retiredAt !== null) return;
      const tried = { ...before, measureTriedAt: tx.nowMs };
      if (typeof heard === 'string') return saveRelay(tx.manager, { ...tried, measureFault: heard });
      const gainDb = gainAfter(before, heard.gainDb);
      const after = { ...tried, gainDb, measuredAt: tx.nowMs, measureFault: null };
      if (gainDb === before.gainDb) return saveRelay(tx.manager, after);
      await this.level(tx, before, { ...after, revision: before.revision + 1 });
    });
  }

  /** Takes a source off the list, and its bookings off the queue. Throws NOT_FOUND, VERSION_CONFLICT. */
  async retire(who: Actor, id: string, revision: number): Promise<RelaySourceEntity> {
    return this.uow.run(who, async (tx) => {
      const before = await this.stored(tx, id, revision);
      const after = { ...before, retiredAt: tx.nowMs, revision: revision + 1 };
      await saveRelay(tx.manager, after);
      await tx.audit({ action: 'relay.retired', entity: 'relay', entityId: id, before, after });
      for (const booking of await relayBookings(tx.manager, { ref: id })) {
        const because = { state: 'withdrawn' as const, withdrawnBecause: 'relay-retired' };
        await this.keep(tx, { ...booking, ...because, revision: booking.revision + 1 });
        await tx.audit({ action: 'booking.withdrawn', entity: 'booking', entityId: booking.id, after: because });
      }
      return after;
    });
  }

  /** Another gain: what is planned follows. */
  private async level(tx: Transaction, before: RelaySourceEntity, after: RelaySourceEntity): Promise<void> {
    const { id, gainDb } = after;
    await saveRelay(tx.manager, after);
    await tx.audit({ action: 'relay.levelled', entity: 'relay', entityId: id, before, after });
    for (const booking of await relayBookings(tx.manager, { ref: id })) {
      const relay = booking.relay && { ...booking.relay, gainDb };
      await this.keep(tx, { ...booking, relay, revision: booking.revision + 1 });
    }
  }

  private async stored(tx: Transaction, id: string, revision: number): Promise<RelaySourceEntity> {
    const row = await this.get(id, tx.manager);
    if (row.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'relay', id });
    if (row.retiredAt !== null)
      throw new Fault('STATE_FORBIDS', { what: row.name, state: 'retired', action: 'change' });
    return row;
  }

  private async keep(tx: Transaction, booking: BookingEntity): Promise<void> {
    await this.repository.save(tx.manager, BookingEntity, booking);
    for (const commune of this.areas.communesUnder(booking.areaCode)) await tx.enqueue(planJob(commune.code));
  }
}

function checkAddress(url: string): void {
  const fault = lineInput.test(url) ? null : streamFault(url);
  if (fault === null) return;
  const [message, messageVi] = wrongAddress[fault];
  throw new Fault('INPUT_INVALID', { issues: [{ path: 'url', message, messageVi }] });
}
