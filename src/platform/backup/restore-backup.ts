import fs from 'node:fs';
import path from 'node:path';
import { Fault } from '../../domain/fault';
import { isEmptyPostgres, loadPostgres, migrationsOfDump } from '../database/postgres-rows';
import {
  copyWhole,
  databaseFile,
  digestOf,
  findSet,
  keysFolder,
  paperPath,
  playersFolder,
  reportsFolder,
  rowsFolder,
  type BackupFile,
  type BackupSet,
} from './backup-set';

/** Where a station is put back. */
export interface RestoreOrder {
  /** A backup folder, for its newest whole set, or the folder of one set. */
  from: string;
  dataDir: string;
  audioLibraryDir: string;
  databaseUrl: string | null;
  /** Brings an empty PostgreSQL database to exactly these migrations. */
  prepareSchema: (migrations: readonly string[]) => Promise<void>;
  onStep?: (step: string) => void;
}

/**
 * Puts a station back on a machine that holds none. Every file is checked against its hash before anything is written; the database comes
 * last, so that a restore which broke off leaves no station and can be run again. The caller holds the data folder's lock.
 * Throws BACKUP_NOT_FOUND, BACKUP_DAMAGED, BACKUP_OTHER_DATABASE and RESTORE_NOT_EMPTY.
 */
export async function restoreBackup(order: RestoreOrder): Promise<BackupSet> {
  const { set, folder, audio, papers } = findSet(order.from);
  const say = order.onStep ?? (() => undefined);
  const wanted = order.databaseUrl ? 'postgres' : 'sqlite';
  if (set.database !== wanted) throw new Fault('BACKUP_OTHER_DATABASE', { found: set.database, wanted });
  await refuseUnlessEmpty(order);
  say('check');
  await checkFiles(folder, set.files);
  await checkFiles(audio, set.audio);
  await checkFiles(
    papers,
    set.papers.map((paper) => ({ ...paper, path: paperPath(paper.sha256) })),
  );
  say('audio');
  for (const { path: name } of set.audio)
    await copyWhole(path.join(audio, name), path.join(order.audioLibraryDir, name));
  say('reports');
  for (const { path: name, sha256 } of set.papers)
    await copyWhole(path.join(papers, paperPath(sha256)), path.join(order.dataDir, reportsFolder, name));
  say('keys');
  fs.mkdirSync(path.join(order.dataDir, keysFolder), { recursive: true, mode: 0o700 });
  for (const { path: name } of set.files)
    if (name.startsWith(`${keysFolder}/`) || name.startsWith(`${playersFolder}/`))
      await copyWhole(path.join(folder, name), path.join(order.dataDir, name), 0o600);
  say('database');
  if (order.databaseUrl) {
    await order.prepareSchema(migrationsOfDump(path.join(folder, rowsFolder)));
    await loadPostgres(order.databaseUrl, path.join(folder, rowsFolder));
  } else {
    await copyWhole(path.join(folder, databaseFile), path.join(order.dataDir, databaseFile));
  }
  return set;
}

async function refuseUnlessEmpty({ dataDir, databaseUrl }: RestoreOrder): Promise<void> {
  if (databaseUrl) {
    if (!(await isEmptyPostgres(databaseUrl))) throw new Fault('RESTORE_NOT_EMPTY', { place: 'PostgreSQL' });
  } else if (fs.existsSync(path.join(dataDir, databaseFile))) {
    throw new Fault('RESTORE_NOT_EMPTY', { place: dataDir });
  }
}

async function checkFiles(folder: string, files: readonly BackupFile[]): Promise<void> {
  for (const { path: name, bytes, sha256 } of files) {
    const file = path.join(folder, name);
    const found = await digestOf(file).catch(() => null);
    if (found?.bytes !== bytes || found.sha256 !== sha256) throw new Fault('BACKUP_DAMAGED', { file });
  }
}
