import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { mailOf, type Telling } from '../../domain/notifications/message';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { MailRefused, MailSender } from '../../platform/mail/mail-sender';
import type { NoticeChannel, Outcome, Recipient } from './channels';

/** Notices by mail, when the settings name a server. */
@Injectable()
export class MailChannel implements NoticeChannel, OnApplicationShutdown {
  readonly name = 'mail';
  private readonly sender: MailSender | null;
  private readonly host: string;

  constructor(@Inject(LOA_CONFIG) { smtpUrl, mailFrom }: Pick<LoaConfig, 'smtpUrl' | 'mailFrom'>) {
    this.sender = smtpUrl !== null && mailFrom !== null ? new MailSender(smtpUrl, mailFrom) : null;
    this.host = mailFrom?.split('@').at(-1) ?? '';
  }

  get ready(): boolean {
    return this.sender !== null;
  }

  targetsOf({ mail, email }: Recipient): string[] {
    return mail && email !== null ? [email] : [];
  }

  async deliver(deliveryId: string, target: string, telling: Telling): Promise<Outcome> {
    if (!this.sender) throw new Error('no mail server is set (LOA_SMTP_URL)');
    try {
      const messageId = `<${deliveryId}@${this.host}>`;
      const detail = await this.sender.send({ to: target, ...mailOf(telling), messageId });
      return { state: 'sent', detail };
    } catch (error) {
      if (error instanceof MailRefused) return { state: 'refused', detail: error.message };
      throw error;
    }
  }

  onApplicationShutdown(): void {
    this.sender?.close();
  }
}
