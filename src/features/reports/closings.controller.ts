import { Controller, type StreamableFile } from '@nestjs/common';
import { closingsRoutes } from '../../contracts/http/closings';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { ClosingsService } from './closings.service';
import { reportFile } from './report-file';

/** Signed months (X1: reviewers sign, who may read airtime reads them). */
@Controller()
export class ClosingsController {
  constructor(
    private readonly closings: ClosingsService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(closingsRoutes.list)
  @Allow('airtime.read', ({ query }: InputOf<typeof closingsRoutes.list>) => query.area)
  list(
    @Input() { query }: InputOf<typeof closingsRoutes.list>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof closingsRoutes.list>> {
    const all = this.access.seesEverything(user, 'airtime.read');
    const seen = all ? null : this.access.visibleAreaCodes(user, 'airtime.read');
    return this.closings.list(query.area === undefined ? seen : [query.area], query.after, query.limit);
  }

  @Endpoint(closingsRoutes.close)
  @Allow('period.sign', ({ params }: InputOf<typeof closingsRoutes.close>) => params.code)
  close(
    @Input() { params, body }: InputOf<typeof closingsRoutes.close>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof closingsRoutes.close>> {
    return this.closings.close(actorOf(user), params.code, params.month, body.note);
  }

  @Endpoint(closingsRoutes.month)
  @Allow('airtime.read', ({ params }: InputOf<typeof closingsRoutes.month>) => params.code)
  month(@Input() { params }: InputOf<typeof closingsRoutes.month>): Promise<ResponseOf<typeof closingsRoutes.month>> {
    return this.closings.month(params.code, params.month);
  }

  @Endpoint(closingsRoutes.file)
  @Allow('airtime.export', ({ params }: InputOf<typeof closingsRoutes.file>) => params.code)
  async file(@Input() { params, query }: InputOf<typeof closingsRoutes.file>): Promise<StreamableFile> {
    return reportFile(await this.closings.paper(params.code, params.month), query.format);
  }
}
