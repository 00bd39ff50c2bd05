import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const prefix = '.loa-work';

/**
 * Gives `work` a private directory beside the result, so that the finished file can be renamed into place,
 * and removes it whatever happens. Its name tells whose it is.
 */
export async function withWorkDir<T>(parent: string, work: (dir: string) => Promise<T>): Promise<T> {
  await fs.mkdir(parent, { recursive: true });
  const dir = await fs.mkdtemp(path.join(parent, `${prefix}-${machineName()}-${process.pid}-`));
  try {
    return await work(dir);
  } finally {
    await fs.rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Removes work directories that nobody works in: those of dead processes of this machine, and any last touched before
 * `beforeMs` (another machine's, or one whose process number was given out again). Returns how many.
 */
export async function sweepWorkDirs(parent: string, beforeMs: number): Promise<number> {
  let swept = 0;
  for (const entry of await fs.readdir(parent, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix)) continue;
    const dir = path.join(parent, entry.name);
    const stat = await fs.stat(dir).catch(() => null);
    if (stat === null || (stat.mtimeMs >= beforeMs && !isAbandoned(entry.name))) continue;
    await fs.rm(dir, { recursive: true, force: true });
    swept += 1;
  }
  return swept;
}

function isAbandoned(name: string): boolean {
  const mine = `${prefix}-${machineName()}-`;
  const pid = name.startsWith(mine) ? Number(/^\d+/.exec(name.slice(mine.length))?.[0]) : NaN;
  return Number.isInteger(pid) && !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function machineName(): string {
  return os
    .hostname()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 40);
}

/** Puts a user's file into the work directory under our name; the user's name never reaches ffmpeg (X4). */
export async function placeInput(input: string, workDir: string, name: string): Promise<void> {
  const target = await fs.realpath(input);
  const place = path.join(workDir, name);
  await fs.symlink(target, place).catch(() => fs.link(target, place).catch(() => fs.copyFile(target, place)));
}

/** Syncs and renames: the target is either the old file, or none, or the whole new one. */
export async function publishFile(from: string, to: string): Promise<void> {
  const file = await fs.open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await fs.rename(from, to);
}
