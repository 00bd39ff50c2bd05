import type { RowAnswer } from '../contracts/device/link';
import type { Clock } from '../platform/clock/clock';
import type { Link } from './link';
import type { Ledger } from './store/ledger';

const batchRows = 200;
/** An unanswered batch is sent again after this long. */
const resendMs = 15_000;

/** Brings rows to the station: oldest first, one batch at a time, until each row has its answer (L3). */
export class Reporter {
  private waitingFor = new Set<string>();
  private sentAtMs = 0;

  constructor(
    private ledger: Ledger,
    private link: Link,
    private clock: Clock,
  ) {}

  /** Sends the next batch unless one is under way. */
  pump(): void {
    const now = this.clock.monotonicMs();
    if (this.waitingFor.size > 0 && now - this.sentAtMs < resendMs) return;
    const rows = this.ledger.outbox(batchRows);
    this.waitingFor = new Set(rows.map(keyOf));
    if (rows.length === 0) return;
    this.sentAtMs = now;
    this.link.send({
      kind: 'rows',
      rows: rows.map(({ boot, sequence, bytes, hash }) => ({ boot, sequence, bytes, hash })),
    });
  }

  /** Stored or quarantined: the station has it either way. */
  take(answers: readonly RowAnswer[]): void {
    this.ledger.forget(answers);
    for (const answer of answers) this.waitingFor.delete(keyOf(answer));
    if (this.waitingFor.size === 0) this.pump();
  }
}

function keyOf(row: { boot: string; sequence: number }): string {
  return `${row.boot} ${row.sequence}`;
}
