import { Controller } from '@nestjs/common';
import { explainRoutes } from '../../contracts/http/explain';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { BulletinsService } from '../bulletins';
import { explanationOf } from './explain-view';
import { ExplainService } from './explain.service';

type Routes = typeof explainRoutes;

/** Explanations. */
@Controller()
export class ExplainController {
  constructor(
    private readonly explain: ExplainService,
    private readonly bulletins: BulletinsService,
  ) {}

  @Endpoint(explainRoutes.explain)
  @Allow('schedule.read', (input: { params: { code: string } }) => input.params.code)
  async get(
    @Input() { params: { code: areaCode }, query }: InputOf<Routes['explain']>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<Routes['explain']>> {
    const { at: local, bulletin: bulletinId, device: deviceId } = query;
    // X1: of what was never meant for this area, only those hear who may see the bulletin itself.
    if (bulletinId !== undefined && !(await this.explain.isQueued(areaCode, bulletinId)))
      await this.bulletins.require(user, 'bulletin.read', bulletinId);
    return explanationOf(this.explain, { areaCode, local, bulletinId, deviceId });
  }
}
