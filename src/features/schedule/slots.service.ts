import { Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import type { Slot } from '../../domain/scheduling/slot';
import type { SlotRule } from '../../domain/time/slot-rule';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService, inForce } from '../areas';
import { ScheduleRepository } from './schedule.repository';
import { SlotCatalogue } from './slot-catalogue';
import { SlotConflictFinder, type NamedConflict } from './slot-conflict-finder';
import { SlotFrames, type WantedFrame } from './slot-frames';
import { SlotWriter, type SavedSlots } from './slot-writer';
import type { SlotEntity } from './slot.entity';

export interface NewSlot extends WantedFrame {
  name: string;
  rule: SlotRule;
  sharing: 'exclusive' | 'shared';
  takes: 'anything' | 'priority';
}

/** Slots of areas, checked on save (S7, S11, S12). */
@Injectable()
export class SlotsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly frames: SlotFrames,
    private readonly catalogue: SlotCatalogue,
    private readonly writer: SlotWriter,
    private readonly finder: SlotConflictFinder,
  ) {}

  /** The slots in force in an area: its own and those of the areas above. */
  listFor(areaCode: string, manager = this.read.manager): Promise<SlotEntity[]> {
    return this.catalogue.listFor(areaCode, manager);
  }

  async get(id: string): Promise<SlotEntity> {
    const slot = await this.repository.slot(this.read.manager, id);
    if (!slot) throw new Fault('NOT_FOUND', { what: 'slot', id });
    return slot;
  }

  /** What the own slots of an area run into as things are. */
  async conflictsOf(areaCode: string): Promise<NamedConflict[]> {
    const { manager } = this.read;
    return this.finder.ofSlots(manager, await this.repository.slotsOf(manager, [areaCode]));
  }

  /** `add`, for callers that want the slot alone. */
  async create(actor: Actor, areaCode: string, wanted: NewSlot): Promise<SlotEntity> {
    const { slots } = await this.add(actor, areaCode, wanted);
    return slots[0]!;
  }

  /**
   * Makes a slot, or with `dryRun` says what making it would run into. Throws SLOT_AGAINST_POLICY and SLOT_OVERLAPS with the dates,
   * SLOT_RULE_INVALID for a frame that does not fit, STATE_FORBIDS for an ended area or unfit audio.
   */
  async add(actor: Actor, areaCode: string, wanted: NewSlot, dryRun = false): Promise<SavedSlots> {
    const area = this.areas.get(areaCode);
    if (!inForce(area)) throw new Fault('STATE_FORBIDS', { what: area.name, state: 'ended', action: 'slot.create' });
    const frame = await this.frames.build(areaCode, wanted, null);
    return this.uow.run(actor, (tx) => {
      const slot: SlotEntity = {
        id: newId(tx.nowMs),
        areaCode,
        name: wanted.name,
        rule: wanted.rule,
        sharing: wanted.sharing,
        takes: wanted.takes,
        onlyRefs: null,
        frame,
        revision: 1,
        createdAt: tx.nowMs,
        retiredAt: null,
      };
      return this.writer.write(tx, { kind: 'created', pairs: [{ before: null, after: slot }], dryRun });
    });
  }

  /** Ends a slot: no new session from now on; frozen and past ones stay. */
  async retire(actor: Actor, id: string, revision: number): Promise<SlotEntity> {
    return this.uow.run(actor, async (tx) => {
      const slot = await this.repository.slot(tx.manager, id);
      if (!slot) throw new Fault('NOT_FOUND', { what: 'slot', id });
      if (slot.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'slot', id });
      if (slot.retiredAt !== null) return slot;
      const ended = { ...slot, retiredAt: tx.nowMs, revision: revision + 1 };
      await this.writer.write(tx, { kind: 'retired', pairs: [{ before: slot, after: ended }] });
      return ended;
    });
  }

  /** For a zone the slots of its commune, which it hears beside its own and which win (S12); nothing for other areas. */
  async heardBeside(areaCode: string, manager = this.read.manager): Promise<Slot[]> {
    const area = this.areas.get(areaCode);
    if (area.level !== 'zone' || area.parentCode === null) return [];
    return this.effective(await this.listFor(area.parentCode, manager), manager);
  }

  exclusionsFor(areaCode: string, manager = this.read.manager): ReturnType<SlotCatalogue['exclusionsFor']> {
    return this.catalogue.exclusionsFor(areaCode, manager);
  }

  /** A stored slot as the planner knows it, without what named events add. */
  toDomain(row: SlotEntity): Slot {
    return this.catalogue.toDomain(row);
  }

  /** Stored slots as the planner knows them, with every exception that counts (T4). */
  effective(rows: readonly SlotEntity[], manager = this.read.manager): Promise<Slot[]> {
    return this.catalogue.effective(rows, manager);
  }
}
