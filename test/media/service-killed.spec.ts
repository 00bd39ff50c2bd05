/** Issue 3, clause 3: the service killed outright in the middle of a recording takes it up again, and leaves no half file. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { signIn } from '../../src/cli/demo/cast';
import { fileOf } from '../../src/cli/demo/file-of';
import { accountsRoutes } from '../../src/contracts/http/accounts';
import { bulletinsRoutes } from '../../src/contracts/http/bulletins';
import { type Client, createClient } from '../../src/contracts/http/client';
import { topicsRoutes } from '../../src/contracts/http/topics';
import { hasNative } from '../support/audio-builds';
import { speechLike, writeWav } from '../support/audio-files';

const main = path.resolve(__dirname, '../../dist/main.js');
const password = 'con suối chảy qua làng';
let dir: string;
const at = (...parts: string[]): string => path.join(dir, ...parts);
let service: Started | null = null;

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it said on its standard output. */
  readonly said: string;
}

// Each try begins with an empty station.
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-service-killed-'));
  writeWav(at('long.wav'), [speechLike(hasNative ? 30 : 8, 16000)], { sampleRate: 16000 });
});
afterEach(async () => {
  if (service && service.child.signalCode === null && service.child.exitCode === null) await killed(service.child);
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});

async function start(): Promise<Started> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      ...(process.env.FFMPEG_PATH === undefined ? {} : { FFMPEG_PATH: process.env.FFMPEG_PATH }),
      ...{ PORT: '0', LOA_LOG_LEVEL: 'error', LOA_EMBEDDED_PLAYERS: 'off' },
      ...{ LOA_DATA_DIR: at('data'), LOA_AUDIO_LIBRARY_DIR: at('library') },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await until(() => child.exitCode !== null || /^Loa: data in/m.test(said), 'the service serves');
  return { child, said, url: /http:\/\/[\d.:]+/.exec(said)![0] };
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const patience = performance.now() + 100_000; performance.now() < patience;) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`still waiting: ${what}`);
}

const filesBelow = (folder: string): string[] =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
    : [];

async function staffOf({ url, said }: Started): Promise<Client> {
  const anonymous = createClient({ baseUrl: url });
  const [, username = '', adminPassword = ''] = /đăng nhập: (\S+) .*mật khẩu: (\S+)/.exec(said)!;
  const admin = await signIn(anonymous, { username, password: adminPassword });
  const file = fileOf(path.resolve(__dirname, '../../config/data/topics.csv'));
  await admin.call(topicsRoutes.import, { query: { dryRun: 'false' }, file });
  const person = { username: 'y.nhung', displayName: 'Y Nhung', grants: [{ role: 'staff' as const, areaCode: 'VN' }] };
  await admin.call(accountsRoutes.createUser, { body: { ...person, password } });
  return signIn(anonymous, { username: 'y.nhung', password });
}

it('B1, B5: kill -9 in the middle of rendering; started again, the version ends ready and nothing half-made is left', async () => {
  service = await start();
  const first = await staffOf(service);
  const draft = await first.call(bulletinsRoutes.create, {
    body: {
      areaCode: 'VN',
      title: 'Thông báo dài',
      topicCode: '1',
      request: { days: { kind: 'dates', dates: ['2030-01-05'] }, preferredSlotIds: [], readings: 1 },
    },
    file: fileOf(at('long.wav')),
  });
  await until(() => filesBelow(at('data/work')).some((file) => path.basename(file) === 'programme.pcm'), 'rendering');
  await killed(service.child);
  expect(filesBelow(at('library/masters'))).toEqual([]);

  service = await start();
  const again = await signIn(createClient({ baseUrl: service.url }), { username: 'y.nhung', password });
  const params = { id: draft.id };
  const version = async () => (await again.call(bulletinsRoutes.get, { params })).versions[0]!;
  await until(async () => (await version()).state !== 'processing', 'the version is no longer in processing');
  const { state, media } = await version();
  expect([state, media!.state]).toEqual(['ready', 'ready']);

  const [masters, originals] = ['masters', 'originals'].map((kind) => filesBelow(at('library', kind)));
  expect(masters).toHaveLength(1);
  expect(originals).toHaveLength(1);
  for (const file of [masters![0]!, originals![0]!]) {
    const sha256 = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
    expect(path.basename(file)).toContain(sha256);
    expect([media!.masterSha256, media!.originalSha256]).toContain(sha256);
  }
  await until(() => filesBelow(at('data/work')).length === 0, 'the work folder is empty');
  await killed(service.child);
  expect(filesBelow(dir).filter((file) => /\.part$|\.loa-work|incoming/.test(file))).toEqual([]);
}, 240_000);
