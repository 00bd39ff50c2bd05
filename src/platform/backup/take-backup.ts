import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { dumpPostgres } from '../database/postgres-rows';
import { chooseSqliteDriver, copySqlite, openSqlite } from '../sqlite/sqlite';
import { audioKinds } from '../storage/audio-store';
import {
  audioFolder,
  copyWhole,
  databaseFile,
  digestOf,
  filesBelow,
  keysFolder,
  paperPath,
  papersFolder,
  playersFolder,
  reportsFolder,
  rowsFolder,
  setFile,
  stampOf,
  type BackupFile,
  type BackupSet,
} from './backup-set';

/** What is copied, and where to. */
export interface BackupOrder {
  dataDir: string;
  audioLibraryDir: string;
  databaseUrl: string | null;
  loaVersion: string;
  /** The backup folder; a set is made in it. */
  to: string;
  takenAt: number;
  onStep?: (step: string) => void;
}

/**
 * Copies the whole station while it runs: first the database as it is at one instant, then keys and players' stores, then the audio
 * it speaks of, which is on disk before a row names it and never changes, and the reports drawn up so far. `set.json` is written last and makes the set valid.
 */
export async function takeBackup(order: BackupOrder): Promise<{ folder: string; set: BackupSet; newAudio: number }> {
  const folder = path.join(order.to, stampOf(order.takenAt));
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const say = order.onStep ?? (() => undefined);
  say('database');
  if (order.databaseUrl) await dumpPostgres(order.databaseUrl, path.join(folder, rowsFolder));
  else copyDatabase(path.join(order.dataDir, databaseFile), path.join(folder, databaseFile));
  say('keys');
  await copyBelow(path.join(order.dataDir, keysFolder), path.join(folder, keysFolder));
  say('players');
  await copyPlayers(path.join(order.dataDir, playersFolder), path.join(folder, playersFolder));
  say('audio');
  const { audio, added } = await copyAudio(order.audioLibraryDir, path.join(order.to, audioFolder));
  say('reports');
  const papers = await copyPapers(path.join(order.dataDir, reportsFolder), path.join(order.to, papersFolder));
  const files = await Promise.all(filesBelow(folder).map((name) => entryOf(folder, name)));
  const set: BackupSet = {
    formatVersion: 1,
    loaVersion: order.loaVersion,
    takenAt: order.takenAt,
    database: order.databaseUrl ? 'postgres' : 'sqlite',
    files,
    audio,
    papers,
  };
  const temporary = path.join(folder, `${setFile}.part`);
  fs.writeFileSync(temporary, JSON.stringify(set, null, 1), { flush: true });
  fs.renameSync(temporary, path.join(folder, setFile));
  return { folder, set, newAudio: added };
}

const entryOf = async (folder: string, name: string): Promise<BackupFile> => ({
  path: name,
  ...(await digestOf(path.join(folder, name))),
});

/** SQLite's own copy of one instant, of a database that others may be writing to. */
function copyDatabase(from: string, to: string): void {
  const source = openSqlite(from, { driver: chooseSqliteDriver() });
  try {
    fs.rmSync(to, { force: true });
    copySqlite(source, to);
  } finally {
    source.close();
  }
}

async function copyBelow(from: string, to: string): Promise<void> {
  for (const name of filesBelow(from)) await copyWhole(path.join(from, name), path.join(to, name), 0o600);
}

/** A player's rows and notes; its media and spool come again from the station. */
async function copyPlayers(from: string, to: string): Promise<void> {
  for (const name of filesBelow(from)) {
    if (/^[^/]+\/player\.sqlite$/.test(name)) copyDatabase(path.join(from, name), path.join(to, name));
    else if (/^[^/]+\/progress$/.test(name)) await copyWhole(path.join(from, name), path.join(to, name));
  }
}

async function copyAudio(from: string, to: string): Promise<{ audio: BackupFile[]; added: number }> {
  const audio: BackupFile[] = [];
  let added = 0;
  for (const name of audioKinds.flatMap((kind) => filesBelow(path.join(from, kind)).map((one) => `${kind}/${one}`))) {
    const target = path.join(to, name);
    const { size } = await fs.promises.stat(path.join(from, name));
    const there = await fs.promises.stat(target).catch(() => null);
    if (there?.size !== size) {
      await copyWhole(path.join(from, name), target);
      added += 1;
    }
    audio.push({ path: name, bytes: size, sha256: path.basename(name) });
  }
  return { audio, added };
}

/** Kept reports are replaced whole and removed by age while this runs: each is read through one open file, and one that is gone is left out. */
async function copyPapers(from: string, to: string): Promise<BackupFile[]> {
  const papers: BackupFile[] = [];
  for (const name of filesBelow(from).filter((one) => !one.endsWith('.part'))) {
    const paper = await fs.promises.open(path.join(from, name)).catch(unlessGone);
    if (!paper) continue;
    try {
      const hash = createHash('sha256');
      await pipeline(paper.createReadStream({ start: 0, autoClose: false }), hash);
      const { size: bytes } = await paper.stat();
      const sha256 = hash.digest('hex');
      const target = path.join(to, paperPath(sha256));
      const there = await fs.promises.stat(target).catch(unlessGone);
      if (there?.size !== bytes) {
        await fs.promises.mkdir(path.dirname(target), { recursive: true });
        const source = paper.createReadStream({ start: 0, autoClose: false });
        await pipeline(source, fs.createWriteStream(`${target}.part`, { flush: true, mode: 0o600 }));
        await fs.promises.rename(`${target}.part`, target);
      }
      papers.push({ path: name, bytes, sha256 });
    } finally {
      await paper.close();
    }
  }
  return papers;
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
