import { Controller, Req } from '@nestjs/common';
import { accountsRoutes } from '../../contracts/http/accounts';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { CurrentUser, SignedIn } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import type { HttpRequest } from '../../platform/http/http-request';
import { SecondStepService } from './second-step.service';

/** Everybody's own second step and authenticator (X2). */
@Controller()
export class SecondStepController {
  constructor(private readonly secondStep: SecondStepService) {}

  @Endpoint(accountsRoutes.takeSecondStep)
  @SignedIn()
  async take(
    @Input() { body }: InputOf<typeof accountsRoutes.takeSecondStep>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
  ): Promise<ResponseOf<typeof accountsRoutes.takeSecondStep>> {
    return { until: await this.secondStep.take(user, request.sessionHash ?? '', body, request.ip) };
  }

  @Endpoint(accountsRoutes.enrol)
  @SignedIn()
  enrol(
    @Input() { body }: InputOf<typeof accountsRoutes.enrol>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
  ): Promise<ResponseOf<typeof accountsRoutes.enrol>> {
    return this.secondStep.enrol(user, body, request.ip);
  }

  @Endpoint(accountsRoutes.confirmEnrolment)
  @SignedIn()
  async confirm(
    @Input() { body }: InputOf<typeof accountsRoutes.confirmEnrolment>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
  ): Promise<ResponseOf<typeof accountsRoutes.confirmEnrolment>> {
    return { recoveryCodes: await this.secondStep.confirm(user, body.code, request.ip) };
  }

  @Endpoint(accountsRoutes.renewRecoveryCodes)
  @SignedIn()
  async renew(
    @Input() { body }: InputOf<typeof accountsRoutes.renewRecoveryCodes>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
  ): Promise<ResponseOf<typeof accountsRoutes.renewRecoveryCodes>> {
    return { recoveryCodes: await this.secondStep.renewRecoveryCodes(user, body, request.ip) };
  }

  @Endpoint(accountsRoutes.disableAuthenticator)
  @SignedIn()
  async disable(
    @Input() { body }: InputOf<typeof accountsRoutes.disableAuthenticator>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
  ): Promise<undefined> {
    await this.secondStep.disable(user, body, request.ip);
  }
}
