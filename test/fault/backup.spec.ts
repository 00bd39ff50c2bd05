import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { filesBelow } from '../../src/platform/backup/backup-set';
import { restoreBackup, type RestoreOrder } from '../../src/platform/backup/restore-backup';
import { takeBackup } from '../../src/platform/backup/take-backup';
import { openSqlite } from '../../src/platform/sqlite/sqlite';

const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

describe('back-up and restore', () => {
  let root: string;
  let orderOf: (name: string) => RestoreOrder;
  const at = (...parts: string[]): string => path.join(root, ...parts);
  const master = path.join('masters', sha256.slice(0, 2), sha256);
  const paper = path.join('23538', 'log-book-2026-01-05.pdf');
  const paperSha256 = createHash('sha256').update('sổ nhật ký').digest('hex');
  const take = (takenAt: number) =>
    takeBackup({
      dataDir: at('station'),
      audioLibraryDir: at('library'),
      databaseUrl: null,
      loaVersion: '0',
      to: at('backups'),
      takenAt,
    });

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-backup-'));
    const database = openSqlite(at('station', 'loa.db'));
    database.exec('CREATE TABLE t (x TEXT)');
    database.prepare('INSERT INTO t VALUES (?)').run('một');
    // Left open: a station that runs, its last rows still in the write-ahead log.
    open.push(database);
    fs.mkdirSync(at('station', 'keys'));
    fs.writeFileSync(at('station', 'keys', 'station.pem'), 'secret', { mode: 0o600 });
    fs.mkdirSync(at('station', 'reports', '23538'), { recursive: true });
    fs.writeFileSync(at('station', 'reports', paper), 'sổ nhật ký');
    fs.writeFileSync(at('station', 'reports', '23538', 'half.pdf.part'), 'sổ');
    fs.mkdirSync(path.dirname(at('library', master)), { recursive: true });
    fs.writeFileSync(at('library', master), 'hello');
    orderOf = (name) => ({
      from: at('backups'),
      dataDir: at(name),
      audioLibraryDir: at(`${name}-library`),
      databaseUrl: null,
      prepareSchema: () => Promise.reject(new Error('SQLite needs none')),
    });
  });
  const open: ReturnType<typeof openSqlite>[] = [];
  afterEach(() => {
    for (const database of open.splice(0)) database.close();
    fs.rmSync(root, { recursive: true, force: true });
  });

  it('copies rows, keys, audio and kept reports of a running station; a second set shares what did not change, the newest is restored', async () => {
    expect((await take(Date.UTC(2026, 0, 1))).newAudio).toBe(1);
    open[0]!.prepare('INSERT INTO t VALUES (?)').run('hai');
    const newer = path.join('51', 'statistics-2026-01-06.xlsx');
    fs.mkdirSync(path.dirname(at('station', 'reports', newer)));
    fs.writeFileSync(at('station', 'reports', newer), 'thống kê');
    const { newAudio, set: second } = await take(Date.UTC(2026, 0, 2));
    expect(newAudio).toBe(0);
    expect(second.papers.map((one) => one.path)).toEqual([paper, newer].map((one) => one.replaceAll(path.sep, '/')));
    expect(filesBelow(at('backups', 'papers'))).toHaveLength(2);
    const set = await restoreBackup(orderOf('new'));
    expect(set.takenAt).toBe(Date.UTC(2026, 0, 2));
    const restored = openSqlite(at('new', 'loa.db'));
    open.push(restored);
    expect(restored.prepare('SELECT x FROM t').all()).toEqual([{ x: 'một' }, { x: 'hai' }]);
    expect(fs.readFileSync(at('new-library', master), 'utf8')).toBe('hello');
    expect(filesBelow(at('new', 'reports'))).toHaveLength(2);
    expect(fs.readFileSync(at('new', 'reports', paper), 'utf8')).toBe('sổ nhật ký');
    expect(fs.readFileSync(at('new', 'reports', newer), 'utf8')).toBe('thống kê');
    expect(fs.readFileSync(at('new', 'keys', 'station.pem'), 'utf8')).toBe('secret');
    expect(fs.statSync(at('new', 'keys', 'station.pem')).mode & 0o077).toBe(0);
  });

  it('a backup that broke off does not count', async () => {
    await take(Date.UTC(2026, 0, 1));
    fs.rmSync(path.join((await take(Date.UTC(2026, 0, 2))).folder, 'set.json'));
    expect((await restoreBackup(orderOf('new'))).takenAt).toBe(Date.UTC(2026, 0, 1));
    await expect(restoreBackup({ ...orderOf('x'), from: at('nothing') })).rejects.toMatchObject({
      code: 'BACKUP_NOT_FOUND',
    });
  });

  it.each([
    ['the audio', () => at('backups', 'audio', master)],
    ['a kept report', () => at('backups', 'papers', paperSha256.slice(0, 2), paperSha256)],
    ['the database', (folder: string) => path.join(folder, 'loa.db')],
  ])('one flipped byte in %s is named, and nothing is written', async (_, fileIn) => {
    const file = fileIn((await take(Date.UTC(2026, 0, 1))).folder);
    const bytes = fs.readFileSync(file);
    bytes[2]! ^= 1;
    fs.writeFileSync(file, bytes);
    await expect(restoreBackup(orderOf('new'))).rejects.toMatchObject({ code: 'BACKUP_DAMAGED', data: { file } });
    expect(fs.existsSync(at('new'))).toBe(false);
    expect(fs.existsSync(at('new-library'))).toBe(false);
  });

  it('a set made before kept reports were taken along is restored without them', async () => {
    const { folder } = await take(Date.UTC(2026, 0, 1));
    const file = path.join(folder, 'set.json');
    const { papers: _papers, ...before } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    fs.writeFileSync(file, JSON.stringify(before));
    expect((await restoreBackup(orderOf('new'))).papers).toEqual([]);
    expect(fs.existsSync(at('new', 'loa.db'))).toBe(true);
  });

  it('a place that holds a station, or another kind of database, is left alone', async () => {
    await take(Date.UTC(2026, 0, 1));
    await expect(restoreBackup(orderOf('station'))).rejects.toMatchObject({ code: 'RESTORE_NOT_EMPTY' });
    const order = { ...orderOf('new'), databaseUrl: 'postgres://127.0.0.1:1/none' };
    await expect(restoreBackup(order)).rejects.toMatchObject({ code: 'BACKUP_OTHER_DATABASE' });
  });
});
