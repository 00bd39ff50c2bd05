import { Global, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type Client, createClient, ProblemError } from '../../src/contracts/http/client';
import type { Principal } from '../../src/domain/access/principal';
import type { Role } from '../../src/domain/access/roles';
import { AccountsModule, UsersService } from '../../src/features/accounts';
import { hashToken } from '../../src/features/accounts/passwords';
import { SessionEntity } from '../../src/features/accounts/session.entity';
import { AreasModule, AreasService, rootAreaCode } from '../../src/features/areas';
import { AreaEntity } from '../../src/features/areas/area.entity';
import { BulletinsModule } from '../../src/features/bulletins';
import { MediaModule, type MediaParts, type Normaliser } from '../../src/features/media';
import { NotificationsModule } from '../../src/features/notifications';
import { TopicEntity } from '../../src/features/topics/topic.entity';
import { CLOCK, type Clock } from '../../src/platform/clock/clock';
import { LOA_CONFIG, type LoaConfig, loadConfig } from '../../src/platform/config/config';
import { ReadDatabase } from '../../src/platform/database/database';
import { systemActor } from '../../src/platform/database/transaction';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { EventDispatcher, type LoaEvent } from '../../src/platform/events/event-dispatcher';
import { configureHttp } from '../../src/platform/http/configure-http';
import { JobRunner } from '../../src/platform/jobs/job-runner';
import { ServiceStart } from '../../src/platform/lifecycle/service-start';
import { createLogger } from '../../src/platform/logging/logger';
import { FileAudioStore } from '../../src/platform/storage/file-audio-store';
import { type DatabaseName, openTestDatabase, type TestDatabase } from './databases';
import { FakeClock } from './fake-clock';

const setup = systemActor('test');

/** VN > 51 > 23535 and 23538 (with the zone 23538.1), VN > 01. */
const areas: [code: string, level: AreaEntity['level'], name: string, parent: string][] = [
  ['51', 'province', 'Quảng Ngãi', 'VN'],
  ['01', 'province', 'Hà Nội', 'VN'],
  ['23535', 'commune', 'Xã Ia Đal', '51'],
  ['23538', 'commune', 'Xã Ia Tơi', '51'],
  ['23538.1', 'zone', 'Thôn 1', '23538'],
  ['23538.9', 'zone', 'Thôn cũ', '23538'],
];

export interface User {
  principal: Principal;
  client: Client;
  token: string;
}

