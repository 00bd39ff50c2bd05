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
      for (let piece = this.rows.next(); !piece.done; piece = this.rows.next()) connection.sendCopyFromChunk(piece.value);
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
  let text = '';
  let count = 0;
  for (const row of rows) {
    for (let i = 0; i < row.length; i += 1) text += i === 0 ? field(row[i] ?? null) : `\t${field(row[i] ?? null)}`;
    text += '\n';
    count += 1;
    if (count % rowsAtOnce > 0) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

/** The text format of COPY: tabs between fields, `\N` for null, a backslash before what would be read as something else. */
function field(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value !== 'string') return String(value);
  return special.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : value;
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
