import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { decideAnywhere } from '../../domain/access/decide';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { accessOf, type RouteAccess } from '../../platform/http/access';
import { readInput, routeOf } from '../../platform/http/endpoint';
import type { HttpRequest } from '../../platform/http/http-request';
import { AccessService } from './access.service';
import { SessionsService } from './sessions.service';
import { sessionCookie } from './session-cookie';

/** Stands before every route: who is asking, and may they (X1). A handler that declares nothing is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly sessions: SessionsService,
    private readonly access: AccessService,
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
    if (!access) throw new Fault('NOT_ALLOWED', { action: `${request.method} ${request.path}` });
    if (access.kind === 'allow') await this.decide(session.principal, access, handler, request);
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

function tokenOf(request: HttpRequest): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? request.cookies[sessionCookie];
}
