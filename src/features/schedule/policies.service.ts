import { Inject, Injectable } from '@nestjs/common';
import { grantedRoots } from '../../domain/access/decide';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { longestHorizonDays } from '../../domain/devices/horizon';
import type { AiringWindow } from '../../domain/playout/manifest';
import {
  effectivePolicyOn,
  intersectWindows,
  type AiringWindow as PolicyWindow,
  type Policy,
  type PolicyException,
  type PolicyLimits,
  widenedLimit,
} from '../../domain/scheduling/policy';
import { resolveLocal, wallClockAt } from '../../domain/time/wall-clock';
import { fromEpochDay, toEpochDay } from '../../domain/time/local-date';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { areaLevels, AreasService, rootAreaCode } from '../areas';
import { planJob } from './plan-job';
import { PolicyEntity } from './policy.entity';
import { ScheduleRepository } from './schedule.repository';
import { SlotConflictFinder, type NamedConflict } from './slot-conflict-finder';

/** What to lift, each limit with the value that holds instead, and for how long. */
export interface NewException extends Partial<PolicyLimits> {
  from: string;
  until: string;
  reason: string;
}

export interface SavedPolicy {
  policy: PolicyEntity;
  /** Slots that air in the area or below and that the limits now cut off (S11). */
  conflicts: NamedConflict[];
}

const limitNames = ['windows', 'maxSessionMinutes', 'maxSessionsPerDay', 'weekdays', 'maxVolumePercent'] as const;

/** The limits of airing (S7): set by an area, tightened below, passed only by named and dated exceptions. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly finder: SlotConflictFinder,
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

  /**
   * Sets the limits of an area, or with `dryRun` says what they would cut off. Throws VERSION_CONFLICT when somebody was quicker,
   * POLICY_WIDENS when a limit would be wider than the one above.
   */
  async write(
    actor: Actor,
    areaCode: string,
    limits: Partial<PolicyLimits>,
    revision: number,
    dryRun = false,
  ): Promise<SavedPolicy> {
    const above = (await this.chainOf(areaCode)).filter((policy) => policy.areaId !== areaCode);
    const strict = effectivePolicyOn(
      above.map((policy) => ({ ...policy, exceptions: [] })),
      '2000-01-01',
    );
    const wider = above.length === 0 && areaCode === rootAreaCode ? null : widenedLimit(limits, strict);
    if (wider) throw new Fault('POLICY_WIDENS', { ...wider, by: [...wider.by] });
    const own = await this.own(areaCode);
    if (own.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'policy', id: areaCode });
    const conflicts = await this.finder.ofPolicy(this.read.manager, { ...own, limits });
    if (dryRun) return { policy: own, conflicts };
    const policy = await this.change(actor, areaCode, 'policy.set', (before) => {
      if (before.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'policy', id: areaCode });
      return { ...before, limits };
    });
    return { policy, conflicts };
  }

  /**
   * Lifts limits for some days. It sets aside what was set at or below the highest area where the user is an approver. Throws
   * EXCEPTION_NEEDS_HIGHER where a limit of an area above would still stand (S7).
   */
  async grantException(principal: Principal, areaCode: string, wanted: NewException): Promise<PolicyEntity> {
    const above = this.areas.ancestorsOf(areaCode);
    const roots = grantedRoots(principal.grants, 'exception.grant').filter((root) => above.includes(root));
    const grantedLevel = Math.min(...roots.map((root) => areaLevels.indexOf(this.areas.get(root).level)));
    const { from, until, reason } = wanted;
    const granted = { from, until, reason, grantedLevel, grantedBy: principal.username, grantedAt: this.clock.nowMs() };
    const exceptions = limitNames.flatMap((limit): PolicyException[] => {
      const value = wanted[limit];
      return value === undefined ? [] : [{ ...granted, id: newId(this.clock.nowMs()), limit, value }];
    });
    const chain = await this.chainOf(areaCode);
    for (const exception of exceptions) this.refuseTooLow(chain, areaCode, exception);
    return this.change(actorOf(principal), areaCode, 'policy.exception-granted', (policy) => ({
      ...policy,
      exceptions: [...policy.exceptions, ...exceptions],
    }));
  }

  /** Takes an exception back from now on; it stays to be read. Throws NOT_FOUND. */
  async revokeException(principal: Principal, areaCode: string, id: string): Promise<PolicyEntity> {
    const revoked = { revokedAt: this.clock.nowMs(), revokedBy: principal.username };
    return this.change(actorOf(principal), areaCode, 'policy.exception-revoked', (policy) => {
      const standing = policy.exceptions.some((one) => one.id === id && one.revokedAt === undefined);
      if (!standing) throw new Fault('NOT_FOUND', { what: 'exception', id });
      return {
        ...policy,
        exceptions: policy.exceptions.map((one) => (one.id === id ? { ...one, ...revoked } : one)),
      };
    });
  }

  /** The loudest an area may be today (S7). */
  async volumeCeilingOf(areaCode: string): Promise<{ percent: number | null; zone: string }> {
    const { timeZone: zone } = this.areas.settingsOf(areaCode);
    const today = wallClockAt(zone, this.clock.nowMs()).localDate;
    return { percent: effectivePolicyOn(await this.chainOf(areaCode), today).maxVolumePercent, zone };
  }

  /** What still stands under the exception was set above everything that the approver has a grant for. */
  private refuseTooLow(chain: readonly Policy[], areaCode: string, exception: PolicyException): void {
    const carrier = chain.find((policy) => policy.areaId === areaCode);
    const level = areaLevels.indexOf(this.areas.get(areaCode).level);
    const lifting = {
      ...(carrier ?? { areaId: areaCode, level, limits: {} }),
      exceptions: [...(carrier?.exceptions ?? []), exception],
    };
    const then = effectivePolicyOn([...chain.filter((policy) => policy !== carrier), lifting], exception.from);
    const limit = exception.limit;
    const lifted =
      JSON.stringify(then[limit]) === JSON.stringify(limit === 'windows' ? sorted(exception.value) : exception.value);
    if (!lifted) throw new Fault('EXCEPTION_NEEDS_HIGHER', { limit, by: [...then.setBy[limit]] });
  }

  /**
   * When an area may sound, as its devices are told: the windows of its policy, and those of every exception of the coming days with its
   * reason and end, since a device may be offline when the day comes.
   */
  async windowsFor(areaCode: string): Promise<AiringWindow[]> {
    const { timeZone: zone } = this.areas.settingsOf(areaCode);
    const today = wallClockAt(zone, this.clock.nowMs()).localDate;
    const lastDay = fromEpochDay(toEpochDay(today) + Math.max(longestHorizonDays, this.config.horizonDays));
    const chain = await this.chainOf(areaCode);
    const strict = chain.map((policy) => ({ ...policy, exceptions: [] }));
    const windows = (list: readonly PolicyWindow[], exception: AiringWindow['exception']): AiringWindow[] =>
      list.map(({ from, to }) => ({ zone, startLocal: from, endLocal: to, exception }));
    const granted = chain
      .flatMap((policy) => policy.exceptions)
      .filter(
        (one) => one.limit === 'windows' && one.revokedAt === undefined && one.until >= today && one.from <= lastDay,
      );
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
    action: 'policy.set' | 'policy.exception-granted' | 'policy.exception-revoked',
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

const sorted = (value: PolicyException['value']): unknown =>
  intersectWindows(value as readonly PolicyWindow[], [{ from: '00:00', to: '24:00' }]);

const emptyPolicy = (areaCode: string): PolicyEntity => ({
  areaCode,
  limits: {},
  exceptions: [],
  revision: 0,
  updatedAt: 0,
});
