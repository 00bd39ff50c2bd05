import { Inject, Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import { checkSlotAgainstPolicy, findOverlaps } from '../../domain/scheduling/check-slot';
import type { DateRange } from '../../domain/scheduling/sessions';
import type { Slot, TemplateItem } from '../../domain/scheduling/slot';
import type { SlotRule } from '../../domain/time/slot-rule';
import { fromEpochDay, toEpochDay } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { areaLevels, AreasService, inForce } from '../areas';
import { MediaService } from '../media';
import { planJob } from './plan-job';
import { PoliciesService } from './policies.service';
import { ScheduleRepository } from './schedule.repository';
import type { FrameItem, SlotFrame } from './slot-frame';
import { SlotEntity } from './slot.entity';

export interface NewSlot {
  name: string;
  rule: SlotRule;
  sharing: 'exclusive' | 'shared';
  takes: 'anything' | 'priority';
  opening: { mediaId: string; title: string }[];
  closing: { mediaId: string; title: string }[];
}

/** Conflicts are looked for this far ahead: a year holds every weekday and every clock change. */
const checkedDays = 366;

/** Slots of areas, checked on save (S7, S11, S12). */
@Injectable()
export class SlotsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly policies: PoliciesService,
    private readonly media: MediaService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The slots in force in an area: its own and those of the areas above. */
  listFor(areaCode: string, manager = this.read.manager): Promise<SlotEntity[]> {
    return this.repository.slotsOf(manager, this.areas.ancestorsOf(areaCode));
  }

  async get(id: string): Promise<SlotEntity> {
    const slot = await this.repository.slot(this.read.manager, id);
    if (!slot) throw new Fault('NOT_FOUND', { what: 'slot', id });
    return slot;
  }

  /** Makes a slot. Throws SLOT_AGAINST_POLICY and SLOT_OVERLAPS with the dates, STATE_FORBIDS for an ended area or unfit audio. */
  async create(actor: Actor, areaCode: string, wanted: NewSlot): Promise<SlotEntity> {
    const area = this.areas.get(areaCode);
    if (!inForce(area)) throw new Fault('STATE_FORBIDS', { what: area.name, state: 'ended', action: 'slot.create' });
    const frame = {
      opening: await this.framed(areaCode, wanted.opening),
      closing: await this.framed(areaCode, wanted.closing),
    };
    return this.uow.run(actor, async (tx) => {
      const slot: SlotEntity = {
        id: newId(tx.nowMs),
        areaCode,
        name: wanted.name,
        rule: wanted.rule,
        sharing: wanted.sharing,
        takes: wanted.takes,
        frame,
        revision: 1,
        createdAt: tx.nowMs,
        retiredAt: null,
      };
      await this.check(tx, slot);
      await this.repository.save(tx.manager, SlotEntity, slot);
      await tx.audit({ action: 'slot.created', entity: 'slot', entityId: slot.id, after: slot });
      await this.replan(tx, areaCode);
      return slot;
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
      await this.repository.save(tx.manager, SlotEntity, ended);
      await tx.audit({ action: 'slot.retired', entity: 'slot', entityId: id, before: slot, after: ended });
      await this.replan(tx, slot.areaCode);
      return ended;
    });
  }

  /** A stored slot as the planner knows it. */
  toDomain(row: SlotEntity): Slot {
    const template = (items: FrameItem[]): TemplateItem[] =>
      items.map((item) => ({
        id: item.id,
        ref: item.mediaId,
        language: item.language,
        versionId: null,
        durationMs: item.durationMs,
      }));
    const { opening, closing } = row.frame;
    return {
      id: row.id,
      areaId: row.areaCode,
      level: this.levelOf(row.areaCode),
      rule: row.rule,
      sharing: row.sharing,
      takes: row.takes,
      template:
        opening.length + closing.length === 0
          ? null
          : { opening: template(opening), fixed: [], closing: template(closing) },
    };
  }

  private levelOf(areaCode: string): number {
    return areaLevels.indexOf(this.areas.get(areaCode).level);
  }

  /** S7, S12: what the slot would collide with in its own area and with what is inherited. A slot above wins over those below it (S12). */
  private async check(tx: Transaction, slot: SlotEntity): Promise<void> {
    const range = this.checkedRange(slot.rule);
    const others = await this.listFor(slot.areaCode, tx.manager);
    const policies = await this.policies.chainOf(slot.areaCode, tx.manager);
    const conflicts = checkSlotAgainstPolicy(
      slot.rule,
      policies,
      range,
      others.map((other) => other.rule),
    );
    if (conflicts.length > 0) {
      throw new Fault('SLOT_AGAINST_POLICY', {
        conflicts: conflicts.map(({ code, allowed, by, dates }) => ({ code, allowed, by: [...by], dates: [...dates] })),
      });
    }
    const overlap = findOverlaps(
      [...others, slot].map((one) => this.toDomain(one)),
      range,
    ).find((one) => [one.slotId, one.otherSlotId].includes(slot.id));
    if (!overlap) return;
    const other = others.find((one) => one.id !== slot.id && [overlap.slotId, overlap.otherSlotId].includes(one.id))!;
    throw new Fault('SLOT_OVERLAPS', { otherSlot: other.name, areaCode: other.areaCode, dates: [...overlap.dates] });
  }

  private checkedRange(rule: SlotRule): DateRange {
    const today = wallClockAt(rule.zone, this.clock.nowMs()).localDate;
    const from = rule.validFrom > today ? rule.validFrom : today;
    return { from, to: fromEpochDay(toEpochDay(from) + checkedDays) };
  }

  private async framed(areaCode: string, items: NewSlot['opening']): Promise<SlotFrame['opening']> {
    const framed: FrameItem[] = [];
    for (const { mediaId, title } of items) {
      const media = this.media.masterOf(await this.media.get(mediaId));
      if (!this.areas.ancestorsOf(areaCode).includes(media.areaCode))
        throw new Fault('NOT_FOUND', { what: 'media', id: mediaId });
      framed.push({
        id: newId(this.clock.nowMs()),
        mediaId,
        title,
        language: 'vi',
        durationMs: media.durationMs,
        sha256: media.masterSha256,
        bytes: media.masterBytes,
        mime: media.masterMime,
      });
    }
    return framed;
  }

  private async replan(tx: Transaction, areaCode: string): Promise<void> {
    for (const commune of this.areas.communesUnder(areaCode)) await tx.enqueue(planJob(commune.code));
  }
}
