import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  headers: Map<string, string>;
  text: string;
  /** As it came over the wire. */
  raw: string;
}

/** A real SMTP server on this machine that keeps what it takes. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  /** Answers to the next receivers instead of taking them, such as 451 or 550. */
  readonly answers: number[] = [];
  /** How often somebody wanted to hand over a mail. */
  tries = 0;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => {
      this.tries += 1;
      const code = this.answers.shift();
      done(code === undefined ? null : Object.assign(new Error('not now, or not here'), { responseCode: code }));
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const raw = Buffer.concat(pieces).toString('utf8');
        this.mails.push({ to, raw, ...read(raw) });
        done(null, 'kept');
      });
    },
  });

  /** Its address for the settings. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** Headers and text of a mail in one part (RFC 5322, 2045, 2047). */
function read(raw: string): Pick<ReceivedMail, 'headers' | 'text'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), inWords(line.slice(colon + 1).trim())] as const;
    }),
  );
  const body = rest.join('\r\n\r\n');
  const encoding = headers.get('content-transfer-encoding');
  const bytes =
    encoding === 'base64' ? Buffer.from(body, 'base64') : encoding === 'quoted-printable' ? unquoted(body) : undefined;
  return { headers, text: (bytes?.toString('utf8') ?? body).replaceAll('\r\n', '\n') };
}

function inWords(value: string): string {
  const bytes: Buffer[] = [];
  let at = 0;
  const joined = value.replace(/\?=\s+=\?/g, '?==?');
  for (const word of joined.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)) {
    bytes.push(Buffer.from(joined.slice(at, word.index)));
    const [whole, encoding = '', text = ''] = word;
    bytes.push(encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : unquoted(text.replaceAll('_', ' ')));
    at = word.index + whole.length;
  }
  bytes.push(Buffer.from(joined.slice(at)));
  return Buffer.concat(bytes).toString('utf8');
}

function unquoted(text: string): Buffer {
  const flat = text.replaceAll('=\r\n', '');
  return Buffer.from(
    flat.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}
