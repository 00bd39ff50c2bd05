/** PostgreSQL's COPY: takes whole tables of rows in at about half the cost of INSERT. */

export type CopyValue = string | number | boolean | null;

/** What the `pg` client calls while a statement is under way; its types leave these out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
}

export interface CopyClient {
  query(statement: CopyIn): unknown;
}

/** One COPY … FROM STDIN as the `pg` client runs it. */
class CopyIn {
  /** The client looks for it on every statement. */
  readonly callback = null;
  private failure: Error | null = null;

  constructor(
    private readonly text: string,
    private readonly rows: Iterator<Buffer>,
    private readonly done: (failure: Error | null) => void,
  ) {}

  submit(connection: CopyConnection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    // Piece by piece: the database takes in the first while the next is written.
    try {
      for (let piece = this.rows.next(); !piece.done; piece = this.rows.next())
        connection.sendCopyFromChunk(piece.value);
    } catch (error) {
      connection.sendCopyFail(String(error));
      return;
    }
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.failure = error;
    this.done(error);
  }

  handleReadyForQuery(): void {
    if (!this.failure) this.done(null);
  }
}

/** Copies rows, each a list of values in the order of `columns`, into a table. Rejects with the database's error. */
export function copyIn(client: CopyClient, into: string, rows: Iterable<readonly CopyValue[]>): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (failure: Error | null): void => (failure ? reject(failure) : resolve());
    client.query(new CopyIn(`COPY ${into} FROM STDIN`, pieces(rows), done));
  });
}

/** Rows of one message. */
const rowsAtOnce = 100;

function* pieces(rows: Iterable<readonly CopyValue[]>): Generator<Buffer> {
  const fields: string[] = [];
  let lines: string[] = [];
  for (const row of rows) {
    // Joined, not added up: a text grown piece by piece is a tree, and a heap of work for the collector.
    for (let i = 0; i < row.length; i += 1) fields[i] = field(row[i] ?? null);
    lines.push(fields.join('\t'));
    if (lines.length < rowsAtOnce) continue;
    yield bufferOf(lines);
    lines = [];
  }
  if (lines.length > 0) yield bufferOf(lines);
}

const bufferOf = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`);

/** The text format of COPY: tabs between fields, `\N` for null, a backslash before what would be read as something else. */
function field(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value !== 'string') return String(value);
  return special.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : value;
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
