/** Killed at any moment: no half file, no process left, no work directory left. */
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { normaliseFile, type NormaliseStep } from '../../src/platform/ffmpeg/normalise-file';
import { loadProfile } from '../../src/platform/ffmpeg/profiles';
import { normaliseInThread } from '../../src/platform/ffmpeg/thread/normalise-in-thread';
import { sweepWorkDirs } from '../../src/platform/ffmpeg/work-dir';
import { broad, hasNative, itEach, itWhen, longRun, testBuilds, type TestBuilds } from '../support/audio-builds';
import { speechLike, writeWav } from '../support/audio-files';

let builds: TestBuilds;
let dir: string;
let input: string;

beforeAll(async () => {
  builds = await testBuilds();
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'loa-kill-'));
  input = path.join(dir, 'long.wav');
  writeWav(input, [speechLike(!hasNative ? 4 : 15, 16000)], { sampleRate: 16000 });
});
afterAll(() => fs.rm(dir, { recursive: true, force: true }));

/** Processes whose command line names `text`. Linux only; elsewhere there is nothing to see. */
async function processesNaming(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await fs.readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    const line = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const cwd = await fs.readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (Number(pid) !== process.pid && (line.includes(text) || cwd.startsWith(text))) found.push(pid);
  }
  return found;
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`still waiting: ${what}`);
}

const steps: NormaliseStep[] = ['probe', 'decode', 'prepare', 'render', 'verify'];

describe('aborted', () => {
  const rows = steps.map((at): [NormaliseStep] => [at]);
  itEach(rows, (at) => longRun || at === 'decode' || at === 'render')('while it begins to %s', async (at) => {
    const outDir = path.join(dir, `abort-${at}`);
    const stop = new AbortController();
    const running = normaliseInThread({
      input,
      outDir,
      profile: loadProfile('speech'),
      build: builds.main,
      signal: stop.signal,
      onStep: (step) => {
        if (step === at) setTimeout(() => stop.abort(new Error('enough')), 30);
      },
    });
    await expect(running).rejects.toThrow('enough');
    expect(await fs.readdir(outDir)).toEqual([]);
    await until(async () => (await processesNaming(outDir)).length === 0, 'no process of it left');
  });
});

describe('the whole process killed', () => {
  const script = (outDir: string, build: TestBuilds['main']): string => `
    const { normaliseFile } = require(${JSON.stringify(path.join(__dirname, '../../dist/platform/ffmpeg/normalise-file.js'))});
    const { loadProfile } = require(${JSON.stringify(path.join(__dirname, '../../dist/platform/ffmpeg/profiles.js'))});
    normaliseFile({ input: ${JSON.stringify(input)}, outDir: ${JSON.stringify(outDir)}, profile: loadProfile('speech'),
      build: ${JSON.stringify(build)}, onStep: (step) => console.log(step) }).then(() => console.log('done'));`;

  function start(outDir: string): ChildProcess {
    return spawn(process.execPath, ['-e', script(outDir, builds.main)], { stdio: ['ignore', 'pipe', 'inherit'] });
  }

  // The short run kills the whole service instead: service-killed.spec.
  itWhen(broad)(
    'with SIGKILL while rendering: its ffmpeg ends, its work directory goes, and a second try succeeds',
    async () => {
      const outDir = path.join(dir, 'killed');
      const first = start(outDir);
      let said = '';
      first.stdout!.on('data', (text: Buffer) => (said += text.toString()));
      await until(async () => said.includes('render'), 'rendering');
      first.kill('SIGKILL');
      await until(async () => (await processesNaming(outDir)).length === 0, 'no process of it left');
      await sweepWorkDirs(outDir, 0);
      expect(await fs.readdir(outDir)).toEqual([]);
      const result = await normaliseFile({ input, outDir, profile: loadProfile('speech'), build: builds.main });
      expect(result.state).toBe('ready');
      expect(await fs.readdir(outDir)).toEqual(['long.mp3']);
    },
  );

  itWhen(longRun)(
    'at any moment (long run): the folder is empty or holds the whole master',
    async () => {
      const whole = await normaliseFile({
        input,
        outDir: path.join(dir, 'whole'),
        profile: loadProfile('speech'),
        build: builds.main,
      });
      for (let wait = 50; wait < 3000; wait += 150) {
        const outDir = path.join(dir, `at-${wait}`);
        const child = start(outDir);
        await new Promise((resolve) => setTimeout(resolve, wait));
        child.kill('SIGKILL');
        await until(async () => (await processesNaming(outDir)).length === 0, 'no process of it left');
        await sweepWorkDirs(outDir, 0);
        const names = await fs.readdir(outDir).catch(() => []);
        expect(names.filter((name) => name !== 'long.mp3')).toEqual([]);
        const master = path.join(outDir, 'long.mp3');
        const size = await fs
          .stat(master)
          .then((stat) => stat.size)
          .catch(() => null);
        expect([null, whole.bytes]).toContain(size);
      }
    },
    240000,
  );
});

describe('what a power cut leaves', () => {
  it('is swept when it is old, and only then', async () => {
    const outDir = path.join(dir, 'swept');
    await fs.mkdir(path.join(outDir, '.loa-work-old'), { recursive: true });
    await fs.writeFile(path.join(outDir, '.loa-work-old', 'master-0'), 'half');
    await fs.mkdir(path.join(outDir, 'kept'));
    const { mtimeMs } = await fs.stat(path.join(outDir, '.loa-work-old'));
    expect(await sweepWorkDirs(outDir, mtimeMs)).toBe(0);
    expect(await sweepWorkDirs(outDir, mtimeMs + 1)).toBe(1);
    expect(await fs.readdir(outDir)).toEqual(['kept']);
    expect(await sweepWorkDirs(path.join(dir, 'nowhere'), 1)).toBe(0);
  });
});
