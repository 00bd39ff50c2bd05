import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { needsSecondStep } from '../../domain/access/actions';
import { decideAnywhere } from '../../domain/access/decide';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { accessOf, type RouteAccess } from '../../platform/http/access';
import { readInput, routeOf } from '../../platform/http/endpoint';
import type { HttpRequest } from '../../platform/http/http-request';
import { AccessService } from './access.service';
import { SecondStepService } from './second-step.service';
import { SessionsService } from './sessions.service';
import { sessionCookie } from './session-cookie';

/** Stands before every route: who is asking, may they (X1), and did they take the second step where one is due (X2). A handler that declares nothing is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: SessionsService,
    private readonly access: AccessService,
    private readonly secondStep: SecondStepService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const access = accessOf(handler);
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const token = tokenOf(request);
    const session = token ? await this.sessions.find(token) : null;
    if (!session) throw new Fault('NOT_SIGNED_IN', {});
    request.principal = session.principal;
    request.sessionHash = session.tokenHash;
    request.secondStepAt = session.secondStepAt;
    if (!access) throw new Fault('NOT_ALLOWED', { action: `${request.method} ${request.path}` });
    if (access.kind === 'allow') {
      await this.decide(session.principal, access, handler, request);
      // After the role: who may not do it is not asked for a password.
      if (needsSecondStep(access.action) && !this.secondStep.holds(session.secondStepAt))
        throw new Fault('SECOND_STEP_NEEDED', { action: access.action });
    }
    return true;
  }

  private async decide(
    principal: Principal,
    { action, areaOf }: Extract<RouteAccess, { kind: 'allow' }>,
    handler: object,
    request: HttpRequest,
  ): Promise<void> {
    const route = routeOf(handler);
    if (areaOf && route) {
      // A multipart body is read later, by its interceptor.
      const input = readInput(route, request, route.upload ? ['params', 'query'] : ['params', 'query', 'body']);
      const areaCode = areaOf(input as never);
      if (areaCode !== undefined) return this.access.require(principal, action, areaCode);
    }
    if (decideAnywhere(principal.grants, action) !== 'allowed') throw new Fault('NOT_ALLOWED', { action });
  }
}

/** The session's token, from a program's header or a browser's cookie. */
export function tokenOf(request: HttpRequest): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? request.cookies[sessionCookie];
}
