import fs from 'node:fs';
import path from 'node:path';
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
  playersFolder,
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
 * it speaks of, which is on disk before a row names it and never changes. `set.json` is written last and makes the set valid.
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
  const files = await Promise.all(filesBelow(folder).map((name) => entryOf(folder, name)));
  const set: BackupSet = {
    formatVersion: 1,
    loaVersion: order.loaVersion,
    takenAt: order.takenAt,
    database: order.databaseUrl ? 'postgres' : 'sqlite',
    files,
    audio,
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
