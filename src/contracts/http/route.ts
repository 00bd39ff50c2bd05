import { z } from 'zod';
import type { FaultCode } from '../../domain/fault-codes';

/**
 * One route, said once: the controller (platform/http `@Endpoint`), the validation, the OpenAPI page and the typed client
 * (`client.ts`) all read this, so they cannot drift apart.
 *
 * A feature declares its routes in one file:
 *
 *     export const slotsRoutes = defineRoutes('slots', {
 *       create: route({
 *         method: 'POST', path: '/api/areas/:code/slots',
 *         params: z.object({ code: z.string() }),
 *         body: slotRuleSchema,
 *         response: slotSchema,
 *         summary: 'Create a slot of an area.',
 *         errors: ['SLOT_OVERLAPS', 'AREA_UNKNOWN'],
 *         example: { params: { code: '23538' }, body: { … }, response: { … } },
 *       }),
 *     });
 *
 * Left out, `params`, `query` and `body` are empty and `response` is null (204 No Content). Query values arrive as text: use
 * `z.coerce` and, for lists, `queryList`. Response schemas carry no transforms or defaults: what is sent is what is parsed.
 * INPUT_INVALID, NOT_SIGNED_IN, NOT_ALLOWED and INTERNAL are documented by themselves; `errors` lists the route's own codes.
 */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How a body travels: as JSON, or as multipart form data with one file beside the fields. */
export interface UploadField {
  /** Name of the file's form field. */
  field: string;
  description: string;
}

/** Bytes instead of JSON: a file, an export, or a stream of events. */
export interface BinaryResponse {
  contentType: string;
  description: string;
}

export interface RouteExample {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** Left out only for binary and empty responses. */
  response?: unknown;
}

type Schema = z.ZodType;

export interface RouteSpec<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema | BinaryResponse | undefined = Schema | BinaryResponse | undefined,
> {
  method: HttpMethod;
  /** Absolute path with `:name` for parameters. */
  path: `/${string}`;
  params?: P;
  query?: Q;
  body?: B;
  /** Present when the route takes a file: the body's fields travel beside it as form data. */
  upload?: UploadField;
  response?: R;
  /** HTTP status of success; 200, 201 for POST with a response, 204 without one, unless said. */
  status?: number;
  /** One sentence: what it does. */
  summary: string;
  description?: string;
  errors: readonly FaultCode[];
  example: RouteExample;
}

export interface Route<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema | BinaryResponse | undefined = Schema | BinaryResponse | undefined,
> extends Omit<RouteSpec<P, Q, B, R>, 'params' | 'query' | 'body' | 'response' | 'status'> {
  /** `group.name`, unique: the operation id of the OpenAPI page. */
  id: string;
  params: P;
  query: Q;
  body: B;
  response: R;
  status: number;
}

type Parsed<S> = S extends Schema ? z.output<S> : undefined;
type Sent<S> = S extends Schema ? z.input<S> : undefined;
type Present<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

type Empty = Record<never, never>;
/** Parts that may be empty may be left out. */
type Relaxed<T> = { [K in keyof T as Empty extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as Empty extends T[K] ? K : never]?: T[K];
};

/** What a controller's handler receives: validated `params`, `query` and `body`, those the route has. */
export type InputOf<R> =
  R extends Route<infer P, infer Q, infer B>
    ? Present<{ params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> }>
    : never;

/** What a caller sends: the same before defaults and coercion; a file for a route with `upload`. */
export type RequestOf<R> =
  R extends Route<infer P, infer Q, infer B>
    ? Relaxed<Present<{ params: Sent<P>; query: Sent<Q>; body: Sent<B> }>> & { file?: { content: Blob; name: string } }
    : never;

/** What the handler returns and the caller gets; undefined for an empty response, a `Response` to read for bytes. */
export type ResponseOf<R> =
  R extends Route<infer _P, infer _Q, infer _B, infer S>
    ? S extends Schema
      ? z.output<S>
      : S extends BinaryResponse
        ? Response
        : undefined
    : never;

/** Declares one route; `defineRoutes` gives it its id. */
export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | BinaryResponse | undefined = undefined,
>(spec: RouteSpec<P, Q, B, R>): Route<P, Q, B, R> {
  const { params, query, body, response } = spec as Pick<Route<P, Q, B, R>, 'params' | 'query' | 'body' | 'response'>;
  return { ...spec, params, query, body, response, id: '', status: spec.status ?? successStatus(spec) };
}

/** Names the routes of one group: `id` becomes `group.name`. Call it once per file of contracts/http. */
export function defineRoutes<T extends Record<string, { id: string }>>(group: string, routes: T): T {
  const named = Object.entries(routes).map(([name, one]) => [name, { ...one, id: `${group}.${name}` }] as const);
  return Object.fromEntries(named) as T;
}

/** A query value that may be absent, given once or repeated (`?tag=a&tag=b`); always a list for the handler. */
export function queryList<T extends Schema>(entry: T): z.ZodPreprocess<z.ZodArray<T>> {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]),
    z.array(entry),
  );
}

/** True for a response of bytes. */
export function isBinary(response: Schema | BinaryResponse | undefined): response is BinaryResponse {
  return response !== undefined && 'contentType' in response;
}

function successStatus(spec: { method: HttpMethod; response?: unknown }): number {
  if (!spec.response) return 204;
  return spec.method === 'POST' ? 201 : 200;
}
