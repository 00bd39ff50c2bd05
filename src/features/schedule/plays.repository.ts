import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { bestResult, countsAsPlay, type PlayHistory } from '../../domain/scheduling/repeat-control';
import type { AiringResult, Rundown } from '../../domain/scheduling/rundown';
import { insertAll, isIn, query, sql } from '../../platform/database/sql';
import { PlannedPlayEntity, PlayResultEntity } from './play.entity';

/** Plays handed out and their results. */
export class PlaysRepository {
  /** Notes what a frozen rundown hands out; asked again after every change of it. What was reported already stays. */
  async note(manager: EntityManager, rundown: Rundown): Promise<void> {
    await manager.delete(PlannedPlayEntity, { rundownId: rundown.id, result: IsNull() });
    const items = rundown.items.filter((item) => item.kind !== 'template' && item.state === 'planned');
    if (items.length === 0) return;
    const results = await this.resultsOf(
      manager,
      items.map((item) => item.airingKey),
    );
    const plays = items.map((item): PlannedPlayEntity => {
      const result = results.get(item.airingKey) ?? null;
      return {
        airingKey: item.airingKey,
        areaCode: rundown.programmeAreaId,
        rundownId: rundown.id,
        ref: item.ref,
        localDate: rundown.localDate,
        startAt: item.startAt,
        endAt: item.startAt + item.durationMs,
        result,
        counts: countsAsPlay(result ?? undefined),
      };
    });
    await insertAll(manager, PlannedPlayEntity, plays, { then: 'DO NOTHING' });
  }

  /** By airing key, the best result so far of the plays of these rundowns. */
  async resultsIn(
    manager: EntityManager,
    rundownIds: readonly string[],
  ): Promise<Map<string, Map<string, AiringResult>>> {
    const found = new Map<string, Map<string, AiringResult>>();
    if (rundownIds.length === 0) return found;
    const plays = await manager.find(PlannedPlayEntity, {
      where: { rundownId: In([...rundownIds]), result: Not(IsNull()) },
      select: { airingKey: true, rundownId: true, result: true },
    });
    for (const { rundownId, airingKey, result } of plays) {
      const results = found.get(rundownId) ?? new Map<string, AiringResult>();
      if (result !== null) results.set(airingKey, result);
      found.set(rundownId, results);
    }
    return found;
  }

  /** S9 beyond what the planner is shown: how often each bulletin was played in an area before an instant, those rundowns left out. */
  async historyBefore(
    manager: EntityManager,
    areaCode: string,
    refs: readonly string[],
    before: number,
    shownRundownIds: readonly string[],
  ): Promise<PlayHistory[]> {
    if (refs.length === 0) return [];
    const rows = await query<{ ref: string; plays: number | string; lastEndAt: number | string }>(
      manager,
      sql`SELECT ref, COUNT(*) AS plays, MAX(end_at) AS "lastEndAt" FROM planned_plays
        WHERE area_code = ${areaCode} AND ${isIn('ref', refs)} AND start_at < ${before} AND counts
        AND NOT ${isIn('rundown_id', shownRundownIds)} GROUP BY ref ORDER BY ref`,
    );
    return rows.map(({ ref, plays, lastEndAt }) => ({ ref, plays: Number(plays), lastEndAt: Number(lastEndAt) }));
  }

  /**
   * Takes up what devices reported. Returns the communes where a play now counts otherwise than before, or was missed: their plan may
   * change (S6, S9).
   */
  async report(manager: EntityManager, results: readonly PlayResultEntity[]): Promise<string[]> {
    await insertAll(manager, PlayResultEntity, results, {
      then: 'DO UPDATE SET result = excluded.result, counts = excluded.counts, at = excluded.at, commune_code = excluded.commune_code',
    });
    const keys = [...new Set(results.map((one) => one.airingKey))];
    const best = await this.resultsOf(manager, keys);
    const plays = await manager.findBy(PlannedPlayEntity, { airingKey: In(keys) });
    const communes = new Set<string>();
    for (const play of plays) {
      const result = best.get(play.airingKey) ?? null;
      if (result === play.result) continue;
      const counts = countsAsPlay(result ?? undefined);
      await manager.update(PlannedPlayEntity, { airingKey: play.airingKey }, { result, counts });
      const reported = results.find((one) => one.airingKey === play.airingKey);
      if (counts !== play.counts && reported) communes.add(reported.communeCode);
    }
    return [...communes];
  }

  /** The best result of each key; devices that do not count speak only where no other has spoken (L5). */
  private async resultsOf(manager: EntityManager, keys: readonly string[]): Promise<Map<string, AiringResult>> {
    const rows = await manager.findBy(PlayResultEntity, { airingKey: In([...keys]) });
    const best = new Map<string, AiringResult>();
    for (const key of new Set(rows.map((row) => row.airingKey))) {
      const own = rows.filter((row) => row.airingKey === key);
      const counting = own.filter((row) => row.counts);
      const result = bestResult((counting.length > 0 ? counting : own).map((row) => row.result));
      if (result) best.set(key, result);
    }
    return best;
  }
}
