import { createHash } from 'node:crypto';
import type { AiringRequest } from '../../domain/bulletins/request';
import type { Booking, BookingDates } from '../../domain/scheduling/booking';
import { foldVietnamese } from '../../domain/text/fold';
import type { AreasService } from '../areas';
import type { ApprovedVersion, SubmittedVersion } from '../bulletins';
import type { BookedAudio, BookingEntity } from './booking.entity';

/** One area of a request: a whole area, or some zones of one commune. */
export interface Reach {
  areaCode: string;
  zones: string[] | null;
}

/** Where a request is to be heard, area by area; named zones of one commune are one. */
export function reachesOf(areas: AreasService, areaCodes: readonly string[]): Reach[] {
  const whole: Reach[] = [];
  const zones = new Map<string, string[]>();
  for (const code of areaCodes) {
    const area = areas.get(code);
    if (area.level !== 'zone' || area.parentCode === null) whole.push({ areaCode: code, zones: null });
    else zones.set(area.parentCode, [...(zones.get(area.parentCode) ?? []), code]);
  }
  const partly = [...zones].filter(([commune]) => !areaCodes.includes(commune));
  return [...whole, ...partly.map(([areaCode, codes]) => ({ areaCode, zones: codes.sort() }))];
}

/** What the queue takes: approved, or submitted and waiting. */
export type QueuedVersion = ApprovedVersion | SubmittedVersion;

/** The same for the same bulletin and area, for ever (S4). */
export function bookingIdOf(bulletinId: string, areaCode: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['booking', bulletinId, areaCode]))
    .digest('hex')
    .slice(0, 32);
}

export function bookingFrom(
  approved: QueuedVersion,
  reach: Reach,
  id: string,
  before: BookingEntity | null,
  now: number,
): BookingEntity {
  const audio = audioWith(before, approved);
  const heldAlready = audio.some((one) => one.awaits !== true);
  return {
    id,
    origin: 'request',
    kind: 'bulletin',
    ref: approved.bulletinId,
    areaCode: reach.areaCode,
    zones: reach.zones,
    class: classOf(approved),
    audio,
    item: {
      title: approved.title,
      topicCode: approved.topicCode,
      originAreaCode: approved.areaCode,
      relayed: approved.relayed,
    },
    topicCode: approved.topicCode,
    searchText: foldVietnamese(approved.title),
    slotIds: approved.request.preferredSlotIds,
    dates: datesOf(approved.request),
    readings: approved.request.readings,
    position: before?.position ?? null,
    // Where another language is approved already, it alone is heard until this one is.
    approvedAt: approved.approvedAt ?? (heldAlready ? (before?.approvedAt ?? null) : null),
    validFromAt: approved.validFrom,
    validUntilAt: approved.validUntil,
    repeat: before?.repeat ?? null,
    onMiss: before?.onMiss ?? 'skip',
    lateByMs: before?.lateByMs ?? null,
    offsetMs: null,
    relay: null,
    state: 'active',
    withdrawnBecause: null,
    revision: (before?.revision ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
  };
}

/** An emergency goes on air by its own command (P4); until then it must not wait behind anything. */
export const classOf = ({ priority }: QueuedVersion): BookingEntity['class'] =>
  priority === 'normal' ? 'normal' : 'priority';

/** The recordings of a booking with this one in the place of its language. */
export function audioWith(before: BookingEntity | null, approved: QueuedVersion): BookedAudio[] {
  const others = before?.state === 'active' ? before.audio.filter((audio) => audio.language !== approved.language) : [];
  const audio: BookedAudio = {
    language: approved.language,
    versionId: approved.versionId,
    durationMs: approved.durationMs,
    sha256: approved.masterSha256,
    bytes: approved.masterBytes,
    mime: approved.mime,
    ...(approved.approvedAt === null ? { awaits: true } : {}),
  };
  return [...others, audio].sort((a, b) => (a.language < b.language ? -1 : 1));
}

export function datesOf(request: AiringRequest): BookingDates {
  if (request.days.kind === 'dates') return { kind: 'on', dates: request.days.dates };
  return { kind: 'between', from: request.days.from ?? '0001-01-01', until: request.days.until };
}

/** A stored booking as the planner knows it. */
export function toDomainBooking(row: BookingEntity, level: number): Booking {
  return {
    id: row.id,
    kind: row.kind,
    ref: row.ref,
    audio: row.audio,
    class: row.class,
    areaId: row.areaCode,
    level,
    zones: row.zones,
    slotIds: row.slotIds,
    dates: row.dates,
    readings: row.readings,
    position: row.position,
    approvedAt: row.approvedAt,
    validFromAt: row.validFromAt,
    validUntilAt: row.validUntilAt,
    offsetMs: row.offsetMs,
    repeat: row.repeat,
    onMiss: row.onMiss,
    topicCode: row.item.topicCode,
    lateByMs: row.lateByMs,
  };
}
