import type { EntityManager } from 'typeorm';
import type { ExchangedBulletin, ExchangedItem } from '../../domain/interchange/mapping';
import { isIn, query, sql } from '../../platform/database/sql';
import type { Rundown } from '../../domain/scheduling/rundown';
import { InterchangeImportEntity } from './import.entity';

type Row = Record<string, unknown>;
/** What a rundown keeps of an item's recording, as far as it travels. */
type PlannedItem = Pick<ExchangedItem, 'title' | 'relayed' | 'originAreaCode'>;
const optional = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** Approved versions of bulletins made in a time (half-open) in some areas, after the id `after`. */
export async function findBulletins(
  manager: EntityManager,
  areaCodes: readonly string[],
  { from, to }: { from: number; to: number },
  after: string,
  limit: number,
): Promise<(ExchangedBulletin & { versionId: string })[]> {
  const rows = await query<Row>(
    manager,
    sql`SELECT v.id AS version_id, v.language, b.id, b.title, b.summary, b.text_twin, b.topic_code, b.priority, b.area_code,
               b.author, b.source, m.duration_ms, m.master_sha256
        FROM bulletin_versions v JOIN bulletins b ON b.id = v.bulletin_id LEFT JOIN media m ON m.id = v.media_id
        WHERE v.state IN ('approved', 'expired') AND ${isIn('b.area_code', areaCodes)}
          AND b.created_at >= ${from} AND b.created_at < ${to} AND v.id > ${after}
        ORDER BY v.id LIMIT ${limit}`,
  );
  const ids = rows.map((row) => row.id as string);
  const heardIn = await query<Row>(
    manager,
    sql`SELECT bulletin_id, area_code FROM bulletin_areas WHERE ${isIn('bulletin_id', ids)} ORDER BY area_code`,
  );
  return rows.map((row) => ({
    versionId: row.version_id as string,
    id: row.id as string,
    title: row.title as string,
    summary: row.summary as string | null,
    textTwin: row.text_twin as string | null,
    topicCode: row.topic_code as string,
    priority: row.priority as ExchangedBulletin['priority'],
    language: row.language as string,
    durationMs: optional(row.duration_ms),
    areaCode: row.area_code as string,
    areaCodes: heardIn.filter((one) => one.bulletin_id === row.id).map((one) => one.area_code as string),
    author: row.author as string | null,
    source: row.source as string | null,
    sha256: row.master_sha256 as string | null,
  }));
}

/** What is planned in one area on local dates, session by session, after a session's start and id. Chimes are no items. */
export async function findPlannedItems(
  manager: EntityManager,
  areaCode: string,
  { from, to }: { from: string; to: string },
): Promise<ExchangedItem[]> {
  const rows = await query<{ body: string; audio: string }>(
    manager,
    sql`SELECT body, audio FROM rundowns
        WHERE area_code = ${areaCode} AND local_date BETWEEN ${from} AND ${to} ORDER BY start_at, id`,
  );
  return rows.flatMap((row) => {
    const { items } = JSON.parse(row.body) as Rundown;
    const audio = JSON.parse(row.audio) as Record<string, PlannedItem>;
    return items
      .filter((item) => item.kind !== 'template')
      .map((item) => ({
        airingKey: item.airingKey,
        bulletinId: item.ref,
        title: audio[item.airingKey]?.title ?? '',
        areaCode,
        startAt: item.startAt,
        durationMs: item.durationMs,
        priority: item.class,
        relayed: audio[item.airingKey]?.relayed ?? item.kind === 'relay',
        originAreaCode: audio[item.airingKey]?.originAreaCode ?? areaCode,
      }));
  });
}

/** Ids of a sender's records that were taken in before. */
export async function findTaken(manager: EntityManager, sender: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ foreign_id: string }>(
    manager,
    sql`SELECT foreign_id FROM interchange_imports WHERE sender = ${sender} AND ${isIn('foreign_id', ids)}`,
  );
  return new Set(rows.map((row) => row.foreign_id));
}

export async function insertTaken(manager: EntityManager, taken: InterchangeImportEntity): Promise<void> {
  await manager.insert(InterchangeImportEntity, taken);
}
