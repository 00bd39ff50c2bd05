import { Controller, StreamableFile } from '@nestjs/common';
import { reportsRoutes, type ReportFormat } from '../../contracts/http/reports';
import type { InputOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import type { ReportDocument } from '../../domain/reports/document';
import { renderDocx } from '../../platform/documents/docx';
import { renderPdf } from '../../platform/documents/pdf';
import { renderXlsx } from '../../platform/documents/xlsx';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { CommuneScope } from '../airtime';
import { ReportsService } from './reports.service';

const formats: Record<ReportFormat, { type: string; render: (report: ReportDocument) => Promise<Buffer> }> = {
  pdf: { type: 'application/pdf', render: renderPdf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', render: renderXlsx },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', render: renderDocx },
};

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
    const { type, render } = formats[query.format];
    return new StreamableFile(await render(report), {
      type,
      disposition: `attachment; filename="${report.slug}.${query.format}"`,
    });
  }
}
