import { Controller } from '@nestjs/common';
import { retentionRoutes, type HoldView } from '../../contracts/http/retention';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { HoldsService } from './holds.service';

/** Holds over HTTP (X1: each in its own area; a bulletin's in the bulletin's). */
@Controller()
export class HoldsController {
  constructor(
    private readonly holds: HoldsService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(retentionRoutes.holds)
  @Allow('hold.read', ({ query }: InputOf<typeof retentionRoutes.holds>) => query.area)
  list(
    @Input() { query }: InputOf<typeof retentionRoutes.holds>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof retentionRoutes.holds>> {
    const seen = this.access.seesEverything(user, 'hold.read') ? null : this.access.visibleAreaCodes(user, 'hold.read');
    return this.holds.list(query.area === undefined ? seen : [query.area], query.before, query.limit);
  }

  @Endpoint(retentionRoutes.holdArea)
  @Allow('hold.manage', ({ params }: InputOf<typeof retentionRoutes.holdArea>) => params.code)
  holdArea(
    @Input() { params, body }: InputOf<typeof retentionRoutes.holdArea>,
    @CurrentUser() user: Principal,
  ): Promise<HoldView> {
    return this.holds.make(actorOf(user), { areaCode: params.code, ...body });
  }

  @Endpoint(retentionRoutes.holdBulletin)
  @Allow('hold.manage')
  async holdBulletin(
    @Input() { params, body }: InputOf<typeof retentionRoutes.holdBulletin>,
    @CurrentUser() user: Principal,
  ): Promise<HoldView> {
    const areaCode = await this.holds.areaOfBulletin(params.id);
    await this.access.require(user, 'hold.manage', areaCode, { what: 'bulletin', id: params.id });
    return this.holds.make(actorOf(user), { areaCode, bulletinId: params.id, ...body });
  }

  @Endpoint(retentionRoutes.release)
  @Allow('hold.manage')
  async release(
    @Input() { params, body }: InputOf<typeof retentionRoutes.release>,
    @CurrentUser() user: Principal,
  ): Promise<HoldView> {
    const { areaCode } = await this.holds.get(params.id);
    await this.access.require(user, 'hold.manage', areaCode, { what: 'hold', id: params.id });
    return this.holds.release(actorOf(user), params.id, body.reason);
  }
}
