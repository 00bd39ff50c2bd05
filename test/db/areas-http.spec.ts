import { type CanActivate, type ExecutionContext, Global, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { AddressInfo } from 'node:net';
import { areasRoutes } from '../../src/contracts/http/areas';
import { campaignsRoutes } from '../../src/contracts/http/campaigns';
import { createClient, ProblemError, type Client } from '../../src/contracts/http/client';
import { topicsRoutes } from '../../src/contracts/http/topics';
import type { Role } from '../../src/domain/access/roles';
import { AreasModule, AreasService } from '../../src/features/areas';
import { CampaignsModule } from '../../src/features/campaigns';
import { TopicsModule } from '../../src/features/topics';
import { CLOCK } from '../../src/platform/clock/clock';
import { ReadDatabase } from '../../src/platform/database/database';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { configureHttp } from '../../src/platform/http/configure-http';
import { controllersOf, declaredRoutes } from '../../src/platform/http/declared-routes';
import type { HttpRequest } from '../../src/platform/http/http-request';
import { buildOpenApi } from '../../src/platform/http/openapi';
import { createLogger } from '../../src/platform/logging/logger';
import { openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { referenceCsv } from '../support/reference-data';

/** Who is asking is the accounts' business: here the bearer token simply says role and area. */
class TokenSaysWho implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const [role, areaCode = ''] = (request.headers.authorization ?? '').replace('Bearer ', '').split('@');
    const grants = [{ role: role as Role, areaCode }];
    request.principal = { userId: 'u1', username: 'y.nhung', displayName: 'Y Nhung', grants };
    return true;
  }
}

let test: TestDatabase;
let app: NestExpressApplication;
let admin: Client;
let operator: Client;
const as = (token: string): Client => admin.withToken(token);
const fileOf = (content: string | Uint8Array<ArrayBuffer>) => ({ content: new Blob([content]), name: 'list.csv' });

beforeAll(async () => {
  test = await openTestDatabase('sqlite3');
  const clock = new FakeClock();
  const providers = [
    { provide: UnitOfWork, useValue: test.database.uow },
    { provide: ReadDatabase, useValue: test.database.read },
    { provide: CLOCK, useValue: clock },
  ];
  @Global()
  @Module({ providers, exports: providers.map(({ provide }) => provide) })
  class Ground {}
  const built = await Test.createTestingModule({
    imports: [Ground, AreasModule, TopicsModule, CampaignsModule],
  }).compile();
  app = built.createNestApplication<NestExpressApplication>({ bodyParser: false });
  app.useGlobalGuards(new TokenSaysWho());
  const limits = { jsonLimitBytes: 100_000, uploadLimitBytes: 10_000_000, publicOrigin: null, trustedProxies: 0 };
  configureHttp(app, { logger: createLogger({ level: 'silent', name: 'test' }), clock, ...limits });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  admin = createClient({ baseUrl: `http://127.0.0.1:${port}`, token: 'admin@VN' });
  operator = admin.withToken('operator@51');
});
afterAll(async () => {
  await app.close();
  await test.close();
});

it('every route is declared whole, with an example that its contract accepts', () => {
  const declared = declaredRoutes(controllersOf(app));
  expect(declared.length).toBeGreaterThanOrEqual(16);
  expect(Object.keys(buildOpenApi(declared).paths)).toContain('/api/areas/{code}/zones');
  for (const { route } of declared) {
    for (const part of ['params', 'query', 'body', 'response'] as const) {
      const schema = route[part];
      if (schema && !('contentType' in schema)) {
        expect([route.id, part, schema.safeParse(route.example[part] ?? {}).error?.issues]).toEqual([
          route.id,
          part,
          undefined,
        ]);
      }
    }
  }
});

it('imports, searches, and shows an area with its path, zones and settings', async () => {
  const file = fileOf(referenceCsv('areas-2025'));
  const query = { kind: 'areas-2025' } as const;
  const dry = await admin.call(areasRoutes.import, { query: { ...query, dryRun: 'true' }, file });
  expect(dry).toMatchObject({ dryRun: true, created: 3355 });
  expect(await admin.call(areasRoutes.import, { query, file })).toMatchObject({ dryRun: false, created: 3355 });

  const { hits } = await operator.call(areasRoutes.search, { query: { q: 'IA TƠI', under: '51' } });
  expect(hits).toMatchObject([{ area: { code: '23538' }, path: [{ code: '51', name: 'Tỉnh Quảng Ngãi' }] }]);
  const zone = await operator.call(areasRoutes.createZone, { params: { code: '23538' }, body: { name: 'Thôn 1' } });
  expect(zone).toMatchObject({ code: '23538.1', level: 'zone' });
  await operator.call(areasRoutes.renameZone, { params: { code: zone.code }, body: { name: 'Thôn Một' } });
  const changed = await admin.call(areasRoutes.updateSettings, {
    params: { code: '51' },
    body: { countsEmbedded: true },
  });
  expect(changed.settings.own).toEqual({ countsEmbedded: true, timeZone: null, languages: null });
  expect(await operator.call(areasRoutes.get, { params: { code: '23538' } })).toMatchObject({
    area: { name: 'Xã Ia Tơi', validTo: null },
    path: [{ code: '51' }],
    zones: [{ name: 'Thôn Một' }],
    settings: { own: { countsEmbedded: null }, holding: { countsEmbedded: true, timeZone: 'Asia/Ho_Chi_Minh' } },
  });
  expect(await operator.call(areasRoutes.closeZone, { params: { code: zone.code } })).toMatchObject({
    validTo: '2026-01-05',
  });
  const { areas } = await operator.call(areasRoutes.children, { params: { code: 'VN' } });
  expect(areas).toHaveLength(34);
  expect(areas.slice(0, 2).map(({ name }) => name)).toEqual(['Thành phố Cần Thơ', 'Thành phố Đà Nẵng']);
});

