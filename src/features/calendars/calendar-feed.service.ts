import { Inject, Injectable } from '@nestjs/common';
import { writeCalendar, type CalendarEvent } from '../../domain/calendar/icalendar';
import { calendarSessions, type CalendarSession, type Cancellation } from '../../domain/scheduling/calendar-sessions';
import { planCommune } from '../../domain/scheduling/plan-commune';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { AreasService } from '../areas';
import { type PlanGround, PlannerService, type RundownView, RundownsService, SlotsService } from '../schedule';

const daysBack = 7;
/** With the week before it within what one reading of rundowns may ask for. */
const daysAhead = 54;
const refreshMinutes = 60;

const cancelledWords: Record<Cancellation, string> = {
  skipped: 'nghỉ theo lịch',
  overlapped: 'nhường buổi phát khác',
  'outside-window': 'ngoài khung giờ cho phép',
  'weekday-not-allowed': 'ngày không được phát',
  'too-many-sessions': 'đã đủ số buổi trong ngày',
  'session-cancelled': 'người điều hành đã hủy',
};

/** What a commune airs as a calendar: its sessions and those of its zones with slots of their own, moved and cancelled ones too. */
@Injectable()
export class CalendarFeedService {
  constructor(
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly slots: SlotsService,
    private readonly planner: PlannerService,
    private readonly rundowns: RundownsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async calendarOf(communeCode: string): Promise<string> {
    const commune = this.areas.get(communeCode);
    const now = this.clock.nowMs();
    const today = wallClockAt(this.areas.settingsOf(communeCode).timeZone, now).localDate;
    const range = { from: addDays(today, -daysBack), to: addDays(today, daysAhead) };
    const events: CalendarEvent[] = [];
    for (const ground of await this.planner.groundsFor(this.read.manager, communeCode, now)) {
      events.push(...(await this.eventsOf(ground, range)));
    }
    events.sort((a, b) => a.startAt - b.startAt || (a.uid < b.uid ? -1 : 1));
    const head = { productId: '-//Loa//Loa//VI', name: `Chương trình phát thanh ${commune.name}`, refreshMinutes };
    return writeCalendar(head, events);
  }

  private async eventsOf(ground: PlanGround, range: { from: string; to: string }): Promise<CalendarEvent[]> {
    const { id: areaCode } = ground.input.programmeArea;
    const { name: location } = this.areas.get(areaCode);
    const { conflicts } = planCommune(ground.input);
    const written = ground.slots.map((slot) => this.slots.toDomain(slot));
    const { hash } = ground.input;
    const sessions = calendarSessions(ground.input.slots, written, range, conflicts, hash);
    const rundowns = await this.rundowns.list(areaCode, range.from, range.to);
    const bySession = new Map(rundowns.map((one) => [`${one.slotId} ${one.startAt}`, one]));
    return sessions.map((session): CalendarEvent => {
      const rundown = bySession.get(`${session.slotId} ${session.startAt}`);
      const slot = ground.slots.find(({ id }) => id === session.slotId);
      const cancelled = session.cancelled !== null;
      return {
        // One province's session is another event in each commune that hears it.
        uid: `${session.slotOccurrenceId}.${areaCode}@loa`,
        sequence: (slot?.revision ?? 0) + versionOf(rundowns, session),
        stampAt: slot?.createdAt ?? session.startAt,
        startAt: session.startAt,
        endAt: session.endAt,
        summary: cancelled ? `Không phát: ${slot?.name ?? ''}` : (slot?.name ?? ''),
        description: descriptionOf(session, rundown, this.areas.settingsOf(areaCode).timeZone),
        location,
        status: cancelled ? 'CANCELLED' : 'CONFIRMED',
      };
    });
  }
}

/** How often a session was planned anew; asked by slot and date, since one that was just moved still has its rundown at the old time. */
function versionOf(rundowns: readonly RundownView[], { slotId, localDate }: CalendarSession): number {
  return Math.max(
    0,
    ...rundowns.filter((one) => one.slotId === slotId && one.localDate === localDate).map(({ version }) => version),
  );
}

/** The items with their times; what is not approved yet is not told outside the house. */
function descriptionOf({ cancelled }: CalendarSession, rundown: RundownView | undefined, zone: string): string {
  if (cancelled !== null) return cancelledWords[cancelled];
  const items = (rundown?.items ?? []).filter(({ kind, state }) => kind !== 'template' && state === 'planned');
  return items
    .map(({ startAt, title, replay }) => {
      const time = wallClockAt(zone, startAt).localTime.slice(0, 5);
      return `${time} ${title}${replay ? ' (PL)' : ''}`;
    })
    .join('\n');
}
