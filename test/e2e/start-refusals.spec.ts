import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { entities } from '../../src/entities';
import { migrations } from '../../src/migrations';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { openDatabase } from '../../src/platform/database/database';
import { StoreLock } from '../../src/platform/database/store-lock';
import { systemActor } from '../../src/platform/database/transaction';
import { writeSelfSigned } from '../support/certificates';

const main = path.resolve(__dirname, '../../dist/main.js');

interface Ended {
  code: number | null;
  said: string;
  /** On standard output. */
  told: string;
}

/** Starts the compiled service and waits for its end. */
function start(env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: '0', LOA_LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const limit = setTimeout(() => child.kill('SIGKILL'), 30_000);
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ code, said, told });
    }),
  );
}

/** Asks again and again until it is so; the test's own limit ends a vain wait. */
async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/**
 * Starts the compiled service with a certificate of its own: it carries log-in and live events, takes up a renewed certificate without a
 * restart, and ends with lines open. Resolves with what it told.
 */
async function servesOverHttps(dataDir: string, password: string): Promise<string> {
  const files = { certFile: path.join(dataDir, 'cert.pem'), keyFile: path.join(dataDir, 'key.pem') };
  const first = writeSelfSigned(files, 5);
  const tls = { LOA_TLS_CERT_FILE: files.certFile, LOA_TLS_KEY_FILE: files.keyFile, LOA_EMBEDDED_PLAYERS: 'off' };
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: '0', LOA_LOG_LEVEL: 'error', LOA_DATA_DIR: dataDir, ...tls },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  try {
    await until(() => child.exitCode !== null || /the certificate expires on \d{4}-/.test(told));
    const [, port] = /https:\/\/127\.0\.0\.1:(\d+) /.exec(told) ?? [];
    const ask = async (route: string, options: https.RequestOptions, body = ''): Promise<IncomingMessage> => {
      const asked = https.request({ host: '127.0.0.1', port, path: route, agent: false, ...options }).end(body);
      return ((await once(asked, 'response')) as [IncomingMessage])[0];
    };

    const headers = { 'content-type': 'application/json', origin: `https://127.0.0.1:${port}` };
    const login = JSON.stringify({ username: 'admin', password, carry: 'cookie' });
    const opened = await ask('/api/sessions', { method: 'POST', ca: first.cert, headers }, login);
    const cookie = opened.headers['set-cookie']?.[0] ?? '';
    expect([opened.statusCode, cookie]).toEqual([201, expect.stringMatching(/^loa_session=.*; Secure/)]);
    expect(opened.headers['strict-transport-security']).toMatch(/max-age=\d{7}/);
    const live = await ask('/api/live', { ca: first.cert, headers: { cookie: cookie.split(';')[0] } });
    expect(String(((await once(live, 'data')) as [Buffer])[0])).toMatch(/^id: .*\nevent: here/);
    live.on('error', () => undefined);

    const second = writeSelfSigned(files, 90);
    const renewed = (): Promise<boolean> =>
      ask('/api/health', { ca: second.cert }).then(
        () => true,
        () => false,
      );
    expect(await renewed()).toBe(false);
    child.kill('SIGHUP');
    await until(renewed);
    expect(live.destroyed).toBe(false);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
  expect(child.exitCode).toBe(0);
  return told;
}

describe('start-up refuses with one clear line and exit code 1', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-start-'));
  });
  afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

  const store = (more: typeof migrations = migrations): ReturnType<typeof openDatabase> =>
    openDatabase(
      { location: { file: path.join(dataDir, 'loa.db') }, entities, migrations: more, clock: new SystemClock() },
      { migrate: true },
    );

  it('nonsense in the settings: each variable, what it got and what it takes', async () => {
    const { code, said } = await start({
      LOA_DATA_DIR: dataDir,
      PORT: 'abc',
      LOA_ZONE: 'Asia/Nowhere',
      LOA_COLOUR: 'red',
    });
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toEqual([
      expect.stringMatching(/^loa: LOA_COLOUR is not a setting/),
      expect.stringMatching(/^loa: PORT got "abc", takes a whole number/),
      expect.stringMatching(/^loa: LOA_ZONE got "Asia\/Nowhere", takes an IANA time zone/),
    ]);
  });

  it('no ffmpeg where the settings say there is one', async () => {
    const { code, said } = await start({ LOA_DATA_DIR: dataDir, FFMPEG_PATH: '/nowhere/ffmpeg' });
    expect(code).toBe(1);
    expect(said.trim()).toMatch(/^loa: no usable ffmpeg \(.*\/nowhere\/ffmpeg.*$/);
  });

  it('a data folder that another Loa holds', async () => {
    const lock = StoreLock.take(dataDir);
    const { code, said } = await start({ LOA_DATA_DIR: dataDir });
    lock?.release();
    expect(code).toBe(1);
    expect(said.trim()).toMatch(
      /^loa: another Loa is working on .*; stop it, or choose another folder with LOA_DATA_DIR$/,
    );
  });

  it('a schema behind when migrating is switched off', async () => {
    await (await store(migrations.slice(0, 1))).close().catch(() => undefined);
    const { code, said } = await start({ LOA_DATA_DIR: dataDir, LOA_AUTO_MIGRATE: 'off' });
    expect(code).toBe(1);
    expect(said.trim()).toMatch(/^loa: the database schema is behind by \d+ .*loa -- database migrate/);
  });

  it('a job that this Loa has no handler for', async () => {
    const database = await store();
    await database.uow.run(systemActor('test'), (tx) => tx.enqueue({ kind: 'future.kind', payload: {} }));
    await database.close();
    const { code, said } = await start({ LOA_DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(said.trim()).toMatch(
      /^loa: jobs wait that this Loa cannot do: future.kind; start the Loa that recorded them$/,
    );
  });

  it('a port that is taken, after telling what only the first start tells (X3); on a free one it starts, with HTTPS too', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo;
    const first = await start({ LOA_DATA_DIR: dataDir, PORT: String(port) });
    expect(first.code).toBe(1);
    expect(first.said.trim()).toMatch(/^loa: port \d+ on 127.0.0.1 is taken; choose another with PORT$/);
    expect(first.told).toMatch(/password \/ mật khẩu: \S+/);
    expect(first.told).toMatch(/loa-recovery(-[0-9a-f]{8}){8}/);
    const second = await start({ LOA_DATA_DIR: dataDir, PORT: String(port) });
    expect(second.told).toBe('');
    fs.rmSync(path.join(dataDir, 'keys', 'recovery.pub.pem'));
    // A station from before there was a recovery key gets one at its next start, and whatever it is, it may go over to HTTPS.
    const password = /mật khẩu: (\S+)/.exec(first.told)?.[1] ?? '';
    expect(await servesOverHttps(dataDir, password)).toMatch(/loa-recovery/);
    other.close();
  });
});
