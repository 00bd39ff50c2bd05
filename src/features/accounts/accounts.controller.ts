import { Controller, Inject, Req, Res } from '@nestjs/common';
import { accountsRoutes, type MeView, type SessionView } from '../../contracts/http/accounts';
import type { InputOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { LOA_CONFIG, servesSecurely, type LoaConfig, type OpenedAt } from '../../platform/config/config';
import { CurrentUser, Public, SignedIn } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import type { HttpRequest } from '../../platform/http/http-request';
import { PasswordsService } from './passwords.service';
import { cookieOptions, sessionCookie, type CookieResponse } from './session-cookie';
import { SecondStepService } from './second-step.service';
import { SessionsService } from './sessions.service';
import { UsersService } from './users.service';
import { viewUser } from './views';

/** Everybody's own session, password and grants. */
@Controller()
export class AccountsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordsService,
    private readonly users: UsersService,
    private readonly secondStep: SecondStepService,
    @Inject(LOA_CONFIG) private readonly config: OpenedAt & Pick<LoaConfig, 'sessionHours'>,
  ) {}

  @Endpoint(accountsRoutes.logIn)
  @Public()
  async logIn(
    @Input() { body }: InputOf<typeof accountsRoutes.logIn>,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: CookieResponse,
  ): Promise<SessionView> {
    const { token, expiresAt, account } = await this.sessions.logIn(
      body.username,
      body.password,
      request.ip,
      body.code,
    );
    const user = viewUser(account);
    if (body.carry === 'bearer') return { token, expiresAt, user };
    response.cookie(
      sessionCookie,
      token,
      cookieOptions(servesSecurely(this.config), this.config.sessionHours * 3_600_000),
    );
    return { token: null, expiresAt, user };
  }

  @Endpoint(accountsRoutes.logOut)
  @SignedIn()
  async logOut(
    @Input() _input: InputOf<typeof accountsRoutes.logOut>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: CookieResponse,
  ): Promise<undefined> {
    if (request.sessionHash) await this.sessions.logOut(user, request.sessionHash);
    response.clearCookie(sessionCookie, cookieOptions(servesSecurely(this.config)));
  }

  @Endpoint(accountsRoutes.logOutEverywhere)
  @SignedIn()
  async logOutEverywhere(
    @Input() _input: InputOf<typeof accountsRoutes.logOutEverywhere>,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) response: CookieResponse,
  ): Promise<undefined> {
    await this.sessions.logOutEverywhere(user);
    response.clearCookie(sessionCookie, cookieOptions(servesSecurely(this.config)));
  }

  @Endpoint(accountsRoutes.me)
  @SignedIn()
  async me(
    @Input() _input: InputOf<typeof accountsRoutes.me>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
  ): Promise<MeView> {
    const [account, own] = await Promise.all([this.users.get(user.userId), this.secondStep.stateOf(user.userId)]);
    return { ...viewUser(account), ...own, secondStepUntil: this.secondStep.holdsUntil(request.secondStepAt ?? null) };
  }

  @Endpoint(accountsRoutes.changePassword)
  @SignedIn()
  async changePassword(
    @Input() { body }: InputOf<typeof accountsRoutes.changePassword>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
  ): Promise<undefined> {
    await this.passwords.change(user, body, { address: request.ip, keepHash: request.sessionHash });
  }

  @Endpoint(accountsRoutes.useReset)
  @Public()
  async useReset(
    @Input() { body }: InputOf<typeof accountsRoutes.useReset>,
    @Req() request: HttpRequest,
  ): Promise<undefined> {
    await this.passwords.useReset(body.code, body.password, request.ip);
  }
}
