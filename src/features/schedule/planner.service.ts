import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { decisionsBySession, type Decision } from '../../domain/scheduling/decision';
import { withHolds } from '../../domain/scheduling/hold';
import { planCommune, type Plan } from '../../domain/scheduling/plan-commune';
import type { Rundown, RundownItem } from '../../domain/scheduling/rundown';
import type { Settled } from '../../domain/scheduling/settled';
import type { ProgrammeArea } from '../../domain/scheduling/slot';
import { fromEpochDay, toEpochDay } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService, areaLevels, inForce } from '../areas';
import { type BookingEntity } from './booking.entity';
import { toDomainBooking } from './bookings.service';
import { PoliciesService } from './policies.service';
import { RundownEntity, type PlannedAudio } from './rundown.entity';
import { ScheduleRepository } from './schedule.repository';
import type { SlotEntity } from './slot.entity';
import { SlotsService } from './slots.service';

const actor = systemActor('planner');
const dayMs = 86_400_000;
/** How far back plays are remembered for "(PL)" and carry-over. */
const memoryDays = 62;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Makes rundowns from slots and queue (S1, S5): fetches, asks the pure planner, stores what changed. */
@Injectable()
export class PlannerService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly slots: SlotsService,
    private readonly policies: PoliciesService,
    @Inject(LOA_CONFIG) private readonly config: LoaConfig,
  ) {}

  /** Plans a commune, and each of its zones that has slots of its own, over the horizon. Emits `rundowns.changed` when something did. */
  async plan(communeCode: string): Promise<void> {
    const commune = this.areas.find(communeCode);
    if (!commune) return;
    const zones = this.areas.zonesOf(communeCode).map((zone) => zone.code);
    await this.uow.run(actor, async (tx) => {
      const changed: string[] = [];
      const inherited = inForce(commune) ? await this.slots.listFor(communeCode, tx.manager) : [];
      if (await this.planArea(tx, { id: communeCode, zones }, inherited)) changed.push(communeCode);
      for (const zone of zones) {
        const own = await this.repository.slotsOf(tx.manager, [zone]);
        if (await this.planArea(tx, { id: zone, zones: [] }, own)) changed.push(zone);
      }
      if (changed.length > 0) await tx.emit({ type: 'rundowns.changed', payload: { areaCodes: changed } });
    });
  }

  private async planArea(tx: Transaction, programmeArea: ProgrammeArea, slots: SlotEntity[]): Promise<boolean> {
    const stored = await this.repository.rundownsTouching(
      tx.manager,
      programmeArea.id,
      tx.nowMs - memoryDays * dayMs,
      tx.nowMs + 2 * this.config.horizonDays * dayMs,
    );
    if (slots.length === 0 && stored.every((row) => row.frozen)) return false;
    const above = this.areas.ancestorsOf(programmeArea.id);
    const bookings = await this.repository.activeBookingsOf(tx.manager, above);
    const decisions = await this.repository.decisionsOf(tx.manager, above);
    const { timeZone } = this.areas.settingsOf(programmeArea.id);
    const today = toEpochDay(wallClockAt(timeZone, tx.nowMs).localDate);
    const plan = planCommune({
      programmeArea,
      // A session over midnight belongs to yesterday (T3).
      window: { from: fromEpochDay(today - 1), to: fromEpochDay(today + this.config.horizonDays) },
      asOf: tx.nowMs,
      freezeMs: this.config.freezeMinutes * 60_000,
      slots: slots.map((slot) => this.slots.toDomain(slot)),
      bookings: bookings.map((row) => toDomainBooking(row, areaLevels.indexOf(this.areas.get(row.areaCode).level))),
      policies: await this.policies.chainOf(programmeArea.id, tx.manager),
      decisions: decisions.map((row) => row.decision),
      settled: settledOf(stored),
      hash,
    });
    const planned = await this.store(tx, plan, stored, audioOf(bookings, slots));
    const followed = await this.followFrozen(
      tx,
      stored,
      bookings,
      decisions.map((row) => row.decision),
    );
    return planned || followed;
  }

  /**
   * Frozen and not over yet: what lost its approval is taken from the devices by a new version, and stays in the plan (B2, B7); what is
   * held or released changes its state and keeps its place (P9).
   */
  private async followFrozen(
    tx: Transaction,
    stored: RundownEntity[],
    bookings: BookingEntity[],
    decisions: readonly Decision[],
  ): Promise<boolean> {
    const decisionsOf = decisionsBySession(decisions);
    let changed = false;
    for (const row of stored.filter((one) => one.frozen && one.endAt > tx.nowMs)) {
      const lost = row.body.items.filter((item) => !row.withdrawn.includes(item.airingKey) && !stands(item, bookings));
      const decided = decisionsOf(row.slotOccurrenceId);
      const items = withHolds(row.body.items, (booking) => decided.isHeld(booking), tx.nowMs);
      if (lost.length === 0 && items === row.body.items) continue;
      const withdrawn = [...row.withdrawn, ...lost.map((item) => item.airingKey)];
      const body = { ...row.body, items };
      await this.repository.save(tx.manager, RundownEntity, { ...row, body, withdrawn, version: row.version + 1 });
      changed = true;
    }
    return changed;
  }

  /** Writes new and changed rundowns, and removes open ones that the plan no longer holds. */
  private async store(
    tx: Transaction,
    plan: Plan,
    stored: RundownEntity[],
    audio: (rundown: Rundown) => Record<string, PlannedAudio>,
  ): Promise<boolean> {
    const known = new Map(stored.map((row) => [row.id, row]));
    const planned = new Set(plan.rundowns.map((rundown) => rundown.id));
    const gone = stored.filter((row) => !row.frozen && !planned.has(row.id) && row.startAt > tx.nowMs - dayMs);
    await this.repository.removeRundowns(
      tx.manager,
      gone.map((row) => row.id),
    );
    let changed = gone.some((row) => row.body.items.length > 0);
    for (const rundown of plan.rundowns) {
      const before = known.get(rundown.id);
      const row = rowOf(rundown, audio(rundown), before, tx.nowMs);
      if (before && before.version === row.version && before.frozen === row.frozen) continue;
      await this.repository.save(tx.manager, RundownEntity, row);
      if (before?.version !== row.version) changed = true;
    }
    return changed;
  }
}

