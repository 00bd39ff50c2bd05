import { Controller, type StreamableFile } from '@nestjs/common';
import { reportsRoutes, type ReportView } from '../../contracts/http/reports';
import type { InputOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { CommuneScope } from '../airtime';
import { reportFile } from './report-file';
import { viewOfReport } from './report-view';
import { ReportsService } from './reports.service';

/** The papers people hand in (X1: of the areas they may export). */
@Controller()
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly scope: CommuneScope,
  ) {}

  @Endpoint(reportsRoutes.file)
  @Allow('airtime.export', ({ query }: InputOf<typeof reportsRoutes.file>) => query.area)
  async file(
    @Input() { query }: InputOf<typeof reportsRoutes.file>,
    @CurrentUser() user: Principal,
  ): Promise<StreamableFile> {
    const communes = await this.scope.communesFor(user, 'airtime.export', query.area);
    const report = await this.reports.draw(query, communes);
    return reportFile(report, query.format);
  }

  @Endpoint(reportsRoutes.view)
  @Allow('airtime.read', ({ query }: InputOf<typeof reportsRoutes.view>) => query.area)
  async view(
    @Input() { query }: InputOf<typeof reportsRoutes.view>,
    @CurrentUser() user: Principal,
  ): Promise<ReportView> {
    const communes = await this.scope.communesFor(user, 'airtime.read', query.area);
    return viewOfReport(await this.reports.draw(query, communes));
  }
}
