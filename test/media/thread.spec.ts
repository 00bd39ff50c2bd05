/** Normalising happens in a thread of its own: the service's event loop is not needed for it, so it cannot be held up by it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type NormaliseStep } from '../../src/platform/ffmpeg/normalise-file';
import { loadProfile } from '../../src/platform/ffmpeg/profiles';
import { FfmpegFailed } from '../../src/platform/ffmpeg/run-command';
import { normaliseInThread } from '../../src/platform/ffmpeg/thread/normalise-in-thread';
import { testBuilds, type TestBuilds } from '../support/audio-builds';
import { speechLike, writeWav } from '../support/audio-files';

let builds: TestBuilds;
let dir: string;
let input: string;
beforeAll(async () => {
  builds = await testBuilds();
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-thread-'));
  input = path.join(dir, 'one.wav');
  writeWav(input, [speechLike(1, 8000)], { sampleRate: 8000 });
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

/** Holds this thread, and its event loop, until there is a file. */
function standStillUntil(file: string): void {
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  for (let waits = 0; !fs.existsSync(file); waits += 1) {
    if (waits === 1200) throw new Error(`no ${file} after a minute`);
    Atomics.wait(nothing, 0, 0, 50);
  }
}

it('a master is made while the event loop stands still, and its steps are told afterwards', async () => {
  const outDir = path.join(dir, 'out');
  const steps: NormaliseStep[] = [];
  const profile = loadProfile('speech');
  const onStep = (step: NormaliseStep): void => void steps.push(step);
  const running = normaliseInThread({ input, outDir, profile, build: builds.main, onStep });
  standStillUntil(path.join(outDir, 'one.mp3'));
  expect(steps).toEqual([]);
  const result = await running;
  expect(result.state).toBe('ready');
  expect(result.peaks!.length).toBeGreaterThanOrEqual(2000);
  expect(steps.slice(0, 5)).toEqual(['probe', 'decode', 'prepare', 'render', 'verify']);
  expect(fs.readdirSync(outDir)).toEqual(['one.mp3']);
}, 120_000);

it('faults keep their class and code across threads: jobs tell by them what to try again', async () => {
  const profile = loadProfile('speech');
  const nowhere = { kind: 'native', path: path.join(dir, 'nowhere'), version: '6.0' } as const;
  const noProgram = normaliseInThread({ input, outDir: path.join(dir, 'a'), profile, build: nowhere });
  await expect(noProgram).rejects.toBeInstanceOf(FfmpegFailed);
  const noFolder = normaliseInThread({ input, outDir: path.join(input, 'a'), profile, build: builds.main });
  await expect(noFolder).rejects.toMatchObject({ code: 'ENOTDIR' });
  const stopped = AbortSignal.abort(new Error('enough'));
  const never = normaliseInThread({ input, outDir: dir, profile, build: builds.main, signal: stopped });
  await expect(never).rejects.toThrow('enough');
});
