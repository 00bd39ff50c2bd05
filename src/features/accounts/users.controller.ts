import { Controller } from '@nestjs/common';
import { accountsRoutes, type ResetCodeView, type UserView } from '../../contracts/http/accounts';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AdministrationService } from './administration.service';
import { viewUser } from './views';

/** Users and grants, for administrators of the areas concerned; the service decides user by user. */
@Controller()
export class UsersController {
  constructor(private readonly administration: AdministrationService) {}

  @Endpoint(accountsRoutes.listUsers)
  @Allow('user.read')
  async list(
    @Input() { query }: InputOf<typeof accountsRoutes.listUsers>,
    @CurrentUser() caller: Principal,
  ): Promise<ResponseOf<typeof accountsRoutes.listUsers>> {
    const { users, next } = await this.administration.list(caller, query.after ?? '', query.limit);
    return { users: users.map(viewUser), next };
  }

  @Endpoint(accountsRoutes.createUser)
  @Allow('user.manage')
  async create(
    @Input() { body }: InputOf<typeof accountsRoutes.createUser>,
    @CurrentUser() caller: Principal,
  ): Promise<ResponseOf<typeof accountsRoutes.createUser>> {
    const wanted = { ...body, password: body.password ?? null };
    const { account, reset } = await this.administration.create(caller, wanted);
    return { user: viewUser(account), reset };
  }

  @Endpoint(accountsRoutes.addGrant)
  @Allow('grant.manage')
  async addGrant(
    @Input() { params, body }: InputOf<typeof accountsRoutes.addGrant>,
    @CurrentUser() caller: Principal,
  ): Promise<UserView> {
    return viewUser(await this.administration.addGrant(caller, params.userId, body));
  }

  @Endpoint(accountsRoutes.revokeGrant)
  @Allow('grant.manage')
  async revokeGrant(
    @Input() { params }: InputOf<typeof accountsRoutes.revokeGrant>,
    @CurrentUser() caller: Principal,
  ): Promise<UserView> {
    return viewUser(await this.administration.revokeGrant(caller, params.userId, params.grantId));
  }

  @Endpoint(accountsRoutes.resetPassword)
  @Allow('user.manage')
  resetPassword(
    @Input() { params }: InputOf<typeof accountsRoutes.resetPassword>,
    @CurrentUser() caller: Principal,
  ): Promise<ResetCodeView> {
    return this.administration.resetPassword(caller, params.userId);
  }

  @Endpoint(accountsRoutes.disableUser)
  @Allow('user.manage')
  async setDisabled(
    @Input() { params, body }: InputOf<typeof accountsRoutes.disableUser>,
    @CurrentUser() caller: Principal,
  ): Promise<UserView> {
    return viewUser(await this.administration.setDisabled(caller, params.userId, body.disabled));
  }
}
