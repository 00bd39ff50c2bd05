import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathOf } from '../../src/contracts/http/client';
import type { Route } from '../../src/contracts/http/route';
import { decide, decideAnywhere } from '../../src/domain/access/decide';
import { type Grant, roles } from '../../src/domain/access/roles';
import { SessionsService, UsersService } from '../../src/features/accounts';
import { AreasService } from '../../src/features/areas';
import { insertArea } from '../../src/features/areas/area.repository';
import { loadConfig } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/transaction';
import { type DeclaredRoute } from '../../src/platform/http/declared-routes';
import { readInput } from '../../src/platform/http/endpoint';
import { routesOfProgram } from '../../src/platform/http/openapi-file';
import { type RunningService, startService } from '../../src/service';

const password = 'con suối chảy qua làng';
const here = '23538';
const elsewhere = '00004';
const areas = [
  ['51', 'province', 'VN'],
  [here, 'commune', '51'],
  ['23538.1', 'zone', here],
  ['01', 'province', 'VN'],
  [elsewhere, 'commune', '01'],
] as const;

interface Person {
  name: string;
  token: string;
  grants: Grant[];
}

const declared = routesOfProgram();

/**
 * Every route of the program, called with its own example as nobody, as each role in the commune the example is about, and as each
 * role of a commune elsewhere; the access table says what must come (X1).
 */
describe('X1 every route, asked by everybody', () => {
  let service: RunningService;
  let folder: string;
  let people: Person[];

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-access-'));
    const env = { LOA_DATA_DIR: folder, PORT: '0', LOA_LOG_LEVEL: 'silent', LOA_EMBEDDED_PLAYERS: 'off' };
    service = await startService(loadConfig(env));
    const { uow } = service.parts.database;
    await uow.run(systemActor('test'), async (tx) => {
      for (const [code, level, parentCode] of areas) {
        const unknown = { validFrom: null, validTo: null, countsEmbedded: null, timeZone: null };
        const area = { code, level, parentCode, name: code, nameSearch: code, ...unknown };
        await insertArea(tx.manager, area, tx.nowMs);
      }
    });
    await service.app.get(AreasService, { strict: false }).load();
    people = [await person('none', [])];
    for (const role of roles) {
      people.push(await person(`${role}.here`, [{ role, areaCode: here }]));
      people.push(await person(`${role}.elsewhere`, [{ role, areaCode: elsewhere }]));
    }
  });
  afterAll(async () => {
    await service.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const person = async (name: string, grants: Grant[]): Promise<Person> => {
    const users = service.app.get(UsersService, { strict: false });
    await users.create(systemActor('test'), { username: name, displayName: name, password, grants });
    const session = await service.app.get(SessionsService, { strict: false }).logIn(name, password, '127.0.0.1');
    return { name, grants, token: session.token };
  };

  /** Status and code of an answer; the body of a long one is not waited for. `withFile` sends what an upload needs too. */
  const ask = async (
    route: Route,
    token?: string,
    withFile = false,
  ): Promise<{ status: number; code: string | undefined }> => {
    const { params, query, body } = route.example;
    const search = new URLSearchParams(
      Object.entries(query ?? {}).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const json = body !== undefined && !route.upload;
    if (json) headers['content-type'] = 'application/json';
    const content = json ? JSON.stringify(body) : withFile ? formOf(route) : undefined;
    const abort = new AbortController();
    const answer = await fetch(`${service.url}${pathOf(route.path, params)}?${search.toString()}`, {
      method: route.method,
      headers,
      signal: abort.signal,
      ...(content === undefined ? {} : { body: content }),
    });
    const problem = answer.headers.get('content-type')?.startsWith('application/problem+json');
    const code = problem ? ((await answer.json()) as { code: string }).code : undefined;
    if (!problem) abort.abort();
    return { status: answer.status, code };
  };

  /** What the table says of a person at a route; `either` where the service decides thing by thing. */
  const oracle = (
    { route, access }: DeclaredRoute,
    grants: Grant[],
  ): 'allowed' | 'forbidden' | 'invisible' | 'either' => {
    if (access.kind !== 'allow') return 'allowed';
    const { params = {}, query = {}, body } = route.example;
    const parts = route.upload ? (['params', 'query'] as const) : (['params', 'query', 'body'] as const);
    const areaCode = access.areaOf?.(readInput(route, { params, query, body } as never, parts) as never);
    if (areaCode === undefined) return decideAnywhere(grants, access.action) === 'allowed' ? 'either' : 'forbidden';
    const ancestry = service.app.get(AreasService, { strict: false }).ancestorsOf(areaCode);
    return decide(grants, access.action, ancestry);
  };

  const ending = (one: DeclaredRoute): boolean => one.route.method === 'DELETE' && one.access.kind === 'signed-in';

  it.each(declared.map((one) => [one.route.id, one] as const))('%s', async (_, one) => {
    const anonymous = await ask(one.route);
    if (one.access.kind !== 'public') expect(anonymous).toEqual({ status: 401, code: 'NOT_SIGNED_IN' });
    expect(anonymous.code).not.toBe('INTERNAL');
    if (ending(one) || one.access.kind === 'public') return;
    const answers = await Promise.all(people.map((asking) => ask(one.route, asking.token)));
    people.forEach(({ name, grants }, i) => {
      const { status, code } = answers[i] ?? { status: 0, code: undefined };
      const said = [name, status, code];
      expect(said).not.toContain('INTERNAL');
      expect(said).not.toContain('NOT_SIGNED_IN');
      const verdict = oracle(one, grants);
      if (verdict === 'forbidden') expect(said).toEqual([name, 403, 'NOT_ALLOWED']);
      if (verdict === 'invisible') expect(said).toEqual([name, 404, 'NOT_FOUND']);
      if (verdict === 'allowed') expect(said).not.toContain('NOT_ALLOWED');
    });
  });

  const narrowed = declared.filter(
    ({ access, route }) => access.kind === 'allow' && !access.areaOf && route.method !== 'GET',
  );

  it.each(narrowed.map((one) => [one.route.id, one] as const))(
    '%s changes nothing of another commune',
    async (_, one) => {
      if (!JSON.stringify(one.route.example).includes(here)) return;
      for (const { name, token } of people.filter((asking) => asking.name.endsWith('elsewhere'))) {
        const { status } = await ask(one.route, token, true);
        expect([name, status < 300 ? 'done' : 'refused']).toEqual([name, 'refused']);
      }
    },
  );
});

function formOf({ upload, example }: Route): FormData | undefined {
  if (!upload) return undefined;
  const form = new FormData();
  for (const [name, value] of Object.entries((example.body ?? {}) as Record<string, unknown>)) {
    form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  form.append(upload.field, new Blob(['sound']), 'sound.mp3');
  return form;
}
