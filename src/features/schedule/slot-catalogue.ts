import { Inject, Injectable } from '@nestjs/common';
import type { Policy } from '../../domain/scheduling/policy';
import {
  exclusionOn,
  ruleUnderEvents,
  type Exclusion,
  type ScheduleEvent,
} from '../../domain/scheduling/schedule-event';
import type { DateRange } from '../../domain/scheduling/sessions';
import type { Slot, TemplateItem } from '../../domain/scheduling/slot';
import { fromEpochDay } from '../../domain/time/local-date';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import type { Transaction } from '../../platform/database/transaction';
import { areaLevels, AreasService } from '../areas';
import type { PolicyEntity } from './policy.entity';
import type { ScheduleEventEntity } from './schedule-event.entity';
import { ScheduleRepository } from './schedule.repository';
import { frameItemsOf, type FrameItem } from './slot-frame';
import type { SlotEntity } from './slot.entity';

/** Slots and limits as they are stored, turned into what the domain plans and checks with. */
@Injectable()
export class SlotCatalogue {
  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The slots in force in an area: its own and those of the areas above. */
  listFor(areaCode: string, manager = this.read.manager): Promise<SlotEntity[]> {
    return this.repository.slotsOf(manager, this.areas.ancestorsOf(areaCode));
  }

  /** The slots in force of the areas below. */
  async below(areaCode: string, manager = this.read.manager): Promise<SlotEntity[]> {
    const { level } = this.areas.get(areaCode);
    if (level === 'zone') return [];
    if (level === 'commune') {
      const zones = this.areas.zonesOf(areaCode).map(({ code }) => code);
      return zones.length === 0 ? [] : this.repository.slotsOf(manager, zones);
    }
    const rows = await this.repository.slotsInForce(manager);
    return rows.filter((row) => row.areaCode !== areaCode && this.areas.ancestorsOf(row.areaCode).includes(areaCode));
  }

  /** The policies of an area and of all above it. */
  async policiesOf(areaCode: string, manager: Transaction['manager'] = this.read.manager): Promise<Policy[]> {
    const rows = await this.repository.policiesOf(manager, this.areas.ancestorsOf(areaCode));
    return rows.map((row) => this.policy(row));
  }

  policy({ areaCode, limits, exceptions }: PolicyEntity): Policy {
    return { areaId: areaCode, level: this.levelOf(areaCode), limits, exceptions };
  }

  /** A stored slot as the planner knows it. */
  toDomain(row: SlotEntity): Slot {
    const { opening, closing, fixed = [] } = row.frame;
    return {
      id: row.id,
      areaId: row.areaCode,
      level: this.levelOf(row.areaCode),
      rule: row.rule,
      sharing: row.sharing,
      takes: row.takes,
      onlyRefs: row.onlyRefs,
      template:
        frameItemsOf(row.frame).length === 0
          ? null
          : {
              opening: opening.map(templateItem),
              fixed: fixed.map((item) => ({ ...templateItem(item), offsetMs: item.offsetMs, class: 'normal' })),
              closing: closing.map(templateItem),
            },
    };
  }

  /**
   * Slots with every exception that counts for them (T4), in the order given: those of named events of their area and above too.
   * @param unsaved an event that is looked at before it is stored
   */
  async effective(
    rows: readonly SlotEntity[],
    manager: Transaction['manager'] = this.read.manager,
    unsaved: readonly ScheduleEventEntity[] = [],
  ): Promise<Slot[]> {
    if (rows.length === 0) return [];
    const events = [...(await this.repository.eventsInForce(manager)), ...unsaved];
    const range = this.eventRange();
    return rows.map((row) => {
      const slot = this.toDomain(row);
      const reaching = this.reaching(events, row.areaCode);
      return reaching.length === 0 ? slot : { ...slot, rule: ruleUnderEvents(slot, reaching, range) };
    });
  }

  /** What named events exclude from the sessions that an area hears, by slot and date. */
  async exclusionsFor(
    areaCode: string,
    manager: Transaction['manager'] = this.read.manager,
  ): Promise<(slot: Slot, date: string) => Exclusion | null> {
    const stored = await this.repository.eventsOf(manager, this.areas.ancestorsOf(areaCode), false);
    const events = this.reaching(stored, areaCode).filter(({ effects }) =>
      effects.some(({ kind }) => kind === 'exclude'),
    );
    return (slot, date) => (events.length === 0 ? null : exclusionOn(events, slot, date));
  }

  private reaching(events: readonly ScheduleEventEntity[], areaCode: string): ScheduleEvent[] {
    const path = this.areas.ancestorsOf(areaCode);
    return events
      .filter((event) => path.includes(event.areaCode))
      .map(({ id, areaCode: areaId, dates, effects, slotIds, grantedAt }) => ({
        id,
        areaId,
        level: this.levelOf(areaId),
        dates,
        effects,
        slotIds,
        grantedAt,
      }));
  }

  /** As far back as sessions are planned again, and as far ahead as conflicts are looked for. */
  private eventRange(): DateRange {
    const today = Math.floor(this.clock.nowMs() / 86_400_000);
    return { from: fromEpochDay(today - 3), to: fromEpochDay(today + 370) };
  }

  levelOf(areaCode: string): number {
    return areaLevels.indexOf(this.areas.get(areaCode).level);
  }
}

const templateItem = ({ id, mediaId, language, durationMs, sound = 'music' }: FrameItem): TemplateItem => ({
  id,
  ref: mediaId,
  language,
  versionId: null,
  durationMs,
  sound,
});
