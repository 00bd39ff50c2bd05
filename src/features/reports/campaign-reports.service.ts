import { Injectable } from '@nestjs/common';
import type { ReportDocument } from '../../domain/reports/document';
import { campaignSheet } from '../../domain/reports/campaign';
import type { Communes } from '../airtime';
import { AreasService } from '../areas';
import { ProgressService } from '../campaign-progress';
import type { Campaign } from '../campaigns';
import { TopicsService } from '../topics';
import { ReportsService } from './reports.service';

/** What campaigns came to, drawn up for the People's Committee. */
@Injectable()
export class CampaignReportsService {
  constructor(
    private readonly progress: ProgressService,
    private readonly areas: AreasService,
    private readonly topics: TopicsService,
    private readonly reports: ReportsService,
  ) {}

  /**
   * Throws NOT_FOUND for a phase that is none of the campaign's.
   * @param until the last date whose airings are counted; left out: all there are
   * @param scope communes that the asker may see; null for every one
   */
  async draw(
    campaign: Campaign,
    { area, phase, until = null }: { area?: string | undefined; phase?: string | undefined; until?: string | null },
    scope: Communes,
  ): Promise<ReportDocument> {
    const { phases, communes, today } = await this.progress.report(campaign, phase, scope, until);
    const nameOf = (code: string): string => this.areas.find(code)?.name ?? code;
    const targets = phases.flatMap((one) => one.targets.map(({ target }) => target));
    const topicCodes = targets.flatMap(({ topicCode }) => (topicCode === null ? [] : [topicCode]));
    const areaCodes = targets.flatMap(({ areaCode }) => (areaCode === null ? [] : [areaCode]));
    const sheet = campaignSheet(
      {
        title: campaign.title,
        place: area === undefined ? placeOf(communes, campaign.areaCodes.map(nameOf)) : nameOf(area),
        ...{ communesAll: communes.length, until },
        topicNames: new Map(topicCodes.map((code) => [code, this.topics.find(code)?.nameVi ?? code])),
        areaNames: new Map(areaCodes.map((code) => [code, nameOf(code)])),
        phases: phases.map(({ phase: { title, fromDate, toDate, contents }, ...told }) => ({
          ...{ ...told, title, from: fromDate, to: toDate },
          texts: new Map(contents.map(({ id, text }) => [id, text])),
        })),
      },
      today,
    );
    const slug = ['campaign', campaign.id, area, until].filter(Boolean).join('-');
    return this.reports.document(slug, campaign.title, [sheet]);
  }
}

function placeOf(communes: readonly { name: string }[], areaNames: readonly string[]): string {
  const [only, ...more] = communes;
  return only && more.length === 0 ? only.name : `${communes.length} xã, phường thuộc ${areaNames.join(', ')}`;
}
