import { Controller, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { airtimeRoutes, type AirtimeReportView } from '../../contracts/http/airtime';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AreasService, rootAreaCode } from '../areas';
import { LedgerEvidence } from '../playout';
import { reportCsv, rowsCsv } from './airtime-csv';
import { AirtimeService } from './airtime.service';
import { CommuneScope } from './commune-scope';

/** Airtime over HTTP: of one area, or of all the user may see (X1). */
@Controller()
export class AirtimeController {
  constructor(
    private readonly airtime: AirtimeService,
    private readonly scope: CommuneScope,
    private readonly areas: AreasService,
    private readonly evidence: LedgerEvidence,
  ) {}

  @Endpoint(airtimeRoutes.report)
  @Allow('airtime.read')
  async report(
    @Input() { query }: InputOf<typeof airtimeRoutes.report>,
    @CurrentUser() user: Principal,
  ): Promise<AirtimeReportView> {
    const communes = await this.scope.communesFor(user, 'airtime.read', query.area);
    return this.airtime.report({ ...query, communes, area: query.area ?? null });
  }

  @Endpoint(airtimeRoutes.reportCsv)
  @Allow('airtime.export')
  async reportCsv(
    @Input() { query }: InputOf<typeof airtimeRoutes.reportCsv>,
    @CurrentUser() user: Principal,
  ): Promise<StreamableFile> {
    const communes = await this.scope.communesFor(user, 'airtime.export', query.area);
    const report = await this.airtime.report({ ...query, communes, area: query.area ?? null });
    return csvFile(reportCsv(report, await this.evidence.lastSeal()), `thoi-luong-phat-${query.from}-${query.to}`);
  }

  @Endpoint(airtimeRoutes.misses)
  @Allow('airtime.read')
  async misses(
    @Input() { query }: InputOf<typeof airtimeRoutes.misses>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof airtimeRoutes.misses>> {
    const communes = await this.scope.communesFor(user, 'airtime.read', query.area);
    return { misses: await this.airtime.misses({ ...query, communes }) };
  }

  @Endpoint(airtimeRoutes.rows)
  @Allow('airtime.read')
  async rows(
    @Input() { query }: InputOf<typeof airtimeRoutes.rows>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof airtimeRoutes.rows>> {
    const communes = await this.scope.communesFor(user, 'airtime.read', query.area);
    return this.airtime.rows({ ...query, communes }, query.cursor, query.limit);
  }

  @Endpoint(airtimeRoutes.rowsCsv)
  @Allow('airtime.export')
  async rowsCsv(
    @Input() { query }: InputOf<typeof airtimeRoutes.rowsCsv>,
    @CurrentUser() user: Principal,
  ): Promise<StreamableFile> {
    const communes = await this.scope.communesFor(user, 'airtime.export', query.area);
    const pages = this.airtime.stream({ ...query, communes });
    const zoneOf = (code: string): string =>
      this.areas.settingsOf(this.areas.find(code) ? code : rootAreaCode).timeZone;
    return csvFile(rowsCsv(pages, zoneOf, await this.evidence.lastSeal()), `nhat-ky-phat-${query.from}-${query.to}`);
  }
}

function csvFile(records: Iterable<string> | AsyncIterable<string>, name: string): StreamableFile {
  return new StreamableFile(Readable.from(records, { objectMode: false }), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}
