import { In, IsNull, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { VersionState } from '../../domain/bulletins/version-states';
import { foldVietnamese } from '../../domain/text/fold';
import { isIn, query, sql, type Sql } from '../../platform/database/sql';
import type { Bulletin, Version, WholeBulletin } from './bulletin';
import { BulletinAreaEntity, BulletinEntity, BulletinSendEntity, BulletinVersionEntity } from './bulletin.entity';

export interface BulletinFilter {
  /** Bulletins of these areas and all below them; null: of every area. */
  roots: readonly string[] | null;
  states: readonly VersionState[];
  topicCode?: string | undefined;
  priority?: string | undefined;
  language?: string | undefined;
  search?: string | undefined;
  /** Id of the last bulletin of the page before. */
  before?: string | undefined;
  limit: number;
}

/** Bulletins with their areas and versions. Every call takes the manager of a transaction or of the read side. */
export class BulletinsRepository {
  async find(manager: EntityManager, id: string): Promise<WholeBulletin | null> {
    return (await this.findMany(manager, [id]))[0] ?? null;
  }

  /** Those that exist, newest first. */
  async findMany(manager: EntityManager, ids: readonly string[]): Promise<WholeBulletin[]> {
    if (ids.length === 0) return [];
    const rows = await manager.find(BulletinEntity, { where: { id: In([...ids]) }, order: { id: 'DESC' } });
    const areas = await manager.find(BulletinAreaEntity, {
      where: { bulletinId: In([...ids]) },
      order: { areaCode: 'ASC' },
    });
    const versions = await manager.find(BulletinVersionEntity, {
      where: { bulletinId: In([...ids]) },
      order: { language: 'ASC', revision: 'ASC' },
    });
    return rows.map(({ searchText: _, ...bulletin }) => ({
      ...bulletin,
      areaCodes: areas.filter((area) => area.bulletinId === bulletin.id).map((area) => area.areaCode),
      versions: versions.filter((version) => version.bulletinId === bulletin.id),
    }));
  }

  /** The bulletin that a user made under this key before, or null. */
  async sentAs(manager: EntityManager, userId: string, sendKey: string): Promise<string | null> {
    return (await manager.findOneBy(BulletinSendEntity, { userId, sendKey }))?.bulletinId ?? null;
  }

  async insertSend(manager: EntityManager, send: BulletinSendEntity): Promise<void> {
    await manager.insert(BulletinSendEntity, send);
  }

  /** Ids of a page, newest first. */
  async page(manager: EntityManager, filter: BulletinFilter): Promise<string[]> {
    const { roots, limit } = filter;
    const where = conditionsOf(filter).reduce((all, one) => sql`${all} AND ${one}`, sql`1 = 1`);
    if (roots === null) {
      const all = sql`SELECT b.id AS id FROM bulletins b WHERE ${where} ORDER BY b.id DESC LIMIT ${limit}`;
      return (await query<{ id: string }>(manager, all)).map((row) => row.id);
    }
    // Two short pages instead of one condition with OR, so that each can use its own index.
    const rows = await query<{ id: string }>(
      manager,
      sql`SELECT id FROM (
        SELECT * FROM (SELECT b.id AS id FROM bulletins b WHERE b.area_code IN (${below(roots)}) AND ${where}
          ORDER BY b.id DESC LIMIT ${limit}) AS own
        UNION
        SELECT * FROM (SELECT b.id AS id FROM bulletins b WHERE b.id IN (${plannedInto(roots)}) AND ${where}
          ORDER BY b.id DESC LIMIT ${limit}) AS planned
      ) AS seen ORDER BY id DESC LIMIT ${limit}`,
    );
    return rows.map((row) => row.id);
  }

  /** Whether the bulletin is planned into one of these areas, or below, from wherever it comes (design section 1). */
  async isPlannedInto(manager: EntityManager, id: string, roots: readonly string[]): Promise<boolean> {
    if (roots.length === 0) return false;
    const rows = await query(
      manager,
      sql`SELECT b.id FROM bulletins b WHERE b.id = ${id} AND b.id IN (${plannedInto(roots)})`,
    );
    return rows.length > 0;
  }

  /** The same for a recording: that of an approved version. */
  async isHeardIn(manager: EntityManager, mediaId: string, roots: readonly string[]): Promise<boolean> {
    if (roots.length === 0) return false;
    const rows = await query(
      manager,
      sql`SELECT v.id FROM bulletin_versions v
        WHERE v.media_id = ${mediaId} AND v.state = 'approved' AND v.bulletin_id IN (${plannedInto(roots)})`,
    );
    return rows.length > 0;
  }

  async insert(manager: EntityManager, { areaCodes, ...bulletin }: Bulletin): Promise<void> {
    await manager.insert(BulletinEntity, { ...bulletin, searchText: searchTextOf(bulletin) });
    await this.insertAreas(manager, bulletin.id, areaCodes);
  }

  /**
   * Stores a changed bulletin, one edit later than `bulletin.editNumber`; false when somebody else changed it since it was read.
   */
  async save(manager: EntityManager, { areaCodes, ...bulletin }: Bulletin): Promise<boolean> {
    const { id, editNumber } = bulletin;
    const result = await manager.update(
      BulletinEntity,
      { id, editNumber },
      { ...bulletin, editNumber: editNumber + 1, searchText: searchTextOf(bulletin) },
    );
    if (result.affected !== 1) return false;
    await manager.delete(BulletinAreaEntity, { bulletinId: id });
    await this.insertAreas(manager, id, areaCodes);
    return true;
  }

  async insertVersion(manager: EntityManager, version: Version): Promise<void> {
    await manager.insert(BulletinVersionEntity, version);
  }

  async saveVersion(manager: EntityManager, { id, ...version }: Version): Promise<void> {
    await manager.update(BulletinVersionEntity, { id }, version);
  }

  findVersion(manager: EntityManager, id: string): Promise<Version | null> {
    return manager.findOneBy(BulletinVersionEntity, { id });
  }

  /** Versions that wait for this upload's rendering. */
  waitingFor(manager: EntityManager, mediaId: string): Promise<Version[]> {
    return manager.findBy(BulletinVersionEntity, { mediaId, state: 'processing' });
  }

  /** Bulletins with an approved version whose validity has ended. */
  async ended(manager: EntityManager, now: number): Promise<string[]> {
    const rows = await manager
      .createQueryBuilder(BulletinEntity, 'b')
      .select('b.id', 'id')
      .where({ validUntil: LessThanOrEqual(now) })
      .andWhere(`EXISTS (SELECT 1 FROM bulletin_versions v WHERE v.bulletin_id = b.id AND v.state = 'approved')`)
      .getRawMany<{ id: string }>();
    return rows.map((row) => row.id);
  }

  /** Whether the topic may be given to a bulletin: on the list, or local, and not retired. */
  async topicInUse(manager: EntityManager, code: string): Promise<boolean> {
    const rows = await query(manager, sql`SELECT code FROM topics WHERE code = ${code} AND retired_at IS NULL`);
    return rows.length > 0;
  }

  /** Whether the campaign exists and, if one is named, the content is one of its own. */
  async campaignHas(manager: EntityManager, campaignId: string, contentId: string | null): Promise<boolean> {
    const found =
      contentId === null
        ? await query(manager, sql`SELECT id FROM campaigns WHERE id = ${campaignId}`)
        : await query(
            manager,
            sql`SELECT id FROM campaign_contents WHERE id = ${contentId} AND campaign_id = ${campaignId}`,
          );
    return found.length > 0;
  }

  /** The areas that a campaign is for; none where there is no such campaign. */
  async areasOfCampaign(manager: EntityManager, campaignId: string): Promise<string[]> {
    const rows = await query<{ area_code: string }>(
      manager,
      sql`SELECT area_code FROM campaign_areas WHERE campaign_id = ${campaignId}`,
    );
    return rows.map((row) => row.area_code);
  }

  /** The current version of a language: the one that no newer revision superseded. */
  currentVersion(manager: EntityManager, bulletinId: string, language: string): Promise<Version | null> {
    return manager.findOneBy(BulletinVersionEntity, { bulletinId, language, supersededBy: IsNull() });
  }

  private async insertAreas(manager: EntityManager, bulletinId: string, areaCodes: readonly string[]): Promise<void> {
    await manager.insert(
      BulletinAreaEntity,
      areaCodes.map((areaCode) => ({ bulletinId, areaCode })),
    );
  }
}

/** Codes of these areas and of all below them. */
const below = (roots: readonly string[]): Sql => sql`WITH RECURSIVE below(code) AS (
  SELECT code FROM areas WHERE ${isIn('code', roots)}
  UNION SELECT a.code FROM areas a JOIN below ON a.parent_code = below.code
) SELECT code FROM below`;

/** Ids of bulletins with a standing approval of a version that are to be heard in these areas, above or below them. */
const plannedInto = (roots: readonly string[]): Sql => sql`
  SELECT v.bulletin_id FROM bulletin_areas x JOIN bulletin_versions v ON v.bulletin_id = x.bulletin_id
  WHERE v.state = 'approved' AND x.area_code IN (
    WITH RECURSIVE above(code, parent_code) AS (
      SELECT code, parent_code FROM areas WHERE ${isIn('code', roots)}
      UNION SELECT a.code, a.parent_code FROM areas a JOIN above ON a.code = above.parent_code
    ) SELECT code FROM above UNION SELECT code FROM (${below(roots)}) AS lower_areas)`;

function conditionsOf(filter: BulletinFilter): Sql[] {
  const conditions: Sql[] = [];
  if (filter.states.length > 0) {
    conditions.push(sql`EXISTS (SELECT 1 FROM bulletin_versions v WHERE v.bulletin_id = b.id
      AND v.superseded_by IS NULL AND ${isIn('v.state', filter.states)})`);
  }
  if (filter.language !== undefined) {
    conditions.push(sql`EXISTS (SELECT 1 FROM bulletin_versions v WHERE v.bulletin_id = b.id
      AND v.superseded_by IS NULL AND v.language = ${filter.language})`);
  }
  if (filter.topicCode !== undefined) conditions.push(sql`b.topic_code = ${filter.topicCode}`);
  if (filter.priority !== undefined) conditions.push(sql`b.priority = ${filter.priority}`);
  if (filter.before !== undefined) conditions.push(sql`b.id < ${filter.before}`);
  // Folded words are letters and digits only, so none of them means anything to LIKE.
  for (const word of foldVietnamese(filter.search ?? '')
    .split(' ')
    .filter(Boolean)) {
    conditions.push(sql`b.search_text LIKE ${`%${word}%`}`);
  }
  return conditions;
}

/** B8: what a search looks through. */
function searchTextOf(bulletin: Omit<Bulletin, 'areaCodes'>): string {
  const { title, summary, textTwin, source, author } = bulletin;
  return foldVietnamese([title, summary, textTwin, source, author].filter(Boolean).join(' '));
}
