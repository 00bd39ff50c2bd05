import type { EntityManager } from 'typeorm';
import { isIn, query, sql } from '../../platform/database/sql';

/** What one commune heard of one bulletin of a campaign on one date. */
export interface HeardOfCampaign {
  communeCode: string;
  localDate: string;
  topicCode: string;
  topicName: string;
  contentId: string | null;
  bulletinId: string;
  /** As it stood when it was heard (L2). */
  title: string;
  ms: number;
  /** Heard whole. */
  airings: number;
}

/** A bulletin that names the campaign. */
export interface CampaignBulletin {
  id: string;
  contentId: string | null;
  approved: boolean;
}

/**
 * Commune airings (L5) of the bulletins that name a campaign, day by day. The programme's key begins with the version that was heard,
 * so no ledger row is read.
 */
export async function heardOf(
  manager: EntityManager,
  campaignId: string,
  { from, to }: { from: string; to: string },
  communes: readonly string[],
): Promise<HeardOfCampaign[]> {
  const rows = await query<Record<keyof HeardOfCampaign, unknown>>(
    manager,
    sql`SELECT c.commune_code AS "communeCode", c.local_date AS "localDate", c.topic_code AS "topicCode",
               MAX(c.topic_name) AS "topicName", b.content_id AS "contentId", b.id AS "bulletinId",
               c.title AS title,
               CAST(SUM(c.aired_ms) AS double precision) AS ms,
               SUM(CASE WHEN c.result = 'played' THEN 1 ELSE 0 END) AS airings
        FROM bulletins b
        JOIN bulletin_versions v ON v.bulletin_id = b.id
        JOIN commune_airings c ON v.id = replace(c.programme_key, '@' || CAST(c.planned_start_at AS text), '')
        WHERE b.campaign_id = ${campaignId} AND ${isIn('c.commune_code', communes)}
          AND c.local_date BETWEEN ${from} AND ${to}
        GROUP BY c.commune_code, c.local_date, c.topic_code, b.content_id, b.id, c.title`,
  );
  return rows.map((row) => ({ ...row, ms: Number(row.ms), airings: Number(row.airings) }) as HeardOfCampaign);
}

/** The bulletins that name a campaign, and whether one of their versions stands approved. */
export async function bulletinsOf(manager: EntityManager, campaignId: string): Promise<CampaignBulletin[]> {
  const rows = await query<{ id: string; contentId: string | null; approved: unknown }>(
    manager,
    sql`SELECT b.id AS id, b.content_id AS "contentId",
               (SELECT COUNT(*) FROM bulletin_versions v WHERE v.bulletin_id = b.id AND v.state = 'approved') AS approved
        FROM bulletins b WHERE b.campaign_id = ${campaignId} ORDER BY b.id`,
  );
  return rows.map((row) => ({ ...row, approved: Number(row.approved) > 0 }));
}
