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
import { fromEpochDay, toEpochDay } from '../../domain/time/local-date';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
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
    @Inject(LOA_CONFIG) private readonly config: LoaConfig,
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

  /**
   * When an area may sound, as its devices are told: the windows of its policy, and those of every exception of the coming days with its
   * reason and end, since a device may be offline when the day comes.
   */
  async windowsFor(areaCode: string): Promise<AiringWindow[]> {
    const { timeZone: zone } = this.areas.settingsOf(areaCode);
    const today = wallClockAt(zone, this.clock.nowMs()).localDate;
    const lastDay = fromEpochDay(toEpochDay(today) + this.config.horizonDays);
    const chain = await this.chainOf(areaCode);
    const strict = chain.map((policy) => ({ ...policy, exceptions: [] }));
    const windows = (list: readonly PolicyWindow[], exception: AiringWindow['exception']): AiringWindow[] =>
      list.map(({ from, to }) => ({ zone, startLocal: from, endLocal: to, exception }));
    const granted = chain
      .flatMap((policy) => policy.exceptions)
      .filter((one) => one.limit === 'windows' && one.until >= today && one.from <= lastDay);
    return [
      ...windows(effectivePolicyOn(strict, today).windows, null),
      ...granted.flatMap(({ id, from, until, reason }) => {
        const then = effectivePolicyOn(chain, from > today ? from : today);
        // Granted below the area that set the limit, or set aside by a later one: it lifts nothing.
        if (!then.exceptions.some((one) => one.id === id)) return [];
        const endAt = resolveLocal(zone, toEpochDay(until) + 1, 0).at;
        return windows(then.windows, { reason, endAt });
      }),
    ];
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
      await this.repository.save(tx.manager, PolicyEntity, after);
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
