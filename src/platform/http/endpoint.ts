import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type StreamableFile,
} from '@nestjs/common';
import type { z } from 'zod';
import { inputIssues, type InputIssue } from '../../contracts/http/input-texts';
import type { BinaryResponse, InputOf, ResponseOf, Route } from '../../contracts/http/route';
import { Fault } from '../../domain/fault';
import type { HttpRequest } from './http-request';

const routeKey = 'loa:route';

type Answer<R> =
  R extends Route<infer _P, infer _Q, infer _B, infer S>
    ? S extends BinaryResponse
      ? StreamableFile | void
      : ResponseOf<R>
    : never;

type Handler<R> = (input: InputOf<R>, ...rest: never[]) => Promise<Answer<R>> | Answer<R>;

/**
 * Binds a handler to its contract: path, method, status, validation of what comes in and of what goes out. The handler's first
 * parameter is the validated input and its result is checked by the compiler:
 *
 *     @Controller()
 *     export class SlotsController {
 *       @Endpoint(slotsRoutes.create)
 *       @Allow('slot.manage', (input: InputOf<typeof slotsRoutes.create>) => input.params.code)
 *       create(@Input() input: InputOf<typeof slotsRoutes.create>, @CurrentUser() user: Principal) {
 *         return this.slots.create(input.params.code, input.body, user);
 *       }
 *     }
 *
 * (`import type` for the types of decorated signatures.) A service that starts with a handler that has no `@Endpoint`, or none of
 * `@Allow`, `@SignedIn`, `@Public`, refuses to start. For bytes return a StreamableFile, or take `@Res()` and answer yourself.
 * For a route with `upload` add `@UseInterceptors(FileInterceptor(route.upload.field, …))` and `@UploadedFile()`.
 */
export function Endpoint<R extends Route>(
  route: R,
): <T extends Handler<R>>(target: object, key: string, descriptor: TypedPropertyDescriptor<T>) => void {
  return applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(route.status),
    SetMetadata(routeKey, route),
  );
}

/** The contract of a handler, if it has one. */
export function routeOf(handler: object): Route | undefined {
  return Reflect.getMetadata(routeKey, handler) as Route | undefined;
}

/** The validated `params`, `query` and `body` of the handler's route; INPUT_INVALID names every fault at once. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const route = routeOf(context.getHandler());
  if (!route)
    throw new Error(`@Input() without @Endpoint() on ${context.getClass().name}.${context.getHandler().name}`);
  return readInput(route, context.switchToHttp().getRequest<HttpRequest>());
});

/** Parses what a request carries by its route's schemas. A multipart body is there only after its interceptor ran. */
export function readInput(
  route: Route,
  request: Pick<HttpRequest, 'params' | 'query' | 'body'>,
  parts: readonly ('params' | 'query' | 'body')[] = ['params', 'query', 'body'],
): Record<string, unknown> {
  const issues: InputIssue[] = [];
  const input: Record<string, unknown> = {};
  for (const part of parts) {
    const schema: z.ZodType | undefined = route[part];
    if (!schema) continue;
    const raw: unknown = part === 'body' ? (request.body ?? {}) : request[part];
    const parsed = schema.safeParse(raw);
    if (parsed.success) input[part] = parsed.data;
    else issues.push(...inputIssues(parsed.error, raw, part === 'body' ? '' : part));
  }
  if (issues.length > 0) throw new Fault('INPUT_INVALID', { issues });
  return input;
}
