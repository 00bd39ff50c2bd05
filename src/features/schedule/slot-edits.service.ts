import { Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import {
  addVariant,
  changeRule,
  copyDay,
  copyWeek,
  pauseRule,
  resumeRule,
  type ChangedRule,
  type RuleChange,
} from '../../domain/scheduling/slot-change';
import type { SlotRule, SlotVariant } from '../../domain/time/slot-rule';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { changeProblemIssue } from './change-problems';
import { ScheduleRepository } from './schedule.repository';
import { SlotChangeEntity } from './slot-change.entity';
import { SlotFrames, type WantedFrame } from './slot-frames';
import { SlotWriter, type SavedSlots, type SlotSave } from './slot-writer';
import type { SlotEntity } from './slot.entity';

/** What an editor may send: only what is given changes. */
export interface SlotChange extends Partial<WantedFrame> {
  name?: string | undefined;
  sharing?: SlotEntity['sharing'] | undefined;
  takes?: SlotEntity['takes'] | undefined;
  rule?: RuleChange | { scope: 'season'; variant: SlotVariant } | undefined;
}

/** Which slot in which state, and whether only to look. */
export interface SlotTarget {
  id: string;
  revision: number;
  dryRun?: boolean | undefined;
}

export interface CopiedDays {
  from: string;
  to: string;
  days: 1 | 7;
  slotIds?: string[] | undefined;
  dryRun?: boolean | undefined;
}

/** Editing slots: every change keeps to the limits, names its conflicts (S11) and can be undone. */
@Injectable()
export class SlotEditsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly frames: SlotFrames,
    private readonly writer: SlotWriter,
  ) {}

  /** Changes name, sharing, audio and times. Throws VERSION_CONFLICT, SLOT_RULE_INVALID, SLOT_AGAINST_POLICY, SLOT_OVERLAPS. */
  async change(actor: Actor, target: SlotTarget, wanted: SlotChange): Promise<SavedSlots> {
    const before = await this.repository.slot(this.read.manager, target.id);
    if (!before) throw new Fault('NOT_FOUND', { what: 'slot', id: target.id });
    const { opening, closing, fixed } = wanted;
    const wantsFrame = opening !== undefined || closing !== undefined || fixed !== undefined;
    const had = wantedOf(before);
    const frame = wantsFrame
      ? await this.frames.build(
          before.areaCode,
          { opening: opening ?? had.opening, closing: closing ?? had.closing, fixed: fixed ?? had.fixed ?? [] },
          before.frame,
        )
      : before.frame;
    return this.edit(actor, target, 'changed', (slot) => ({
      ...slot,
      name: wanted.name ?? slot.name,
      sharing: wanted.sharing ?? slot.sharing,
      takes: wanted.takes ?? slot.takes,
      frame,
      rule: wanted.rule ? ruleOf(changed(slot.rule, wanted.rule)) : slot.rule,
    }));
  }

  /** No sessions from a date on, with a note for everybody who wonders why. */
  pause(actor: Actor, target: SlotTarget, from: string, to: string | null, note: string): Promise<SavedSlots> {
    return this.edit(actor, target, 'paused', (slot) => ({
      ...slot,
      rule: ruleOf(pauseRule(slot.rule, from, to, note)),
    }));
  }

  resume(actor: Actor, target: SlotTarget, date: string): Promise<SavedSlots> {
    return this.edit(actor, target, 'resumed', (slot) => ({ ...slot, rule: ruleOf(resumeRule(slot.rule, date)) }));
  }

  /** Makes the own slots of an area air on a day, or in a week, what they air on another. */
  async copyDays(actor: Actor, areaCode: string, { from, to, days, slotIds, dryRun }: CopiedDays): Promise<SavedSlots> {
    return this.uow.run(actor, async (tx) => {
      const own = await this.repository.slotsOf(tx.manager, [areaCode]);
      const pairs = own
        .filter((slot) => slotIds === undefined || slotIds.includes(slot.id))
        .map((before) => ({ before, rule: (days === 1 ? copyDay : copyWeek)(before.rule, from, to) }))
        .filter(({ before, rule }) => JSON.stringify(rule) !== JSON.stringify(before.rule))
        .map(({ before, rule }) => ({ before, after: { ...before, rule, revision: before.revision + 1 } }));
      if (pairs.length === 0) throw problem('nothing-changes');
      return this.writer.write(tx, { kind: 'copied', pairs, dryRun });
    });
  }

  /** The last changes in an area, newest first, those of one save together. */
  async changesOf(areaCode: string): Promise<SlotChangeEntity[]> {
    const changes = await this.repository.slotChangesOf(this.read.manager, areaCode, 60);
    return changes.sort((a, b) => b.at - a.at || b.after.revision - a.after.revision);
  }

  /** Puts the slots of a change back as they were. Throws VERSION_CONFLICT when one was changed since. */
  async undo(actor: Actor, areaCode: string, changeId: string): Promise<SavedSlots> {
    return this.uow.run(actor, async (tx) => {
      const changes = await this.repository.slotChangesOfGroup(tx.manager, changeId);
      const [first] = changes;
      if (!first || changes.some((one) => one.areaCode !== areaCode))
        throw new Fault('NOT_FOUND', { what: 'slot change', id: changeId });
      if (changes.some(({ undoneAt, kind }) => undoneAt !== null || kind === 'undone'))
        throw new Fault('STATE_FORBIDS', { what: 'slot change', state: 'undone', action: 'undo' });
      const pairs = [];
      for (const change of changes) pairs.push(await this.undone(tx, change));
      const saved = await this.writer.write(tx, { kind: 'undone', pairs });
      for (const change of changes) {
        await this.repository.save(tx.manager, SlotChangeEntity, { ...change, undoneAt: tx.nowMs });
        // The change before it is now the last one of its slot, and may be undone in its turn.
        const earlier = await this.repository.lastSlotChange(tx.manager, change.slotId);
        const revision = pairs.find(({ after }) => after.id === change.slotId)!.after.revision;
        if (earlier) await this.repository.save(tx.manager, SlotChangeEntity, { ...earlier, revision });
      }
      return saved;
    });
  }

  private async undone(tx: Transaction, change: SlotChangeEntity): Promise<SlotSave['pairs'][number]> {
    const now = await this.repository.slot(tx.manager, change.slotId);
    if (!now || now.revision !== change.revision)
      throw new Fault('VERSION_CONFLICT', { what: 'slot', id: change.slotId });
    const revision = now.revision + 1;
    // A slot that had not been there is ended: its past sessions keep their name.
    const after = change.before ? { ...change.before, revision } : { ...now, retiredAt: tx.nowMs, revision };
    return { before: now, after };
  }

  private edit(
    actor: Actor,
    { id, revision, dryRun }: SlotTarget,
    kind: SlotSave['kind'],
    change: (slot: SlotEntity) => SlotEntity,
  ): Promise<SavedSlots> {
    return this.uow.run(actor, async (tx) => {
      const before = await this.repository.slot(tx.manager, id);
      if (!before) throw new Fault('NOT_FOUND', { what: 'slot', id });
      if (before.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'slot', id });
      if (before.retiredAt !== null)
        throw new Fault('STATE_FORBIDS', { what: before.name, state: 'ended', action: kind });
      const after = { ...change(before), revision: revision + 1 };
      return this.writer.write(tx, { kind, pairs: [{ before, after }], dryRun });
    });
  }
}

function changed(rule: SlotRule, change: NonNullable<SlotChange['rule']>): ChangedRule {
  return change.scope === 'season' ? addVariant(rule, change.variant) : changeRule(rule, change);
}

function ruleOf(result: ChangedRule): SlotRule {
  if ('problem' in result) throw problem(result.problem);
  return result.rule;
}

const problem = (code: Parameters<typeof changeProblemIssue>[0]): Fault =>
  new Fault('SLOT_RULE_INVALID', { issues: [changeProblemIssue(code)] });

/** A stored frame as an editor would send it. */
function wantedOf({ frame }: SlotEntity): WantedFrame {
  const item = ({ mediaId, title, sound }: SlotEntity['frame']['opening'][number]): WantedFrame['opening'][number] =>
    sound ? { mediaId, title, sound } : { mediaId, title };
  return {
    opening: frame.opening.map(item),
    closing: frame.closing.map(item),
    fixed: (frame.fixed ?? []).map((part) => ({ ...item(part), offsetSeconds: part.offsetMs / 1000 })),
  };
}
