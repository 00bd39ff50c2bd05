import type { Manifest, Silence, Snapshot } from '../../contracts/device/manifest';
import type { PlayNowOrder } from '../../domain/playout/command';
import type { Plan } from '../../domain/playout/plan';
import type { KnownEmergency } from '../../domain/playout/state';
import type { SqliteDatabase } from '../../platform/sqlite/sqlite';
import { createPlayerTables } from './schema';

export interface StoredManifest {
  manifest: Manifest;
  payload: string;
}

/** Orders received by command; they outlive a restart. */
export type StoredOrder =
  | { kind: 'emergency'; id: string; known: KnownEmergency; snapshot: Snapshot | null; fromManifest: boolean }
  | { kind: 'playNow'; id: string; order: PlayNowOrder; snapshot: Snapshot | null; fromManifest?: boolean }
  | { kind: 'silence'; id: string; silence: Silence }
  /** An all-clear that came before its emergency. */
  | { kind: 'cleared'; id: string; at: number; by: string };

/** Everything the player must know after a power cut, but the rows (see ledger.ts). Every call is one committed transaction. */
export class PlayerStore {
  constructor(readonly database: SqliteDatabase) {
    createPlayerTables(database);
  }

  /** Runs `work` as one transaction; a failure leaves nothing behind. */
  transaction<T>(work: () => T): T {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  /** The manifest in force; a stored text that can no longer be read counts as none, and the previous one stands in. */
  manifest(): StoredManifest | null {
    const rows = this.database.prepare(`SELECT payload FROM manifest ORDER BY slot = 'current' DESC`).all();
    for (const { payload } of rows as { payload: string }[]) {
      try {
        return { manifest: JSON.parse(payload) as Manifest, payload };
      } catch {
        continue;
      }
    }
    return null;
  }

  /** Puts a manifest in force together with the plan it leads to; the one before is kept. */
  applyManifest({ manifest, payload }: StoredManifest, plan: Plan, appliedAt: number): void {
    this.transaction(() => {
      this.database.exec(
        `INSERT OR REPLACE INTO manifest SELECT 'previous', version, payload, appliedAt FROM manifest WHERE slot = 'current'`,
      );
      this.database
        .prepare(`INSERT OR REPLACE INTO manifest VALUES ('current', ?, ?, ?)`)
        .run(manifest.version, payload, appliedAt);
      this.setMeta('plan', JSON.stringify(plan));
    });
  }

  plan(): Plan | null {
    const text = this.meta('plan');
    return text === null ? null : (JSON.parse(text) as Plan);
  }

  orders(): StoredOrder[] {
    const rows = this.database.prepare('SELECT body FROM command ORDER BY kind, id').all() as { body: string }[];
    return rows.map(({ body }) => JSON.parse(body) as StoredOrder);
  }

  saveOrder(order: StoredOrder): void {
    this.database
      .prepare('INSERT OR REPLACE INTO command VALUES (?, ?, ?)')
      .run(order.kind, order.id, JSON.stringify(order));
  }

  dropOrder(kind: StoredOrder['kind'], id: string): void {
    this.database.prepare('DELETE FROM command WHERE kind = ? AND id = ?').run(kind, id);
  }

  meta(name: string): string | null {
    const row = this.database.prepare('SELECT value FROM meta WHERE name = ?').get(name) as
      { value: string } | undefined;
    return row?.value ?? null;
  }

  setMeta(name: string, value: string): void {
    this.database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(name, value);
  }

  pcm(sha256: string): { samples: number; pcmSha256: string } | null {
    const row = this.database.prepare('SELECT samples, pcmSha256 FROM pcm WHERE sha256 = ?').get(sha256);
    return (row as { samples: number; pcmSha256: string } | undefined) ?? null;
  }

  savePcm(sha256: string, samples: number, pcmSha256: string): void {
    this.database.prepare('INSERT OR REPLACE INTO pcm VALUES (?, ?, ?)').run(sha256, samples, pcmSha256);
  }

  dropPcm(sha256: string): void {
    this.database.prepare('DELETE FROM pcm WHERE sha256 = ?').run(sha256);
  }

  close(): void {
    this.database.close();
  }

  private rollBack(): void {
    try {
      this.database.exec('ROLLBACK');
    } catch {
      // A full disk may already have rolled it back.
    }
  }
}
