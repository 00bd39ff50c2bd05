import { Controller, Global, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { Command } from 'commander';
import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { z } from 'zod';
import { Secret, TOTP } from 'otpauth';
import { registerUser } from '../../src/cli/commands/user';
import { accountsRoutes } from '../../src/contracts/http/accounts';
import { type Client, createClient } from '../../src/contracts/http/client';
import { defineRoutes, route, type InputOf } from '../../src/contracts/http/route';
import type { Role } from '../../src/domain/access/roles';
import { AccountsModule, PasswordsService, UsersService } from '../../src/features/accounts';
import { CLOCK } from '../../src/platform/clock/clock';
import { LOA_CONFIG, loadConfig } from '../../src/platform/config/config';
import { AuditEntity } from '../../src/platform/database/audit.entity';
import { ReadDatabase } from '../../src/platform/database/database';
import { systemActor } from '../../src/platform/database/transaction';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { Allow } from '../../src/platform/http/access';
import { configureHttp } from '../../src/platform/http/configure-http';
import { Endpoint, Input } from '../../src/platform/http/endpoint';
import { createLogger } from '../../src/platform/logging/logger';
import { sampledDatabaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';

const parents: Record<string, string | null> = { VN: null, '51': 'VN', '23538': '51', '23535': '51', '01': 'VN' };
const tree = {
  rootCode: () => 'VN',
  ancestorsOf: async (code: string): Promise<string[] | null> => {
    if (!(code in parents)) return null;
    const above: string[] = [];
    for (let at: string | null = code; at !== null; at = parents[at] ?? null) above.push(at);
    return above;
  },
};
/** A route that frightens people, such as an emergency's. */
const dangerRoutes = defineRoutes('danger', {
  sound: route({
    method: 'POST',
    path: '/api/danger/:code',
    params: z.object({ code: z.string() }),
    summary: 'Sounds the alarm.',
    errors: ['NOT_FOUND'],
    example: { params: { code: '23538' } },
  }),
});

@Controller()
class DangerController {
  @Endpoint(dangerRoutes.sound)
  @Allow('emergency.start', ({ params }: InputOf<typeof dangerRoutes.sound>) => params.code)
  async sound(@Input() _input: InputOf<typeof dangerRoutes.sound>): Promise<undefined> {}
}

const password = 'con suối chảy qua làng';
const setup = systemActor('test');

async function serve(test: TestDatabase, clock: FakeClock, dataDir: string) {
  const providers = [
    { provide: CLOCK, useValue: clock },
    { provide: UnitOfWork, useValue: test.database.uow },
    { provide: ReadDatabase, useValue: test.database.read },
    { provide: LOA_CONFIG, useValue: loadConfig({ LOA_DATA_DIR: dataDir }) },
  ];
  @Global()
  @Module({ providers, exports: providers.map(({ provide }) => provide) })
  class Ground {}
  const accounts = AccountsModule.with({ imports: [], inject: [], create: () => tree });
  const module = await Test.createTestingModule({
    imports: [Ground, accounts],
    controllers: [DangerController],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: false,
    forceCloseConnections: true,
  });
  const limits = { jsonLimitBytes: 100_000, uploadLimitBytes: 1_000_000 };
  const logger = createLogger({ level: 'silent', name: 'test' });
  configureHttp(app, { logger, clock, publicOrigin: null, trustedProxies: 0, ...limits });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, client: createClient({ baseUrl: `http://127.0.0.1:${port}` }), http: request(app.getHttpServer()) };
}

describe.each(sampledDatabaseNames('postgres'))('accounts on %s', (name) => {
  let test: TestDatabase;
  let clock: FakeClock;
  let service: Awaited<ReturnType<typeof serve>>;
  let users: UsersService;
  let dataDir: string;

  beforeEach(async () => {
    clock = new FakeClock();
    test = await openTestDatabase(name, { clock });
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-accounts-'));
    service = await serve(test, clock, dataDir);
    users = service.app.get(UsersService);
  });
  afterEach(async () => {
    await service.app.close();
    await test.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const add = (username: string, role: Role, areaCode: string) =>
    users.create(setup, { username, displayName: username, password, grants: [{ role, areaCode }] });
  const logIn = async (username: string, secret = password): Promise<Client> => {
    const session = await service.client.call(accountsRoutes.logIn, {
      body: { username, password: secret, carry: 'bearer' },
    });
    return service.client.withToken(session.token ?? undefined);
  };
  const codeOf = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'done',
      (error: Error & { problem?: { code: string } }) => error.problem?.code ?? error.message,
    );
  const audited = async (): Promise<string[]> =>
    (await test.database.read.manager.find(AuditEntity)).map((row) => row.action);

  it('prints the first administrator once, and its password works', async () => {
    const first = await users.ensureFirstAdmin();
    expect(first).toMatchObject({ username: 'admin', password: expect.stringMatching(/^.{16}$/) });
    expect(await users.ensureFirstAdmin()).toBeNull();
    const me = await (await logIn('admin', first?.password)).call(accountsRoutes.me, {});
    expect(me).toMatchObject({ username: 'admin', grants: [{ role: 'admin', areaCode: 'VN' }] });
  });

  it('a browser gets an httpOnly cookie and no token; the database holds neither token nor password', async () => {
    await add('an', 'staff', '23538');
    const agent = request.agent(service.app.getHttpServer());
    const answer = await agent.post('/api/sessions').send({ username: ' AN ', password }).expect(201);
    expect(answer.body.token).toBeNull();
    const cookie = answer.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/^loa_session=[\w-]{43}; Max-Age=1209600; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    await agent.get('/api/me').expect(200);
    const token = /=([\w-]{43});/.exec(cookie)?.[1] ?? '';
    const stored = JSON.stringify(await test.database.read.manager.query('SELECT * FROM sessions, users'));
    expect(stored).not.toContain(token);
    expect(stored).toContain('$argon2id$');
    await agent.delete('/api/sessions/current').expect(204);
    await agent.get('/api/me').expect(401);
    expect((await audited()).sort()).toEqual(['session.closed', 'session.opened', 'user.created']);
  });

  it('a session ends by time, by signing out everywhere, and with the account', async () => {
    const { user } = await add('an', 'staff', '23538');
    const [one, two] = [await logIn('an'), await logIn('an')];
    await one.call(accountsRoutes.logOutEverywhere, {});
    expect(await codeOf(two.call(accountsRoutes.me, {}))).toBe('NOT_SIGNED_IN');
    const three = await logIn('an');
    await clock.advance(336 * 3_600_000 - 1);
    expect(await codeOf(three.call(accountsRoutes.me, {}))).toBe('done');
    await clock.advance(1);
    expect(await codeOf(three.call(accountsRoutes.me, {}))).toBe('NOT_SIGNED_IN');
    const four = await logIn('an');
    await users.setDisabled(setup, user.id, true);
    expect(await codeOf(four.call(accountsRoutes.me, {}))).toBe('NOT_SIGNED_IN');
    expect(await codeOf(logIn('an'))).toBe('LOGIN_FAILED');
  });

  it('wrong name and wrong password answer alike; guessing is slowed per user and address', async () => {
    await add('an', 'staff', '23538');
    await add('binh', 'staff', '23538');
    expect(await codeOf(logIn('nobody', 'x'))).toBe('LOGIN_FAILED');
    const guesses = await Promise.all(Array.from({ length: 8 }, () => codeOf(logIn('an', 'wrong'))));
    expect(guesses.filter((code) => code === 'LOGIN_FAILED')).toHaveLength(5);
    expect(guesses.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(3);
    const refused = await service.http.post('/api/sessions').send({ username: 'an', password }).expect(429);
    expect(refused.headers['retry-after']).toBe('300');
    expect(await codeOf(logIn('binh'))).toBe('done');
    // What was counted outlives the process, and is counted together with other processes.
    const restarted = await serve(test, clock, dataDir);
    await restarted.http.post('/api/sessions').send({ username: 'an', password }).expect(429);
    await restarted.app.close();
    await clock.advance(300_000);
    expect(await codeOf(logIn('an'))).toBe('done');
  });

  it('changing the password ends the other sessions and asks for the old one', async () => {
    await add('an', 'staff', '23538');
    const [here, elsewhere] = [await logIn('an'), await logIn('an')];
    const change = (current: string, next: string) =>
      codeOf(here.call(accountsRoutes.changePassword, { body: { current, password: next } }));
    expect(await change('wrong', 'trăng lên nương')).toBe('LOGIN_FAILED');
    expect(await change(password, 'ngắn')).toBe('PASSWORD_TOO_SHORT');
    expect(await change(password, 'trăng lên nương')).toBe('done');
    expect(await codeOf(here.call(accountsRoutes.me, {}))).toBe('done');
    expect(await codeOf(elsewhere.call(accountsRoutes.me, {}))).toBe('NOT_SIGNED_IN');
    expect(await codeOf(logIn('an', 'trăng lên nương'.normalize('NFD')))).toBe('done');
  });

  it('a one-time code sets the password once, within a day', async () => {
    await add('an', 'staff', '23538');
    const passwords = service.app.get(PasswordsService);
    const open = await logIn('an');
    const use = (code: string) =>
      codeOf(service.client.call(accountsRoutes.useReset, { body: { code, password: 'trăng lên nương' } }));
    const stale = await passwords.createOneTimeReset(setup, 'an');
    const reset = await passwords.createOneTimeReset(setup, 'an');
    expect(await use(stale.code)).toBe('RESET_CODE_INVALID');
    expect((await Promise.all([use(reset.code), use(reset.code)])).sort()).toEqual(['RESET_CODE_INVALID', 'done']);
    expect(await codeOf(open.call(accountsRoutes.me, {}))).toBe('NOT_SIGNED_IN');
    expect(await codeOf(logIn('an', 'trăng lên nương'))).toBe('done');
    const late = await passwords.createOneTimeReset(setup, 'an');
    await clock.advance(24 * 3_600_000);
    expect(await use(late.code)).toBe('RESET_CODE_INVALID');
    await expect(passwords.createOneTimeReset(setup, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('X1 an administrator works in the own areas only, and never above', async () => {
    const nation = (await add('nation', 'admin', 'VN')).user;
    const staff = (await add('staff', 'staff', '23538')).user;
    const hanoi = (await add('hanoi', 'staff', '01')).user;
    await add('commune', 'admin', '23538');
    const admin = await logIn('commune');
    const listed = await admin.call(accountsRoutes.listUsers, {});
    expect(listed.users.map((user) => user.username)).toEqual(['commune', 'staff']);
    const grant = (userId: string, areaCode: string) =>
      codeOf(admin.call(accountsRoutes.addGrant, { params: { userId }, body: { role: 'operator', areaCode } }));
    expect(await grant(staff.id, '23538')).toBe('done');
    expect(await grant(staff.id, '23535')).toBe('NOT_FOUND');
    expect(await grant(staff.id, 'nowhere')).toBe('NOT_FOUND');
    expect(await grant(hanoi.id, '23538')).toBe('NOT_FOUND');
    expect(await codeOf(admin.call(accountsRoutes.resetPassword, { params: { userId: staff.id } }))).toBe('done');

    // One who also holds a grant above may not be taken over from below.
    await users.addGrant(setup, nation.id, { role: 'staff', areaCode: '23538' });
    const take = admin.call(accountsRoutes.resetPassword, { params: { userId: nation.id } });
    expect(await codeOf(take)).toBe('NOT_ALLOWED');
    const worker = await logIn('staff');
    expect(await codeOf(worker.call(accountsRoutes.listUsers, {}))).toBe('NOT_ALLOWED');
    expect(await codeOf(service.client.call(accountsRoutes.listUsers, {}))).toBe('NOT_SIGNED_IN');
  });

  it('creates users with a code in place of a password; a name is taken once, even by two at once', async () => {
    await add('admin', 'admin', '51');
    const admin = await logIn('admin');
    const create = (username: string, areaCode: string) =>
      admin.call(accountsRoutes.createUser, {
        body: { username, displayName: 'Y Nhung', grants: [{ role: 'staff', areaCode }] },
      });
    const { user, reset } = await create('Y.Nhung', '23538');
    expect(user).toMatchObject({ username: 'y.nhung', grants: [{ role: 'staff', areaCode: '23538' }] });
    const body = { code: reset?.code ?? '', password: 'trăng lên nương' };
    await service.client.call(accountsRoutes.useReset, { body });
    expect(await codeOf(logIn('y.nhung', 'trăng lên nương'))).toBe('done');
    expect(await codeOf(create('elsewhere', '01'))).toBe('NOT_FOUND');
    const twins = await Promise.all([codeOf(create('twin', '51')), codeOf(create('twin', '51'))]);
    expect(twins.sort()).toEqual(['USER_EXISTS', 'done']);
  });

  it('a revoked role is gone with the next request of an open session, and the audit keeps who had it', async () => {
    const { user } = await add('admin', 'admin', '51');
    const admin = await logIn('admin');
    const me = await admin.call(accountsRoutes.me, {});
    await users.revokeGrant(setup, user.id, me.grants[0]?.id ?? '');
    expect(await codeOf(admin.call(accountsRoutes.listUsers, {}))).toBe('NOT_ALLOWED');
    const row = await test.database.read.manager.findOneBy(AuditEntity, { action: 'user.revoked' });
    expect(row).toMatchObject({ actorName: 'test', entityId: user.id, before: { role: 'admin', areaCode: '51' } });
  });

  it('lists in pages by name', async () => {
    await add('admin', 'admin', 'VN');
    for (const username of ['c', 'a', 'b'].map((one) => `${one}${one}`)) await add(username, 'staff', '01');
    const admin = await logIn('admin');
    const first = await admin.call(accountsRoutes.listUsers, { query: { limit: 3 } });
    expect([first.users.map((user) => user.username), first.next]).toEqual([['aa', 'admin', 'bb'], 'bb']);
    const second = await admin.call(accountsRoutes.listUsers, { query: { limit: 3, after: 'bb' } });
    expect([second.users.map((user) => user.username), second.next]).toEqual([['cc'], null]);
  });

  it('X2 the second step holds for five minutes in its own session, by password', async () => {
    await add('an', 'operator', '23538');
    const [here, there] = [await logIn('an'), await logIn('an')];
    const step = (client: Client, body: { password?: string; code?: string }) =>
      codeOf(client.call(accountsRoutes.takeSecondStep, { body }));
    const alarm = (client: Client) => codeOf(client.call(dangerRoutes.sound, { params: { code: '23538' } }));
    expect(await alarm(here)).toBe('SECOND_STEP_NEEDED');
    expect(await step(here, { password: 'wrong' })).toBe('LOGIN_FAILED');
    expect(await alarm(here)).toBe('SECOND_STEP_NEEDED');
    expect(await step(here, { password })).toBe('done');
    expect(await alarm(here)).toBe('done');
    expect(await alarm(there)).toBe('SECOND_STEP_NEEDED');
    expect((await here.call(accountsRoutes.me, {})).secondStepUntil).toBe(clock.nowMs() + 300_000);
    await clock.advance(299_999);
    expect(await alarm(here)).toBe('done');
    await clock.advance(1);
    expect(await alarm(here)).toBe('SECOND_STEP_NEEDED');
    await add('binh', 'staff', '23538');
    expect(await alarm(await logIn('binh'))).toBe('NOT_ALLOWED');
    expect(await codeOf(here.call(accountsRoutes.takeSecondStep, { body: {} }))).toBe('INPUT_INVALID');
  });

  it('X2 an authenticator: shown once, on after its first code, asked for at log-in, no code twice, paper for a lost phone', async () => {
    await add('an', 'operator', '23538');
    const client = await logIn('an');
    const { secret, uri } = await client.call(accountsRoutes.enrol, { body: { password } });
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    const codeAt = (ms: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ms });
    const tryLogIn = (code?: string) =>
      codeOf(
        service.client.call(accountsRoutes.logIn, {
          body: { username: 'an', password, carry: 'bearer', ...(code === undefined ? {} : { code }) },
        }),
      );
    expect(await tryLogIn()).toBe('done');
    const { recoveryCodes } = await client.call(accountsRoutes.confirmEnrolment, {
      body: { code: codeAt(clock.nowMs()) },
    });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await tryLogIn()).toBe('SECOND_FACTOR_NEEDED');
    expect(await tryLogIn(codeAt(clock.nowMs()))).toBe('LOGIN_FAILED');
    await clock.advance(30_000);
    expect(await tryLogIn(codeAt(clock.nowMs()))).toBe('done');
    expect(await tryLogIn(codeAt(clock.nowMs()))).toBe('LOGIN_FAILED');
    const [paper = ''] = recoveryCodes;
    expect(await tryLogIn(paper.toUpperCase())).toBe('done');
    expect(await tryLogIn(paper)).toBe('LOGIN_FAILED');
    await clock.advance(300_000);
    expect(await codeOf(client.call(accountsRoutes.takeSecondStep, { body: { password } }))).toBe(
      'SECOND_FACTOR_NEEDED',
    );
    const body = { code: codeAt(clock.nowMs()) };
    const twice = [1, 2].map(() => codeOf(client.call(accountsRoutes.takeSecondStep, { body })));
    expect((await Promise.all(twice)).sort()).toEqual(['LOGIN_FAILED', 'done']);
    expect(await client.call(accountsRoutes.me, {})).toMatchObject({ authenticator: true, recoveryCodesLeft: 9 });
    const stored = JSON.stringify(
      await test.database.read.manager.query('SELECT * FROM authenticators, recovery_codes'),
    );
    for (const known of [secret, paper.replaceAll('-', '')]) expect(stored).not.toContain(known);
    expect(await codeOf(client.call(accountsRoutes.disableAuthenticator, { body: { code: recoveryCodes[1] } }))).toBe(
      'done',
    );
    expect(await tryLogIn()).toBe('done');
  });

  it('X2 a code of `loa user reset` lets in who lost phone and paper: the password is new, the authenticator gone, the trail says so', async () => {
    const { id } = (await add('an', 'operator', '23538')).user;
    const client = await logIn('an');
    const { secret } = await client.call(accountsRoutes.enrol, { body: { password } });
    const first = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.nowMs() });
    await client.call(accountsRoutes.confirmEnrolment, { body: { code: first } });
    const told = await runUserCommand('reset', 'AN');
    expect(told).toMatchObject({ err: '', code: 0 });
    const [code = ''] = told.out.split(' ');
    expect(await codeOf(client.call(accountsRoutes.me, {}))).toBe('done');
    await service.client.call(accountsRoutes.useReset, { body: { code, password: 'trăng lên nương' } });
    expect(await codeOf(client.call(accountsRoutes.me, {}))).toBe('NOT_SIGNED_IN');
    const again = await logIn('an', 'trăng lên nương');
    expect(await again.call(accountsRoutes.me, {})).toMatchObject({ authenticator: false, recoveryCodesLeft: 0 });
    const trail = await test.database.read.manager.findBy(AuditEntity, { entityId: id });
    expect(trail.map(({ action, actorName }) => [action, actorName])).toEqual(
      expect.arrayContaining([
        ['user.reset-made', 'loa (command line)'],
        ['user.password-reset', 'an'],
        ['user.authenticator-off', 'an'],
      ]),
    );
    const unknown = await runUserCommand('reset', 'nobody');
    expect(unknown).toMatchObject({ out: '', code: 1 });
    expect(unknown.err).toMatch(/^user reset: .+ \/ .+\n$/);
  });

  /** `loa user …`, on the opened database. */
  const runUserCommand = async (...words: string[]): Promise<{ out: string; err: string; code: number }> => {
    const said = { out: '', err: '' };
    const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text))));
    const err = jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.err += String(text))));
    const program = new Command().exitOverride();
    registerUser(program, (_, work) => work(service.app.get(PasswordsService)));
    try {
      await program.parseAsync(['user', ...words], { from: 'user' });
      return { ...said, code: Number(process.exitCode ?? 0) };
    } finally {
      process.exitCode = undefined;
      out.mockRestore();
      err.mockRestore();
    }
  };
});
