import { Injectable } from '@nestjs/common';
import type { CampaignChange, NewCampaign } from '../../contracts/http/campaigns';
import { Fault } from '../../domain/fault';
import { tidyName } from '../../domain/text/fold';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService, inForce } from '../areas';
import { TopicsService } from '../topics';
import { type Campaign, type CampaignContent, orderPhases } from './campaign';
import { insertCampaign, namedContents, readCampaigns, replaceCampaign } from './campaign.repository';

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
   * without areas, phases or contents, for phases whose dates are wrong or overlap, and for a target beside the campaign's areas.
   */
  async create(actor: Actor, wanted: NewCampaign): Promise<Campaign> {
    this.check(wanted);
    return this.uow.run(actor, async (tx) => {
      const made = { id: newId(tx.nowMs), revision: 1, createdAt: tx.nowMs };
      const campaign: Campaign = { ...made, ...contentOf(wanted, null, tx.nowMs) };
      await insertCampaign(tx.manager, campaign, actor.userId);
      await tx.audit({ action: 'campaign.created', entity: 'campaign', entityId: campaign.id, after: campaign });
      return campaign;
    });
  }

  /**
   * Changes a campaign as a whole; phases, contents and targets that keep their id stay the same ones. Throws what `create` throws,
   * NOT_FOUND, VERSION_CONFLICT, and STATE_FORBIDS when a content would go that bulletins name.
   */
  async update(actor: Actor, id: string, { revision, ...wanted }: CampaignChange): Promise<Campaign> {
    this.check(wanted);
    return this.uow.run(actor, async (tx) => {
      const [before] = await readCampaigns(tx.manager, [id]);
      if (!before) throw new Fault('NOT_FOUND', { what: 'campaign', id });
      const after: Campaign = { ...before, ...contentOf(wanted, before, tx.nowMs), revision: revision + 1 };
      const kept = new Set(contentsOf(after).map((content) => content.id));
      const gone = contentsOf(before).filter((content) => !kept.has(content.id));
      const named = await namedContents(
        tx.manager,
        gone.map((content) => content.id),
      );
      const held = gone.find((content) => named.includes(content.id));
      if (held)
        throw new Fault('STATE_FORBIDS', { what: held.text, state: 'has-bulletins', action: 'campaign.change' });
      if (!(await replaceCampaign(tx.manager, after))) throw new Fault('VERSION_CONFLICT', { what: 'campaign', id });
      await tx.audit({ action: 'campaign.changed', entity: 'campaign', entityId: id, before, after });
      return after;
    });
  }

  private check(wanted: NewCampaign): void {
    const phases = orderPhases(wanted.phases);
    mustHave('title', tidyName(wanted.title).length);
    mustHave('areaCodes', wanted.areaCodes.length);
    mustHave('phases', phases.length);
    for (const code of wanted.areaCodes) {
      const area = this.areas.get(code);
      if (!inForce(area))
        throw new Fault('STATE_FORBIDS', { what: area.name, state: 'ended', action: 'campaign.create' });
    }
    for (const { contents, targets = [] } of phases) {
      mustHave('contents', contents.length);
      for (const { topicCodes = [] } of contents) topicCodes.forEach((code) => this.topics.getInUse(code));
      for (const target of targets) this.checkTarget(target, wanted.areaCodes);
    }
  }

  private checkTarget({ topicCode, areaCode }: NewTarget, areaCodes: readonly string[]): void {
    if (typeof topicCode === 'string') this.topics.getInUse(topicCode);
    if (typeof areaCode !== 'string') return;
    const path = this.areas.ancestorsOf(this.areas.get(areaCode).code);
    const inside = areaCodes.some((code) => path.includes(code) || this.areas.ancestorsOf(code).includes(areaCode));
    if (!inside) throw invalid('targets', 'lies outside the campaign', 'nằm ngoài địa bàn của kế hoạch');
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

type NewTarget = NonNullable<NewCampaign['phases'][number]['targets']>[number];

const contentsOf = ({ phases }: Campaign): CampaignContent[] => phases.flatMap(({ contents }) => contents);

/** What was written, in one form; an id stays where the campaign has it in the same place of the same kind. */
function contentOf(
  { title, areaCodes, phases }: NewCampaign,
  before: Campaign | null,
  nowMs: number,
): Pick<Campaign, 'title' | 'areaCodes' | 'phases'> {
  const idsOf = (parts: readonly { id: string }[] = []): Set<string> => new Set(parts.map(({ id }) => id));
  const known = {
    phases: idsOf(before?.phases),
    contents: idsOf(before?.phases.flatMap(({ contents }) => contents)),
    targets: idsOf(before?.phases.flatMap(({ targets }) => targets)),
  };
  // Each id once: what is named twice is a new part the second time.
  const idFor = (kind: keyof typeof known, id: string | undefined): string =>
    id !== undefined && known[kind].delete(id) ? id : newId(nowMs);
  return {
    title: tidyName(title),
    areaCodes: [...new Set(areaCodes)].sort(),
    phases: orderPhases(phases).map((phase) => ({
      id: idFor('phases', phase.id),
      title: tidyName(phase.title ?? ''),
      fromDate: phase.fromDate,
      toDate: phase.toDate,
      contents: phase.contents.map(({ id, text, topicCodes = [] }) => ({
        id: idFor('contents', id),
        text: tidyName(text),
        topicCodes: [...new Set(topicCodes)],
      })),
      targets: (phase.targets ?? []).map(
        ({ id, per, topicCode = null, areaCode = null, minutes = null, airings = null }) => ({
          ...{ id: idFor('targets', id), topicCode, areaCode, per, minutes, airings },
        }),
      ),
    })),
  };
}

function mustHave(path: string, length: number): void {
  if (length === 0) throw invalid(path, 'is missing', 'chưa có mục này');
}

const invalid = (path: string, message: string, messageVi: string): Fault<'INPUT_INVALID'> =>
  new Fault('INPUT_INVALID', { issues: [{ path, message, messageVi }] });
