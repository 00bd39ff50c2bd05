import { Inject, Injectable } from '@nestjs/common';
import type { CampaignProgressView, PaceView } from '../../contracts/http/campaign-progress';
import type { Pace } from '../../domain/campaigns/pace';
import { progressOf } from '../../domain/campaigns/progress';
import { reportOf, type PhaseReport } from '../../domain/campaigns/report';
import type { CampaignTarget } from '../../domain/campaigns/target';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import type { Communes } from '../airtime';
import { AreasService, rootAreaCode } from '../areas';
import type { Campaign, CampaignPhase } from '../campaigns';
import { phaseOf, toDomainPhase } from './campaign-phase';
import { bulletinsOf, heardOf } from './heard.repository';
import { phaseText } from './progress-texts';

export interface CampaignReport {
  phases: (PhaseReport & { phase: CampaignPhase })[];
  communes: { code: string; name: string }[];
  today: string;
}

/** How far campaigns have come, from what the ledger says was heard. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * One phase of a campaign in the communes of a scope; `phaseId` left out, the one of the day. Throws NOT_FOUND.
   * @param scope communes that the asker may see; null for every one
   */
  async progress(
    campaign: Campaign,
    phaseId: string | undefined,
    scope: Communes,
    limit: number,
  ): Promise<CampaignProgressView> {
    const zone = this.areas.settingsOf(campaign.areaCodes[0] ?? rootAreaCode).timeZone;
    const now = this.clock.nowMs();
    const today = wallClockAt(zone, now).localDate;
    const phase = phaseOf(campaign, phaseId, today);
    const communes = this.communesOf(campaign, scope);
    const codes = communes.map(({ code }) => code);
    const domain = toDomainPhase(phase);
    const heard = await heardOf(this.read.manager, campaign.id, domain, codes);
    const bulletins = await bulletinsOf(this.read.manager, campaign.id);
    const told = progressOf(domain, communes, heard, today);
    const contents = told.contents.map((content, i) => {
      const named = bulletins.filter(({ contentId }) => contentId === content.id);
      const { text = '', topicCodes = [] } = phase.contents[i] ?? {};
      return {
        ...content,
        text,
        topicCodes,
        bulletins: named.length,
        approved: named.filter((b) => b.approved).length,
      };
    });
    const { id, title, fromDate, toDate } = phase;
    const state = today < fromDate ? 'coming' : today > toDate ? 'over' : 'running';
    return {
      ...told,
      campaignId: campaign.id,
      title: campaign.title,
      phase: { id, title, fromDate, toDate, state },
      today,
      text: phaseText(title, phase.targets.length, told.communesBehind, communes.length),
      contents,
      communes: told.communes
        .slice(0, limit)
        .map(({ pace, ...line }) => ({ ...line, pace: pace.map((one) => viewPace(one, phase.targets)) })),
      communesAll: communes.length,
      notShown: Math.max(0, communes.length - limit),
      asOf: now,
    };
  }

  /**
   * Every phase of a campaign, or one, as it is reported: titles as they stood when heard. Throws NOT_FOUND.
   * @param scope communes that the asker may see; null for every one
   * @param until the last date whose airings are counted; null: all there are
   */
  async report(
    campaign: Campaign,
    phaseId: string | undefined,
    scope: Communes,
    until: string | null = null,
  ): Promise<CampaignReport> {
    const zone = this.areas.settingsOf(campaign.areaCodes[0] ?? rootAreaCode).timeZone;
    const today = wallClockAt(zone, this.clock.nowMs()).localDate;
    const communes = this.communesOf(campaign, scope);
    const codes = communes.map(({ code }) => code);
    const measuredOn = until === null ? today : addDays(until, 1);
    const phases: CampaignReport['phases'] = [];
    for (const phase of phaseId === undefined ? campaign.phases : [phaseOf(campaign, phaseId, today)]) {
      const domain = toDomainPhase(phase);
      const { from, to } = domain;
      const counted = { from, to: until !== null && until < to ? until : to };
      const heard = await heardOf(this.read.manager, campaign.id, counted, codes);
      phases.push({ phase, ...reportOf(domain, communes, heard, measuredOn) });
    }
    return { phases, communes, today };
  }

  /** The communes in force that a campaign is for, as far as the scope goes. */
  private communesOf(campaign: Campaign, scope: Communes): { code: string; name: string; path: readonly string[] }[] {
    const wanted = scope && new Set(scope);
    const all = campaign.areaCodes.flatMap((code) => this.areas.communesUnder(code));
    return [...new Map(all.map((area) => [area.code, area])).values()]
      .filter(({ code }) => wanted === null || wanted.has(code))
      .map(({ code, name }) => ({ code, name, path: this.areas.ancestorsOf(code) }));
  }
}

function viewPace({ targetId, topicCode, period, ...amounts }: Pace, targets: readonly CampaignTarget[]): PaceView {
  const { wanted, due, done, behind } = amounts;
  const per = targets.find(({ id }) => id === targetId)?.per ?? 'phase';
  return { targetId, topicCode, per, period, wanted, due, done, behind };
}
