import fs from 'node:fs';
import path from 'node:path';
import { isBinary, type Route } from '../../src/contracts/http/route';
import { openApiText, routesOfProgram } from '../../src/platform/http/openapi-file';

const root = path.resolve(__dirname, '../..');
const declared = routesOfProgram();
const byId = declared.map(({ route }) => [route.id, route] as const);

/** Every route of every table of contracts/http, whether somebody serves it or not. */
function routesOfContracts(): Route[] {
  const folder = path.join(root, 'src/contracts/http');
  const modules = fs
    .readdirSync(folder)
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    .map((file) => require(path.join(folder, file)) as Record<string, unknown>);
  const tables = modules.flatMap((module) => Object.values(module)).filter((one) => one && typeof one === 'object');
  return tables
    .flatMap((table) => Object.values(table as object) as Partial<Route>[])
    .filter(
      (one): one is Route => typeof one?.id === 'string' && typeof one?.method === 'string' && one.path !== undefined,
    );
}

describe('the description of the API', () => {
  it('is the one in docs/openapi.json (write it anew with `npm run -s loa -- openapi`)', () => {
    expect(fs.readFileSync(path.join(root, 'docs/openapi.json'), 'utf8')).toBe(openApiText());
  });

  it('every route of the contracts has one handler', () => {
    const promised = routesOfContracts().map((route) => route.id);
    expect(promised.length).toBeGreaterThan(10);
    expect(promised.sort()).toEqual(byId.map(([id]) => id).sort());
  });

  it.each(byId)('%s has a summary, its errors and an example that fits', (_, route) => {
    expect(route.summary).toMatch(/^[A-Z].{9,}\.$/);
    for (const part of ['params', 'query', 'body'] as const) {
      const schema = route[part];
      const example = route.example[part] ?? {};
      if (schema && !(part === 'body' && route.upload))
        expect([part, schema.safeParse(example).error]).toEqual([part, undefined]);
    }
    const names = [...route.path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]);
    expect(Object.keys(route.example.params ?? {}).sort()).toEqual(names.sort());
    const { response } = route;
    if (response && !isBinary(response)) expect(response.parse(route.example.response)).toEqual(route.example.response);
    if (names.length > 0 && route.method !== 'GET') expect(route.errors.length).toBeGreaterThan(0);
  });
});

describe('OpenAPI 3.1', () => {
  interface Operation {
    operationId: string;
    summary: string;
    responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
  }
  const document = JSON.parse(openApiText()) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, unknown> };
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

  it('has an operation for every route, with problems as errors', () => {
    expect(operations.map((one) => one.operationId).sort()).toEqual(byId.map(([id]) => id).sort());
    for (const { responses } of operations) {
      expect(responses['500']?.content).toHaveProperty(['application/problem+json']);
    }
  });

  it('every reference leads to a component', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      expect(Object.keys(document.components.schemas)).toContain(reference.replace('#/components/schemas/', ''));
    }
  });
});
