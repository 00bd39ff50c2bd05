import { Injectable } from '@nestjs/common';
import type { ScheduledItem, ScheduledRundown } from '../../domain/devices/assemble-manifest';
import type { AiringWindow } from '../../domain/playout/manifest';
import type { RundownItem } from '../../domain/scheduling/rundown';
import { ReadDatabase } from '../../platform/database/database';
import type { BookingEntity } from './booking.entity';
import { PoliciesService } from './policies.service';
import type { PlannedAudio, RundownEntity } from './rundown.entity';
import { ScheduleRepository } from './schedule.repository';

/** The rundowns as devices get them: only what may sound, each item with its recording. */
@Injectable()
export class ScheduledRundowns {
  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly policies: PoliciesService,
  ) {}

  /**
   * What one programme area airs in [fromAt, toAt). Unapproved and held items are left out, and so is what lost its approval after the
   * rundown froze (B2, B7).
   */
  async rundownsFor(areaCode: string, fromAt: number, toAt: number): Promise<ScheduledRundown[]> {
    const rows = await this.repository.rundownsTouching(this.read.manager, areaCode, fromAt, toAt);
    const sourceIds = [...new Set(rows.flatMap((row) => row.body.items.map((item) => item.sourceId)))];
    const bookings = new Map((await this.bookings(sourceIds)).map((booking) => [booking.id, booking]));
    return rows
      .map((row) => ({
        id: row.id,
        version: row.version,
        areaCode: row.areaCode,
        slotOccurrenceId: row.slotOccurrenceId,
        startAt: row.startAt,
        endAt: row.endAt,
        items: itemsOf(row, bookings),
      }))
      .filter((rundown) => rundown.items.length > 0);
  }

  windowsFor(areaCode: string): Promise<AiringWindow[]> {
    return this.policies.windowsFor(areaCode);
  }

  /** In portions that every database takes as one list. */
  private async bookings(ids: string[]): Promise<BookingEntity[]> {
    const found: BookingEntity[] = [];
    for (let i = 0; i < ids.length; i += 500) {
      found.push(...(await this.repository.bookingsById(this.read.manager, ids.slice(i, i + 500))));
    }
    return found;
  }
}

function itemsOf(row: RundownEntity, bookings: Map<string, BookingEntity>): ScheduledItem[] {
  return row.body.items.flatMap((item) => {
    const audio = row.audio[item.airingKey];
    if (!audio || item.state !== 'planned') return [];
    if (item.kind !== 'template' && !standsStill(item, bookings.get(item.sourceId))) return [];
    return [scheduledItem(item, audio)];
  });
}

/** Whether the approval under which the item was planned is still there. */
function standsStill(item: RundownItem, booking: BookingEntity | undefined): boolean {
  return booking?.state === 'active' && booking.audio.some((one) => one.versionId === item.versionId);
}

function scheduledItem(item: RundownItem, audio: PlannedAudio): ScheduledItem {
  const isChime = audio.kind === 'chime';
  return {
    airingKey: item.airingKey,
    startAt: item.startAt,
    durationMs: item.durationMs,
    latestStartAt: item.latestStartAt,
    onMiss: item.onMiss,
    class: item.class,
    bulletinRef: item.ref,
    source: { kind: 'file', sha256: audio.sha256 },
    zones: item.zones,
    because: item.because,
    play: item.play,
    mediaBytes: audio.bytes,
    mime: audio.mime,
    snapshot: {
      kind: audio.kind,
      bulletinId: isChime ? null : item.ref,
      versionId: item.versionId,
      title: audio.title,
      topicCode: audio.topicCode,
      originAreaCode: audio.originAreaCode,
      relayed: audio.relayed,
      replay: item.replay,
      priority: item.class,
      language: item.language,
      validFrom: audio.validFrom,
      validUntil: audio.validUntil,
    },
  };
}
