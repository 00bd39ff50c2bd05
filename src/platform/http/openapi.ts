import { problemSchema } from '../../contracts/http/problem';
import { problemTexts } from '../../contracts/http/problem-texts';
import { isBinary, type Route } from '../../contracts/http/route';
import type { FaultCode } from '../../domain/fault-codes';
import type { DeclaredRoute } from './declared-routes';
import { type Json, SchemaBook } from './openapi-schemas';

/** An OpenAPI 3.1 document; plain data with keys in a fixed order, so that two builds give the same bytes. */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: Json;
  tags: Json[];
  paths: Record<string, Json>;
  components: Json;
}

/** Builds the OpenAPI document of the declared routes (`declaredRoutes`). Pure: no running application is needed. */
export function buildOpenApi(declared: readonly DeclaredRoute[]): OpenApiDocument {
  const routes = declared.map(({ route }) => route);
  const inputs = routes.flatMap(({ params, query, body }) => [params, query, body]).filter((one) => one !== undefined);
  const outputs = routes.flatMap(({ response }) => (response && !isBinary(response) ? [response] : []));
  const schemas = new SchemaBook(inputs, [problemSchema, ...outputs]);
  const paths: Record<string, Json> = {};
  for (const one of declared) {
    const path = one.route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    (paths[path] ??= {})[one.route.method.toLowerCase()] = operationOf(one, schemas);
  }
  const tags = [...new Set(declared.map(({ route }) => groupOf(route)))].sort();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Loa',
      version: '1',
      description:
        'Grassroots radio and loudspeakers: bulletins queued by commune and time slot, one loudness, airtime that can be proved. ' +
        'Instants are integer milliseconds since the epoch; wall-clock values are local to the zone beside them. ' +
        'Errors are problem details (RFC 9457) with a stable code, in Vietnamese and English.',
    },
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas.components).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'loa_session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operationOf({ route, access }: DeclaredRoute, schemas: SchemaBook): Json {
  const operation: Json = {
    operationId: route.id,
    tags: [groupOf(route)],
    summary: route.summary,
    description: [route.description, accessText(access)].filter(Boolean).join('\n\n'),
    parameters: [...parametersOf(route, 'path', schemas), ...parametersOf(route, 'query', schemas)],
  };
  const body = requestBodyOf(route, schemas);
  if (body) operation.requestBody = body;
  operation.responses = { [String(route.status)]: successOf(route, schemas), ...problemsOf(route, access) };
  operation.security = access.kind === 'public' ? [] : [{ session: [] }, { bearer: [] }];
  return operation;
}

function accessText(access: DeclaredRoute['access']): string {
  if (access.kind === 'public') return 'Needs no session.';
  return access.kind === 'signed-in' ? 'Needs a session.' : `Needs the right \`${access.action}\`.`;
}

function parametersOf(route: Route, where: 'path' | 'query', schemas: SchemaBook): Json[] {
  const schema = where === 'path' ? route.params : route.query;
  if (!schema) return [];
  const example = (where === 'path' ? route.example.params : route.example.query) ?? {};
  const object = schemas.objectOf(schema) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (object.required ?? []).includes(name),
    schema: property,
    ...(name in example ? { example: example[name] } : {}),
  }));
}

function requestBodyOf(route: Route, schemas: SchemaBook): Json | undefined {
  if (route.upload) {
    const fields = route.body ? schemas.objectOf(route.body) : { type: 'object' };
    const file = { type: 'string', format: 'binary', description: route.upload.description };
    const properties = { ...(fields.properties as Json | undefined), [route.upload.field]: file };
    const required = [...((fields.required as string[] | undefined) ?? []), route.upload.field];
    return { required: true, content: { 'multipart/form-data': { schema: { ...fields, properties, required } } } };
  }
  if (!route.body) return undefined;
  const schema = schemas.of(route.body, 'input');
  return { required: true, content: { 'application/json': { schema, example: route.example.body } } };
}

function successOf(route: Route, schemas: SchemaBook): Json {
  const { response } = route;
  if (!response) return { description: 'Done; nothing to answer.' };
  if (isBinary(response)) return { description: response.description, content: { [response.contentType]: {} } };
  const schema = schemas.of(response, 'output');
  return { description: 'Done.', content: { 'application/json': { schema, example: route.example.response } } };
}

/** Every code a route can answer with: its own, and those that come by themselves. */
export function errorCodesOf({ route, access }: DeclaredRoute): FaultCode[] {
  const codes = new Set<FaultCode>(route.errors);
  if (route.params || route.query || route.body) codes.add('INPUT_INVALID');
  if (access.kind !== 'public') codes.add('NOT_SIGNED_IN');
  if (access.kind === 'allow') codes.add('NOT_ALLOWED');
  if (route.method !== 'GET') codes.add('ORIGIN_REFUSED');
  codes.add('INTERNAL');
  return [...codes].sort();
}

function problemsOf(route: Route, access: DeclaredRoute['access']): Json {
  const byStatus: Record<string, FaultCode[]> = {};
  for (const code of errorCodesOf({ route, access, handler: '' })) {
    (byStatus[problemTexts[code].status] ??= []).push(code);
  }
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problemTexts[code].title.en}.`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function groupOf(route: Route): string {
  return route.id.split('.')[0] ?? '';
}
