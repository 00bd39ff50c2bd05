/** What the launcher holds a command to, on every build there is. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { spoolCommand } from '../../src/domain/loudness/command';
import { type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { defaultMediaLimits } from '../../src/platform/ffmpeg/media-limits';
import { runCommand, type CommandLimits, type RunOutcome } from '../../src/platform/ffmpeg/run-command';
import { itEach, itWhen, testBuilds } from '../support/audio-builds';
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

async function nicenessBelow(cwd: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await fs.readdir('/proc')) {
    if (!/^\d+$/.test(pid) || (await fs.readlink(`/proc/${pid}/cwd`).catch(() => '')) !== cwd) continue;
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (stat !== '') found.push(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
  }
  return found;
}
