import { type EntityManager, In } from 'typeorm';
import { isIn, query, sql } from '../../platform/database/sql';
import type { Campaign } from './campaign';
import {
  CampaignAreaEntity,
  CampaignContentEntity,
  CampaignEntity,
  CampaignPhaseEntity,
  CampaignTargetEntity,
} from './campaign.entity';

export async function insertCampaign(
  manager: EntityManager,
  campaign: Campaign,
  createdBy: string | null,
): Promise<void> {
  const { id, title, revision, createdAt } = campaign;
  await manager.insert(CampaignEntity, { id, title, createdBy, revision, createdAt });
  await insertParts(manager, campaign);
}

/** Replaces a campaign as a whole; false when somebody else changed it since `campaign.revision - 1`. */
export async function replaceCampaign(manager: EntityManager, campaign: Campaign): Promise<boolean> {
  const { id, title, revision } = campaign;
  const { affected } = await manager.update(CampaignEntity, { id, revision: revision - 1 }, { title, revision });
  if (affected !== 1) return false;
  for (const part of [CampaignAreaEntity, CampaignPhaseEntity, CampaignContentEntity, CampaignTargetEntity]) {
    await manager.delete(part, { campaignId: id });
  }
  await insertParts(manager, campaign);
  return true;
}

/** Those of the contents that bulletins name. */
export async function namedContents(manager: EntityManager, contentIds: readonly string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    manager,
    sql`SELECT DISTINCT content_id AS id FROM bulletins WHERE ${isIn('content_id', contentIds)}`,
  );
  return rows.map(({ id }) => id);
}

async function insertParts(manager: EntityManager, { id: campaignId, areaCodes, phases }: Campaign): Promise<void> {
  await manager.insert(
    CampaignAreaEntity,
    areaCodes.map((areaCode) => ({ campaignId, areaCode })),
  );
  for (const [position, { contents, targets, ...phase }] of phases.entries()) {
    await manager.insert(CampaignPhaseEntity, { ...phase, campaignId, position });
    const of = { campaignId, phaseId: phase.id };
    await manager.insert(
      CampaignContentEntity,
      contents.map((content, i) => ({ ...content, ...of, position: i })),
    );
    await manager.insert(
      CampaignTargetEntity,
      targets.map((target, i) => ({ ...target, ...of, position: i })),
    );
  }
}

/** The campaigns of these ids, or all; newest first, whole. */
export async function readCampaigns(manager: EntityManager, ids?: string[]): Promise<Campaign[]> {
  const campaigns = await manager.find(CampaignEntity, {
    ...(ids ? { where: { id: In(ids) } } : {}),
    order: { createdAt: 'DESC', id: 'DESC' },
  });
  const where = { campaignId: In(campaigns.map(({ id }) => id)) };
  const areas = await manager.find(CampaignAreaEntity, { where, order: { areaCode: 'ASC' } });
  const phases = await manager.find(CampaignPhaseEntity, { where, order: { position: 'ASC' } });
  const contents = await manager.find(CampaignContentEntity, { where, order: { position: 'ASC' } });
  const targets = await manager.find(CampaignTargetEntity, { where, order: { position: 'ASC' } });
  return campaigns.map(({ id, title, revision, createdAt }) => ({
    id,
    title,
    areaCodes: areas.filter(({ campaignId }) => campaignId === id).map(({ areaCode }) => areaCode),
    phases: phases
      .filter(({ campaignId }) => campaignId === id)
      .map(({ id: phaseId, title, fromDate, toDate }) => ({
        id: phaseId,
        title,
        fromDate,
        toDate,
        contents: contents
          .filter((content) => content.phaseId === phaseId)
          .map(({ id, text, topicCodes }) => ({ id, text, topicCodes })),
        targets: targets
          .filter((target) => target.phaseId === phaseId)
          .map(({ campaignId: _campaign, phaseId: _phase, position: _position, ...target }) => target),
      })),
    revision,
    createdAt,
  }));
}
