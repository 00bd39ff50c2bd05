import { Controller, StreamableFile } from '@nestjs/common';
import { reportsRoutes } from '../../contracts/http/reports';
import type { InputOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { documentFormats } from '../../platform/documents/document-file';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { CommuneScope } from '../airtime';
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
    const { type, render } = documentFormats[query.format];
    return new StreamableFile(await render(report), {
      type,
      disposition: `attachment; filename="${report.slug}.${query.format}"`,
    });
  }
}
