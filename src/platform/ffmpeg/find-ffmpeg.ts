import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compiledFile } from './compiled-file';

/** The ffmpeg that does the work. `path` is the binary, or the package's UMD file for the WebAssembly build. */
export interface FfmpegBuild {
  readonly kind: 'native' | 'wasm';
  readonly path: string;
  /** As ffmpeg prints it, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
}

export interface FindFfmpegOptions {
  /** The configured binary (`FFMPEG_PATH`), or the word `wasm` for the npm package; nothing else is tried then. */
  readonly ffmpegPath?: string | null;
  /** Leaves out one kind of build, for tests. */
  readonly without?: 'native' | 'wasm';
}

/** No ffmpeg can be used; the message says what was tried and what to do. */
export class FfmpegMissing extends Error {
  override readonly name = 'FfmpegMissing';
}

const oldestUsable = [5, 1] as const;

/**
 * The configured ffmpeg, else the system's from 5.1 on, else the npm package @ffmpeg/core.
 * @throws FfmpegMissing with one line for the operator
 */
export async function findFfmpeg(options: FindFfmpegOptions = {}): Promise<FfmpegBuild> {
  const configured = options.ffmpegPath ?? '';
  if (configured === 'wasm') return usable(await findWasm(), 'FFMPEG_PATH=wasm');
  if (configured !== '') return usable(await findNative(configured), `FFMPEG_PATH=${configured}`);
  const tried: string[] = [];
  for (const find of [
    ...(options.without === 'native' ? [] : [() => findNative('ffmpeg')]),
    ...(options.without === 'wasm' ? [] : [findWasm]),
  ]) {
    const found = await find();
    if (typeof found !== 'string') return found;
    tried.push(found);
  }
  throw missing(tried.join('; '));
}

/** One line for logs and for the stored result: build and kind. */
export function describeBuild(build: FfmpegBuild): string {
  return `ffmpeg ${build.version} (${build.kind})`;
}

function usable(found: FfmpegBuild | string, asked: string): FfmpegBuild {
  if (typeof found === 'string') throw missing(`${asked}: ${found}`);
  return found;
}

function missing(tried: string): FfmpegMissing {
  return new FfmpegMissing(
    `no usable ffmpeg (${tried}): install ffmpeg ${oldestUsable.join('.')} or newer, set FFMPEG_PATH, or install the npm package @ffmpeg/core`,
  );
}

async function findNative(program: string): Promise<FfmpegBuild | string> {
  const output = await run(program, ['-hide_banner', '-version']);
  if (output === null) return `${program} does not run`;
  const version = /^ffmpeg version (\S+)/m.exec(output)?.[1];
  if (version === undefined) return `${program} is not ffmpeg`;
  if (!isNewEnough(version)) return `${program} is ffmpeg ${version}, older than ${oldestUsable.join('.')}`;
  if (!output.includes('--enable-libmp3lame')) return `${program} ${version} cannot write MP3`;
  return { kind: 'native', path: program, version };
}

/** Releases `5.1.9`, `n6.0`, `7.1-static`; builds from the source tree carry no number and count as new. */
export function isNewEnough(version: string): boolean {
  const match = /^n?(\d+)\.(\d+)/.exec(version);
  if (match === null) return /^(N-|git-|\d{4}-\d\d-\d\d)/.test(version);
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > oldestUsable[0] || (major === oldestUsable[0] && minor >= oldestUsable[1]);
}

/** Which ffmpeg a release of the package holds; others are asked, which takes half a second. */
const knownCores: Readonly<Record<string, string>> = { '0.12.10': '5.1.4' };

async function findWasm(): Promise<FfmpegBuild | string> {
  let core: string;
  try {
    core = path.join(path.dirname(require.resolve('@ffmpeg/core')), '../umd/ffmpeg-core.js');
  } catch {
    return '@ffmpeg/core is not installed';
  }
  if (!existsSync(core)) return '@ffmpeg/core is incomplete';
  const manifest = JSON.parse(readFileSync(path.join(core, '../../../package.json'), 'utf8')) as { version: string };
  const known = knownCores[manifest.version];
  if (known !== undefined) return { kind: 'wasm', path: core, version: known };
  const output = await run(process.execPath, [compiledFile('shim/main.js'), core, '-version']);
  const version = /^ffmpeg version (\S+)/m.exec(output ?? '')?.[1];
  return version === undefined ? '@ffmpeg/core does not run' : { kind: 'wasm', path: core, version };
}

function run(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 20000, windowsHide: true }, (error, stdout) => {
      resolve(error === null || stdout.startsWith('ffmpeg version') ? stdout : null);
    });
  });
}
