import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describeBuild, findFfmpeg, FfmpegMissing, isNewEnough } from '../../src/platform/ffmpeg/find-ffmpeg';
import { FfmpegFailed, runCommand } from '../../src/platform/ffmpeg/run-command';
import { probeCommand } from '../../src/domain/loudness/command';
import { commandLimits, defaultMediaLimits } from '../../src/platform/ffmpeg/media-limits';

let dir: string;
beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'loa-find-'));
});
afterAll(() => fs.rm(dir, { recursive: true, force: true }));

async function pretend(output: string): Promise<string> {
  const program = path.join(dir, `ffmpeg-${output.length}`);
  await fs.writeFile(program, `#!/bin/sh\necho '${output}'\n`, { mode: 0o755 });
  return program;
}

describe('findFfmpeg', () => {
  it.each([
    ['5.1.9-0+deb12u1', true],
    ['5.1', true],
    ['n6.0', true],
    ['7.1-static', true],
    ['10.0', true],
    ['N-112233-gabcdef', true],
    ['git-2024-01-01-abc', true],
    ['5.0.3', false],
    ['4.4.2-0ubuntu0.22.04.1', false],
    ['nonsense', false],
  ])('%s is new enough: %s', (version, usable) => {
    expect(isNewEnough(version)).toBe(usable);
  });

  it('takes the configured one and says what it is', async () => {
    const program = await pretend('ffmpeg version 6.1 Copyright\nconfiguration: --enable-libmp3lame');
    const build = await findFfmpeg({ ffmpegPath: program });
    expect(build).toEqual({ kind: 'native', path: program, version: '6.1' });
    expect(describeBuild(build)).toBe('ffmpeg 6.1 (native)');
  });

  it.each([
    ['an old one', 'ffmpeg version 4.4 Copyright\n--enable-libmp3lame', 'older than 5.1'],
    ['one without MP3', 'ffmpeg version 6.0 Copyright\nconfiguration: --enable-gpl', 'cannot write MP3'],
    ['something else', 'hello', 'is not ffmpeg'],
  ])('refuses a configured one that is %s, and looks for no other', async (_what, output, message) => {
    await expect(findFfmpeg({ ffmpegPath: await pretend(output) })).rejects.toThrow(message);
  });

  it('says in one line what was tried and what to do when there is none', async () => {
    const error = await findFfmpeg({ ffmpegPath: path.join(dir, 'nowhere') }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FfmpegMissing);
    expect((error as Error).message).toMatch(
      /nowhere.*install ffmpeg 5\.1 or newer, set FFMPEG_PATH, or install.*@ffmpeg\/core/,
    );
    expect((error as Error).message).not.toContain('\n');
  });

  it('finds the package on a machine without ffmpeg', async () => {
    const build = await findFfmpeg({ without: 'native' });
    expect(build).toMatchObject({ kind: 'wasm', version: expect.stringMatching(/^\d+\.\d+/) as string });
    expect(await findFfmpeg({ ffmpegPath: 'wasm' })).toEqual(build);
  });
});

describe('runCommand', () => {
  it('tells a machine at fault from a recording at fault', async () => {
    const context = {
      build: { kind: 'native' as const, path: path.join(dir, 'nowhere'), version: '6.0' },
      workDir: dir,
      limits: commandLimits(defaultMediaLimits, { sampleRate: 8000, channels: 1 }),
    };
    await expect(runCommand(probeCommand('input'), context)).rejects.toThrow(FfmpegFailed);
  });
});
