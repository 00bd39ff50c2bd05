import type { SqliteDatabase } from '../../platform/sqlite/sqlite';

/**
 * The player's own file. `airing` remembers what has begun and what has its result, so that nothing plays twice (P5);
 * `outbox` holds rows until the station has answered each of them (L3).
 */
const tables = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS manifest (slot TEXT PRIMARY KEY CHECK (slot IN ('current', 'previous')), version INTEGER NOT NULL, payload TEXT NOT NULL, appliedAt INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS command (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS airing (airingKey TEXT PRIMARY KEY, airing TEXT NOT NULL, startAt INTEGER, settledAt INTEGER);
CREATE INDEX IF NOT EXISTS airingOpen ON airing (settledAt) WHERE settledAt IS NULL;
CREATE TABLE IF NOT EXISTS outbox (position INTEGER PRIMARY KEY AUTOINCREMENT, boot TEXT NOT NULL, sequence INTEGER NOT NULL, bytes TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (boot, sequence));
CREATE TABLE IF NOT EXISTS pcm (sha256 TEXT PRIMARY KEY, samples INTEGER NOT NULL, pcmSha256 TEXT NOT NULL);
`;

export function createPlayerTables(database: SqliteDatabase): void {
  database.exec(tables);
}
