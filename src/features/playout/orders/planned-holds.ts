import { Injectable } from '@nestjs/common';
import { Fault } from '../../../domain/fault';
import type { Target } from '../../../domain/playout/manifest';
import type { HoldTarget } from '../../../domain/playout/orders';
import type { Actor, Transaction } from '../../../platform/database/transaction';
import { AreasService } from '../../areas';
import { DecisionsService, ScheduledRundowns } from '../../schedule';
import type { PlayOrderEntity } from './play-order.entity';

export interface FoundHold {
  target: Target;
  untilAt: number | null;
  decided: PlayOrderEntity['decided'];
}

/** Holds as devices know them and as the plan does: the one makes silence now, the other keeps it through every later plan. */
@Injectable()
export class PlannedHolds {
  constructor(
    private readonly areas: AreasService,
    private readonly scheduled: ScheduledRundowns,
    private readonly decisions: DecisionsService,
  ) {}

  /** Throws NOT_FOUND for a session or item that is not heard in the area. */
  async find(areaCode: string, what: HoldTarget): Promise<FoundHold> {
    if (what.kind === 'bulletin') {
      return { target: { kind: 'bulletin', bulletinRef: what.bulletinId }, untilAt: null, decided: [] };
    }
    const session = await this.scheduled.holdableOf(what.rundownId);
    const heard = session && this.areas.ancestorsOf(session.areaCode).includes(areaCode);
    const within = session && this.areas.ancestorsOf(areaCode).includes(session.areaCode);
    if (!session || (!heard && !within)) throw new Fault('NOT_FOUND', { what: 'rundown', id: what.rundownId });
    const items = session.items.filter((item) => what.kind === 'session' || item.airingKey === what.airingKey);
    if (what.kind === 'item' && items.length === 0) throw new Fault('NOT_FOUND', { what: 'item', id: what.airingKey });
    // The plan knows bookings, not readings: of one that is read again in the session it is told nothing.
    const others = new Set(session.items.flatMap((item) => (items.includes(item) ? [] : (item.bookingId ?? []))));
    const bookings = new Set(items.flatMap((item) => item.bookingId ?? []).filter((id) => !others.has(id)));
    const { slotOccurrenceId, endAt: untilAt } = session;
    return {
      target:
        what.kind === 'item'
          ? { kind: 'airing', airingKey: what.airingKey }
          : { kind: 'rundown', rundownId: what.rundownId },
      untilAt,
      // A zone's hold is not for the whole commune, and the commune's plan is one.
      decided: heard ? [...bookings].map((bookingId) => ({ slotOccurrenceId, bookingId })) : [],
    };
  }

  async decide(
    tx: Transaction,
    kind: 'hold' | 'release',
    areaCode: string,
    decided: PlayOrderEntity['decided'],
    reason: string,
    by: Actor,
  ): Promise<void> {
    for (const one of decided) await this.decisions.record(tx, { areaCode, choice: { kind, ...one }, reason }, by);
  }
}
