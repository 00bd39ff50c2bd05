import { In, LessThan, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import { insertAll, isIn, query, sql, type Sql } from '../../platform/database/sql';
import type { Colour } from '../../domain/scheduling/preflight/finding';
import {
  AudioCheckEntity,
  PreflightEntity,
  PreflightMarkEntity,
  PreflightRunEntity,
  PreflightTellingEntity,
} from './preflight.entity';

export interface PreflightFilter {
  areaCodes: readonly string[];
  date: string;
  colour?: Colour | undefined;
  after: string | null;
  limit: number;
}

/** A commune in the list of many. */
export type PreflightLine = Omit<PreflightEntity, 'findings'>;

/** Pre-flight's tables. */
export class PreflightRepository {
  /** Puts the judgements of one day in place of earlier ones. */
  async put(manager: EntityManager, localDate: string, rows: readonly PreflightEntity[]): Promise<void> {
    await manager.delete(PreflightEntity, { localDate, areaCode: In(rows.map(({ areaCode }) => areaCode)) });
    const stored = rows.map((row) => ({ ...row, findings: JSON.stringify(row.findings) as never }));
    await insertAll(manager, PreflightEntity, stored);
  }

  find(manager: EntityManager, areaCode: string, localDate: string): Promise<PreflightEntity | null> {
    return manager.findOneBy(PreflightEntity, { areaCode, localDate });
  }

  /** In order of code. */
  async page(
    manager: EntityManager,
    { areaCodes, date, colour, after, limit }: PreflightFilter,
  ): Promise<PreflightLine[]> {
    const conditions: Sql[] = [sql`local_date = ${date} AND ${isIn('area_code', areaCodes)}`];
    if (colour !== undefined) conditions.push(sql`colour = ${colour}`);
    if (after !== null) conditions.push(sql`area_code > ${after}`);
    const rows = await query<Record<string, string | number>>(
      manager,
      sql`SELECT area_code AS "areaCode", colour, red, amber, because, judged_at AS "judgedAt" FROM preflights
        WHERE ${conditions.reduce((a, b) => sql`${a} AND ${b}`)} ORDER BY area_code LIMIT ${limit}`,
    );
    return rows.map((row) => ({ ...row, localDate: date, judgedAt: Number(row.judgedAt) })) as PreflightLine[];
  }

  async counts(manager: EntityManager, areaCodes: readonly string[], date: string): Promise<Record<Colour, number>> {
    const rows = await query<{ colour: Colour; n: number | string }>(
      manager,
      sql`SELECT colour, COUNT(*) AS n FROM preflights WHERE local_date = ${date} AND ${isIn('area_code', areaCodes)}
        GROUP BY colour`,
    );
    const counts = { red: 0, amber: 0, green: 0 };
    for (const { colour, n } of rows) counts[colour] = Number(n);
    return counts;
  }

  tellings(manager: EntityManager, areaCodes: readonly string[], localDate: string): Promise<PreflightTellingEntity[]> {
    return manager.find(PreflightTellingEntity, {
      where: { areaCode: In([...areaCodes]), localDate },
      order: { at: 'ASC', id: 'ASC' },
    });
  }

  async addTellings(manager: EntityManager, rows: readonly PreflightTellingEntity[]): Promise<void> {
    const written = (value: unknown): never => JSON.stringify(value) as never;
    const stored = rows.map((row) => ({ ...row, told: written(row.told), keys: written(row.keys) }));
    await insertAll(manager, PreflightTellingEntity, stored);
  }

  async lastRun(manager: EntityManager): Promise<PreflightRunEntity | null> {
    const [last] = await manager.find(PreflightRunEntity, { order: { dueAt: 'DESC' }, take: 1 });
    return last ?? null;
  }

  async putRun(manager: EntityManager, run: PreflightRunEntity): Promise<void> {
    await manager.save(PreflightRunEntity, run);
  }

  async mark(manager: EntityManager, areaCodes: readonly string[], markedAt: number): Promise<void> {
    const rows = areaCodes.map((areaCode) => ({ areaCode, markedAt }));
    await insertAll(manager, PreflightMarkEntity, rows, { then: 'DO UPDATE SET marked_at = excluded.marked_at' });
  }

  marks(manager: EntityManager, limit: number): Promise<PreflightMarkEntity[]> {
    return manager.find(PreflightMarkEntity, { order: { markedAt: 'ASC', areaCode: 'ASC' }, take: limit });
  }

  /** Takes marks away, unless they were made anew meanwhile. */
  async unmark(manager: EntityManager, marks: readonly PreflightMarkEntity[]): Promise<void> {
    for (const { areaCode, markedAt } of marks) await manager.delete(PreflightMarkEntity, { areaCode, markedAt });
  }

  checks(manager: EntityManager, communeCodes: readonly string[], localDate: string): Promise<AudioCheckEntity[]> {
    return manager.find(AudioCheckEntity, {
      where: { communeCode: In([...communeCodes]), localDate },
      order: { startAt: 'ASC', mark: 'DESC' },
    });
  }

  /** Which of these sessions were looked at with this mark or a later one. */
  async checked(manager: EntityManager, since: number, mark: number): Promise<Set<string>> {
    const rows = await manager.find(AudioCheckEntity, {
      where: { startAt: MoreThan(since), mark: LessThanOrEqual(mark) },
      select: { rundownId: true },
    });
    return new Set(rows.map(({ rundownId }) => rundownId));
  }

  async addChecks(manager: EntityManager, rows: readonly AudioCheckEntity[]): Promise<void> {
    if (rows.length === 0) return;
    await manager
      .createQueryBuilder()
      .insert()
      .into(AudioCheckEntity)
      .values([...rows])
      .orIgnore()
      .execute();
  }

  async forgetChecks(manager: EntityManager, before: number): Promise<void> {
    await manager.delete(AudioCheckEntity, { startAt: LessThan(before) });
  }
}
