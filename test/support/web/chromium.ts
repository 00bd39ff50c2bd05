import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { projectRoot } from '../../../src/platform/config/config';

/** A microphone that beeps, given without asking. */
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

interface Found {
  executablePath: string;
  args: string[];
}

let found: Found | string | undefined;

/**
 * The Chromium for browser tests: LOA_TEST_CHROMIUM, the system's, or the one inside the npm package. Where none runs, the one line
 * that says why, with the libraries it lacks.
 */
export function findChromium(): Found | string {
  found ??= look();
  return found;
}

export async function openChromium(): Promise<Browser> {
  const place = findChromium();
  if (typeof place === 'string') throw new Error(place);
  return chromium.launch({
    executablePath: place.executablePath,
    args: [...place.args, ...microphone],
    ...(place.args.length > 0 ? { chromiumSandbox: false } : {}),
  });
}

function look(): Found | string {
  const named = process.env.LOA_TEST_CHROMIUM;
  const system = named
    ? [named]
    : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) =>
        (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name)),
      );
  const installed = system.find((file) => fs.existsSync(file));
  if (installed) return { executablePath: installed, args: ['--no-sandbox'] };
  return packed();
}

/**
 * The package is made for a cloud function with one page: all in one process, Chromium ends with the first context that is closed. And
 * what a browser forbids is to be forbidden here.
 */
const unwanted = ['--single-process', '--disable-web-security', '--allow-running-insecure-content'];

/** The package is ESM and unpacks itself into the temporary folder. */
function packed(): Found | string {
  try {
    const script = `import chromium from '@sparticuz/chromium';
      chromium.setGraphicsMode = false;
      console.log(JSON.stringify({ executablePath: await chromium.executablePath(), args: chromium.args }));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const place = JSON.parse(out) as Found;
    const missing = missingLibraries(place.executablePath);
    if (missing.length > 0) return `browser tests not run: Chromium lacks ${missing.join(', ')}`;
    return { ...place, args: place.args.filter((arg) => !unwanted.includes(arg)) };
  } catch {
    return 'browser tests not run: no Chromium in the system, and the one from npm does not run here';
  }
}

function missingLibraries(file: string): string[] {
  const { stdout } = spawnSync('ldd', [file], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name!);
}
