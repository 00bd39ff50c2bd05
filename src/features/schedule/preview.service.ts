import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { offerSchema, previewSchema } from '../../contracts/http/queue-schemas';
import { previewText } from '../../contracts/http/preview-texts';
import type { AiringRequest, Priority } from '../../domain/bulletins/request';
import type { Booking } from '../../domain/scheduling/booking';
import { overrideRundown } from '../../domain/scheduling/override';
import { planCommune } from '../../domain/scheduling/plan-commune';
import { previewOf } from '../../domain/scheduling/preview';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { AreasService, areaLevels } from '../areas';
import { datesOf, reachesOf, toDomainBooking, type Reach } from './booking-row';
import { PlannerService, type PlanGround } from './planner.service';
import { ScheduleRepository } from './schedule.repository';

/** Each commune shown is planned for it. */
const mostCommunes = 30;

export interface PreviewRequest {
  bulletinId?: string | undefined;
  areaCodes?: string[] | undefined;
  priority: Priority;
  request: AiringRequest;
  durationMs: number;
  validFrom: number | null;
  validUntil: number | null;
}

export type PreviewView = z.infer<typeof previewSchema>;
export type OfferView = z.infer<typeof offerSchema>;

/** What a request would make before it is sent, and what is left for it after the freeze; nothing is written. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly planner: PlannerService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws AREA_UNKNOWN, AREAS_OUTSIDE_ORIGIN. */
  async preview(areaCode: string, wanted: PreviewRequest): Promise<PreviewView> {
    const areaCodes = wanted.areaCodes ?? [areaCode];
    const outside = areaCodes.filter((code) => !this.areas.ancestorsOf(this.areas.get(code).code).includes(areaCode));
    if (outside.length > 0) throw new Fault('AREAS_OUTSIDE_ORIGIN', { areaCode, outside });
    const communes = reachesOf(this.areas, areaCodes).flatMap((reach) =>
      this.areas.communesUnder(reach.areaCode).map((commune) => ({ reach, commune })),
    );
    const now = this.clock.nowMs();
    const queued = wanted.bulletinId
      ? await this.repository.bookingsOfBulletin(this.read.manager, wanted.bulletinId)
      : [];
    const instead = new Set(queued.filter((one) => one.origin === 'request').map((one) => one.id));
    const areas: PreviewView['areas'] = [];
    for (const { reach, commune } of communes.slice(0, mostCommunes)) {
      for (const ground of await this.planner.groundsFor(this.read.manager, commune.code, now)) {
        const { sessions, misses } = previewOf(ground.input, this.bookingFor(reach, wanted), instead);
        const isZone = ground.input.programmeArea.id !== commune.code;
        // What a zone's own slots do not take is no news: the commune's do.
        if (isZone && sessions.length === 0) continue;
        const { code, name } = this.areas.get(ground.input.programmeArea.id);
        const names = namesOf(ground);
        areas.push({
          areaCode: code,
          areaName: name,
          text: previewText(name, sessions, misses, now),
          sessions: sessions.map(({ zone: _, airsAt, ...one }) => ({
            ...one,
            airsAt: [...airsAt],
            slotName: names.get(one.slotId) ?? one.slotId,
          })),
          misses: misses.map(({ slotId, ...one }) => ({ ...one, slotName: slotId && (names.get(slotId) ?? slotId) })),
        });
      }
    }
    return { areas, notShown: Math.max(0, communes.length - mostCommunes) };
  }

  /**
   * Where a queued bulletin can still be heard in a commune, were it approved now: in a session that is frozen already, after its last
   * item, and in the next one. Throws AREA_UNKNOWN, AREA_LEVEL_WRONG, NOT_FOUND.
   */
  async offers(communeCode: string, bulletinId: string): Promise<OfferView[]> {
    const { level } = this.areas.get(communeCode);
    if (level !== 'commune')
      throw new Fault('AREA_LEVEL_WRONG', { code: communeCode, wanted: 'commune', found: level });
    const now = this.clock.nowMs();
    const above = this.areas.ancestorsOf(communeCode);
    const queued = (await this.repository.bookingsOfBulletin(this.read.manager, bulletinId)).filter(
      (one) => one.state === 'active' && above.includes(one.areaCode),
    );
    if (queued.length === 0) throw new Fault('NOT_FOUND', { what: 'bulletin', id: bulletinId });
    const offers: OfferView[] = [];
    for (const row of queued) {
      const domain = toDomainBooking(row, areaLevels.indexOf(this.areas.get(row.areaCode).level));
      const audio = domain.audio.map(({ awaits: _, ...one }) => one);
      const booking: Booking = { ...domain, audio, approvedAt: domain.approvedAt ?? now };
      for (const ground of await this.planner.groundsFor(this.read.manager, communeCode, now))
        offers.push(...offersIn(ground, booking, now));
    }
    return offers;
  }

  private bookingFor(reach: Reach, wanted: PreviewRequest): Booking {
    return {
      id: 'preview',
      kind: 'bulletin',
      ref: wanted.bulletinId ?? 'preview',
      audio: [{ language: 'vi', versionId: null, durationMs: wanted.durationMs }],
      class: wanted.priority === 'normal' ? 'normal' : 'priority',
      areaId: reach.areaCode,
      level: areaLevels.indexOf(this.areas.get(reach.areaCode).level),
      zones: reach.zones,
      slotIds: wanted.request.preferredSlotIds,
      dates: datesOf(wanted.request),
      readings: wanted.request.readings,
      position: null,
      approvedAt: null,
      validFromAt: wanted.validFrom,
      validUntilAt: wanted.validUntil,
      offsetMs: null,
      repeat: null,
      onMiss: 'skip',
      lateByMs: null,
    };
  }
}

const namesOf = (ground: PlanGround): Map<string, string> => new Map(ground.slots.map((slot) => [slot.id, slot.name]));

function offersIn(ground: PlanGround, booking: Booking, now: number): OfferView[] {
  const names = namesOf(ground);
  const bookings = [...ground.input.bookings.filter(({ id }) => id !== booking.id), booking];
  const input = { ...ground.input, bookings };
  const offers: OfferView[] = [];
  for (const row of ground.stored.filter((one) => one.frozen && one.endAt > now)) {
    if (row.body.items.some((item) => item.sourceId === booking.id)) continue;
    const last = { kind: 'order' as const, slotOccurrenceId: row.slotOccurrenceId, level: booking.level };
    const bookingIds = [...new Set([...row.body.items.map((item) => item.sourceId), booking.id])];
    const result = overrideRundown(input, row.body, {
      decisions: [{ ...last, bookingIds }],
      addedBookingIds: [booking.id],
    });
    const item = result.ok ? result.rundown.items.find(({ sourceId }) => sourceId === booking.id) : undefined;
    if (!item) continue;
    const { startAt, durationMs } = item;
    const slotName = names.get(row.slotId) ?? row.slotId;
    offers.push({
      kind: 'after-last-item',
      rundownId: row.id,
      version: row.version,
      slotName,
      startAt,
      endAt: startAt + durationMs,
    });
  }
  const next = planCommune(input).rundowns.find(
    (rundown) => !rundown.frozen && rundown.items.some(({ sourceId }) => sourceId === booking.id),
  );
  if (next) {
    const { slotId, startAt, endAt } = next;
    offers.push({ kind: 'next-session', slotName: names.get(slotId) ?? slotId, startAt, endAt });
  }
  return offers;
}
