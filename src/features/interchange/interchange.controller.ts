import { Controller, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { interchangeRoutes, type ImportReportView } from '../../contracts/http/interchange';
import type { InputOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { InterchangeExport } from './interchange-export.service';
import { InterchangeImport } from './interchange-import.service';

/** Files for and from provincial systems (X1: of one area and all below it). */
@Controller()
export class InterchangeController {
  constructor(
    private readonly exporting: InterchangeExport,
    private readonly importing: InterchangeImport,
  ) {}

  @Endpoint(interchangeRoutes.export)
  @Allow('interchange.export', ({ query }: InputOf<typeof interchangeRoutes.export>) => query.area)
  file(@Input() { query }: InputOf<typeof interchangeRoutes.export>): StreamableFile {
    return new StreamableFile(Readable.from(this.exporting.write(query), { objectMode: false }), {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="${query.kind}-${query.from}-${query.to}.json"`,
    });
  }

  @Endpoint(interchangeRoutes.import)
  @Allow('interchange.import', ({ params }: InputOf<typeof interchangeRoutes.import>) => params.code)
  async import(
    @Input() { params, body }: InputOf<typeof interchangeRoutes.import>,
    @CurrentUser() user: Principal,
  ): Promise<ImportReportView> {
    if (!body.dryRun) return this.importing.take(user, params.code, body.file);
    return (await this.importing.check(params.code, body.file)).report;
  }
}
