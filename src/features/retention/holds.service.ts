import { Inject, Injectable } from '@nestjs/common';
import type { HoldView } from '../../contracts/http/retention';
import { Fault } from '../../domain/fault';
import { holdsOn, type Hold } from '../../domain/retention/hold';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { HoldEntity } from './hold.entity';
import { areaOfBulletin, findHold, findHolds, insertHold, updateHold } from './holds.repository';

export interface NewHold {
  areaCode: string;
  bulletinId?: string;
  fromDate?: string;
  toDate?: string;
  reason: string;
  complaintId?: string;
  untilDate?: string | null;
}

/** What is kept whatever its age, by hand and for complaints. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'zone'>,
  ) {}

  /** Makes a hold inside somebody's unit of work. */
  async hold(tx: Transaction, wanted: NewHold): Promise<Hold> {
    const hold: HoldEntity = {
      ...{ id: newId(tx.nowMs), areaCode: wanted.areaCode, bulletinId: wanted.bulletinId ?? null },
      ...{ fromDate: wanted.fromDate ?? null, toDate: wanted.toDate ?? null, reason: wanted.reason },
      ...{ complaintId: wanted.complaintId ?? null, heldAt: tx.nowMs, heldBy: tx.actor.name },
      ...{ untilDate: wanted.untilDate ?? null, releasedAt: null, releasedBy: null },
    };
    await insertHold(tx.manager, hold);
    await tx.audit({ action: 'hold.made', entity: 'hold', entityId: hold.id, after: hold });
    return hold;
  }

  /** The same in one of its own. */
  async make(actor: Actor, wanted: NewHold): Promise<HoldView> {
    return this.viewOf(await this.uow.run(actor, (tx) => this.hold(tx, wanted)));
  }

  /** Sets the last day of a hold, or none. */
  async limit(tx: Transaction, id: string, untilDate: string | null): Promise<void> {
    const hold = await findHold(tx.manager, id);
    if (!hold || hold.untilDate === untilDate) return;
    await updateHold(tx.manager, id, { untilDate });
    const before = { untilDate: hold.untilDate };
    await tx.audit({ action: 'hold.limited', entity: 'hold', entityId: id, before, after: { untilDate } });
  }

  /** Throws NOT_FOUND, and STATE_FORBIDS for the hold of a complaint that has no answer yet. */
  async release(actor: Actor, id: string, reason: string): Promise<HoldView> {
    await this.uow.run(actor, async (tx) => {
      const hold = await findHold(tx.manager, id);
      if (!hold) throw new Fault('NOT_FOUND', { what: 'hold', id });
      if (hold.releasedAt !== null) return;
      if (hold.complaintId !== null && hold.untilDate === null)
        throw new Fault('STATE_FORBIDS', { what: 'hold', state: 'complaint-open', action: 'release' });
      const change = { releasedAt: tx.nowMs, releasedBy: actor.name };
      await updateHold(tx.manager, id, change);
      await tx.audit({ action: 'hold.released', entity: 'hold', entityId: id, after: { ...change, reason } });
    });
    return this.get(id);
  }

  /** Throws NOT_FOUND. */
  async get(id: string): Promise<HoldView> {
    const hold = await findHold(this.read.manager, id);
    if (!hold) throw new Fault('NOT_FOUND', { what: 'hold', id });
    return this.viewOf(hold);
  }

  /** The area in which a bulletin's hold is decided. Throws NOT_FOUND. */
  async areaOfBulletin(id: string): Promise<string> {
    const areaCode = await areaOfBulletin(this.read.manager, id);
    if (areaCode === null) throw new Fault('NOT_FOUND', { what: 'bulletin', id });
    return areaCode;
  }

  async list(
    roots: readonly string[] | null,
    before: string | undefined,
    limit: number,
  ): Promise<{ holds: HoldView[]; next: string | null }> {
    const found = await findHolds(this.read.manager, roots, before, limit + 1);
    const page = found.slice(0, limit);
    const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
    return { holds: page.map((hold) => this.viewOf(hold)), next };
  }

  private viewOf(hold: Hold): HoldView {
    const today = wallClockAt(this.config.zone, this.clock.nowMs()).localDate;
    return { ...hold, holds: holdsOn(hold, today) };
  }
}
