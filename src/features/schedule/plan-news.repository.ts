import { In, MoreThanOrEqual, Between, type EntityManager } from 'typeorm';
import { createHash } from 'node:crypto';
import { newsKey, type PlanNews } from '../../domain/scheduling/plan-news';
import { isIn, query, sql } from '../../platform/database/sql';
import type { Transaction } from '../../platform/database/transaction';
import { BookingEntity } from './booking.entity';
import { PlanNewsEntity } from './plan-news.entity';

/** The event that tells people of one piece of news; they hear of each once. */
export const planNews = 'plan.news';

/** News of plans, by programme area. */
export class PlanNewsRepository {
  /** Puts the present news of an area in place of what was said of days from `fromDate` on; emits `plan.news` for what is new. */
  async replace(tx: Transaction, areaCode: string, news: readonly PlanNews[], fromDate: string): Promise<void> {
    const known = await tx.manager.find(PlanNewsEntity, { where: { areaCode, localDate: MoreThanOrEqual(fromDate) } });
    const now = news.filter((one) => one.localDate >= fromDate).map((one) => rowOf(areaCode, one, tx.nowMs));
    const standing = new Set(now.map((row) => row.id));
    const gone = known.filter((row) => !standing.has(row.id)).map((row) => row.id);
    if (gone.length > 0) await tx.manager.delete(PlanNewsEntity, { id: In(gone) });
    const isKnown = new Set(known.map((row) => row.id));
    const titles = await titlesOf(
      tx.manager,
      now.filter((row) => !isKnown.has(row.id)),
    );
    for (const row of now) {
      const before = known.find((one) => one.id === row.id);
      if (!before) {
        await tx.manager.insert(PlanNewsEntity, row);
        const { bulletinId, bookingId, kind, reason, localDate, slotId, slotOccurrenceId } = row;
        const title = titles.get(bookingId ?? '') ?? null;
        const payload = { areaCode, bulletinId, bookingId, title, kind, reason, localDate, slotId, slotOccurrenceId };
        await tx.emit({ type: planNews, payload });
      } else if (JSON.stringify(before.details) !== JSON.stringify(row.details)) {
        await tx.manager.update(PlanNewsEntity, { id: row.id }, { details: row.details });
      }
    }
  }

  /** What is said of any of these areas on local dates, both included; the gravest first. */
  async listOf(
    manager: EntityManager,
    areaCodes: readonly string[],
    { from, to, limit }: { from: string; to: string; limit: number },
  ): Promise<PlanNewsEntity[]> {
    const rows = await query<{ id: string }>(
      manager,
      sql`SELECT n.id AS id FROM plan_news n
        WHERE ${isIn('n.area_code', areaCodes)} AND n.local_date >= ${from} AND n.local_date <= ${to}
        ORDER BY CASE n.kind WHEN 'decision-needed' THEN 0 WHEN 'blocked' THEN 1 WHEN 'unplaced' THEN 2 WHEN 'left-out' THEN 3 ELSE 4 END,
          n.local_date, n.id LIMIT ${limit}`,
    );
    const ids = rows.map(({ id }) => id);
    const found = new Map((await manager.findBy(PlanNewsEntity, { id: In(ids) })).map((one) => [one.id, one]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** What was said of local dates, both included, by date. */
  list(manager: EntityManager, areaCode: string, from: string, to: string): Promise<PlanNewsEntity[]> {
    return manager.find(PlanNewsEntity, {
      where: { areaCode, localDate: Between(from, to) },
      order: { localDate: 'ASC', kind: 'ASC', id: 'ASC' },
    });
  }
}

/** What is queued may be a relay, which is no bulletin: its booking knows what it is called. */
async function titlesOf(manager: EntityManager, rows: readonly PlanNewsEntity[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ bookingId }) => bookingId ?? []);
  if (ids.length === 0) return new Map();
  const bookings = await manager.find(BookingEntity, { where: { id: In(ids) }, select: { id: true, item: true } });
  return new Map(bookings.map(({ id, item }) => [id, item.title]));
}

function rowOf(areaCode: string, news: PlanNews, at: number): PlanNewsEntity {
  const { ref, ...told } = news;
  const id = createHash('sha256')
    .update(JSON.stringify([areaCode, newsKey(news)]))
    .digest('hex')
    .slice(0, 32);
  return { id, areaCode, bulletinId: ref, ...told, at };
}
