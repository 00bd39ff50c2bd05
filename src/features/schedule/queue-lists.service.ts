import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { dayRundownSchema, newsSchema, queuedSchema } from '../../contracts/http/queue-schemas';
import { maxRundownDays } from '../../contracts/http/schedule';
import { Fault } from '../../domain/fault';
import { missingLanguages } from '../../domain/text/languages';
import { toEpochDay } from '../../domain/time/local-date';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { AreasService } from '../areas';
import type { BookingEntity } from './booking.entity';
import { PlanNewsRepository } from './plan-news.repository';
import { QueueRepository, type DayFilter, type QueueFilter } from './queue.repository';
import { ScheduleRepository } from './schedule.repository';
import { bookingView } from './views';

export type QueuedView = z.infer<typeof queuedSchema>;
export type DayView = z.infer<typeof dayRundownSchema>;
export type NewsView = z.infer<typeof newsSchema>;

type Page<T> = Omit<T, 'after'> & { after?: string | undefined };

const noSummary = { items: 0, bulletins: 0, awaiting: 0, held: 0, leftOut: 0, lengthMs: 0, notes: [] };
/** More than anybody works through in a day. */
const newsShown = 1_000;
const queueCursor = z.tuple([z.int(), z.string()]);
const dayCursor = z.tuple([z.string(), z.int(), z.string()]);

/** The long lists people work from: the queue, a day of many communes, the news of plans. */
@Injectable()
export class QueueListsService {
  private readonly lists = new QueueRepository();
  private readonly newsOf = new PlanNewsRepository();

  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Bookings of an area and of all below it, newest first. `next` goes into `after` of the next page. */
  async queue(asked: Page<QueueFilter>): Promise<{ bookings: QueuedView[]; next: string | null }> {
    this.areas.get(asked.areaCode);
    const key = readCursor(queueCursor, asked.after);
    const after = key && { createdAt: key[0], id: key[1] };
    const rows = await this.lists.page(this.read.manager, { ...asked, after, limit: asked.limit + 1 });
    const shown = rows.slice(0, asked.limit);
    const last = shown.at(-1);
    const next = rows.length > shown.length && last ? cursorOf([last.createdAt, last.id]) : null;
    return { bookings: shown.map((row) => this.view(row)), next };
  }

  view(row: BookingEntity): QueuedView {
    const stated = [...this.areas.languagesUnder([row.areaCode]).keys()];
    return queuedView(row, stated);
  }

  /** The rundowns of all communes and zones of an area on one local date, in short. */
  async day(
    areaCode: string,
    asked: Omit<Page<DayFilter>, 'areaCodes'>,
  ): Promise<{ rundowns: DayView[]; next: string | null }> {
    this.areas.get(areaCode);
    const below = this.areas.descendantsOf(areaCode).map((area) => area.code);
    const key = readCursor(dayCursor, asked.after);
    const after = key && { areaCode: key[0], startAt: key[1], id: key[2] };
    const filter = { ...asked, areaCodes: [areaCode, ...below], after, limit: asked.limit + 1 };
    const rows = await this.lists.day(this.read.manager, filter);
    const shown = rows.slice(0, asked.limit);
    const last = shown.at(-1);
    const next = rows.length > shown.length && last ? cursorOf([last.areaCode, last.startAt, last.id]) : null;
    const now = this.clock.nowMs();
    const rundowns = shown.map(({ summary, slotName, ...row }) => ({
      ...row,
      areaName: this.areas.find(row.areaCode)?.name ?? row.areaCode,
      slotName: slotName ?? row.slotId,
      localDate: asked.date,
      frozen: row.frozen || now >= row.freezeAt,
      ...(summary ?? noSummary),
    }));
    return { rundowns, next };
  }

  /** What is told of the plans of an area and of all below it on local dates, both included; the gravest first. */
  async news(areaCode: string, from: string, to: string): Promise<NewsView[]> {
    const days = toEpochDay(to) - toEpochDay(from) + 1;
    if (days < 1 || days > maxRundownDays) throw new Fault('RANGE_TOO_LONG', { days, limit: maxRundownDays });
    this.areas.get(areaCode);
    const { manager } = this.read;
    const below = this.areas.descendantsOf(areaCode).map((area) => area.code);
    const rows = await this.newsOf.listOf(manager, [areaCode, ...below], { from, to, limit: newsShown });
    const slots = await this.repository.slotsById(manager, [...new Set(rows.flatMap((row) => row.slotId ?? []))]);
    const bookings = await this.repository.bookingsById(manager, [
      ...new Set(rows.flatMap((row) => row.bookingId ?? [])),
    ]);
    return rows.map((row) => ({
      ...row,
      details: [...row.details],
      title: bookings.find((one) => one.id === row.bookingId)?.item.title ?? null,
      slotName: slots.find((one) => one.id === row.slotId)?.name ?? null,
    }));
  }
}

function queuedView(row: BookingEntity, stated: readonly string[]): QueuedView {
  const { dates } = row;
  const languages = row.audio.map((audio) => audio.language);
  return {
    ...bookingView(row),
    origin: row.origin,
    topicCode: row.topicCode,
    approval: row.approvedAt === null ? 'awaiting' : 'approved',
    languages,
    missingLanguages: missingLanguages(stated, languages),
    slotIds: row.slotIds,
    dates: dates.kind === 'on' ? { kind: 'on', dates: [...dates.dates] } : dates,
    repeat: row.repeat,
    onMiss: row.onMiss,
    lateByMs: row.lateByMs,
  };
}

const cursorOf = (key: readonly (string | number)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Text that is no cursor begins the list anew. */
function readCursor<T>(schema: z.ZodType<T>, cursor: string | undefined): T | null {
  if (!cursor) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