/** Whether the approval under which the item was planned is still there. */
function stands(item: RundownItem, bookings: readonly BookingEntity[]): boolean {
  if (item.kind === 'template') return true;
  const booking = bookings.find((one) => one.id === item.sourceId);
  return booking?.audio.some((one) => one.versionId === item.versionId) ?? false;
}

function rowOf(
  rundown: Rundown,
  audio: Record<string, PlannedAudio>,
  before: RundownEntity | undefined,
  now: number,
): RundownEntity {
  const same = before !== undefined && contentOf(before.body, before.audio) === contentOf(rundown, audio);
  return {
    id: rundown.id,
    areaCode: rundown.programmeAreaId,
    slotId: rundown.slotId,
    slotOccurrenceId: rundown.slotOccurrenceId,
    localDate: rundown.localDate,
    startAt: rundown.startAt,
    endAt: rundown.endAt,
    freezeAt: rundown.freezeAt,
    frozen: rundown.frozen,
    version: (before?.version ?? 0) + (same ? 0 : 1),
    body: rundown,
    audio,
    withdrawn: before?.withdrawn ?? [],
    plannedAt: now,
  };
}

/** What a version stands for: everything but whether it is frozen. */
const contentOf = (rundown: Rundown, audio: Record<string, PlannedAudio>): string =>
  JSON.stringify([{ ...rundown, frozen: null }, audio]);

/** Frozen rundowns are what the planner starts from; results reach it once the ledger tells them. */
function settledOf(stored: RundownEntity[]): Settled {
  const frozen = stored.filter((row) => row.frozen);
  return { rundowns: frozen.map((row) => ({ rundown: row.body, results: new Map() })), history: [] };
}

/** Looks up, for each item of a rundown, the recording it stands for. */
function audioOf(bookings: BookingEntity[], slots: SlotEntity[]): (rundown: Rundown) => Record<string, PlannedAudio> {
  const booked = new Map(bookings.map((booking) => [booking.id, booking]));
  const frames = new Map(
    slots.flatMap((slot) => [...slot.frame.opening, ...slot.frame.closing].map((item) => [item.id, { item, slot }])),
  );
  return (rundown) => {
    const audio: Record<string, PlannedAudio> = {};
    for (const { airingKey, sourceId, language } of rundown.items) {
      const booking = booked.get(sourceId);
      const recording = booking?.audio.find((one) => one.language === language);
      const frame = frames.get(sourceId);
      if (booking && recording) audio[airingKey] = bookedAudio(booking, recording);
      else if (frame) audio[airingKey] = chimeAudio(frame.item, frame.slot.areaCode);
    }
    return audio;
  };
}

function bookedAudio(booking: BookingEntity, { sha256, bytes, mime }: BookingEntity['audio'][number]): PlannedAudio {
  const { validFromAt, validUntilAt, item } = booking;
  return { kind: 'bulletin', ...item, sha256, bytes, mime, validFrom: validFromAt, validUntil: validUntilAt };
}

function chimeAudio(
  { title, sha256, bytes, mime }: SlotEntity['frame']['opening'][number],
  areaCode: string,
): PlannedAudio {
  return {
    kind: 'chime',
    title,
    topicCode: null,
    originAreaCode: areaCode,
    relayed: false,
    sha256,
    bytes,
    mime,
    validFrom: null,
    validUntil: null,
  };
}
