import { Controller, StreamableFile } from '@nestjs/common';
import { reportsRoutes, type ReportView } from '../../contracts/http/reports';
import type { InputOf } from '../../contracts/http/route';
import type { Action } from '../../domain/access/actions';
import { grantedRoots } from '../../domain/access/decide';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import type { ReportDocument } from '../../domain/reports/document';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { CommuneScope } from '../airtime';
import { CampaignsService } from '../campaigns';
import { CampaignReportsService } from './campaign-reports.service';
import { reportFile } from './report-file';
import { viewOfReport } from './report-view';

type Routes = typeof reportsRoutes;

/** Reports of campaigns, in the areas of the user (X1): whoever may read a campaign reads them, whoever may export takes them along. */
@Controller()
export class CampaignReportsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly reports: CampaignReportsService,
    private readonly scope: CommuneScope,
  ) {}

  @Endpoint(reportsRoutes.campaign)
  @Allow('campaign.read')
  async view(
    @Input() { params, query }: InputOf<Routes['campaign']>,
    @CurrentUser() user: Principal,
  ): Promise<ReportView> {
    return viewOfReport(await this.draw(user, 'campaign.read', params.id, query));
  }

  @Endpoint(reportsRoutes.campaignFile)
  @Allow('airtime.export')
  async file(
    @Input() { params, query }: InputOf<Routes['campaignFile']>,
    @CurrentUser() user: Principal,
  ): Promise<StreamableFile> {
    return reportFile(await this.draw(user, 'airtime.export', params.id, query), query.format);
  }

  private async draw(
    user: Principal,
    action: Action,
    id: string,
    query: InputOf<Routes['campaign']>['query'],
  ): Promise<ReportDocument> {
    const campaign = await this.campaigns.get(id);
    if (!this.campaigns.isSeenFrom(campaign, grantedRoots(user.grants, action)))
      throw new Fault('NOT_FOUND', { what: 'campaign', id });
    return this.reports.draw(campaign, query, await this.scope.communesFor(user, action, query.area));
  }
}
