import type { EntityManager } from 'typeorm';
import { copyStatement } from './copy-in';
import { sendMessage, type Answer } from './postgres-message';
import { isPostgres, messageClient, query, withLiterals, type Sql } from './sql';

interface Added {
  statement: Sql;
  check: ((touched: number) => void) | undefined;
}

/**
 * Statements of one unit of work none of which needs another's answer, in their order. PostgreSQL gets them in one message when they are run,
 * so that it never waits for this program in between; SQLite, which works inside this program, does each as it is added.
 */
export class Together {
  private readonly added: Added[] = [];
  private copied: { into: string; lines: Iterator<Buffer> } | null = null;

  constructor(readonly manager: EntityManager) {}

  /** On PostgreSQL: lines of a COPY (`copyLine`), in pieces of whole lines, before every statement; once. */
  copy(into: string, lines: Iterator<Buffer>): void {
    if (this.copied) throw new Error('one COPY goes first, a second has no place');
    this.copied = { into, lines };
  }

  /** @param check on PostgreSQL told how many rows the statement touched; what it throws undoes the unit */
  async add(statement: Sql, check?: (touched: number) => void): Promise<void> {
    if (isPostgres(this.manager)) this.added.push({ statement, check });
    else await query(this.manager, statement);
  }

  /** Resolves when all are done. */
  async run(): Promise<void> {
    const added = this.added.splice(0);
    const { copied } = this;
    this.copied = null;
    if (!copied && added.length === 0) return;
    const texts = added.map(({ statement }) => withLiterals(statement));
    if (copied) texts.unshift(copyStatement(copied.into));
    const answers = await sendMessage(await messageClient(this.manager), texts, copied?.lines ?? null);
    if (copied) answers.shift();
    for (const [i, { check }] of added.entries()) check?.(answers[i]!.touched);
  }
}

/** Runs statements in one message on PostgreSQL; the answer of each. */
export async function ask(manager: EntityManager, statements: readonly Sql[]): Promise<Answer[]> {
  return sendMessage(await messageClient(manager), statements.map(withLiterals));
}
