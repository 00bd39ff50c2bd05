import fs from 'node:fs';
import path from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { dateVi } from '../../domain/text/vietnamese';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { documentFormats } from '../../platform/documents/document-file';
import { JobRunner } from '../../platform/jobs/job-runner';
import { MailRefused, MailSender } from '../../platform/mail/mail-sender';
import type { ReportMailEntity } from './report-mail.entity';
import { findMail, saveMail } from './report-mails.repository';
import type { SavedReportEntity } from './saved-report.entity';
import { findSaved } from './saved-reports.repository';

export const mailJob = 'report.mail';

const actor = systemActor('reports');
/** With the runner's growing pauses: for about an hour and a half, as notices are tried. */
const maxAttempts = 25;
const detailLength = 500;

interface Payload {
  mailId: string;
}

/** Sends a drawn-up report to one address. What ended is not sent again; a second copy after a crash has the same message id. */
@Injectable()
export class ReportMailJob implements OnModuleInit, OnApplicationShutdown {
  private readonly sender: MailSender | null;
  private readonly host: string;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly jobs: JobRunner,
    @Inject(LOA_CONFIG)
    private readonly config: Pick<LoaConfig, 'stationName' | 'dataDir' | 'smtpUrl' | 'mailFrom'>,
  ) {
    const { smtpUrl, mailFrom } = config;
    this.sender = smtpUrl !== null && mailFrom !== null ? new MailSender(smtpUrl, mailFrom) : null;
    this.host = mailFrom?.split('@').at(-1) ?? '';
  }

  onModuleInit(): void {
    this.jobs.register(mailJob, {
      ...{ concurrency: 2, maxAttempts },
      run: (payload) => this.run((payload as Payload).mailId),
      onGivenUp: (payload) => this.save((payload as Payload).mailId, { state: 'failed' }),
    });
  }

  onApplicationShutdown(): void {
    this.sender?.close();
  }

  /** Throws where another try may help. */
  private async run(id: string): Promise<void> {
    const mail = await findMail(this.read.manager, id);
    const saved = mail && (await findSaved(this.read.manager, mail.savedReportId));
    if (!saved || mail.state !== 'waiting') return;
    const attempts = mail.attempts + 1;
    try {
      await this.save(id, { attempts, ...(await this.send(mail, saved)) });
    } catch (error) {
      await this.save(id, { attempts, detail: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  private async send(
    { id, address, file, periodFrom, periodTo }: ReportMailEntity,
    { name, format }: SavedReportEntity,
  ): Promise<Pick<ReportMailEntity, 'state' | 'detail'>> {
    if (!this.sender) throw new Error('no mail server is set (LOA_SMTP_URL)');
    const { stationName, dataDir } = this.config;
    const content = await fs.promises.readFile(path.join(dataDir, 'reports', file));
    const about = `${oneLine(name)}, ${dateVi(periodFrom)}–${dateVi(periodTo)}`;
    try {
      const detail = await this.sender.send({
        ...{ to: address, subject: `[${oneLine(stationName)}] ${about}`, messageId: `<${id}@${this.host}>` },
        text: `Kính gửi báo cáo: ${about}.\nReport attached.\n\n-- \n${oneLine(stationName)}\n`,
        attachments: [{ filename: path.basename(file), content, contentType: documentFormats[format].type }],
      });
      return { state: 'sent', detail };
    } catch (error) {
      if (error instanceof MailRefused) return { state: 'refused', detail: error.message };
      throw error;
    }
  }

  private async save(id: string, { detail, ...change }: Partial<ReportMailEntity>): Promise<void> {
    await this.uow.run(actor, (tx) =>
      saveMail(tx.manager, id, {
        ...change,
        ...(change.state ? { endedAt: tx.nowMs } : {}),
        ...(detail ? { detail: detail.slice(0, detailLength) } : {}),
      }),
    );
  }
}

/** Names are people's: a line break in one would end a header. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
