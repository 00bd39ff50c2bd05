import { createTransport, type Transporter } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same for every try of one mail, so that a receiver knows a second copy. */
  messageId: string;
  attachments?: { filename: string; content: Buffer; contentType: string }[];
}

/** The receiving server said no for good: trying again changes nothing. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** A server that does not answer must not hold a job for minutes. */
const patienceMs = 20_000;

/** Hands mails to the SMTP server of the settings. */
export class MailSender {
  private readonly transport: Transporter;

  /** `url`: smtp:// or smtps:// with user and password where the server wants them. */
  constructor(
    url: string,
    private readonly from: string,
  ) {
    const patience = { connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs };
    this.transport = createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true });
  }

  /** Resolves with the server's answer once it has taken the mail. Throws MailRefused, and anything else to be tried again. */
  async send({ to, subject, text, messageId, attachments = [] }: Mail): Promise<string> {
    try {
      // An object, not a text: an address is never read as a list of addresses.
      const told = await this.transport.sendMail({
        ...{ from: this.from, to: { name: '', address: to }, subject, text, messageId, attachments },
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return String(told.response);
    } catch (error) {
      throw isFinal(error) ? new MailRefused((error as Error).message) : error;
    }
  }

  close(): void {
    this.transport.close();
  }
}

/** A 5xx about the receiver or the content. One about the log-in is the station's own affair, and will be put right. */
function isFinal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500;
}
