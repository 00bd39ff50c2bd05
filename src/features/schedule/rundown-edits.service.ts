import { Injectable } from '@nestjs/common';
import { airingKeyOf } from '../../domain/scheduling/keys';
import { overrideRundown } from '../../domain/scheduling/override';
import { lineChanges, type LineChange } from '../../domain/scheduling/rundown-change';
import { Fault } from '../../domain/fault';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService } from '../areas';
import { DecisionsService, type Choice } from './decisions.service';
import { hash, PlannerService } from './planner.service';
import { audioOf } from './planned-audio';
import type { RundownEntity } from './rundown.entity';
import { rowOf } from './rundown-row';
import { ScheduleRepository } from './schedule.repository';

/** Who changes a rundown, and the widest area for which they may. */
export interface Editor {
  actor: Actor;
  decidesFor: string;
}

export interface RundownChange {
  version: number;
  /** Airing keys in the order the editor saw and wants. */
  seen: readonly string[];
  wanted: readonly string[];
  reason?: string | undefined;
}

/** One change of one rundown: what is decided, and what comes in that was not in it. */
interface Edit {
  choices: Choice[];
  added: string[];
  reason: string | null;
}

/** Operators' changes of single sessions: decisions before the freeze, overrides with a reason after it (S2, S5). */
@Injectable()
export class RundownEditsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly planner: PlannerService,
    private readonly decisions: DecisionsService,
  ) {}

  async get(id: string): Promise<RundownEntity> {
    return this.find(this.read.manager, id);
  }

  /**
   * Orders items and leaves out what is not wanted. Throws RUNDOWN_CHANGED with both differences when others changed the items since they
   * were seen, RUNDOWN_FROZEN without a reason after the freeze, RUNDOWN_UNCHANGEABLE.
   */
  async change(editor: Editor, id: string, { version, seen, wanted, reason }: RundownChange): Promise<RundownEntity> {
    return this.edit(editor, id, async (row) => {
      const items = row.body.items.filter((item) => item.kind !== 'template');
      const keys = items.map((item) => item.airingKey);
      const own = (list: readonly string[]): string[] => list.filter((key) => !isTemplate(row, key));
      if (version !== row.version) {
        const theirs = lineChanges(own(seen), keys);
        if (theirs.length > 0) throw await this.changed(row, theirs, lineChanges(own(seen), own(wanted)));
      }
      if (own(wanted).some((key) => !keys.includes(key))) throw unchangeable(row, 'unknown-item');
      const bookingOf = new Map(items.map((item) => [item.airingKey, item.sourceId]));
      const bookingIds = [...new Set(own(wanted).flatMap((key) => bookingOf.get(key) ?? []))];
      const out = [...new Set(items.map((item) => item.sourceId))].filter((one) => !bookingIds.includes(one));
      const { slotOccurrenceId } = row;
      const choices: Choice[] = out.map((bookingId) => ({ kind: 'leave-out', slotOccurrenceId, bookingId }));
      if (bookingIds.length > 0) choices.push({ kind: 'order', slotOccurrenceId, bookingIds });
      return { choices, added: [], reason: reason ?? null };
    });
  }

  /** Settles which of several priority items come first (S2); each must be planned or left out here. */
  async decide(editor: Editor, id: string, bookingIds: readonly string[], reason: string): Promise<RundownEntity> {
    return this.edit(editor, id, (row) => {
      const here = [...row.body.items.map((item) => item.sourceId), ...row.body.leftOut.map((one) => one.bookingId)];
      if (bookingIds.some((one) => !here.includes(one))) throw unchangeable(row, 'unknown-item');
      const choice = { kind: 'order' as const, slotOccurrenceId: row.slotOccurrenceId, bookingIds };
      return { choices: [choice], added: [...bookingIds], reason };
    });
  }

  /** Takes an approved booking in, after the last item. Before the freeze the plan does so by itself. */
  async add(editor: Editor, id: string, bookingId: string, reason: string): Promise<RundownEntity> {
    const booking = await this.repository.booking(this.read.manager, bookingId);
    if (!booking) throw new Fault('NOT_FOUND', { what: 'booking', id: bookingId });
    const row = await this.edit(editor, id, (before) => {
      // X1: of another commune there is nothing to be seen here.
      if (!this.areas.ancestorsOf(before.areaCode).includes(booking.areaCode))
        throw new Fault('NOT_FOUND', { what: 'booking', id: bookingId });
      if (booking.state !== 'active' || booking.approvedAt === null) throw unchangeable(before, 'not-approved');
      const inside = before.body.items.flatMap((item) => (item.kind === 'template' ? [] : item.sourceId));
      const bookingIds = [...new Set([...inside, bookingId])];
      const choice = { kind: 'order' as const, slotOccurrenceId: before.slotOccurrenceId, bookingIds };
      return { choices: [choice], added: [bookingId], reason };
    });
    return row;
  }

  private async edit(
    editor: Editor,
    id: string,
    decide: (row: RundownEntity) => Edit | Promise<Edit>,
  ): Promise<RundownEntity> {
    return this.uow.run(editor.actor, async (tx) => {
      const seen = await this.find(tx.manager, id);
      if (seen.endAt <= tx.nowMs) throw unchangeable(seen, 'over');
      const commune = this.communeOf(seen.areaCode);
      // A freeze that has come is done first, so that it is clear what is overridden.
      if (!seen.frozen && seen.freezeAt <= tx.nowMs) await this.planner.planIn(tx, commune);
      const row = await this.find(tx.manager, id);
      const edit = await decide(row);
      if (row.frozen && edit.reason === null)
        throw new Fault('RUNDOWN_FROZEN', { rundownId: id, frozenAt: row.freezeAt });
      for (const choice of edit.choices) {
        const reason = edit.reason ?? '';
        await this.decisions.record(
          tx,
          { areaCode: commune, choice, reason, decidedFor: editor.decidesFor },
          editor.actor,
        );
      }
      if (row.frozen) await this.override(tx, row, commune, edit);
      else await this.planner.planIn(tx, commune);
      return this.find(tx.manager, id);
    });
  }

  private async override(tx: Transaction, row: RundownEntity, commune: string, edit: Edit): Promise<void> {
    const grounds = await this.planner.groundsFor(tx.manager, commune, tx.nowMs);
    const ground = grounds.find(({ input }) => input.programmeArea.id === row.areaCode);
    if (!ground) throw unchangeable(row, 'not-planned-any-more');
    const result = overrideRundown(ground.input, row.body, { decisions: [], addedBookingIds: edit.added });
    if (!result.ok) throw unchangeable(row, result.why);
    const { rundown } = result;
    const inside = new Set(rundown.items.map((item) => item.sourceId));
    if (edit.added.length === 1 && !inside.has(edit.added[0] ?? '')) throw unchangeable(row, 'does-not-fit');
    const next = rowOf(rundown, audioOf(ground.bookings, ground.slots)(rundown), row, tx.nowMs);
    if (next.version === row.version) return;
    const overridden = { version: next.version, reason: edit.reason ?? '', byName: tx.actor.name, at: tx.nowMs };
    await this.planner.keep(tx, { ...next, overridden });
    const told = ({ version, body }: RundownEntity): object => ({
      version,
      items: body.items.map(({ airingKey, sourceId, startAt }) => ({ airingKey, sourceId, startAt })),
    });
    await tx.audit({
      action: 'rundown.overridden',
      entity: 'rundown',
      entityId: row.id,
      before: told(row),
      after: { ...told(next), reason: edit.reason },
    });
    await tx.emit({ type: 'rundowns.changed', payload: { areaCodes: [row.areaCode] } });
  }

  /** Both differences, with the titles of what is still in the queue. */
  private async changed(row: RundownEntity, theirs: LineChange[], mine: LineChange[]): Promise<Fault> {
    const { leftOut, programmeAreaId } = row.body;
    const bookings = await this.repository.bookingsById(
      this.read.manager,
      leftOut.map((one) => one.bookingId),
    );
    const titles = new Map(Object.entries(row.audio).map(([key, { title }]) => [key, title]));
    for (const { bookingId, language, reading } of leftOut) {
      const title = bookings.find((one) => one.id === bookingId)?.item.title;
      const key = airingKeyOf(hash, programmeAreaId, row.slotOccurrenceId, bookingId, language, reading);
      if (title !== undefined) titles.set(key, title);
    }
    const named = (changes: LineChange[]): (LineChange & { title: string })[] =>
      changes.map((one) => ({ ...one, title: titles.get(one.airingKey) ?? '' }));
    const { id: rundownId, version } = row;
    return new Fault('RUNDOWN_CHANGED', { rundownId, version, theirs: named(theirs), mine: named(mine) });
  }

  private async find(manager: Transaction['manager'], id: string): Promise<RundownEntity> {
    const row = await this.repository.rundown(manager, id);
    if (!row) throw new Fault('NOT_FOUND', { what: 'rundown', id });
    return row;
  }

  private communeOf(areaCode: string): string {
    const area = this.areas.get(areaCode);
    return area.level === 'zone' ? (area.parentCode ?? areaCode) : areaCode;
  }
}

const isTemplate = (row: RundownEntity, key: string): boolean =>
  row.body.items.some((item) => item.airingKey === key && item.kind === 'template');

const unchangeable = (row: RundownEntity, why: string): Fault =>
  new Fault('RUNDOWN_UNCHANGEABLE', { rundownId: row.id, why });
