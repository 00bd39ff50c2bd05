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
export const copyIn = (client: CopyClient, into: string, rows: Iterable<readonly CopyValue[]>): Promise<void> =>
  copyPieces(client, into, pieces(rows));

/** The same of lines that are written out already (`copyLine`), in pieces of whole lines; a piece is asked for when the one before is sent. */
export function copyPieces(client: CopyClient, into: string, lines: Iterator<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (failure: Error | null): void => (failure ? reject(failure) : resolve());
    client.query(new CopyIn(`COPY ${into} FROM STDIN`, lines, done));
  });
}

/** Rows of one message. */
export const rowsOfPiece = 100;

function* pieces(rows: Iterable<readonly CopyValue[]>): Generator<Buffer> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(copyLine(row));
    if (lines.length < rowsOfPiece) continue;
    yield bufferOf(lines);
    lines = [];
  }
  if (lines.length > 0) yield bufferOf(lines);
}

const bufferOf = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`);

/** One row in the text format of COPY: tabs between fields, `\N` for null, a backslash before what would be read as something else. Its end is not part of it. */
export function copyLine(values: readonly CopyValue[]): string {
  const fields = new Array<string>(values.length);
  // Joined, not added up: a text grown piece by piece is a tree, and a heap of work for the collector.
  for (let i = 0; i < values.length; i += 1) fields[i] = field(values[i] ?? null);
  return fields.join('\t');
}

/** The same of values none of which holds what COPY would read as something else. */
export function plainLine(values: readonly CopyValue[]): string {
  const fields = new Array<CopyValue>(values.length);
  for (let i = 0; i < values.length; i += 1) fields[i] = values[i] ?? '\\N';
  return fields.join('\t');
}

/** Whether a text stands in a line of COPY as it is. */
export const isPlain = (text: string): boolean => !special.test(text);

function field(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value !== 'string') return String(value);
  return special.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : value;
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
