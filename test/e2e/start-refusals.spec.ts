import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { entities } from '../../src/entities';
import { migrations } from '../../src/migrations';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { openDatabase } from '../../src/platform/database/database';
import { StoreLock } from '../../src/platform/database/store-lock';
import { systemActor } from '../../src/platform/database/transaction';

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

  it('a port that is taken, after telling what only the first start tells (X3)', async () => {
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
    // A station from before there was a recovery key gets one at its next start.
    expect((await start({ LOA_DATA_DIR: dataDir, PORT: String(port) })).told).toMatch(/loa-recovery/);
    other.close();
  });
});
