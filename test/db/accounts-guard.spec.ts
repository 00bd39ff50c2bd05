import { Controller, Global, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { z } from 'zod';
import { defineRoutes, type InputOf, route } from '../../src/contracts/http/route';
import type { Grant } from '../../src/domain/access/roles';
import { AccessService, AccountsModule, SessionsService, UsersService } from '../../src/features/accounts';
import { CLOCK } from '../../src/platform/clock/clock';
import { LOA_CONFIG, loadConfig } from '../../src/platform/config/config';
import { ReadDatabase } from '../../src/platform/database/database';
import { systemActor } from '../../src/platform/database/transaction';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { Allow, CurrentUser, Public, SignedIn } from '../../src/platform/http/access';
import { configureHttp } from '../../src/platform/http/configure-http';
import { Endpoint, Input } from '../../src/platform/http/endpoint';
import { createLogger } from '../../src/platform/logging/logger';
import type { Principal } from '../../src/domain/access/principal';
import { openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';

const answer = z.object({ by: z.string() });
const one = <P extends `/${string}`>(path: P) => ({
  path,
  response: answer,
  summary: 'A route.',
  errors: [],
  example: {},
});
const doorsRoutes = defineRoutes('doors', {
  open: route({ ...one('/api/open'), method: 'GET' }),
  mine: route({ ...one('/api/mine'), method: 'GET' }),
  slots: route({ ...one('/api/areas/:code/slots'), method: 'GET', params: z.object({ code: z.string().max(9) }) }),
  byBody: route({ ...one('/api/slots'), method: 'POST', body: z.object({ areaCode: z.string() }) }),
  anywhere: route({ ...one('/api/queue'), method: 'GET' }),
});

@Controller()
class DoorsController {
  @Endpoint(doorsRoutes.open)
  @Public()
  open(@Input() _input: InputOf<typeof doorsRoutes.open>) {
    return { by: 'anybody' };
  }

  @Endpoint(doorsRoutes.mine)
  @SignedIn()
  mine(@Input() _input: InputOf<typeof doorsRoutes.mine>, @CurrentUser() user: Principal) {
    return { by: user.username };
  }

  @Endpoint(doorsRoutes.slots)
  @Allow('slot.manage', ({ params }: InputOf<typeof doorsRoutes.slots>) => params.code)
  slots(@Input() _input: InputOf<typeof doorsRoutes.slots>, @CurrentUser() user: Principal) {
    return { by: user.username };
  }

  @Endpoint(doorsRoutes.byBody)
  @Allow('slot.manage', ({ body }: InputOf<typeof doorsRoutes.byBody>) => body.areaCode)
  byBody(@Input() _input: InputOf<typeof doorsRoutes.byBody>, @CurrentUser() user: Principal) {
    return { by: user.username };
  }

  @Endpoint(doorsRoutes.anywhere)
  @Allow('booking.manage')
  anywhere(@Input() _input: InputOf<typeof doorsRoutes.anywhere>, @CurrentUser() user: Principal) {
    return { by: user.username };
  }
}

const ancestry: Record<string, string[]> = {
  VN: ['VN'],
  '51': ['51', 'VN'],
  '23538': ['23538', '51', 'VN'],
  '23535': ['23535', '51', 'VN'],
};
const password = 'con suối chảy qua làng';

describe('X1 the guard before every route', () => {
  let test: TestDatabase;
  let app: NestExpressApplication;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const clock = new FakeClock();
    test = await openTestDatabase('sqlite3', { clock });
    const providers = [
      { provide: CLOCK, useValue: clock },
      { provide: UnitOfWork, useValue: test.database.uow },
      { provide: ReadDatabase, useValue: test.database.read },
      { provide: LOA_CONFIG, useValue: loadConfig({}) },
    ];
    @Global()
    @Module({ providers, exports: providers.map(({ provide }) => provide) })
    class Ground {}
    @Module({ controllers: [DoorsController] })
    class DoorsModule {}
    const tree = { rootCode: () => 'VN', ancestorsOf: async (code: string) => ancestry[code] ?? null };
    const accounts = AccountsModule.with({ imports: [], inject: [], create: () => tree });
    const module = await Test.createTestingModule({ imports: [Ground, accounts, DoorsModule] }).compile();
    app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
    const logger = createLogger({ level: 'silent', name: 'test' });
    const limits = { jsonLimitBytes: 100_000, uploadLimitBytes: 1_000_000 };
    configureHttp(app, { logger, clock, publicOrigin: null, trustedProxies: 0, ...limits });
    await app.init();
    const people: Record<string, Grant[]> = {
      province: [{ role: 'operator', areaCode: '51' }],
      here: [{ role: 'operator', areaCode: '23538' }],
      beside: [{ role: 'operator', areaCode: '23535' }],
      reviewer: [{ role: 'reviewer', areaCode: '23538' }],
      nobody: [],
    };
    for (const [username, grants] of Object.entries(people)) {
      await app.get(UsersService).create(systemActor('test'), { username, displayName: username, password, grants });
      tokens[username] = (await app.get(SessionsService).logIn(username, password, '127.0.0.1')).token;
    }
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const statusOf = async (who: string, path: string): Promise<number> => {
    const call = request(app.getHttpServer()).get(path);
    return (who === 'anonymous' ? await call : await call.set('authorization', `Bearer ${tokens[who]}`)).status;
  };

  it.each([
    ['anonymous', '/api/open', 200],
    ['anonymous', '/api/mine', 401],
    ['anonymous', '/api/areas/23538/slots', 401],
    ['anonymous', '/api/areas/much-too-long/slots', 401],
    ['nobody', '/api/mine', 200],
    ['nobody', '/api/areas/23538/slots', 404],
    ['nobody', '/api/queue', 403],
    ['province', '/api/areas/23538/slots', 200],
    ['province', '/api/areas/VN/slots', 404],
    ['here', '/api/areas/23538/slots', 200],
    ['here', '/api/areas/nowhere/slots', 404],
    ['here', '/api/areas/much-too-long/slots', 400],
    ['here', '/api/queue', 200],
    ['beside', '/api/areas/23538/slots', 404],
    ['reviewer', '/api/areas/23538/slots', 403],
    ['reviewer', '/api/queue', 403],
  ])('%s, %s: %i', async (who, path, status) => {
    expect(await statusOf(who, path)).toBe(status);
  });

  it('reads the area out of a JSON body too, and names what is wrong with it', async () => {
    const post = (who: string, body: object) =>
      request(app.getHttpServer()).post('/api/slots').set('authorization', `Bearer ${tokens[who]}`).send(body);
    expect((await post('here', { areaCode: '23538' })).body).toEqual({ by: 'here' });
    expect((await post('beside', { areaCode: '23538' })).status).toBe(404);
    expect((await post('here', {})).body).toMatchObject({
      code: 'INPUT_INVALID',
      data: { issues: [{ path: 'areaCode' }] },
    });
  });

  it('a wrong, foreign or empty token is nobody', async () => {
    for (const header of ['Bearer x', 'Basic abc', `Bearer ${tokens.here}x`]) {
      await request(app.getHttpServer()).get('/api/mine').set('authorization', header).expect(401);
    }
    await request(app.getHttpServer()).get('/api/mine').set('cookie', 'loa_session=').expect(401);
    await request(app.getHttpServer()).get('/api/mine').set('cookie', `loa_session=${tokens.here}`).expect(200);
  });

  it('AccessService decides for lists and single things', async () => {
    const access = app.get(AccessService);
    const principal = (grants: Grant[]): Principal => ({ userId: 'u', username: 'u', displayName: 'u', grants });
    const here = principal([{ role: 'operator', areaCode: '23538' }]);
    await expect(access.require(here, 'slot.manage', '23535')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(access.require(here, 'bulletin.approve', '23538')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(access.require(here, 'slot.manage', '23535', { what: 'slot', id: 's' })).rejects.toMatchObject({
      data: { what: 'slot', id: 's' },
    });
    expect(access.visibleAreaCodes(here, 'airtime.read')).toEqual(['23538']);
    const both = principal([...here.grants, { role: 'reviewer', areaCode: 'VN' }]);
    expect(access.visibleAreaCodes(both, 'airtime.read')).toEqual(['VN']);
    expect(() => access.requireAnywhere(both, 'user.manage')).toThrow(/NOT_ALLOWED/);
  });
});
