import { Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import type { ReportDocument } from '../../domain/reports/document';
import { fallsInto, type ReportPeriod } from '../../domain/reports/saved';
import { AirtimeService } from '../airtime';
import { CampaignsService, type Campaign } from '../campaigns';
import { CampaignReportsService } from './campaign-reports.service';
import { ReportsService } from './reports.service';
import type { SavedReportEntity } from './saved-report.entity';

export type KeptPaper = Pick<SavedReportEntity, 'areaCode' | 'kind' | 'campaignId'>;

/** What a kept report is drawn up from: the sums of a period, or all that a campaign came to by its end. */
@Injectable()
export class KeptPapers {
  constructor(
    private readonly reports: ReportsService,
    private readonly campaignReports: CampaignReportsService,
    private readonly campaigns: CampaignsService,
    private readonly airtime: AirtimeService,
  ) {}

  /** Throws NOT_FOUND for a campaign that is not seen from the area. */
  async check(paper: KeptPaper): Promise<void> {
    if (paper.kind === 'campaign') await this.campaignOf(paper);
  }

  /** Whether a period is to be reported: of a campaign only while one of its phases runs and it is meant for the area. */
  async isWanted(paper: KeptPaper, period: ReportPeriod): Promise<boolean> {
    if (paper.kind !== 'campaign') return true;
    const campaign = await this.campaignOf(paper).catch((error: unknown) => {
      if (error instanceof Fault && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    return campaign !== null && fallsInto(period, campaign.phases);
  }

  /** Throws NOT_FOUND, REPORT_TOO_WIDE. */
  async draw(paper: KeptPaper, { from, to }: ReportPeriod): Promise<ReportDocument> {
    const { areaCode: area, kind } = paper;
    const communes = this.airtime.communesOf(area);
    if (kind !== 'campaign') return this.reports.draw({ kind, area, from, to }, communes);
    return this.campaignReports.draw(await this.campaignOf(paper), { area, until: to }, communes);
  }

  private async campaignOf({ areaCode, campaignId }: KeptPaper): Promise<Campaign> {
    const campaign = await this.campaigns.get(campaignId ?? '');
    if (!this.campaigns.isSeenFrom(campaign, [areaCode]))
      throw new Fault('NOT_FOUND', { what: 'campaign', id: campaign.id });
    return campaign;
  }
}
