import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { Route } from '../../contracts/http/route';
import { accessOf, type RouteAccess } from './access';
import { routeOf } from './endpoint';

/** A handler's contract and who may call it. */
export interface DeclaredRoute {
  route: Route;
  access: RouteAccess;
  /** `Controller.method`, for messages. */
  handler: string;
}

export type ControllerClass = abstract new (...args: never[]) => unknown;

/** Every controller class of a running application. */
export function controllersOf(app: INestApplicationContext): ControllerClass[] {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.flatMap((module) => [...module.controllers.values()].map((one) => one.metatype as ControllerClass));
}

/**
 * The routes the controllers declare, sorted by path and method. Throws, naming all of them, when a handler lacks its contract or
 * its access (default deny, X1), or when two share an id or a path.
 */
export function declaredRoutes(controllers: readonly ControllerClass[]): DeclaredRoute[] {
  const declared: DeclaredRoute[] = [];
  const faults: string[] = [];
  for (const controller of controllers) {
    for (const name of Object.getOwnPropertyNames(controller.prototype)) {
      const method = (Object.getOwnPropertyDescriptor(controller.prototype, name) ?? {}).value as unknown;
      if (name === 'constructor' || typeof method !== 'function' || !Reflect.hasMetadata('path', method)) continue;
      const handler = `${controller.name}.${name}`;
      const route = routeOf(method);
      const access = accessOf(method);
      if (!route) faults.push(`${handler} has no @Endpoint`);
      else if (!route.id) faults.push(`${handler}: its route is not in a defineRoutes table`);
      else if (!access) faults.push(`${handler} has none of @Allow, @SignedIn, @Public`);
      else declared.push({ route, access, handler });
    }
  }
  for (const key of repeated(declared.map(({ route }) => route.id))) faults.push(`two handlers for ${key}`);
  for (const key of repeated(declared.map(({ route }) => `${route.method} ${route.path}`))) {
    faults.push(`two handlers for ${key}`);
  }
  if (faults.length > 0) throw new Error(`routes are not declared completely: ${faults.join('; ')}`);
  const key = ({ route }: DeclaredRoute): string => `${route.path} ${route.method}`;
  return declared.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function repeated(keys: string[]): string[] {
  return [...new Set(keys.filter((key, i) => keys.indexOf(key) !== i))];
}
