import { Injectable } from '@nestjs/common';
import type { AiringFacts } from '../../domain/scheduling/explain-airing';
import { wallClockAt } from '../../domain/time/wall-clock';
import { ReadDatabase } from '../../platform/database/database';
import { AreasService } from '../areas';
import { LostRecordingsRepository } from './lost-recordings.repository';
import { PlanNewsRepository } from './plan-news.repository';
import type { RundownEntity } from './rundown.entity';
import { ScheduleRepository } from './schedule.repository';

const dayMs = 86_400_000;
/** A decision about one session is older than the session by the horizon at most. */
const decisionDays = 62;

/** What is stored of a bulletin in one session. */
export type SessionFacts = Pick<AiringFacts, 'bookings' | 'session' | 'news' | 'decisions'>;

/** What was planned and decided about a bulletin in an area, as it is stored (S10). */
@Injectable()
export class StoredDecisions {
  private readonly newsOf = new PlanNewsRepository();
  private readonly lost = new LostRecordingsRepository();

  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
  ) {}

  /** @param areaCode a commune or a zone; of a zone both its own session and its commune's are looked at */
  async of(areaCode: string, bulletinId: string, at: number): Promise<SessionFacts> {
    const { manager } = this.read;
    const above = this.areas.ancestorsOf(areaCode);
    const area = this.areas.get(areaCode);
    const programmes = area.level === 'zone' && area.parentCode !== null ? [areaCode, area.parentCode] : [areaCode];
    const found = await this.repository.bookingsOfBulletin(manager, bulletinId);
    const bookings = found.filter((one) => above.includes(one.areaCode));
    const ids = new Set(bookings.map(({ id }) => id));
    const row = await this.sessionAt(programmes, at, ids);
    const date = row?.localDate ?? wallClockAt(this.areas.settingsOf(areaCode).timeZone, at).localDate;
    const news = (await Promise.all(programmes.map((code) => this.newsOf.list(manager, code, date, date)))).flat();
    const decisions = await this.repository.decisionsOf(manager, above, at - decisionDays * dayMs);
    const lost = await this.lost.all(manager);
    const ofDay = new Set(news.map(({ slotOccurrenceId }) => slotOccurrenceId));
    const sessions = row ? new Set([row.slotOccurrenceId]) : ofDay;
    return {
      bookings: bookings.map(({ id, state, withdrawnBecause }) => ({ id, state, withdrawnBecause })),
      session: row && {
        ...{ rundown: row.body, withdrawn: row.withdrawn, overridden: row.overridden },
        lost: Object.keys(row.audio).filter((key) => lost.has(row.audio[key]?.sha256 ?? '')),
      },
      news: news
        .filter(({ bookingId }) => bookingId === null || ids.has(bookingId))
        .map(({ bulletinId: ref, ...one }) => ({ ...one, ref })),
      decisions: decisions
        .filter(({ slotOccurrenceId }) => slotOccurrenceId === null || sessions.has(slotOccurrenceId))
        .map(({ decision, byName: by, reason, at: takenAt }) => ({ decision, by, reason, at: takenAt })),
    };
  }

  /** Whether a bulletin was ever queued for an area, itself or from above. */
  async isQueued(areaCode: string, bulletinId: string): Promise<boolean> {
    const above = this.areas.ancestorsOf(areaCode);
    const found = await this.repository.bookingsOfBulletin(this.read.manager, bulletinId);
    return found.some((one) => above.includes(one.areaCode));
  }

  /** The session that sounds at the instant; else the one of that day that knows the bookings, or is nearest. */
  private async sessionAt(
    programmes: readonly string[],
    at: number,
    ids: ReadonlySet<string>,
  ): Promise<RundownEntity | null> {
    const rows: RundownEntity[] = [];
    for (const code of programmes) {
      const date = wallClockAt(this.areas.settingsOf(code).timeZone, at).localDate;
      rows.push(...(await this.repository.rundownsTouching(this.read.manager, code, at, at + 1)));
      rows.push(...(await this.repository.rundownsOnDates(this.read.manager, code, date, date)));
    }
    const knows = ({ body }: RundownEntity): boolean =>
      body.items.some(({ sourceId }) => ids.has(sourceId)) || body.leftOut.some(({ bookingId }) => ids.has(bookingId));
    const distance = ({ startAt, endAt }: RundownEntity): number =>
      startAt <= at && at < endAt ? 0 : Math.min(Math.abs(startAt - at), Math.abs(endAt - at));
    rows.sort(
      (a, b) =>
        Number(distance(a) > 0) - Number(distance(b) > 0) ||
        Number(knows(b)) - Number(knows(a)) ||
        distance(a) - distance(b),
    );
    return rows[0] ?? null;
  }
}
