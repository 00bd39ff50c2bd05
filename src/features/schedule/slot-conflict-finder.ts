import { Inject, Injectable } from '@nestjs/common';
import type { DateRange } from '../../domain/scheduling/sessions';
import type { Slot } from '../../domain/scheduling/slot';
import {
  conflictsOfPolicy,
  conflictsOfSlot,
  type PolicyArea,
  type SlotConflict,
} from '../../domain/scheduling/slot-conflicts';
import { fromEpochDay, toEpochDay } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import type { Transaction } from '../../platform/database/transaction';
import { AreasService } from '../areas';
import type { PolicyEntity } from './policy.entity';
import type { ScheduleEventEntity } from './schedule-event.entity';
import { ScheduleRepository } from './schedule.repository';
import { SlotCatalogue } from './slot-catalogue';
import type { SlotEntity } from './slot.entity';

/** A conflict with the names people know things by, and what would have aired (S11). */
export interface NamedConflict extends SlotConflict {
  slotName: string;
  areaName: string;
  otherSlotName: string | null;
  otherAreaCode: string | null;
  items: string[];
}

/** Conflicts are looked for this far ahead: a year holds every weekday and every clock change. */
const checkedDays = 366;
const dayMs = 86_400_000;
/** Items are named from what is planned; a few communes stand for a whole province. */
const communesLookedAt = 20;
const itemsNamed = 20;

/** Finds what a save would collide with, and names it (S11). */
@Injectable()
export class SlotConflictFinder {
  constructor(
    private readonly repository: ScheduleRepository,
    private readonly catalogue: SlotCatalogue,
    private readonly areas: AreasService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What slots, as they are to be stored, run into upwards and downwards. */
  async ofSlots(
    manager: Transaction['manager'],
    rows: readonly SlotEntity[],
    unsaved?: ScheduleEventEntity,
  ): Promise<NamedConflict[]> {
    const found: SlotConflict[] = [];
    const known = new Map(rows.map((row) => [row.id, row]));
    for (const row of rows) {
      const path = this.areas.ancestorsOf(row.areaCode);
      const stored = await this.catalogue.listFor(row.areaCode, manager);
      const below = await this.catalogue.below(row.areaCode, manager);
      const replaced = [...stored, ...below].filter((one) => !rows.some(({ id }) => id === one.id));
      const others = [...replaced, ...rows.filter(({ id }) => id !== row.id)];
      for (const other of others) known.set(other.id, other);
      const domain = await this.catalogue.effective([row, ...others], manager, unsaved ? [unsaved] : []);
      const [slot, ...rest] = domain as [Slot, ...Slot[]];
      const around = {
        policies: await this.catalogue.policiesOf(row.areaCode, manager),
        above: rest.filter(({ areaId }) => path.includes(areaId)),
        below: rest.filter(
          ({ areaId }) => !path.includes(areaId) && this.areas.ancestorsOf(areaId).includes(row.areaCode),
        ),
        tighterBelow: await this.tighterBelow(row.areaCode, manager),
      };
      found.push(...conflictsOfSlot(slot, around, this.rangeOf(row)));
    }
    return this.named(manager, found, known);
  }

  /** What limits, as they are to be stored, do to the slots that air in their area and below. */
  async ofPolicy(manager: Transaction['manager'], policy: PolicyEntity): Promise<NamedConflict[]> {
    const { areaCode } = policy;
    const inherited = await this.catalogue.listFor(areaCode, manager);
    const below = await this.catalogue.below(areaCode, manager);
    const rows = [...inherited, ...below];
    const known = new Map(rows.map((row) => [row.id, row]));
    const slots = await this.catalogue.effective(rows, manager);
    const checks: Parameters<typeof conflictsOfPolicy>[0][number][] = [];
    for (const slot of slots) {
      const areaId = this.areas.ancestorsOf(areaCode).includes(slot.areaId) ? areaCode : slot.areaId;
      const chain = await this.catalogue.policiesOf(areaId, manager);
      const policies = [...chain.filter((one) => one.areaId !== areaCode), this.catalogue.policy(policy)];
      const path = this.areas.ancestorsOf(areaId);
      const others = slots.filter((one) => one.id !== slot.id && path.includes(one.areaId));
      checks.push({ slot, areaId, policies, others });
    }
    const [first] = rows;
    return first ? this.named(manager, conflictsOfPolicy(checks, this.rangeOf(first, false)), known) : [];
  }

  private async tighterBelow(areaCode: string, manager: Transaction['manager']): Promise<PolicyArea[]> {
    const areas: PolicyArea[] = [];
    for (const { areaCode: code } of await this.repository.allPolicies(manager)) {
      if (code === areaCode || !this.areas.ancestorsOf(code).includes(areaCode)) continue;
      areas.push({ areaId: code, policies: await this.catalogue.policiesOf(code, manager) });
    }
    return areas;
  }

  private rangeOf({ rule }: SlotEntity, fromStart = true): DateRange {
    const today = wallClockAt(rule.zone, this.clock.nowMs()).localDate;
    const from = fromStart && rule.validFrom > today ? rule.validFrom : today;
    return { from, to: fromEpochDay(toEpochDay(from) + checkedDays) };
  }

  private async named(
    manager: Transaction['manager'],
    conflicts: readonly SlotConflict[],
    known: ReadonlyMap<string, SlotEntity>,
  ): Promise<NamedConflict[]> {
    const named: NamedConflict[] = [];
    for (const conflict of conflicts) {
      const other = conflict.otherSlotId === null ? undefined : known.get(conflict.otherSlotId);
      named.push({
        ...conflict,
        slotName: known.get(conflict.slotId)?.name ?? conflict.slotId,
        areaName: this.areas.find(conflict.areaId)?.name ?? conflict.areaId,
        otherSlotName: other?.name ?? null,
        otherAreaCode: other?.areaCode ?? null,
        items: await this.itemsOf(manager, conflict),
      });
    }
    return named;
  }

  /** What stands in the plan of the sessions concerned, by title. */
  private async itemsOf(manager: Transaction['manager'], { slotId, areaId, dates }: SlotConflict): Promise<string[]> {
    const now = this.clock.nowMs();
    const dated = new Set(dates);
    const titles = new Set<string>();
    const communes = this.areas.communesUnder(areaId).map(({ code }) => code);
    for (const code of [...new Set([areaId, ...communes.slice(0, communesLookedAt)])]) {
      for (const row of await this.repository.rundownsTouching(manager, code, now, now + 32 * dayMs)) {
        if (row.slotId !== slotId || !dated.has(row.localDate)) continue;
        for (const { kind, airingKey } of row.body.items)
          if (kind !== 'template') titles.add(row.audio[airingKey]?.title ?? airingKey);
      }
    }
    return [...titles].slice(0, itemsNamed);
  }
}
