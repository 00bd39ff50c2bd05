import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Action } from '../../domain/access/actions';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import type { Actor } from '../database/transaction';
import type { HttpRequest } from './http-request';

const accessKey = 'loa:access';

/** Who may call a route. `areaOf` reads the area's code from the validated params, query and JSON body. */
export type RouteAccess =
  | { kind: 'public' }
  | { kind: 'signed-in' }
  | { kind: 'allow'; action: Action; areaOf?: (input: never) => string | undefined };

/**
 * The route asks for an action of the access table (X1). With `areaOf` the guard decides in that area: 404 where the area is not
 * visible, 403 where the role is missing. Without it the guard only asks that the user holds the action somewhere, and the
 * service must decide for the things it touches (`AccessService.require`, `visibleAreaCodes`).
 */
export function Allow<I = never>(action: Action, areaOf?: (input: I) => string | undefined): MethodDecorator {
  return SetMetadata(accessKey, { kind: 'allow', action, areaOf } satisfies RouteAccess);
}

/** Anybody signed in, whatever the roles: one's own session, the reference lists every page needs. */
export function SignedIn(): MethodDecorator {
  return SetMetadata(accessKey, { kind: 'signed-in' } satisfies RouteAccess);
}

/** Anybody at all: log-in, health. */
export function Public(): MethodDecorator {
  return SetMetadata(accessKey, { kind: 'public' } satisfies RouteAccess);
}

/** What a handler declared, if anything. */
export function accessOf(handler: object): RouteAccess | undefined {
  return Reflect.getMetadata(accessKey, handler) as RouteAccess | undefined;
}

/** The principal as a unit of work names it. */
export function actorOf(principal: Principal): Actor {
  return { userId: principal.userId, name: principal.username };
}

/** The signed-in user of a request; NOT_SIGNED_IN where there is none. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<HttpRequest>();
  if (!principal) throw new Fault('NOT_SIGNED_IN', {});
  return principal;
});