/** The code of the problem that a call ends with, or `done`. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
  );

/** Accounts, areas, media and bulletins behind HTTP, on one database, with a store in a temporary folder. */
export interface BulletinService {
  app: NestExpressApplication;
  test: TestDatabase;
  clock: FakeClock;
  store: FileAudioStore;
  storeRoot: string;
  origin: string;
  events: EventDispatcher;
  jobs: JobRunner;
  /** Events delivered so far. */
  delivered: LoaEvent[];
  user(username: string, role: Role, areaCode: string): Promise<User>;
  /** Lets the clock, jobs and events run until the condition holds; throws after 50 s of real time. */
  until(condition: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export async function serveBulletins(
  name: DatabaseName,
  normaliser: Normaliser,
  options: Partial<LoaConfig> = {},
  fingerprinter?: MediaParts['fingerprinter'],
): Promise<BulletinService> {
  const clock = new FakeClock();
  const test = await openTestDatabase(name, { clock: impatient(clock) });
  const storeRoot = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-store-'));
  const store = new FileAudioStore(storeRoot);
  const failures: unknown[] = [];
  const events = new EventDispatcher(test.database, clock, (_event, error) => failures.push(error));
  const jobs = new JobRunner(test.database, clock, (_kind, error) => failures.push(error));
  await fill(test);
  const config = { ...loadConfig({}), uploadLimitBytes: 1_000_000, ...options };
  const app = await build(
    { clock, test, events, jobs, config },
    MediaModule.with({ store, normaliser, ...(fingerprinter ? { fingerprinter } : {}) }),
  );
  const limits = { jsonLimitBytes: config.jsonLimitBytes, uploadLimitBytes: config.uploadLimitBytes };
  const logger = createLogger({ level: 'silent', name: 'test' });
  configureHttp(app, { logger, clock, publicOrigin: null, trustedProxies: 0, ...limits });
  // Closed while a test is just asking over it, an idle connection would lose the question.
  app.getHttpServer().keepAliveTimeout = 60_000;
  await app.listen(0, '127.0.0.1');
  const delivered: LoaEvent[] = [];
  events.listen(async (event) => void delivered.push(event));
  events.start();
  await jobs.start({ exclusive: true });
  const origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const service: BulletinService = {
    ...{ app, test, clock, store, storeRoot, origin, events, jobs, delivered },
    user: (username, role, areaCode) => signedIn(app, test, clock, origin, username, role, areaCode),
    until: async (condition) => {
      const patience = performance.now() + 50_000;
      for (let rounds = 0; !(await condition()) && performance.now() < patience; rounds += 1) {
        await clock.advance(1000);
        await events.idle();
        // A real ffmpeg is being waited for: leave it the processor.
        await new Promise((resolve) => (rounds < 100 ? setImmediate(resolve) : setTimeout(resolve, 10)));
      }
      if (!(await condition())) throw new Error(`it never came to that; failures: ${failures.map(String).join('; ')}`);
    },
    close: async () => {
      await service.jobs.stop();
      await events.stop();
      await app.close();
      await test.close();
      fs.rmSync(storeRoot, { recursive: true, force: true });
    },
  };
  return service;
}

/** The clock for units of work: PostgreSQL's pause before another try must end while a request waits and nobody moves the clock. */
function impatient(clock: FakeClock): Clock {
  return {
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs(),
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    every: (ms, task) => clock.every(ms, task),
  };
}

async function fill(test: TestDatabase): Promise<void> {
  await test.database.uow.run(setup, async ({ manager }) => {
    for (const [code, level, areaName, parentCode] of areas) {
      await manager.insert(AreaEntity, {
        code,
        level,
        name: areaName,
        nameSearch: areaName.toLowerCase(),
        parentCode,
        validFrom: null,
        validTo: code === '23538.9' ? '2025-12-31' : null,
        countsEmbedded: null,
        timeZone: null,
        createdAt: 0,
        updatedAt: 0,
      });
    }
    for (const [code, retiredAt] of [
      ['1', null],
      ['2', null],
      ['9', 1],
    ] as const) {
      const names = { nameVi: `Lĩnh vực ${code}`, nameEn: `Topic ${code}`, nameSearch: `linh vuc ${code}` };
      await manager.insert(TopicEntity, {
        ...{ code, parentCode: null, ...names, origin: 'list', retiredAt, createdAt: 0, updatedAt: 0 },
      });
    }
  });
}

async function build(
  ground: { clock: FakeClock; test: TestDatabase; events: EventDispatcher; jobs: JobRunner; config: object },
  media: ReturnType<typeof MediaModule.with>,
): Promise<NestExpressApplication> {
  const providers = [
    { provide: CLOCK, useValue: ground.clock },
    { provide: UnitOfWork, useValue: ground.test.database.uow },
    { provide: ReadDatabase, useValue: ground.test.database.read },
    { provide: EventDispatcher, useValue: ground.events },
    { provide: JobRunner, useValue: ground.jobs },
    { provide: LOA_CONFIG, useValue: ground.config },
    { provide: ServiceStart, useValue: new ServiceStart() },
  ];
  @Global()
  @Module({ providers, exports: providers.map(({ provide }) => provide) })
  class Ground {}
  const accounts = AccountsModule.with({
    imports: [AreasModule],
    inject: [AreasService],
    create: (tree: AreasService) => ({
      rootCode: () => rootAreaCode,
      ancestorsOf: async (code: string) => (tree.find(code) ? tree.ancestorsOf(code) : null),
    }),
  });
  // Nothing is planned here.
  const forecast = { nextAiring: () => Promise.resolve(undefined) };
  const notifications = NotificationsModule.with({ imports: [], inject: [], create: () => forecast });
  const module = await Test.createTestingModule({
    imports: [Ground, accounts, media, BulletinsModule, notifications],
  }).compile();
  return module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
}

async function signedIn(
  app: NestExpressApplication,
  test: TestDatabase,
  clock: FakeClock,
  origin: string,
  username: string,
  role: Role,
  areaCode: string,
): Promise<User> {
  const wanted = { username, displayName: username, password: null, grants: [{ role, areaCode }] };
  const { user } = await app.get(UsersService).create(setup, wanted);
  const token = `token-of-${username}`;
  await test.database.uow.run(setup, ({ manager }) =>
    manager
      .insert(SessionEntity, {
        tokenHash: hashToken(token),
        userId: user.id,
        createdAt: clock.nowMs(),
        expiresAt: clock.nowMs() + 365 * 86_400_000,
      })
      .then(() => undefined),
  );
  return {
    principal: { userId: user.id, username, displayName: username, grants: [{ role, areaCode }] },
    client: createClient({ baseUrl: origin, token }),
    token,
  };
}
