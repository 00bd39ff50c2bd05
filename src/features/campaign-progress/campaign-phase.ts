import type { PhaseOf } from '../../domain/campaigns/progress';
import { phaseOn } from '../../domain/campaigns/progress';
import { Fault } from '../../domain/fault';
import type { Campaign, CampaignPhase } from '../campaigns';

/** The phase asked for, else the one of the day. Throws NOT_FOUND. */
export function phaseOf(campaign: Campaign, asked: string | undefined, today: string): CampaignPhase {
  const phase = asked === undefined ? phaseOn(campaign.phases, today) : campaign.phases.find((one) => one.id === asked);
  if (!phase) throw new Fault('NOT_FOUND', { what: 'campaign phase', ...(asked === undefined ? {} : { id: asked }) });
  return phase;
}

export const toDomainPhase = ({ fromDate, toDate, contents, targets }: CampaignPhase): PhaseOf => ({
  from: fromDate,
  to: toDate,
  contentIds: contents.map(({ id }) => id),
  targets,
});
