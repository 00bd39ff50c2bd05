import fs from 'node:fs';
import path from 'node:path';
import { chooseSqliteDriver, type SqliteDatabase } from '../sqlite/sqlite';

/**
 * Holds a data folder for one process: the service, or a CLI command that writes while no service runs. The lock is SQLite's own
 * exclusive lock on a file beside the database, so the system frees it when the holder dies, however it dies.
 */
export class StoreLock {
  private constructor(private readonly database: SqliteDatabase) {}

  /** The lock, or null when another process holds the folder. */
  static take(dataDir: string): StoreLock | null {
    fs.mkdirSync(dataDir, { recursive: true });
    const database = new (chooseSqliteDriver().module)(path.join(dataDir, 'store.lock'), { timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE');
      return new StoreLock(database);
    } catch {
      database.close();
      return null;
    }
  }

  release(): void {
    if (this.database.open) this.database.close();
  }
}
