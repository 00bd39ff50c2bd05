import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { AddressInfo } from 'node:net';
import { createClient, type Client } from '../../src/contracts/http/client';
import { devicesRoutes } from '../../src/contracts/http/devices';
import type { Role } from '../../src/domain/access/roles';
import { AccessService, SecondStepService, SessionsService } from '../../src/features/accounts';
import { AREA_TREE } from '../../src/features/accounts/area-tree';
import { AccessGuard } from '../../src/features/accounts/access.guard';
import { AreasService } from '../../src/features/areas';
import { DevicesModule, ManifestService, StationKeys } from '../../src/features/devices';
import { LOA_CONFIG } from '../../src/platform/config/config';
import { EventDispatcher } from '../../src/platform/events/event-dispatcher';
import { configureHttp } from '../../src/platform/http/configure-http';
import { JobRunner } from '../../src/platform/jobs/job-runner';
import { createLogger } from '../../src/platform/logging/logger';
import { PlatformModule } from '../../src/platform/platform.module';
import { FakeRundownSource, openStation, read, type Station } from '../support/device-station';

/** A token `role@area` is a session of that role there. */
class RoleSessions {
  async find(token: string) {
    const [role, areaCode] = token.split('@') as [Role, string];
    const principal = { userId: token, username: token, displayName: token, grants: [{ role, areaCode }] };
    return { principal, tokenHash: token, secondStepAt: null };
  }
}

async function serve(station: Station) {
  const { database, clock, areas } = station;
  const tree = {
    rootCode: () => 'VN',
    ancestorsOf: async (code: string) => (areas.find(code) ? areas.ancestorsOf(code) : null),
  };
  @Global()
  @Module({
    providers: [
      { provide: AREA_TREE, useValue: tree },
      { provide: AreasService, useValue: areas },
      { provide: SessionsService, useClass: RoleSessions },
      { provide: LOA_CONFIG, useValue: { dataDir: '/nonexistent', horizonDays: 8 } },
      AccessService,
      { provide: SecondStepService, useValue: { holds: () => false } },
      { provide: APP_GUARD, useClass: AccessGuard },
    ],
    exports: [AccessService, AreasService, LOA_CONFIG],
  })
  class Surroundings {}
  const fail = (): void => undefined;
  const events = new EventDispatcher(database, clock, fail);
  const jobs = new JobRunner(database, clock, fail);
  const rundowns = { imports: [], inject: [], create: () => new FakeRundownSource() };
  const module = await Test.createTestingModule({
    imports: [PlatformModule.with({ clock, database, events, jobs }), Surroundings, DevicesModule.with(rundowns)],
  })
    .overrideProvider(StationKeys)
    .useValue(station.keys)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureHttp(app, {
    logger: createLogger({ level: 'silent', name: 'test' }),
    clock,
    publicOrigin: null,
    trustedProxies: 0,
    jsonLimitBytes: 100_000,
    uploadLimitBytes: 1000,
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, client: createClient({ baseUrl: `http://127.0.0.1:${port}` }) };
}

describe('the routes of devices', () => {
  let station: Station;
  let app: NestExpressApplication;
  let as: (role: Role, area: string) => Client;
  beforeAll(async () => {
    station = await openStation('sqlite3');
    const service = await serve(station);
    app = service.app;
    as = (role, area) => service.client.withToken(`${role}@${area}`);
  });
  afterAll(async () => {
    await app.close();
    await station.close();
  });
  const problem = async (call: Promise<unknown>): Promise<string> => {
    const error: unknown = await call.then(
      () => 'no problem',
      (caught: unknown) => caught,
    );
    const { problem: said } = error as { problem: { status: number; code: string } };
    return `${said.status} ${said.code}`;
  };

  it('an operator makes, names, moves and retires a device; everybody of the commune sees it', async () => {
    const operator = as('operator', '51');
    const body = {
      kind: 'loudspeaker' as const,
      name: '  Loa thôn 1 ',
      volume: [{ startLocal: '05:00', endLocal: '06:00', percent: 60 }],
    };
    const made = await operator.call(devicesRoutes.create, { params: { code: '23538.1' }, body });
    expect(made).toMatchObject({ name: 'Loa thôn 1', place: '', sink: 'auto', communeCode: '23538', counts: true });
    const params = { id: made.id };
    expect(await as('staff', '23538').call(devicesRoutes.get, { params })).toEqual(made);
    const { devices } = await as('reviewer', 'VN').call(devicesRoutes.list, { params: { code: '51' } });
    expect(devices).toEqual([made]);
    expect(await operator.call(devicesRoutes.rename, { params, body: { place: 'Nhà rông' } })).toMatchObject({
      place: 'Nhà rông',
    });
    expect(await operator.call(devicesRoutes.move, { params, body: { areaCode: '23535' } })).toMatchObject({
      areaCode: '23535',
    });
    expect(await problem(operator.call(devicesRoutes.manifest, { params }))).toBe('404 NOT_FOUND');
    const signed = await app.get(ManifestService).rebuild(made.id);
    expect(read(await operator.call(devicesRoutes.manifest, { params }))).toEqual(read(signed));
    expect((await operator.call(devicesRoutes.retire, { params })).retiredAt).toBe(station.clock.now);
    expect(await problem(operator.call(devicesRoutes.retire, { params }))).toBe('409 STATE_FORBIDS');
  });

  it('X1 invisible answers 404 as what is not there does, visible but not allowed 403', async () => {
    const { id } = await station.createDevice();
    const params = { id };
    const stranger = as('operator', '23535');
    const staff = as('staff', '23538');
    expect(await problem(stranger.call(devicesRoutes.get, { params }))).toBe('404 NOT_FOUND');
    expect(await problem(stranger.call(devicesRoutes.get, { params: { id: 'nothing' } }))).toBe('404 NOT_FOUND');
    expect(await problem(stranger.call(devicesRoutes.manifest, { params }))).toBe('404 NOT_FOUND');
    expect(await problem(stranger.call(devicesRoutes.retire, { params }))).toBe('404 NOT_FOUND');
    expect(await problem(stranger.call(devicesRoutes.list, { params: { code: '23538' } }))).toBe('404 NOT_FOUND');
    expect(await problem(staff.call(devicesRoutes.rename, { params, body: { name: 'x' } }))).toBe('403 NOT_ALLOWED');
    const body = { kind: 'fm' as const, name: 'Đài' };
    expect(await problem(staff.call(devicesRoutes.create, { params: { code: '23538' }, body }))).toBe(
      '403 NOT_ALLOWED',
    );
    expect(await problem(as('operator', '51').call(devicesRoutes.create, { params: { code: '51' }, body }))).toMatch(
      /AREA_LEVEL_WRONG$/,
    );
    const away = as('operator', '23538').call(devicesRoutes.move, { params, body: { areaCode: '23535' } });
    expect(await problem(away)).toBe('404 NOT_FOUND');
  });
});
