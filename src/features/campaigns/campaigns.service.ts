import { Injectable } from '@nestjs/common';
import type { NewCampaign } from '../../contracts/http/campaigns';
import { Fault } from '../../domain/fault';
import { tidyName } from '../../domain/text/fold';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService, inForce } from '../areas';
import { TopicsService } from '../topics';
import { type Campaign, type CampaignContent, orderPhases } from './campaign';
import { insertCampaign, readCampaigns } from './campaign.repository';

/** Campaigns: what a season of programmes is to cover. Targets and pace build on these phases and contents. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly topics: TopicsService,
  ) {}

  /**
   * Creates a campaign. Throws AREA_UNKNOWN, TOPIC_UNKNOWN, STATE_FORBIDS for an ended area or a retired topic, and INPUT_INVALID
   * without areas, phases or contents, or for phases whose dates are wrong or overlap.
   */
  async create(actor: Actor, wanted: NewCampaign): Promise<Campaign> {
    const phases = orderPhases(wanted.phases);
    const areaCodes = [...new Set(wanted.areaCodes)].sort();
    mustHave('title', tidyName(wanted.title).length);
    mustHave('areaCodes', areaCodes.length);
    mustHave('phases', phases.length);
    for (const code of areaCodes) {
      const area = this.areas.get(code);
      if (!inForce(area))
        throw new Fault('STATE_FORBIDS', { what: area.name, state: 'ended', action: 'campaign.create' });
    }
    for (const { contents } of phases) {
      mustHave('contents', contents.length);
      for (const { topicCodes = [] } of contents) topicCodes.forEach((code) => this.topics.getInUse(code));
    }
    return this.uow.run(actor, async (tx) => {
      const campaign: Campaign = {
        id: newId(tx.nowMs),
        title: tidyName(wanted.title),
        areaCodes,
        phases: phases.map(({ title = '', fromDate, toDate, contents }) => ({
          id: newId(tx.nowMs),
          title: tidyName(title),
          fromDate,
          toDate,
          contents: contents.map(({ text, topicCodes = [] }) => ({
            id: newId(tx.nowMs),
            text: tidyName(text),
            topicCodes: [...new Set(topicCodes)],
          })),
        })),
        createdAt: tx.nowMs,
      };
      await insertCampaign(tx.manager, campaign, actor.userId);
      await tx.audit({ action: 'campaign.created', entity: 'campaign', entityId: campaign.id, after: campaign });
      return campaign;
    });
  }

  /** Throws NOT_FOUND. */
  async get(id: string): Promise<Campaign> {
    const [campaign] = await readCampaigns(this.read.manager, [id]);
    if (!campaign) throw new Fault('NOT_FOUND', { what: 'campaign', id });
    return campaign;
  }

  /** All campaigns, newest first; with `seenFrom` those for these areas, for what lies below them, or from above them. */
  async list({ seenFrom }: { seenFrom?: readonly string[] } = {}): Promise<Campaign[]> {
    const campaigns = await readCampaigns(this.read.manager);
    return seenFrom ? campaigns.filter((campaign) => this.isSeenFrom(campaign, seenFrom)) : campaigns;
  }

  /** Whether a campaign is for one of the areas, for something below it, or comes from above it. */
  isSeenFrom({ areaCodes }: Campaign, viewpoints: readonly string[]): boolean {
    return viewpoints.some((viewpoint) => {
      const above = this.areas.ancestorsOf(viewpoint);
      return areaCodes.some((code) => above.includes(code) || this.areas.ancestorsOf(code).includes(viewpoint));
    });
  }

  /** The content that a bulletin refers to. Throws NOT_FOUND when the campaign has no such content. */
  async contentOf(campaignId: string, contentId: string): Promise<CampaignContent> {
    const { phases } = await this.get(campaignId);
    const content = phases.flatMap(({ contents }) => contents).find(({ id }) => id === contentId);
    if (!content) throw new Fault('NOT_FOUND', { what: 'campaign content', id: contentId });
    return content;
  }
}

function mustHave(path: string, length: number): void {
  if (length > 0) return;
  throw new Fault('INPUT_INVALID', { issues: [{ path, message: 'is missing', messageVi: 'chưa có mục này' }] });
}
