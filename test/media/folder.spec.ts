/** `loa media normalise` as a person runs it, and what it is made of. */
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FolderIncomplete, normaliseFolder, type FolderResult } from '../../src/platform/ffmpeg/normalise-folder';
import { loadProfile } from '../../src/platform/ffmpeg/profiles';
import { testBuilds, type TestBuilds } from '../support/audio-builds';
import { speechLike, writeWav } from '../support/audio-files';

const program = path.join(__dirname, '../../dist/cli/main.js');
let builds: TestBuilds;
let dir: string;

beforeAll(async () => {
  builds = await testBuilds();
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'loa-folder-'));
  await fs.mkdir(path.join(dir, 'other'));
  writeWav(path.join(dir, 'Bản tin.wav'), [speechLike(1, 8000)], { sampleRate: 8000 });
  writeWav(path.join(dir, 'other', 'Bản tin.wav'), [speechLike(1, 8000, 3)], { sampleRate: 8000 });
  await fs.writeFile(path.join(dir, 'note.txt'), 'not a recording');
});
afterAll(() => fs.rm(dir, { recursive: true, force: true }));

function loa(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: dir }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('loa media normalise', () => {
  it('prints the promised keys, in the order of the files; a refusal is no failure; progress only on a terminal', async () => {
    const run = await loa(
      'media',
      'normalise',
      'Bản tin.wav',
      'note.txt',
      '--profile',
      'speech',
      '--out',
      'out',
      '--json',
      '--report',
      'report.html',
    );
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const [ready, refused] = JSON.parse(run.stdout) as Record<string, unknown>[];
    expect(Object.keys(ready!)).toEqual([
      'file',
      'state',
      'reason',
      'warnings',
      'declaredMs',
      'decodedMs',
      'before',
      'after',
      'gainDb',
      'masterPath',
      'sha256',
    ]);
    expect(ready).toMatchObject({
      file: 'Bản tin.wav',
      state: 'ready',
      reason: null,
      warnings: [],
      declaredMs: 1000,
      decodedMs: 1000,
    });
    expect(Object.keys(ready!.after as object)).toEqual(['lufs', 'truePeakDb']);
    expect(refused).toEqual({
      file: 'note.txt',
      state: 'refused',
      reason: 'not-decodable',
      warnings: [],
      declaredMs: null,
      decodedMs: null,
      before: { lufs: null, truePeakDb: null },
      after: { lufs: null, truePeakDb: null },
      gainDb: null,
      masterPath: null,
      sha256: null,
    });
    expect((await fs.stat(ready!.masterPath as string)).isFile()).toBe(true);
    const page = await fs.readFile(path.join(dir, 'report.html'), 'utf8');
    expect(page).toContain('Bản tin.wav');
    expect(page.match(/<polyline/g)).toHaveLength(2);
    expect(page).toContain('Không đọc được tệp');
  });

  it('says what is wrong on one line and fails', async () => {
    const missing = loa('media', 'normalise', 'nowhere.wav', '--out', 'out');
    const unknown = loa('media', 'normalise', 'note.txt', '--out', 'out', '--profile', 'loud');
    expect(await missing).toMatchObject({ code: 1, stdout: '' });
    expect((await missing).stderr).toMatch(/^loa media: .*nowhere\.wav\n$/);
    expect((await unknown).code).not.toBe(0);
  });
});

describe('normaliseFolder', () => {
  const both = (): string[] => [path.join(dir, 'Bản tin.wav'), path.join(dir, 'other', 'Bản tin.wav')];
  const run = (outDir: string, files: string[]): Promise<FolderResult[]> =>
    normaliseFolder({ files, outDir, profile: loadProfile('speech'), build: builds.main });

  it('takes up what an earlier program did, keeps recordings of one name apart and never writes over an input', async () => {
    const outDir = path.join(dir, 'out');
    const first = await run(outDir, both());
    expect(first.map((result) => result.resumed)).toEqual([true, false]);
    const [own, other] = first.map((result) => result.masterPath!) as [string, string];
    expect(path.basename(own)).toBe('Bản tin.mp3');
    expect(path.basename(other)).toMatch(/^Bản tin-[0-9a-f]{8}\.mp3$/);
    expect(new Set(first.map((result) => result.sha256)).size).toBe(2);

    await fs.appendFile(other, 'x');
    const second = await run(outDir, both());
    expect(second.map((result) => result.resumed)).toEqual([true, false]);
    expect(second.map((result) => result.sha256)).toEqual(first.map((result) => result.sha256));

    const original = await fs.readFile(own);
    const [again] = await run(outDir, [own]);
    expect([own, other]).not.toContain(again!.masterPath);
    expect(await fs.readFile(own)).toEqual(original);
  });

  it('a file that cannot be stored keeps no other from being done', async () => {
    const outDir = path.join(dir, 'blocked');
    // Where the second one's note belongs stands a folder: writing fails after all the work.
    await fs.mkdir(path.join(outDir, 'gone.loa.json'), { recursive: true });
    const gone = path.join(dir, 'gone.txt');
    await fs.writeFile(gone, 'no sound');
    const failed = await run(outDir, [gone, path.join(dir, 'note.txt')]).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(FolderIncomplete);
    const { results, failures } = failed as FolderIncomplete;
    expect(failures.map(({ file }) => file)).toEqual([gone]);
    expect(results).toMatchObject([{ file: path.join(dir, 'note.txt'), state: 'refused' }]);
  });
});
