import { Injectable } from '@nestjs/common';
import type { AuditAction } from '../../contracts/http/audit-actions';
import type { Decision } from '../../domain/scheduling/decision';
import { newId } from '../../platform/clock/identifiers';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { AreasService, areaLevels } from '../areas';
import { DecisionEntity } from './decision.entity';
import { planJob } from './plan-job';
import { ScheduleRepository } from './schedule.repository';

/** What is decided; the level follows from the area for which it is. */
export type Choice = WithoutLevel<Decision>;
type WithoutLevel<D> = D extends Decision ? Omit<D, 'level'> : never;

export interface NewDecision {
  /** It holds in this area and in all below. */
  areaCode: string;
  choice: Choice;
  reason: string;
  /** The area for which its author may decide, where that is wider: its level counts (S12). */
  decidedFor?: string;
}

/** Words for the audit, one per kind. */
const actions: Record<Choice['kind'], AuditAction> = {
  order: 'decision.order',
  'leave-out': 'decision.left-out',
  hold: 'decision.held',
  release: 'decision.released',
  'cancel-session': 'decision.session-cancelled',
};

/** What people decide about single sessions and items (S2, S10, P9): kept for ever, honoured by every later plan. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
  ) {}

  /**
   * Records a decision in the caller's unit of work and has the communes under its area planned at once, frozen sessions included as far
   * as holds go. Whether `by` may decide is the caller's to ask. Throws AREA_UNKNOWN.
   */
  async record(
    tx: Transaction,
    { areaCode, choice, reason, decidedFor }: NewDecision,
    by: Actor,
  ): Promise<DecisionEntity> {
    const level = areaLevels.indexOf(this.areas.get(decidedFor ?? areaCode).level);
    // The later one stands, so no two of an area share an instant.
    const last = await this.repository.lastDecisionAt(tx.manager, areaCode);
    const decision: DecisionEntity = {
      id: newId(tx.nowMs),
      areaCode,
      slotOccurrenceId: choice.slotOccurrenceId,
      decision: { ...choice, level },
      reason: reason.normalize('NFC'),
      byName: by.name,
      at: Math.max(tx.nowMs, last + 1),
    };
    await this.repository.save(tx.manager, DecisionEntity, decision);
    await tx.audit({ action: actions[choice.kind], entity: 'decision', entityId: decision.id, after: decision });
    for (const commune of this.areas.communesUnder(areaCode))
      await tx.enqueue({ ...planJob(commune.code), urgency: 9 });
    return decision;
  }
}
