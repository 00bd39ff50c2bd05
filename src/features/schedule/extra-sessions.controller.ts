import { Controller } from '@nestjs/common';
import { extraSessionsRoutes } from '../../contracts/http/extra-sessions';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import type { ExtraSessionEntity } from './extra-session.entity';
import { ExtraSessionsService } from './extra-sessions.service';

type Routes = typeof extraSessionsRoutes;
type ExtraView = ResponseOf<Routes['request']>;
const codeOf = (input: { params: { code: string } }): string => input.params.code;

/** Extra sessions. */
@Controller()
export class ExtraSessionsController {
  constructor(
    private readonly extras: ExtraSessionsService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(extraSessionsRoutes.request)
  @Allow('extra-session.request', codeOf)
  async request(
    @Input() { params, body }: InputOf<Routes['request']>,
    @CurrentUser() user: Principal,
  ): Promise<ExtraView> {
    return viewOf(await this.extras.request(actorOf(user), params.code, body));
  }

  @Endpoint(extraSessionsRoutes.list)
  @Allow('schedule.read', codeOf)
  async list(@Input() { params }: InputOf<Routes['list']>): Promise<ResponseOf<Routes['list']>> {
    return { extraSessions: (await this.extras.listFor(params.code)).map(viewOf) };
  }

  @Endpoint(extraSessionsRoutes.decide)
  @Allow('extra-session.approve')
  async decide(
    @Input() { params, body }: InputOf<Routes['decide']>,
    @CurrentUser() user: Principal,
  ): Promise<ExtraView> {
    const { areaCode } = await this.extras.get(params.id);
    await this.access.require(user, 'extra-session.approve', areaCode, { what: 'extra session', id: params.id });
    return viewOf(await this.extras.decide(actorOf(user), params.id, body.approve, body.revision));
  }
}

const viewOf = ({ requestedById: _, ...extra }: ExtraSessionEntity): ExtraView => extra;
