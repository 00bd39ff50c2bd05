import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { asHandedOut } from '../../domain/scheduling/freeze';
import { planCommune, type PlanInput } from '../../domain/scheduling/plan-commune';
import { newsOf, type PlanNews } from '../../domain/scheduling/plan-news';
import type { ProgrammeArea } from '../../domain/scheduling/slot';
import { fromEpochDay, toEpochDay } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService, areaLevels, inForce } from '../areas';
import { type BookingEntity } from './booking.entity';
import { toDomainBooking } from './booking-row';
import { PlanMemory } from './plan-memory';
import { PlanNewsRepository } from './plan-news.repository';
import { PlanStore } from './plan-store';
import { audioOf } from './planned-audio';
import { PoliciesService } from './policies.service';
import type { RundownEntity } from './rundown.entity';
import { ScheduleRepository } from './schedule.repository';
import type { SlotEntity } from './slot.entity';
import { SlotsService } from './slots.service';

const actor = systemActor('planner');
const dayMs = 86_400_000;
/** A decision about one session is older than the session by the horizon at most. */
const decisionDays = 62;

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** All that one programme area is planned from. */
export interface PlanGround {
  input: PlanInput;
  stored: RundownEntity[];
  bookings: BookingEntity[];
  slots: SlotEntity[];
}

