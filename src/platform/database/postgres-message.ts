/** What the `pg` client calls while a message is under way; its types leave these out. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
}

/** A connection of the `pg` client. */
export interface MessageClient {
  query(message: Message): unknown;
}

/** What one statement answered: its rows, every value a text, and how many rows it touched. */
export interface Answer {
  rows: (string | null)[][];
  touched: number;
}

/**
 * Statements that PostgreSQL works through one after another without asking back in between, as the `pg` client runs them. The first may be a
 * COPY … FROM STDIN, whose rows go with it. What fails ends the whole.
 */
class Message {
  /** The client looks for it on every statement. */
  readonly callback = null;
  private failure: Error | null = null;
  private rows: (string | null)[][] = [];
  private readonly answers: Answer[] = [];

  constructor(
    private readonly text: string,
    private readonly copied: Iterator<Buffer> | null,
    private readonly done: (failure: Error | null, answers: Answer[]) => void,
  ) {}

  submit(wire: Wire): void {
    wire.query(this.text);
    if (this.copied) sendRows(wire, this.copied);
  }

  /** The rows are on their way already. */
  handleCopyInResponse(): void {}

  handleRowDescription(): void {}

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.rows.push(fields);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.answers.push({ rows: this.rows, touched: Number(text.slice(text.lastIndexOf(' ') + 1)) || 0 });
    this.rows = [];
  }

  handleError(error: Error): void {
    this.failure = error;
    this.done(error, []);
  }

  handleReadyForQuery(): void {
    if (!this.failure) this.done(null, this.answers);
  }
}

/** Piece by piece: the database takes in the first while the next is written. */
function sendRows(wire: Wire, copied: Iterator<Buffer>): void {
  try {
    for (let piece = copied.next(); !piece.done; piece = copied.next()) wire.sendCopyFromChunk(piece.value);
  } catch (error) {
    wire.sendCopyFail(String(error));
    return;
  }
  wire.endCopyFrom();
}

/** Sends statements in one message. Resolves to their answers, rejects with the database's error. */
export function sendMessage(
  client: MessageClient,
  statements: readonly string[],
  copied: Iterator<Buffer> | null = null,
): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const done = (failure: Error | null, answers: Answer[]): void => (failure ? reject(failure) : resolve(answers));
    client.query(new Message(statements.join(';\n'), copied, done));
  });
}

/** A value inside the text of a statement, since a message of several takes no parameters. */
export function asLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  // In brackets: a minus after a minus would begin a comment.
  if (typeof value === 'number') return value < 0 ? `(${value})` : String(value);
  if (Array.isArray(value)) return `ARRAY[${value.map(asLiteral).join(', ')}]`;
  if (typeof value === 'string') return textLiteral(value);
  throw new Error(`no literal for ${typeof value}`);
}

/** The driver's own goes letter by letter, which takes a text of a thousand airings 3 ms. */
function textLiteral(text: string): string {
  const quoted = text.includes("'") ? text.replaceAll("'", "''") : text;
  // Read alike whatever the server holds of backslashes.
  return quoted.includes('\\') ? ` E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}
