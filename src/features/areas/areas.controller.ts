import { Controller, UploadedFile } from '@nestjs/common';
import { type AreaDetailView, areasRoutes, type AreaView, type ImportReport } from '../../contracts/http/areas';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { csvOf, CsvUpload } from '../../platform/csv/csv-upload';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { type Area, rootAreaCode } from './area';
import { AreasService } from './areas.service';

const byName = new Intl.Collator('vi', { numeric: true });

/**
 * Areas over HTTP. Official units are public knowledge and every picker needs them, so reading asks for the role, not for the area;
 * the lists themselves are the nation's.
 */
@Controller()
export class AreasController {
  constructor(private readonly areas: AreasService) {}

  @Endpoint(areasRoutes.search)
  @Allow('area.read')
  search(@Input() { query }: InputOf<typeof areasRoutes.search>): ResponseOf<typeof areasRoutes.search> {
    return { hits: this.areas.search(query.q, query) };
  }

  @Endpoint(areasRoutes.get)
  @Allow('area.read')
  get(@Input() { params }: InputOf<typeof areasRoutes.get>): AreaDetailView {
    return this.detailOf(this.areas.get(params.code));
  }

  @Endpoint(areasRoutes.children)
  @Allow('area.read')
  children(@Input() { params }: InputOf<typeof areasRoutes.children>): ResponseOf<typeof areasRoutes.children> {
    const children = this.areas.childrenOf(this.areas.get(params.code).code);
    return { areas: [...children].sort((a, b) => byName.compare(a.name, b.name)) };
  }

  @Endpoint(areasRoutes.createZone)
  @Allow('zone.manage', ({ params }: InputOf<typeof areasRoutes.createZone>) => params.code)
  createZone(
    @Input() { params, body }: InputOf<typeof areasRoutes.createZone>,
    @CurrentUser() user: Principal,
  ): Promise<AreaView> {
    return this.areas.createZone(actorOf(user), { communeCode: params.code, ...body });
  }

  @Endpoint(areasRoutes.renameZone)
  @Allow('zone.manage', ({ params }: InputOf<typeof areasRoutes.renameZone>) => params.code)
  renameZone(
    @Input() { params, body }: InputOf<typeof areasRoutes.renameZone>,
    @CurrentUser() user: Principal,
  ): Promise<AreaView> {
    return this.areas.renameZone(actorOf(user), params.code, body.name);
  }

  @Endpoint(areasRoutes.closeZone)
  @Allow('zone.manage', ({ params }: InputOf<typeof areasRoutes.closeZone>) => params.code)
  closeZone(
    @Input() { params }: InputOf<typeof areasRoutes.closeZone>,
    @CurrentUser() user: Principal,
  ): Promise<AreaView> {
    return this.areas.closeZone(actorOf(user), params.code);
  }

  @Endpoint(areasRoutes.updateSettings)
  @Allow('area.manage', ({ params }: InputOf<typeof areasRoutes.updateSettings>) => params.code)
  async updateSettings(
    @Input() { params, body }: InputOf<typeof areasRoutes.updateSettings>,
    @CurrentUser() user: Principal,
  ): Promise<AreaDetailView> {
    return this.detailOf(await this.areas.updateSettings(actorOf(user), params.code, body));
  }

  @Endpoint(areasRoutes.import)
  @Allow('area.manage', () => rootAreaCode)
  @CsvUpload()
  import(
    @Input() { query }: InputOf<typeof areasRoutes.import>,
    @CurrentUser() user: Principal,
    @UploadedFile() file: Express.Multer.File | undefined,
  ): Promise<ImportReport> {
    return this.areas.importUnits(actorOf(user), { ...query, csv: csvOf(file) });
  }

  private detailOf(area: Area): AreaDetailView {
    const { code, countsEmbedded, timeZone, languages } = area;
    return {
      area,
      path: this.areas.pathOf(code),
      zones: this.areas.zonesOf(code),
      successors: area.validTo === null ? [] : this.areas.successorsOf(code),
      settings: { own: { countsEmbedded, timeZone, languages }, holding: this.areas.settingsOf(code) },
    };
  }
}
