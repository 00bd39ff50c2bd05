/** What the launcher holds a command to, on every build there is. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { probeCommand, spoolCommand } from '../../src/domain/loudness/command';
import { type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { defaultMediaLimits } from '../../src/platform/ffmpeg/media-limits';
import { runCommand, type CommandLimits, type RunOutcome } from '../../src/platform/ffmpeg/run-command';
import { hasNative, itEach, itWhen, testBuilds } from '../support/audio-builds';
import { noise, writeWav } from '../support/audio-files';

const onLinux = process.platform === 'linux';
let builds: FfmpegBuild[];
let dir: string;
beforeAll(async () => {
  const { main, wasm } = await testBuilds();
  builds = wasm === null || main.kind === 'wasm' ? [main] : [main, wasm];
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'loa-limits-'));
  // Odd rates make the resampler work: long enough to be caught, short enough to wait for.
  writeWav(path.join(dir, 'input'), [noise(240 * 11025)], { sampleRate: 11025 });
});
afterAll(() => fs.rm(dir, { recursive: true, force: true }));

const enough: CommandLimits = { ...defaultMediaLimits, fileBytes: 1e9 };
const run = (build: FfmpegBuild, limits: Partial<CommandLimits>): Promise<RunOutcome> =>
  runCommand(spoolCommand('input', 'out.pcm', 7_200_000), { build, workDir: dir, limits: { ...enough, ...limits } });

describe('the launcher', () => {
  it('lets through what keeps its limits', async () => {
    for (const build of builds) expect(await run(build, {})).toMatchObject({ code: 0, stoppedBy: null });
    expect((await fs.stat(path.join(dir, 'out.pcm'))).size).toBe(240 * 48000 * 2);
  });

  const passed: ['file-size' | 'memory' | 'time', Partial<CommandLimits>][] = [
    ['file-size', { fileBytes: 1e6 }],
    ['memory', { residentBytes: 1e6 }],
    ['time', { wallMs: 60 }],
  ];
  itEach(passed, (limit) => onLinux || limit === 'time')('stops what passes the limit on %s', async (limit, limits) => {
    for (const build of builds) expect(await run(build, limits)).toMatchObject({ stoppedBy: limit });
  });

  itWhen(onLinux)('yields to others', async () => {
    const running = run(builds[0]!, { niceness: 7 });
    let nice: number[] = [];
    for (let i = 0; i < 200 && !nice.includes(7); i += 1) {
      nice = await nicenessBelow(dir);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await running;
    expect(nice).toContain(7);
  });
});

/** Programs of the system that do nothing but use up one thing: what stops them is the limit, whatever ffmpeg might do about it. */
describe('a program that takes more than it may', () => {
  const much = 1024 * 1024 * 1024;
  const plenty: CommandLimits = {
    ...{ niceness: 5, wallMs: 50_000, cpuSeconds: 50 },
    ...{ fileBytes: much, addressBytes: 2 * much, residentBytes: much },
  };
  let place: string;

  async function runs(script: string, limits: Partial<CommandLimits>): Promise<RunOutcome> {
    place = await fs.mkdtemp(path.join(dir, 'greedy-'));
    const program = path.join(place, 'greedy');
    await fs.writeFile(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const build: FfmpegBuild = { kind: 'native', path: program, version: '6.0' };
    return runCommand(probeCommand('input'), { build, workDir: place, limits: { ...plenty, ...limits } });
  }

  const fill = (mebibytes: number, times: number): string =>
    `exec dd if=/dev/zero of=/dev/null bs=${mebibytes}M count=${times}`;
  const greedy: [string, string, Partial<CommandLimits>, RunOutcome['stoppedBy']][] = [
    ['wall time, asleep', 'sleep 71 & exec sleep 71', { wallMs: 300 }, 'time'],
    ['CPU time, awake', 'while :; do :; done', { cpuSeconds: 1 }, 'time'],
    ['file size', 'exec dd if=/dev/zero of=big bs=64K count=1000', { fileBytes: 1_000_000 }, 'file-size'],
    ['resident memory', fill(256, 100_000), { residentBytes: 64 * 1024 * 1024 }, 'memory'],
  ];
  itEach(greedy, () => onLinux)('is stopped: %s', async (_, script, limits, stoppedBy) => {
    const outcome = await runs(script, limits);
    expect(outcome.stoppedBy).toBe(stoppedBy);
    expect(outcome.stderr).toContain('loa: stopped by the limit on');
    const big = await fs.stat(path.join(place, 'big')).catch(() => ({ size: 0 }));
    expect(big.size).toBeLessThanOrEqual(1_000_448);
    // Its children went with it.
    expect(await nicenessBelow(place)).toEqual([]);
  });

  itWhen(onLinux)('gets no more address space than it may', async () => {
    expect(await runs(fill(256, 1), {})).toMatchObject({ code: 0 });
    const refused = await runs(fill(256, 1), { addressBytes: 128 * 1024 * 1024 });
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toMatch(/memory/);
  });

  itWhen(onLinux && hasNative)(
    'ffmpeg without address space says so, and it counts as the limit on memory',
    async () => {
      const command = spoolCommand('input', 'delayed.pcm', 1000);
      const echoing = { ...command, filters: ['asetrate=4000000', 'aecho=0.8:0.9:90000:0.3', ...command.filters] };
      const limits = { ...enough, addressBytes: 700 * 1024 * 1024 };
      expect(await runCommand(echoing, { build: builds[0]!, workDir: dir, limits })).toMatchObject({
        stoppedBy: 'memory',
      });
    },
  );
});

async function nicenessBelow(cwd: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await fs.readdir('/proc')) {
    if (!/^\d+$/.test(pid) || (await fs.readlink(`/proc/${pid}/cwd`).catch(() => '')) !== cwd) continue;
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (stat !== '') found.push(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
  }
  return found;
}