/** Makes rundowns from slots and queue (S1, S5): fetches, asks the pure planner, stores what changed. */
@Injectable()
export class PlannerService {
  private readonly memory: PlanMemory;
  private readonly plans: PlanStore;
  private readonly news = new PlanNewsRepository();
  private ahead: (areaCode: string) => Promise<number> = async () => this.config.horizonDays;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly slots: SlotsService,
    private readonly policies: PoliciesService,
    @Inject(LOA_CONFIG) private readonly config: LoaConfig,
  ) {
    this.memory = new PlanMemory(repository);
    this.plans = new PlanStore(repository, this.memory);
  }

  /** Says for how many days the rundowns of an area must exist, where its devices are told further ahead than the setting (S5). */
  planAheadBy(daysOf: (areaCode: string) => Promise<number>): void {
    this.ahead = daysOf;
  }

  /**
   * Plans a commune, and each of its zones that has or had slots of its own, over the horizon. A commune or zone that has ended keeps
   * what is frozen and loses the rest. Emits `rundowns.changed` and `plan.news` when there is something to tell.
   */
  async plan(communeCode: string): Promise<void> {
    await this.uow.run(actor, (tx) => this.planIn(tx, communeCode));
  }

  /** The same inside the caller's unit of work. */
  async planIn(tx: Transaction, communeCode: string): Promise<void> {
    const commune = this.areas.find(communeCode);
    if (!commune) return;
    const stands = inForce(commune);
    const zones = stands ? this.areas.zonesOf(communeCode).map((zone) => zone.code) : [];
    const slots = stands ? await this.slots.listFor(communeCode, tx.manager) : [];
    const ofZones = await this.repository.slotsOf(tx.manager, zones);
    const changed: string[] = [];
    const elsewhere = new Set(ofZones.map((slot) => slot.id));
    if (await this.planArea(tx, { id: communeCode, zones }, slots, elsewhere)) changed.push(communeCode);
    const left = await this.repository.zonesWithOpenRundowns(tx.manager, communeCode);
    for (const zone of new Set([...zones, ...left])) {
      const own = ofZones.filter((slot) => slot.areaCode === zone);
      if (await this.planArea(tx, { id: zone, zones: [] }, own, null)) changed.push(zone);
    }
    if (changed.length > 0) await tx.emit({ type: 'rundowns.changed', payload: { areaCodes: changed } });
  }

  /** What one programme area would be planned from now. */
  async groundOf(
    manager: Transaction['manager'],
    programmeArea: ProgrammeArea,
    slots: SlotEntity[],
    stored: RundownEntity[],
    now: number,
  ): Promise<PlanGround> {
    const above = this.areas.ancestorsOf(programmeArea.id);
    const bookings = await this.repository.activeBookingsOf(manager, above);
    const decisions = await this.repository.decisionsOf(manager, above, now - decisionDays * dayMs);
    const today = toEpochDay(wallClockAt(this.areas.settingsOf(programmeArea.id).timeZone, now).localDate);
    const slotIds = slots.map((slot) => slot.id);
    const refs = [...new Set(bookings.map((booking) => booking.ref))];
    const input: PlanInput = {
      programmeArea: { ...programmeArea, languages: this.areas.settingsOf(programmeArea.id).languages },
      // A session over midnight belongs to yesterday (T3).
      window: { from: fromEpochDay(today - 1), to: fromEpochDay(today + (await this.ahead(programmeArea.id))) },
      asOf: now,
      freezeMs: this.config.freezeMinutes * 60_000,
      slots: await this.slots.effective(slots, manager),
      excludedOn: await this.slots.exclusionsFor(programmeArea.id, manager),
      inherited: slots.length === 0 ? [] : await this.slots.heardBeside(programmeArea.id, manager),
      bookings: bookings.map((row) => toDomainBooking(row, areaLevels.indexOf(this.areas.get(row.areaCode).level))),
      policies: await this.policies.chainOf(programmeArea.id, manager),
      decisions: decisions.map((row) => row.decision),
      settled: await this.memory.settled(manager, programmeArea.id, stored, slotIds, refs, now),
      hash,
    };
    return { input, stored, bookings, slots };
  }

  /**
   * What a commune and those of its zones that have slots of their own would be planned from now; nothing is written. What has begun
   * counts as settled.
   */
  async groundsFor(manager: Transaction['manager'], communeCode: string, now: number): Promise<PlanGround[]> {
    const zones = this.areas.zonesOf(communeCode).map((zone) => zone.code);
    const ofZones = await this.repository.slotsOf(manager, zones);
    const slots = await this.slots.listFor(communeCode, manager);
    const withSlots = zones.filter((zone) => ofZones.some((slot) => slot.areaCode === zone));
    const grounds: PlanGround[] = [];
    for (const [area, own] of [
      [{ id: communeCode, zones }, slots],
      ...withSlots.map((id) => [{ id, zones: [] }, ofZones.filter((slot) => slot.areaCode === id)] as const),
    ] as const) {
      const found = await this.storedFor(manager, area.id, now);
      const stored = found.map((row) =>
        row.frozen || row.startAt > now ? row : { ...row, frozen: true, body: asHandedOut(row.body) },
      );
      grounds.push(await this.groundOf(manager, area, [...own], stored, now));
    }
    return grounds;
  }

  /** The rundowns of an area that planning starts from. */
  async storedFor(manager: Transaction['manager'], areaCode: string, now: number): Promise<RundownEntity[]> {
    return this.memory.stored(manager, areaCode, now, now + 2 * (await this.ahead(areaCode)) * dayMs);
  }

  /** Stores a rundown that was changed after its freeze. */
  keep(tx: Transaction, row: RundownEntity): Promise<void> {
    return this.plans.keep(tx, row);
  }

  /** @param elsewhere for a commune the slots that only its zones have, for a zone null */
  private async planArea(
    tx: Transaction,
    area: ProgrammeArea,
    slots: SlotEntity[],
    elsewhere: ReadonlySet<string> | null,
  ): Promise<boolean> {
    const found = await this.storedFor(tx.manager, area.id, tx.nowMs);
    if (elsewhere === null && slots.length === 0 && found.every((row) => row.frozen && row.endAt <= tx.nowMs))
      return false;
    const stored = await this.plans.settleBegun(tx, found);
    const ground = await this.groundOf(tx.manager, area, slots, stored, tx.nowMs);
    const { input, bookings } = ground;
    const plan = planCommune(input);
    const planned = await this.plans.write(tx, plan, stored, audioOf(bookings, slots));
    const followed = await this.plans.followFrozen(tx, stored, bookings, input.decisions);
    const news = newsOf(plan).filter((one) => isFor(one, ground, elsewhere));
    await this.news.replace(tx, area.id, news, fromEpochDay(toEpochDay(input.window.from) + 1));
    return planned || followed;
  }
}

/** That a day has no session is told where the booking's own slots are, not in every zone and not for slots that only zones have. */
function isFor(
  { reason, bookingId }: PlanNews,
  { bookings, slots }: PlanGround,
  elsewhere: ReadonlySet<string> | null,
): boolean {
  if (reason !== 'no-session-that-day') return true;
  const wanted = bookings.find((one) => one.id === bookingId)?.slotIds ?? [];
  if (elsewhere === null) return slots.some(({ id }) => wanted.includes(id));
  return !wanted.some((id) => elsewhere.has(id));
}