it('refuses a faulty file with every row in both languages, a missing one, and one that is not UTF-8', async () => {
  const importing = (file?: ReturnType<typeof fileOf>) =>
    admin
      .call(areasRoutes.import, { query: { kind: 'areas-2025' }, ...(file ? { file } : {}) })
      .catch((error: unknown) => (error as ProblemError).problem);
  expect(await importing(fileOf('code,name,level,parent_code\n1,Tỉnh X,province,'))).toMatchObject({
    status: 422,
    code: 'IMPORT_REJECTED',
    data: { errors: [{ row: 2, column: 'code' }] },
    vi: { detail: expect.stringContaining('dòng 2: “1” không đúng dạng mã tỉnh') },
    en: { detail: expect.stringContaining('row 2: “1” is not a province code') },
  });
  expect(await importing(fileOf(new Uint8Array([0xff, 0xfe, 0x63, 0x00])))).toMatchObject({
    code: 'IMPORT_REJECTED',
    data: { errors: [{ row: 1 }] },
  });
  expect(await importing()).toMatchObject({ code: 'INPUT_INVALID', status: 400 });
});

it('names an unknown area, a wrong level, and input that is none', async () => {
  const problem = (work: Promise<unknown>) => work.catch((error: unknown) => (error as ProblemError).problem.code);
  expect(await problem(operator.call(areasRoutes.get, { params: { code: '99' } }))).toBe('AREA_UNKNOWN');
  const zone = { params: { code: '51' }, body: { name: 'X' } };
  expect(await problem(operator.call(areasRoutes.createZone, zone))).toBe('AREA_LEVEL_WRONG');
  expect(await problem(operator.call(areasRoutes.search, { query: { q: '' } }))).toBe('INPUT_INVALID');
});

it('serves topics, and campaigns to those who may see them (X1)', async () => {
  expect(await admin.call(topicsRoutes.import, { query: {}, file: fileOf(referenceCsv('topics')) })).toMatchObject({
    created: 23,
  });
  const body = { parentCode: '5', nameVi: 'Làng nghề', nameEn: 'Craft villages' };
  const topic = await admin.call(topicsRoutes.create, { body });
  await admin.call(topicsRoutes.rename, { params: { code: topic.code }, body: { nameEn: 'Crafts' } });
  await admin.call(topicsRoutes.retire, { params: { code: topic.code } });
  const { topics } = await operator.call(topicsRoutes.list, { query: { retired: 'true' } });
  expect(topics[4]?.topics.at(-1)).toMatchObject({ code: '5.6', nameEn: 'Crafts', retiredAt: expect.any(Number) });
  expect((await operator.call(topicsRoutes.list, { query: {} })).topics[4]?.topics).toHaveLength(5);

  const campaign = campaignsRoutes.create.example.body as never;
  const made = await operator.call(campaignsRoutes.create, { body: campaign });
  expect(made).toMatchObject({ areaCodes: ['23538'], phases: [{ contents: [{ topicCodes: ['3.1'] }] }, {}] });
  expect((await as('staff@23538').call(campaignsRoutes.list, {})).campaigns).toEqual([made]);
  expect((await as('staff@52').call(campaignsRoutes.list, {})).campaigns).toEqual([]);
  const status = (work: Promise<unknown>) => work.catch((error: unknown) => (error as ProblemError).problem.status);
  expect(await status(as('staff@52').call(campaignsRoutes.get, { params: { id: made.id } }))).toBe(404);
  expect(await status(as('operator@52').call(campaignsRoutes.create, { body: campaign }))).toBe(404);
  expect(await status(as('staff@51').call(campaignsRoutes.create, { body: campaign }))).toBe(403);
  expect(await as('staff@23538').call(campaignsRoutes.get, { params: { id: made.id } })).toEqual(made);
});

it('Nest fills the memory of the services at start-up', async () => {
  expect(app.get(AreasService).get('VN').level).toBe('nation');
});
