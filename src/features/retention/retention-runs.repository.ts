import type { EntityManager } from 'typeorm';
import { query, sql } from '../../platform/database/sql';
import { RetentionRunEntity } from './retention-run.entity';

export const findRun = (manager: EntityManager, localDate: string): Promise<RetentionRunEntity | null> =>
  manager.findOneBy(RetentionRunEntity, { localDate });

export async function findLastRun(manager: EntityManager): Promise<RetentionRunEntity | null> {
  const [run] = await manager.find(RetentionRunEntity, { order: { localDate: 'DESC' }, take: 1 });
  return run ?? null;
}

/** A second run of a day, by hand, adds to the first. */
export async function addRun(manager: EntityManager, run: RetentionRunEntity): Promise<void> {
  await query(
    manager,
    sql`INSERT INTO retention_runs (local_date, at, files, bytes) VALUES (${run.localDate}, ${run.at}, ${run.files}, ${run.bytes})
        ON CONFLICT (local_date) DO UPDATE SET at = excluded.at, files = retention_runs.files + excluded.files,
          bytes = retention_runs.bytes + excluded.bytes`,
  );
}

/** The newest file of each kept report. */
export async function findNewestPapers(manager: EntityManager): Promise<string[]> {
  const rows = await query<{ name: string }>(
    manager,
    sql`SELECT last_file AS name FROM saved_reports WHERE last_file IS NOT NULL`,
  );
  return rows.map(({ name }) => name);
}

/** Codes of an area and of everything below it. */
export async function findBelow(manager: EntityManager, areaCode: string): Promise<Set<string>> {
  const rows = await query<{ code: string }>(
    manager,
    sql`WITH RECURSIVE below(code) AS (
          SELECT code FROM areas WHERE code = ${areaCode}
          UNION SELECT areas.code FROM areas JOIN below ON areas.parent_code = below.code
        ) SELECT code FROM below`,
  );
  return new Set(rows.map(({ code }) => code));
}
