#!/usr/bin/env node
/**
 * ffmpeg's command line served by the WebAssembly build: `main.js <ffmpeg-core.js> ARGUMENTS…`.
 * It sees the current directory and nothing else. A new instance for every command: the build cannot be used twice.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mountHostDirectory, type EmscriptenFs } from './host-directory';

interface Core {
  FS: EmscriptenFs;
  exec(...args: string[]): number;
  setLogger(logger: (line: { type: string; message: string }) => void): void;
}

type CreateCore = (options: { wasmBinary: Buffer; printErr?: (line: string) => void }) => Promise<Core>;

async function main(corePath: string, args: string[]): Promise<number> {
  // The file was built for a browser's worker and asks for these two at load.
  Object.assign(globalThis, { self: globalThis, location: { href: '' } });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known at run time only
  const createCore = require(corePath) as CreateCore;
  const core = await createCore({ wasmBinary: readFileSync(path.join(path.dirname(corePath), 'ffmpeg-core.wasm')) });
  core.setLogger(({ type, message }) => {
    if (message === 'Aborted()') return;
    (type === 'stdout' ? process.stdout : process.stderr).write(`${message}\n`);
  });
  mountHostDirectory(core.FS, process.cwd(), '/work');
  core.FS.chdir('/work');
  return core.exec(...args);
}

void main(process.argv[2] ?? '', process.argv.slice(3)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `loa: the WebAssembly build failed: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
