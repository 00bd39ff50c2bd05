import { Inject, Injectable } from '@nestjs/common';
import { grantedRoots } from '../../domain/access/decide';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import type { AiringWindow } from '../../domain/playout/manifest';
import {
  effectivePolicyOn,
  type AiringWindow as PolicyWindow,
  type Policy,
  type PolicyException,
  type PolicyLimits,
} from '../../domain/scheduling/policy';
import { resolveLocal, wallClockAt } from '../../domain/time/wall-clock';
import { toEpochDay } from '../../domain/time/local-date';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { areaLevels, AreasService } from '../areas';
import { planJob } from './plan-job';
import { PolicyEntity } from './policy.entity';
import { ScheduleRepository } from './schedule.repository';

export interface NewWindowException {
  windows: PolicyWindow[];
  from: string;
  until: string;
  reason: string;
}

/** The limits of airing (S7): set by an area, tightened below, passed only by named and dated exceptions. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the area itself sets; empty where it sets nothing. */
  async own(areaCode: string): Promise<PolicyEntity> {
    this.areas.get(areaCode);
    const [own] = await this.repository.policiesOf(this.read.manager, [areaCode]);
    return own ?? emptyPolicy(areaCode);
  }

  /** The policies of an area and all above it, as the planner takes them. */
  async chainOf(areaCode: string, manager = this.read.manager): Promise<Policy[]> {
    const rows = await this.repository.policiesOf(manager, this.areas.ancestorsOf(areaCode));
    return rows.map((row) => ({
      areaId: row.areaCode,
      level: areaLevels.indexOf(this.areas.get(row.areaCode).level),
      limits: row.limits,
      exceptions: row.exceptions,
    }));
  }

  /** Sets the limits of an area. Throws VERSION_CONFLICT when somebody was quicker. */
  async write(actor: Actor, areaCode: string, limits: Partial<PolicyLimits>, revision: number): Promise<PolicyEntity> {
    return this.change(actor, areaCode, 'policy.set', (policy) => {
      if (policy.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'policy', id: areaCode });
      return { ...policy, limits };
    });
  }

  /**
   * Grants a dated exception to the airing windows. It sets aside what was set at or below the highest area where the user is an
   * approver: a limit of an area above stands (S7).
   */
  async grantException(principal: Principal, areaCode: string, wanted: NewWindowException): Promise<PolicyEntity> {
    const above = this.areas.ancestorsOf(areaCode);
    const roots = grantedRoots(principal.grants, 'exception.grant').filter((root) => above.includes(root));
    const grantedLevel = Math.min(...roots.map((root) => areaLevels.indexOf(this.areas.get(root).level)));
    const exception: PolicyException<'windows'> = {
      id: newId(this.clock.nowMs()),
      limit: 'windows',
      value: wanted.windows,
      from: wanted.from,
      until: wanted.until,
      grantedLevel,
      reason: wanted.reason,
    };
    const actor = { userId: principal.userId, name: principal.displayName };
    return this.change(actor, areaCode, 'policy.exception-granted', (policy) => ({
      ...policy,
      exceptions: [...policy.exceptions, exception],
    }));
  }

  /** When an area may sound today, as its devices are told: the windows of its policy, and wider ones with their reason and end. */
  async windowsFor(areaCode: string): Promise<AiringWindow[]> {
    const { timeZone: zone } = this.areas.settingsOf(areaCode);
    const today = wallClockAt(zone, this.clock.nowMs()).localDate;
    const chain = await this.chainOf(areaCode);
    const strict = effectivePolicyOn(
      chain.map((policy) => ({ ...policy, exceptions: [] })),
      today,
    );
    const effective = effectivePolicyOn(chain, today);
    const windows = (list: readonly PolicyWindow[], exception: AiringWindow['exception']): AiringWindow[] =>
      list.map(({ from, to }) => ({ zone, startLocal: from, endLocal: to, exception }));
    const granted = effective.exceptions.find((one) => one.limit === 'windows');
    if (!granted) return windows(effective.windows, null);
    const endAt = resolveLocal(zone, toEpochDay(granted.until) + 1, 0).at;
    return [...windows(strict.windows, null), ...windows(effective.windows, { reason: granted.reason, endAt })];
  }

  private async change(
    actor: Actor,
    areaCode: string,
    action: string,
    changed: (policy: PolicyEntity) => PolicyEntity,
  ): Promise<PolicyEntity> {
    this.areas.get(areaCode);
    return this.uow.run(actor, async (tx) => {
      const [stored] = await this.repository.policiesOf(tx.manager, [areaCode]);
      const before = stored ?? emptyPolicy(areaCode);
      const after = { ...changed(before), revision: before.revision + 1, updatedAt: tx.nowMs };
      await tx.manager.save(PolicyEntity, after);
      await tx.audit({ action, entity: 'policy', entityId: areaCode, before, after });
      await this.replanBelow(tx, areaCode);
      return after;
    });
  }

  private async replanBelow(tx: Transaction, areaCode: string): Promise<void> {
    for (const commune of this.areas.communesUnder(areaCode)) await tx.enqueue(planJob(commune.code));
    await tx.emit({ type: 'windows.changed', payload: { areaCode } });
  }
}

const emptyPolicy = (areaCode: string): PolicyEntity => ({
  areaCode,
  limits: {},
  exceptions: [],
  revision: 0,
  updatedAt: 0,
});
