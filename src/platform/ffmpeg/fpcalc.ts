import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { compiledFile } from './compiled-file';
import type { LaunchPlan } from './launch-plan';
import { withWorkDir } from './work-dir';

const mebibyte = 1024 * 1024;
/** Two minutes of sound are listened to, as everybody does who compares chromaprints. */
const limits = {
  niceness: 10,
  wallMs: 60_000,
  cpuSeconds: 60,
  fileBytes: mebibyte,
  addressBytes: 2048 * mebibyte,
  residentBytes: 512 * mebibyte,
};

/** Whether chromaprint's program is on the PATH. */
export function hasFpcalc(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('fpcalc', ['-version'], { timeout: 20_000, windowsHide: true }, (error) => resolve(error === null));
  });
}

/**
 * The chromaprint of a file of ours (a master, never an upload), by the same launcher and under the like limits as ffmpeg. Null where
 * fpcalc finds nothing to tell, or reaches a limit. `workDir` is a folder for what the launcher may have to remove.
 * @throws the signal's reason when aborted
 */
export function fingerprintFile(file: string, workDir: string, signal: AbortSignal): Promise<Uint32Array | null> {
  return withWorkDir(workDir, async (own) => {
    const plan: LaunchPlan = { kind: 'native', program: 'fpcalc', workDir: own, ...limits };
    const launcher = [compiledFile('launcher/main.js'), JSON.stringify(plan)];
    const child = spawn(process.execPath, [...launcher, '-raw', '-json', path.resolve(file)], { windowsHide: true });
    const stop = (): void => void child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()).on('error', () => resolve()));
    const [said] = await Promise.all([text(child.stdout), buffer(child.stderr), ended]);
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    return parseFpcalc(said);
  });
}

/** What `fpcalc -raw -json` prints; its exit code says nothing, an odd last frame is enough for a bad one. */
export function parseFpcalc(said: string): Uint32Array | null {
  try {
    const { fingerprint } = JSON.parse(said) as { fingerprint?: unknown };
    return Array.isArray(fingerprint) && fingerprint.length > 0 ? Uint32Array.from(fingerprint as number[]) : null;
  } catch {
    return null;
  }
}
