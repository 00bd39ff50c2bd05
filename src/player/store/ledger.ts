import type { DeviceRow, SentRow } from '../../contracts/device/rows';
import type { Airing } from '../../domain/playout/airing';
import type { AiringIdentity, ClockTrust, ResultContent } from '../../domain/playout/row';
import { canonicalJson } from '../../platform/signing/canonical-json';
import { chainGenesis, chainHash } from '../../platform/signing/row-chain';
import type { PlayerStore } from './player-store';

export interface RowCircumstance {
  recordedAt: number;
  clockTrust: ClockTrust;
  manifestVersion: number | null;
}

/** An airing with an intent and no result: begun before the process died (P5). */
export interface OrphanedAiring {
  airing: Airing;
  startAt: number;
}

type ResultPart = Omit<ResultContent, keyof AiringIdentity | 'kind'>;

/** The device's rows: written once, chained, in the outbox until answered (L3, L4). One player process owns it. */
export class Ledger {
  private sequence = 0;

  constructor(
    private store: PlayerStore,
    private deviceId: string,
    readonly boot: string,
  ) {}

  /** Keys of every airing that has its result. */
  settledKeys(): Set<string> {
    const rows = this.database.prepare('SELECT airingKey FROM airing WHERE settledAt IS NOT NULL').all();
    return new Set((rows as { airingKey: string }[]).map((r) => r.airingKey));
  }

  orphans(): OrphanedAiring[] {
    const rows = this.database
      .prepare('SELECT airing, startAt FROM airing WHERE settledAt IS NULL ORDER BY startAt')
      .all() as { airing: string; startAt: number }[];
    return rows.map((row) => ({ ...row, airing: JSON.parse(row.airing) as Airing }));
  }

  /** Commits that this airing is about to begin; nothing at all when it already has an intent. */
  recordIntent(airing: Airing, startAt: number, circumstance: RowCircumstance): void {
    this.store.transaction(() => {
      const added = this.database
        .prepare('INSERT OR IGNORE INTO airing (airingKey, airing, startAt) VALUES (?, ?, ?)')
        .run(airing.airingKey, JSON.stringify(airing), startAt);
      if (added.changes > 0) this.append({ ...identityOf(airing), kind: 'intent', startAt }, circumstance);
    });
  }

  /** The one result of an airing. A second call for the same key changes nothing and returns false. */
  recordResult(airing: Airing, result: ResultPart, circumstance: RowCircumstance): boolean {
    return this.store.transaction(() => {
      const settled = this.database
        .prepare(
          `INSERT INTO airing (airingKey, airing, startAt, settledAt) VALUES (?, ?, ?, ?)
           ON CONFLICT (airingKey) DO UPDATE SET settledAt = excluded.settledAt WHERE settledAt IS NULL`,
        )
        .run(airing.airingKey, JSON.stringify(airing), result.actualStartAt, circumstance.recordedAt);
      if (settled.changes === 0) return false;
      this.append({ ...identityOf(airing), kind: 'result', ...result }, circumstance);
      return true;
    });
  }

  /** The oldest unanswered rows after `position`. */
  outbox(limit: number, afterPosition = 0): (SentRow & { position: number })[] {
    return this.database
      .prepare('SELECT position, boot, sequence, bytes, hash FROM outbox WHERE position > ? ORDER BY position LIMIT ?')
      .all(afterPosition, limit) as (SentRow & { position: number })[];
  }

  outboxSize(): number {
    return (this.database.prepare('SELECT count(*) AS n FROM outbox').get() as { n: number }).n;
  }

  /** Forgets rows the station has answered. */
  forget(answered: readonly { boot: string; sequence: number }[]): void {
    const remove = this.database.prepare('DELETE FROM outbox WHERE boot = ? AND sequence = ?');
    this.store.transaction(() => answered.forEach(({ boot, sequence }) => remove.run(boot, sequence)));
  }

  /** Drops what was settled before `before` and can no longer be planned again. */
  forgetAirings(before: number): void {
    this.database.prepare('DELETE FROM airing WHERE settledAt < ?').run(before);
  }

  private append(content: RowContentUnstamped, circumstance: RowCircumstance): void {
    const previousHash = this.store.meta('chainHead') ?? chainGenesis;
    const sequence = this.sequence + 1;
    const row = {
      ...content,
      ...circumstance,
      formatVersion: 1,
      deviceId: this.deviceId,
      boot: this.boot,
      sequence,
      previousHash,
    } as DeviceRow;
    const bytes = canonicalJson(row);
    const hash = chainHash(previousHash, bytes);
    this.database
      .prepare('INSERT INTO outbox (boot, sequence, bytes, hash) VALUES (?, ?, ?, ?)')
      .run(this.boot, sequence, bytes, hash);
    this.store.setMeta('chainHead', hash);
    this.sequence = sequence;
  }

  private get database(): PlayerStore['database'] {
    return this.store.database;
  }
}

type RowContentUnstamped = AiringIdentity & ({ kind: 'intent'; startAt: number } | ({ kind: 'result' } & ResultPart));

function identityOf(airing: Airing): AiringIdentity {
  const { airingKey, rundownId, rundownVersion, slotOccurrenceId, commandId, repetition, areaCode } = airing;
  const { bulletinRef, plannedStartAt, plannedMs, sha256 } = airing;
  return {
    ...{ airingKey, rundownId, rundownVersion, slotOccurrenceId, commandId, repetition, areaCode },
    ...{ bulletinRef, class: airing.class, plannedStartAt, plannedMs, sha256 },
  };
}
