import { Controller } from '@nestjs/common';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import { savedReportsRoutes, type SavedReportView } from '../../contracts/http/saved-reports';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { SavedReportsService } from './saved-reports.service';

/** Kept reports over HTTP (X1: of the areas one may export). */
@Controller()
export class SavedReportsController {
  constructor(
    private readonly saved: SavedReportsService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(savedReportsRoutes.list)
  @Allow('airtime.export', ({ query }: InputOf<typeof savedReportsRoutes.list>) => query.area)
  async list(
    @Input() { query }: InputOf<typeof savedReportsRoutes.list>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof savedReportsRoutes.list>> {
    const all = this.access.seesEverything(user, 'airtime.export');
    const seen = all ? null : this.access.visibleAreaCodes(user, 'airtime.export');
    return { reports: await this.saved.list(query.area === undefined ? seen : [query.area], query.campaign) };
  }

  @Endpoint(savedReportsRoutes.create)
  @Allow('airtime.export', ({ params }: InputOf<typeof savedReportsRoutes.create>) => params.code)
  create(
    @Input() { params, body }: InputOf<typeof savedReportsRoutes.create>,
    @CurrentUser() user: Principal,
  ): Promise<SavedReportView> {
    return this.saved.create(actorOf(user), { areaCode: params.code, ...body });
  }

  @Endpoint(savedReportsRoutes.change)
  @Allow('airtime.export')
  async change(
    @Input() { params, body }: InputOf<typeof savedReportsRoutes.change>,
    @CurrentUser() user: Principal,
  ): Promise<SavedReportView> {
    const { areaCode } = await this.saved.get(params.id);
    await this.access.require(user, 'airtime.export', areaCode, { what: 'saved report', id: params.id });
    return this.saved.change(actorOf(user), params.id, body);
  }

  @Endpoint(savedReportsRoutes.remove)
  @Allow('airtime.export')
  async remove(
    @Input() { params }: InputOf<typeof savedReportsRoutes.remove>,
    @CurrentUser() user: Principal,
  ): Promise<undefined> {
    const { areaCode } = await this.saved.get(params.id);
    await this.access.require(user, 'airtime.export', areaCode, { what: 'saved report', id: params.id });
    await this.saved.remove(actorOf(user), params.id);
    return undefined;
  }
}
