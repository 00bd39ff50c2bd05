import { Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import { templateIssues } from '../../domain/scheduling/slot-frame-check';
import { newId } from '../../platform/clock/identifiers';
import type { Transaction } from '../../platform/database/transaction';
import { AreasService } from '../areas';
import { planJob } from './plan-job';
import { ScheduleRepository } from './schedule.repository';
import { SlotCatalogue } from './slot-catalogue';
import { SlotChangeEntity, type SlotChangeKind } from './slot-change.entity';
import { SlotConflictFinder, type NamedConflict } from './slot-conflict-finder';
import { SlotEntity } from './slot.entity';

/** One slot before and after a change; both with the revision they have. */
export interface SlotPair {
  before: SlotEntity | null;
  after: SlotEntity;
}

export interface SlotSave {
  kind: SlotChangeKind;
  pairs: readonly SlotPair[];
  /** Look, and write nothing: an editor shows the conflicts while the user still types (S11). */
  dryRun?: boolean | undefined;
}

export interface SavedSlots {
  slots: SlotEntity[];
  conflicts: NamedConflict[];
  saved: boolean;
  /** What `undo` takes; null when nothing was written. */
  changeId: string | null;
}

/** The one way to store a slot: checked, remembered so that it can be undone, told to those below, planned anew. */
@Injectable()
export class SlotWriter {
  constructor(
    private readonly repository: ScheduleRepository,
    private readonly catalogue: SlotCatalogue,
    private readonly finder: SlotConflictFinder,
    private readonly areas: AreasService,
  ) {}

  /** Throws SLOT_RULE_INVALID, SLOT_AGAINST_POLICY and SLOT_OVERLAPS with the dates, unless it is a dry run. */
  async write(tx: Transaction, { kind, pairs, dryRun = false }: SlotSave): Promise<SavedSlots> {
    const slots = pairs.map(({ after }) => after);
    const inForce = slots.filter(({ retiredAt }) => retiredAt === null);
    for (const slot of inForce) this.checkFrame(slot);
    const conflicts = await this.finder.ofSlots(tx.manager, inForce);
    if (dryRun) return { slots, conflicts, saved: false, changeId: null };
    refuseBlocking(conflicts);
    const changeId = newId(tx.nowMs);
    for (const { before, after } of pairs) {
      await this.repository.save(tx.manager, SlotEntity, after);
      await this.repository.save(tx.manager, SlotChangeEntity, {
        id: newId(tx.nowMs),
        groupId: changeId,
        areaCode: after.areaCode,
        slotId: after.id,
        kind,
        before,
        after,
        revision: after.revision,
        byName: tx.actor.name,
        at: tx.nowMs,
        undoneAt: null,
      });
      await tx.audit({ action: `slot.${kind}`, entity: 'slot', entityId: after.id, before, after });
    }
    await this.tellThoseBelow(tx, conflicts);
    await this.replan(tx, new Set(slots.map(({ areaCode }) => areaCode)));
    return { slots, conflicts, saved: true, changeId };
  }

  /** Throws for the blocking ones among conflicts that a dry run found. */
  refuse(conflicts: readonly NamedConflict[]): void {
    refuseBlocking(conflicts);
  }

  /** S12: whose sessions give way is told by name, and remembered with the slot. */
  private async tellThoseBelow(tx: Transaction, conflicts: readonly NamedConflict[]): Promise<void> {
    for (const {
      code,
      areaId,
      slotId,
      slotName,
      otherSlotId,
      otherSlotName,
      otherAreaCode,
      dates,
      items,
    } of conflicts) {
      if (code !== 'displaces') continue;
      const payload = { areaCode: areaId, slotId, slotName, bySlotId: otherSlotId, bySlotName: otherSlotName, byAreaCode: otherAreaCode, dates: dates.slice(0, 60), items }; // prettier-ignore
      await tx.emit({ type: 'slot.displaced', payload });
      await tx.audit({ action: 'slot.displaced', entity: 'slot', entityId: slotId, after: payload });
    }
  }

  private checkFrame(slot: SlotEntity): void {
    const { template, rule } = this.catalogue.toDomain(slot);
    if (!template) return;
    const shortest = Math.min(
      rule.lengthMinutes,
      ...(rule.variants ?? []).map(({ lengthMinutes }) => lengthMinutes ?? rule.lengthMinutes),
    );
    const issues = templateIssues(template, shortest * 60_000);
    if (issues.length === 0) return;
    throw new Fault('SLOT_RULE_INVALID', {
      issues: issues.map(({ code, itemId }) => ({ path: `frame.${itemId}`, ...frameTexts[code] })),
    });
  }

  private async replan(tx: Transaction, areaCodes: ReadonlySet<string>): Promise<void> {
    const communes = new Set([...areaCodes].flatMap((code) => this.areas.communesUnder(code).map((area) => area.code)));
    for (const code of communes) await tx.enqueue(planJob(code));
  }
}

const frameTexts = {
  'too-long-together': {
    message: 'opening and closing are longer than the session together',
    messageVi: 'nhạc mở đầu và kết thúc cộng lại dài hơn buổi phát',
  },
  'before-opening-ends': {
    message: 'a fixed part starts before the opening has ended',
    messageVi: 'phần cố định bắt đầu khi phần mở đầu chưa hết',
  },
  'after-session-ends': {
    message: 'a fixed part ends after the session, or inside its closing',
    messageVi: 'phần cố định kéo dài quá buổi phát hoặc lấn vào phần kết thúc',
  },
  'overlaps-fixed': {
    message: 'two fixed parts want the same time',
    messageVi: 'hai phần cố định trùng giờ nhau',
  },
};

/** The first kind of blocking conflict, with everything of that kind. */
export function refuseBlocking(conflicts: readonly NamedConflict[]): void {
  const limits = conflicts.filter(({ rule, blocking }) => rule === 'S7' && blocking);
  if (limits.length > 0) {
    throw new Fault('SLOT_AGAINST_POLICY', {
      conflicts: limits.map(({ code, allowed, by, dates }) => ({
        code,
        allowed: allowed ?? '',
        by: [...by],
        dates: [...dates],
      })),
    });
  }
  const overlap = conflicts.find(({ rule, blocking }) => rule === 'S12' && blocking);
  if (!overlap) return;
  const { otherSlotName, otherAreaCode, slotName, areaId, dates } = overlap;
  throw new Fault('SLOT_OVERLAPS', {
    otherSlot: otherSlotName ?? slotName,
    areaCode: otherAreaCode ?? areaId,
    dates: [...dates],
  });
}
