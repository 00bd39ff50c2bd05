import { In } from 'typeorm';
import { foldVietnamese } from '../../domain/text/fold';
import { isIn, query, sql, type Sql } from '../../platform/database/sql';
import type { Transaction } from '../../platform/database/transaction';
import { BookingEntity } from './booking.entity';
import type { RundownSummary } from './rundown.entity';

type Manager = Transaction['manager'];

export interface QueueFilter {
  areaCode: string;
  topic?: string | undefined;
  search?: string | undefined;
  state?: 'approved' | 'awaiting' | 'withdrawn' | undefined;
  after: { createdAt: number; id: string } | null;
  limit: number;
}

export interface DayFilter {
  areaCodes: readonly string[];
  date: string;
  topic?: string | undefined;
  search?: string | undefined;
  state?: 'open' | 'frozen' | 'attention' | undefined;
  after: { areaCode: string; startAt: number; id: string } | null;
  limit: number;
}

/** A rundown as lists of many show it. */
export interface DayRow {
  id: string;
  version: number;
  areaCode: string;
  slotId: string;
  slotName: string | null;
  startAt: number;
  endAt: number;
  freezeAt: number;
  frozen: boolean;
  overridden: boolean;
  summary: RundownSummary | null;
}

/** Long lists of the queue and of days, by cursor. */
export class QueueRepository {
  async page(manager: Manager, filter: QueueFilter): Promise<BookingEntity[]> {
    const rows = await query<{ id: string }>(
      manager,
      sql`SELECT b.id AS id FROM bookings b WHERE ${all(queueConditions(filter))}
        ORDER BY b.created_at DESC, b.id DESC LIMIT ${filter.limit}`,
    );
    const ids = rows.map((row) => row.id);
    const found = new Map((await manager.findBy(BookingEntity, { id: In(ids) })).map((one) => [one.id, one]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** By area, then start. */
  async day(manager: Manager, filter: DayFilter): Promise<DayRow[]> {
    const rows = await query<Record<keyof DayRow, string | number | boolean | null>>(
      manager,
      sql`SELECT r.id AS id, r.version AS version, r.area_code AS "areaCode", r.slot_id AS "slotId", s.name AS "slotName",
        r.start_at AS "startAt", r.end_at AS "endAt", r.freeze_at AS "freezeAt", r.frozen AS frozen,
        r.overridden IS NOT NULL AS overridden, r.summary AS summary
        FROM rundowns r LEFT JOIN slots s ON s.id = r.slot_id WHERE ${all(dayConditions(filter))}
        ORDER BY r.area_code, r.start_at, r.id LIMIT ${filter.limit}`,
    );
    return rows.map((row) => ({
      id: String(row.id),
      version: Number(row.version),
      areaCode: String(row.areaCode),
      slotId: String(row.slotId),
      slotName: row.slotName === null ? null : String(row.slotName),
      startAt: Number(row.startAt),
      endAt: Number(row.endAt),
      freezeAt: Number(row.freezeAt),
      frozen: Boolean(row.frozen),
      overridden: Boolean(row.overridden),
      summary: row.summary === null ? null : (JSON.parse(String(row.summary)) as RundownSummary),
    }));
  }
}

function queueConditions(filter: QueueFilter): Sql[] {
  const conditions: Sql[] = [
    sql`b.area_code IN (
      WITH RECURSIVE below(code) AS (
        SELECT CAST(${filter.areaCode} AS text)
        UNION SELECT a.code FROM areas a JOIN below ON a.parent_code = below.code
      ) SELECT code FROM below)`,
  ];
  if (filter.topic !== undefined) conditions.push(sql`b.topic_code = ${filter.topic}`);
  conditions.push(...wordsIn('b', filter.search));
  if (filter.state === 'withdrawn') conditions.push(sql`b.state = 'withdrawn'`);
  else conditions.push(sql`b.state = 'active'`);
  if (filter.state === 'approved') conditions.push(sql`b.approved_at IS NOT NULL`);
  if (filter.state === 'awaiting') conditions.push(sql`b.approved_at IS NULL`);
  const { after } = filter;
  if (after) {
    conditions.push(
      sql`(b.created_at < ${after.createdAt} OR (b.created_at = ${after.createdAt} AND b.id < ${after.id}))`,
    );
  }
  return conditions;
}

function dayConditions(filter: DayFilter): Sql[] {
  const conditions: Sql[] = [sql`r.local_date = ${filter.date}`, sql`${isIn('r.area_code', filter.areaCodes)}`];
  if (filter.topic !== undefined) conditions.push(sql`r.topics LIKE ${`%|${filter.topic}|%`}`);
  conditions.push(...wordsIn('r', filter.search));
  if (filter.state === 'open') conditions.push(sql`r.frozen = ${false}`);
  if (filter.state === 'frozen') conditions.push(sql`r.frozen = ${true}`);
  if (filter.state === 'attention') {
    conditions.push(sql`EXISTS (SELECT 1 FROM plan_news n WHERE n.area_code = r.area_code
      AND n.local_date = r.local_date AND n.slot_occurrence_id = r.slot_occurrence_id)`);
  }
  const { after } = filter;
  if (after) {
    const later = sql`(r.start_at > ${after.startAt} OR (r.start_at = ${after.startAt} AND r.id > ${after.id}))`;
    conditions.push(sql`(r.area_code > ${after.areaCode} OR (r.area_code = ${after.areaCode} AND ${later}))`);
  }
  return conditions;
}

/** Folded words are letters and digits only, so none of them means anything to LIKE. */
function wordsIn(alias: 'b' | 'r', search: string | undefined): Sql[] {
  const words = foldVietnamese(search ?? '')
    .split(' ')
    .filter(Boolean);
  return words.map((word) =>
    alias === 'b' ? sql`b.search_text LIKE ${`%${word}%`}` : sql`r.search_text LIKE ${`%${word}%`}`,
  );
}

const all = (conditions: readonly Sql[]): Sql => conditions.reduce((left, right) => sql`${left} AND ${right}`);
