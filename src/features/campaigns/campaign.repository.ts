import { type EntityManager, In } from 'typeorm';
import type { Campaign } from './campaign';
import { CampaignAreaEntity, CampaignContentEntity, CampaignEntity, CampaignPhaseEntity } from './campaign.entity';

export async function insertCampaign(
  manager: EntityManager,
  campaign: Campaign,
  createdBy: string | null,
): Promise<void> {
  const { id: campaignId, title, areaCodes, phases, createdAt } = campaign;
  await manager.insert(CampaignEntity, { id: campaignId, title, createdBy, createdAt });
  await manager.insert(
    CampaignAreaEntity,
    areaCodes.map((areaCode) => ({ campaignId, areaCode })),
  );
  for (const [position, { contents, ...phase }] of phases.entries()) {
    await manager.insert(CampaignPhaseEntity, { ...phase, campaignId, position });
    const rows = contents.map((content, i) => ({ ...content, campaignId, phaseId: phase.id, position: i }));
    await manager.insert(CampaignContentEntity, rows);
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
  return campaigns.map(({ id, title, createdAt }) => ({
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
      })),
    createdAt,
  }));
}
