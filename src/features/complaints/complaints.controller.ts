import { Controller, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { complaintsRoutes } from '../../contracts/http/complaints';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Action } from '../../domain/access/actions';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { AreasService } from '../areas';
import { LedgerEvidence } from '../playout';
import { complaintsCsv } from './complaints-csv';
import { ComplaintsService } from './complaints.service';

/** The register of complaints over HTTP; each is decided in its own area (X1). */
@Controller()
export class ComplaintsController {
  constructor(
    private readonly complaints: ComplaintsService,
    private readonly access: AccessService,
    private readonly areas: AreasService,
    private readonly evidence: LedgerEvidence,
  ) {}

  @Endpoint(complaintsRoutes.list)
  @Allow('complaint.read', ({ query }: InputOf<typeof complaintsRoutes.list>) => query.area)
  list(
    @Input() { query }: InputOf<typeof complaintsRoutes.list>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof complaintsRoutes.list>> {
    return this.complaints.list(this.filterFor(user, query), query.before, query.limit);
  }

  @Endpoint(complaintsRoutes.csv)
  @Allow('complaint.read', ({ query }: InputOf<typeof complaintsRoutes.csv>) => query.area)
  async csv(
    @Input() { query }: InputOf<typeof complaintsRoutes.csv>,
    @CurrentUser() user: Principal,
  ): Promise<StreamableFile> {
    const pages = this.complaints.stream(this.filterFor(user, query));
    const zoneOf = (code: string): string => this.areas.settingsOf(code).timeZone;
    const records = complaintsCsv(pages, zoneOf, await this.evidence.lastSeal());
    return new StreamableFile(Readable.from(records, { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="so-phan-anh.csv"',
    });
  }

  @Endpoint(complaintsRoutes.record)
  @Allow('complaint.record', ({ body }: InputOf<typeof complaintsRoutes.record>) => body.areaCode)
  record(
    @Input() { body }: InputOf<typeof complaintsRoutes.record>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof complaintsRoutes.record>> {
    return this.complaints.record(actorOf(user), body);
  }

  @Endpoint(complaintsRoutes.get)
  @Allow('complaint.read')
  async get(
    @Input() { params }: InputOf<typeof complaintsRoutes.get>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof complaintsRoutes.get>> {
    await this.require(user, 'complaint.read', params.id);
    return this.complaints.file(params.id);
  }

  @Endpoint(complaintsRoutes.lookAgain)
  @Allow('complaint.record')
  async lookAgain(
    @Input() { params }: InputOf<typeof complaintsRoutes.lookAgain>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof complaintsRoutes.lookAgain>> {
    await this.require(user, 'complaint.record', params.id);
    return this.complaints.lookAgain(actorOf(user), params.id);
  }

  @Endpoint(complaintsRoutes.answer)
  @Allow('complaint.answer')
  async answer(
    @Input() { params, body }: InputOf<typeof complaintsRoutes.answer>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof complaintsRoutes.answer>> {
    await this.require(user, 'complaint.answer', params.id);
    return this.complaints.answer(actorOf(user), params.id, body);
  }

  @Endpoint(complaintsRoutes.reopen)
  @Allow('complaint.answer')
  async reopen(
    @Input() { params, body }: InputOf<typeof complaintsRoutes.reopen>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof complaintsRoutes.reopen>> {
    await this.require(user, 'complaint.answer', params.id);
    return this.complaints.reopen(actorOf(user), params.id, body);
  }

  private async require(user: Principal, action: Action, id: string): Promise<void> {
    const { areaCode } = await this.complaints.get(id);
    await this.access.require(user, action, areaCode, { what: 'complaint', id });
  }

  private filterFor(
    user: Principal,
    { area, state }: { area?: string | undefined; state?: 'open' | 'answered' | undefined },
  ) {
    if (area !== undefined) return { roots: [area], state };
    const all = this.access.seesEverything(user, 'complaint.read');
    return { roots: all ? null : this.access.visibleAreaCodes(user, 'complaint.read'), state };
  }
}
