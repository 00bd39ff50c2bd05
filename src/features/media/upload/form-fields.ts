import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import type { HttpRequest } from '../../../platform/http/http-request';
import { routeOf } from '../../../platform/http/endpoint';

/**
 * A form knows text only. Where the route's schema takes the text it stays as it is; where it does not (a number, a list, an object)
 * and the text is JSON, its value takes its place, as the typed client writes it. The schema then judges as for a JSON body.
 */
export class FormFieldsInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const schema = routeOf(context.getHandler())?.body;
    if (/^multipart\//i.test(request.headers['content-type'] ?? '') && schema instanceof z.ZodObject) {
      request.body = readFields(schema, (request.body ?? {}) as Record<string, unknown>);
    }
    return next.handle();
  }
}

/** The fields of a form as the schema's object would have them. Pure. */
export function readFields(schema: z.ZodObject, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, readField(schema, name, value)]));
}

function readField(schema: z.ZodObject, name: string, value: unknown): unknown {
  const field = schema.shape[name] as z.ZodType | undefined;
  if (!field || typeof value !== 'string' || field.safeParse(value).success) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
