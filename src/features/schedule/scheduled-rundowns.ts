import { Injectable } from '@nestjs/common';
import type { ScheduledItem, ScheduledRundown } from '../../domain/devices/assemble-manifest';
import type { AiringWindow } from '../../domain/playout/manifest';
import type { RundownItem } from '../../domain/scheduling/rundown';
import { ReadDatabase } from '../../platform/database/database';
import { LostRecordingsRepository } from './lost-recordings.repository';
import { PoliciesService } from './policies.service';
import type { Override, PlannedAudio, RundownEntity } from './rundown.entity';
import { ScheduleRepository } from './schedule.repository';

/** One session and its items; `bookingId` is null for chimes and other fixed parts. */
export interface HoldableSession {
  areaCode: string;
  slotOccurrenceId: string;
  endAt: number;
  items: { airingKey: string; bookingId: string | null }[];
}

export interface SessionState {
  areaCode: string;
  version: number;
  overridden: Override | null;
  isEmpty: boolean;
}

/** The rundowns as devices get them: only what may sound, each item with its recording. */
@Injectable()
export class ScheduledRundowns {
  private readonly lost = new LostRecordingsRepository();

  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly policies: PoliciesService,
  ) {}

  /**
   * What one programme area airs in [fromAt, toAt). Unapproved and withdrawn items are left out, and those whose recording the store has lost (S8); held ones
   * travel as held. A session that is emptied after it was handed out stays named, so that a device learns that nothing is left of it.
   */
  async rundownsFor(areaCode: string, fromAt: number, toAt: number): Promise<ScheduledRundown[]> {
    const [planned, lost] = await Promise.all([
      this.plannedFor(areaCode, fromAt, toAt),
      this.lost.all(this.read.manager),
    ]);
    if (lost.size === 0) return planned;
    return planned.map((rundown) => ({ ...rundown, items: rundown.items.filter((item) => !isLost(item, lost)) }));
  }

  /** The same with what the store has lost: planned, and owed to the listeners. */
  async plannedFor(areaCode: string, fromAt: number, toAt: number): Promise<ScheduledRundown[]> {
    const rows = await this.repository.rundownsTouching(this.read.manager, areaCode, fromAt, toAt);
    return rows
      .filter((row) => row.body.items.length > 0)
      .map((row) => ({
        id: row.id,
        version: row.version,
        areaCode: row.areaCode,
        slotOccurrenceId: row.slotOccurrenceId,
        startAt: row.startAt,
        endAt: row.endAt,
        items: itemsOf(row),
      }));
  }

  /** What of a session a person may hold by name: its bookings, by airing key. Null for an unknown session. */
  async holdableOf(rundownId: string): Promise<HoldableSession | null> {
    const row = await this.repository.rundown(this.read.manager, rundownId);
    if (!row) return null;
    const { areaCode, slotOccurrenceId, endAt } = row;
    const items = row.body.items.map(({ airingKey, kind, sourceId }) => ({
      airingKey,
      bookingId: kind === 'template' ? null : sourceId,
    }));
    return { areaCode, slotOccurrenceId, endAt, items };
  }

  /** A session's present version, and who changed it after the freeze. Null for an unknown session. */
  async stateOf(rundownId: string): Promise<SessionState | null> {
    const row = await this.repository.rundown(this.read.manager, rundownId);
    if (!row) return null;
    const { areaCode, version, overridden, body } = row;
    return { areaCode, version, overridden, isEmpty: body.items.length === 0 };
  }

  volumeCeilingFor(areaCode: string): Promise<{ percent: number | null; zone: string }> {
    return this.policies.volumeCeilingOf(areaCode);
  }

  windowsFor(areaCode: string): Promise<AiringWindow[]> {
    return this.policies.windowsFor(areaCode);
  }
}

function itemsOf(row: RundownEntity): ScheduledItem[] {
  return row.body.items.flatMap((item) => {
    const audio = row.audio[item.airingKey];
    const sounds = audio && item.state !== 'awaiting-approval' && !row.withdrawn.includes(item.airingKey);
    return sounds ? [scheduledItem(item, audio)] : [];
  });
}

/** A relay sounds without the recording that stands in for it. */
const isLost = ({ source }: ScheduledItem, lost: ReadonlySet<string>): boolean =>
  source.kind === 'file' && lost.has(source.sha256);

function scheduledItem(item: RundownItem, audio: PlannedAudio): ScheduledItem {
  return {
    airingKey: item.airingKey,
    startAt: item.startAt,
    durationMs: item.durationMs,
    latestStartAt: item.latestStartAt,
    onMiss: item.onMiss,
    class: item.class,
    bulletinRef: item.ref,
    source: audio.relay
      ? { kind: 'relay', ...audio.relay, fallbackSha256: audio.sha256 }
      : { kind: 'file', sha256: audio.sha256 },
    zones: item.zones,
    because: item.because,
    play: item.play,
    ...(item.state === 'held' ? { held: true } : {}),
    mediaBytes: audio.bytes,
    mime: audio.mime,
    snapshot: {
      kind: audio.kind,
      bulletinId: audio.kind === 'bulletin' ? item.ref : null,
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
