import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Fault } from '../../domain/fault';

/**
 * One backup folder holds many sets: `<stamp>/` with the database, the keys and the players' stores as they were at one instant, and
 * `audio/` and `papers/` beside them, shared by all sets, since what lies there has its hash as its name and never changes. A set
 * without `set.json` was broken off and does not count.
 */
const file = z.strictObject({
  /** With forward slashes: below the set for `files`, below `audio/` for `audio`, below the folder of kept reports for `papers`. */
  path: z.string().regex(/^[^/\\][^\\]*$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const setSchema = z.strictObject({
  formatVersion: z.literal(1),
  loaVersion: z.string(),
  takenAt: z.int(),
  database: z.enum(['sqlite', 'postgres']),
  files: z.array(file),
  audio: z.array(file),
  /** The drawn-up kept reports; sets made before they were taken along have none. */
  papers: z.array(file).default([]),
});

export type BackupSet = z.infer<typeof setSchema>;
export type BackupFile = z.infer<typeof file>;

export const setFile = 'set.json';
export const databaseFile = 'loa.db';
export const rowsFolder = 'rows';
export const keysFolder = 'keys';
export const playersFolder = 'players';
export const audioFolder = 'audio';
export const papersFolder = 'papers';
/** Of the data folder. */
export const reportsFolder = 'reports';

/** Where the bytes of a paper lie below `papers/`. */
export const paperPath = (sha256: string): string => path.join(sha256.slice(0, 2), sha256);

/** `2026-11-25T16-30-00Z`: sorts by time and is a name on every file system. */
export const stampOf = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');

/**
 * The set a person means: the folder of one set, or the newest whole set in a backup folder.
 * Throws BACKUP_NOT_FOUND.
 */
export function findSet(folder: string): { set: BackupSet; folder: string; audio: string; papers: string } {
  const candidates = [folder, ...setsIn(folder)];
  const found = candidates.find((one) => fs.existsSync(path.join(one, setFile)));
  if (!found) throw new Fault('BACKUP_NOT_FOUND', { folder });
  const parsed = setSchema.safeParse(readJson(path.join(found, setFile)));
  if (!parsed.success) throw new Fault('BACKUP_DAMAGED', { file: path.join(found, setFile) });
  const beside = (name: string): string => path.join(path.dirname(found), name);
  return { set: parsed.data, folder: found, audio: beside(audioFolder), papers: beside(papersFolder) };
}

function setsIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).filter((name) => /^\d{4}-.*Z$/.test(name));
  return names
    .sort()
    .reverse()
    .map((name) => path.join(folder, name));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Size and SHA-256 of a file as it is on disk. */
export async function digestOf(name: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(name), hash);
  return { bytes: (await fs.promises.stat(name)).size, sha256: hash.digest('hex') };
}

/** Copies a file whole or not at all, synced before it has its name; `mode` for what others may not read. */
export async function copyWhole(from: string, to: string, mode?: number): Promise<void> {
  await fs.promises.mkdir(path.dirname(to), { recursive: true });
  const temporary = `${to}.part`;
  await fs.promises.copyFile(from, temporary);
  const handle = await fs.promises.open(temporary, 'r+');
  try {
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.promises.rename(temporary, to);
}

/** Every file below a folder, as paths with forward slashes; nothing when there is no such folder. */
export function filesBelow(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
