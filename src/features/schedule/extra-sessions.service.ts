import { Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import type { SlotRule } from '../../domain/time/slot-rule';
import { wallClockAt } from '../../domain/time/wall-clock';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService } from '../areas';
import { ExtraSessionEntity } from './extra-session.entity';
import { planJob } from './plan-job';
import { ScheduleRepository } from './schedule.repository';
import { SlotWriter } from './slot-writer';
import type { SlotEntity } from './slot.entity';

export type NewExtraSession = Pick<ExtraSessionEntity, 'bulletinIds' | 'reason' | 'wanted' | 'lengthMinutes'>;

/** Between the approval and the first sample: planning, a new manifest, the devices' decoding. */
const leadMs = 60_000;

/** Extra sessions (S13): priority items, inside the windows, approved by a second person; no emergency. */
@Injectable()
export class ExtraSessionsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly writer: SlotWriter,
  ) {}

  listFor(areaCode: string): Promise<ExtraSessionEntity[]> {
    this.areas.get(areaCode);
    return this.repository.extraSessionsOf(this.read.manager, areaCode, 60);
  }

  async get(id: string): Promise<ExtraSessionEntity> {
    const extra = await this.repository.extraSession(this.read.manager, id);
    if (!extra) throw new Fault('NOT_FOUND', { what: 'extra session', id });
    return extra;
  }

  /** Asks for one. Throws EXTRA_SESSION_UNFIT, SLOT_AGAINST_POLICY, SLOT_OVERLAPS: what cannot air is not put before anybody. */
  async request(actor: Actor, areaCode: string, wanted: NewExtraSession): Promise<ExtraSessionEntity> {
    this.areas.get(areaCode);
    return this.uow.run(actor, async (tx) => {
      const extra: ExtraSessionEntity = {
        ...wanted,
        id: newId(tx.nowMs),
        areaCode,
        state: 'requested',
        slotId: null,
        requestedBy: actor.name,
        requestedById: actor.userId,
        requestedAt: tx.nowMs,
        decidedBy: null,
        decidedAt: null,
        revision: 1,
      };
      await this.checkItems(tx, extra);
      const pair = { before: null, after: this.slotOf(extra, tx.nowMs) };
      const { conflicts } = await this.writer.write(tx, { kind: 'created', pairs: [pair], dryRun: true });
      this.writer.refuse(conflicts);
      await this.repository.save(tx.manager, ExtraSessionEntity, extra);
      await tx.audit({ action: 'extra-session.requested', entity: 'extra-session', entityId: extra.id, after: extra });
      await tx.emit({ type: 'extra-session.requested', payload: newsOf(extra) });
      return extra;
    });
  }

  /** Puts it on air, or refuses it. Whoever asked may not approve. Throws what `request` throws, as things are now. */
  async decide(actor: Actor, id: string, approve: boolean, revision: number): Promise<ExtraSessionEntity> {
    return this.uow.run(actor, async (tx) => {
      const extra = await this.repository.extraSession(tx.manager, id);
      if (!extra) throw new Fault('NOT_FOUND', { what: 'extra session', id });
      if (extra.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'extra session', id });
      const { state, requestedById } = extra;
      if (state !== 'requested') throw new Fault('STATE_FORBIDS', { what: 'extra session', state, action: 'decide' });
      if (approve && requestedById !== null && requestedById === actor.userId)
        throw new Fault('NOT_ALLOWED', { action: 'extra-session.approve' });
      const decided = { ...extra, decidedBy: actor.name, decidedAt: tx.nowMs, revision: revision + 1 };
      const slotId = approve ? await this.putOnAir(tx, extra) : null;
      const after = { ...decided, slotId, state: approve ? ('approved' as const) : ('refused' as const) };
      await this.repository.save(tx.manager, ExtraSessionEntity, after);
      const type = `extra-session.${after.state}` as const;
      await tx.audit({ action: type, entity: 'extra-session', entityId: id, before: extra, after });
      await tx.emit({ type, payload: newsOf(after) });
      return after;
    });
  }

  private async putOnAir(tx: Transaction, extra: ExtraSessionEntity): Promise<string> {
    await this.checkItems(tx, extra);
    // Before the writer asks for the same plans, so that these go first.
    for (const { code } of this.areas.communesUnder(extra.areaCode)) await tx.enqueue({ ...planJob(code), urgency: 9 });
    const slot = this.slotOf(extra, tx.nowMs);
    await this.writer.write(tx, { kind: 'created', pairs: [{ before: null, after: slot }] });
    return slot.id;
  }

  /** Only what is approved, with priority, for this area. */
  private async checkItems(tx: Transaction, { areaCode, bulletinIds }: ExtraSessionEntity): Promise<void> {
    const bookings = await this.repository.activeBookingsOf(tx.manager, this.areas.ancestorsOf(areaCode));
    for (const bulletinId of bulletinIds) {
      const fits = bookings.some(
        (one) => one.ref === bulletinId && one.class === 'priority' && one.approvedAt !== null,
      );
      if (!fits) throw new Fault('EXTRA_SESSION_UNFIT', { bulletinId });
    }
  }

  /** A slot with one session, which takes these bulletins and nothing else. */
  private slotOf(extra: ExtraSessionEntity, now: number): SlotEntity {
    const { areaCode, wanted, lengthMinutes, bulletinIds, reason } = extra;
    const { timeZone: zone } = this.areas.settingsOf(areaCode);
    const { date, startLocal } = wanted.kind === 'at' ? wanted : startNow(zone, now);
    if (wanted.kind === 'at' && startsBefore(zone, wanted, now))
      throw new Fault('STATE_FORBIDS', { what: 'extra session', state: 'past', action: 'start' });
    const rule: SlotRule = {
      zone,
      weekdays: [],
      startLocal,
      lengthMinutes,
      validFrom: date,
      validTo: date,
      exceptions: [{ date, kind: 'add' }],
    };
    return {
      id: newId(now),
      areaCode,
      name: `Buổi phát thêm: ${reason}`.slice(0, 200),
      rule,
      sharing: 'shared',
      takes: 'priority',
      onlyRefs: bulletinIds,
      frame: { opening: [], closing: [], fixed: [] },
      revision: 1,
      createdAt: now,
      retiredAt: null,
    };
  }
}

function newsOf({ id: extraSessionId, areaCode, reason, requestedBy, requestedById, decidedBy }: ExtraSessionEntity) {
  return { extraSessionId, areaCode, reason, requestedBy, requestedById, decidedBy };
}

function startNow(zone: string, now: number): { date: string; startLocal: string } {
  const { localDate, localTime, restMs } = wallClockAt(zone, Math.ceil((now + leadMs) / 1000) * 1000);
  return { date: localDate, startLocal: `${localTime}:${String(restMs / 1000).padStart(2, '0')}` };
}

function startsBefore(zone: string, { date, startLocal }: { date: string; startLocal: string }, now: number): boolean {
  const { localDate, localTime } = wallClockAt(zone, now);
  return date < localDate || (date === localDate && startLocal.slice(0, 5) < localTime);
}
