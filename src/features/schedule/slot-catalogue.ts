import { Injectable } from '@nestjs/common';
import type { Policy } from '../../domain/scheduling/policy';
import type { Slot, TemplateItem } from '../../domain/scheduling/slot';
import { ReadDatabase } from '../../platform/database/database';
import type { Transaction } from '../../platform/database/transaction';
import { areaLevels, AreasService } from '../areas';
import type { PolicyEntity } from './policy.entity';
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

  /** Slots with every exception that counts for them (T4), in the order given. */
  async effective(rows: readonly SlotEntity[], _manager: Transaction['manager'] = this.read.manager): Promise<Slot[]> {
    return rows.map((row) => this.toDomain(row));
  }

  levelOf(areaCode: string): number {
    return areaLevels.indexOf(this.areas.get(areaCode).level);
  }
}

const templateItem = ({ id, mediaId, language, durationMs }: FrameItem): TemplateItem => ({
  id,
  ref: mediaId,
  language,
  versionId: null,
  durationMs,
});
